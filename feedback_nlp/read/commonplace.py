"""Comments of a Commonplace site as its public interface gives them: json, a key absent where nothing was answered."""

import json
from pathlib import Path
from typing import Any, Final

import pandas as pd

from feedback_nlp.errors import DataError
from feedback_nlp.read.limits import MAX_CELLS, check_size, damaged
from feedback_nlp.read.sheet import TEXT, Sheet, drop_empty

_MOST: Final = 256 * 1024**2


def read_commonplace(path: Path) -> Sheet:
    """Read comments (a list, or the features of a map) into one row each.

    Raises
    ------
    DataError
        The file is not json, or holds no comments.
    """
    check_size(path, _MOST)
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise damaged(path) from None
    for key in ("features", "comments", "data", "results", "items"):
        if isinstance(content, dict) and isinstance(content.get(key), list):
            content = content[key]
    if not isinstance(content, list) or not content or not all(isinstance(item, dict) for item in content):
        raise DataError(f"{path.name} is json, but holds no list of comments. Export the responses as csv or xlsx.")
    rows = [_flat(item) for item in content]
    names = list(dict.fromkeys(name for row in rows for name in row))
    if len(names) * len(rows) > MAX_CELLS:
        raise damaged(path)
    cells = pd.DataFrame(
        {j: pd.array([row.get(name) for row in rows], dtype=TEXT) for j, name in enumerate(names)},
        index=pd.RangeIndex(1, len(rows) + 1),
    )
    kept, _ = drop_empty(cells)
    return Sheet("", cells.loc[kept.index], headings=(tuple(names),))


def _flat(item: dict[str, Any], before: str = "", depth: int = 0) -> dict[str, str]:
    """Return name -> text: fields by their own names, lists joined by "; ", nested names joined by a full stop."""
    row: dict[str, str] = {}
    for key, value in item.items():
        name = f"{before}{key}"
        if key == "fields" and isinstance(value, list) and all(isinstance(f, dict) for f in value):
            row.update({str(f.get("name")): text for f in value if (text := _text(f.get("value"))) is not None})
        elif isinstance(value, dict) and depth < 4:
            inner = "" if key in ("properties", "data") else f"{name}."
            row.update(_flat(value, inner, depth + 1))
        elif (text := _text(value)) is not None:
            row[name] = text
    return row


def _text(value: Any) -> str | None:
    match value:
        case None | "" | [] | {}:
            return None
        case bool():
            return "TRUE" if value else "FALSE"
        case str():
            return value.encode("utf-8", "replace").decode()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case list():
            return "; ".join(text for part in value if (text := _text(part)) is not None) or None
        case dict():
            return json.dumps(value, ensure_ascii=False, sort_keys=True)
        case _:
            return str(value)
