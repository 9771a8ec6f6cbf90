"""A finished run's summary on disk, so that it can be rendered again: ``tables/summary.json``."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from feedback_nlp.errors import DataError
from feedback_nlp.report.cells import is_missing
from feedback_nlp.report.stored import check_stored
from feedback_nlp.summary import Summary, SummaryTable

FILE: Final = "tables/summary.json"
_VERSION: Final = 1


def save_summary(
    summary: Summary, folder: str | Path, about: Mapping[str, Any], topics: pd.DataFrame | None = None
) -> Path:
    """Write all that the published files are made from, and nothing else.

    Parameters
    ----------
    summary
        Suppressed already: the file may be published with the tables.
    folder
        The folder of the run.
    about
        What was asked; dates are kept as text.
    topics
        The topics table; only what the page shows of it (titles, words, overlap) is kept.

    Returns
    -------
    Path
        The file, ``tables/summary.json`` in `folder`.
    """
    path = Path(folder) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "version": _VERSION,
        "about": {str(key): None if value is None else str(value) for key, value in about.items()},
        "facts": {key: _plain(value) for key, value in summary.facts.items()},
        "notes": summary.notes,
        "tables": [_table(table) for table in summary.tables.values()],
        "topics": None if topics is None else _frame(public_topics(topics)),
    }
    # ASCII, so that even half an emoji comes back as it was.
    path.write_text(json.dumps(content, indent=1, allow_nan=False) + "\n", encoding="ascii", newline="\n")
    return path


def load_summary(folder: str | Path) -> tuple[Summary, dict[str, Any], pd.DataFrame | None]:
    """Read back what `save_summary` wrote: the summary, what was asked, and the topics (None where there were none).

    Raises
    ------
    DataError
        The folder holds no finished run, or one of another version.
    """
    path = Path(folder) / FILE
    damaged = f'"{path}" cannot be read: {{}}. Run feedback-nlp run again.'
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        version = content["version"]
    except FileNotFoundError:
        raise DataError(
            f'"{folder}" is not the folder of a finished run: there is no {FILE}. Name the folder that '
            "feedback-nlp run printed, or run it again."
        ) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise DataError(damaged.format("it is damaged or no summary")) from None
    if version != _VERSION:
        raise DataError(
            f'"{path}" was written by another version of feedback_nlp (format {version}, here {_VERSION}). '
            "Run feedback-nlp run again."
        )
    try:
        check_stored(content)
        tables = {entry["name"]: _table_back(entry) for entry in content["tables"]}
        topics = None if content["topics"] is None else _frame_back(content["topics"])
    except (ValueError, TypeError, OverflowError) as error:
        raise DataError(damaged.format(f"it is damaged ({error})")) from None
    return Summary(content["facts"], tables, content["notes"]), content["about"], topics


def public_topics(topics: pd.DataFrame) -> pd.DataFrame:
    """Return what may be published of the topics: no counts (they are not suppressed) and no answers."""
    return topics[[name for name in ("code", "title", "words", "overlap") if name in topics.columns]]


def _table(table: SummaryTable) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "scope": table.scope,
        "units": table.units,
        "headers": table.headers,
        "formats": table.formats,
        "notes": list(table.notes),
        **_frame(table.frame),
    }


def _frame(frame: pd.DataFrame) -> dict[str, Any]:
    return {
        "columns": [str(name) for name in frame.columns],
        "dtypes": [str(dtype) for dtype in frame.dtypes],
        "rows": [[_plain(value) for value in row] for row in frame.itertuples(index=False, name=None)],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if is_missing(value):
        return None
    # numpy's own numbers are unknown to json.
    return value.item() if hasattr(value, "item") else value


def _table_back(entry: dict[str, Any]) -> SummaryTable:
    return SummaryTable(
        name=entry["name"],
        title=entry["title"],
        scope=entry["scope"],
        units=entry["units"],
        frame=_frame_back(entry),
        headers=entry["headers"],
        formats=entry["formats"],
        notes=tuple(entry["notes"]),
    )


def _frame_back(entry: dict[str, Any]) -> pd.DataFrame:
    columns = zip(*entry["rows"], strict=True) if entry["rows"] else [()] * len(entry["columns"])
    made = {
        name: pd.Series([pd.NA if value is None else value for value in values], dtype="object").astype(dtype)
        if dtype not in ("float64", "float32")
        else pd.Series([float("nan") if value is None else value for value in values], dtype=dtype)
        for name, dtype, values in zip(entry["columns"], entry["dtypes"], columns, strict=True)
    }
    return pd.DataFrame(made)
