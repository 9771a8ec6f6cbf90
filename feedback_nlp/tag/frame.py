"""The code frame: which themes there are, and what belongs to each."""

import hashlib
import json
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.errors import ConfigError, all_faults, did_you_mean
from feedback_nlp.tag.sheet import fold, read_sheet

SEPARATOR: Final = "|"
_FIELDS: Final = tuple(c.THEMES)
_REQUIRED: Final = (c.CODE, c.THEME, c.DEFINITION)
_LISTS: Final = (c.CUES, c.EXAMPLES)
_ALSO_CALLED: Final = {
    "description": c.DEFINITION,
    "theme name": c.THEME,
    "label": c.THEME,
    "parent theme": c.PARENT,
    "group": c.PARENT,
    "type": c.KIND,
    "includes": c.INCLUDE,
    "excludes": c.EXCLUDE,
    "cue": c.CUES,
    "keywords": c.CUES,
    "example": c.EXAMPLES,
}
_SAME_HEADING: Final = 0.85
"""difflib ratio from which a heading that is used once is taken for a slip of another."""


@dataclass(frozen=True)
class CodeFrame:
    """A checked code frame.

    Make one with `CodeFrame.read` or `CodeFrame.from_rows`.

    Parameters
    ----------
    themes
        The themes table (`columns.THEMES`), one row a code, in the order of the file.
    name
        The name of the file without its ending.
    version
        The first 12 hexadecimal digits of a SHA-256 of the content. The order of rows, columns, cues and examples, and
        white space, do not change it.
    warnings
        What is allowed and yet looks like a slip, e.g. a cue that stands under two codes.
    """

    themes: pd.DataFrame
    name: str = "frame"
    version: str = ""
    warnings: tuple[str, ...] = field(default=())

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in the order of the frame."""
        return tuple(self.themes[c.CODE])

    def __len__(self) -> int:
        return len(self.themes)

    @classmethod
    def read(cls, path: str | Path) -> "CodeFrame":
        """Read a code frame from xlsx (xls, ods), csv or toml.

        A sheet has the columns code, theme, parent, kind, definition, include, exclude, cues, examples; only code,
        theme and definition must be there. Cues and examples are separated by ``|``. A TOML file has one ``[[themes]]``
        table a code, in which cues and examples may also be lists.

        Raises
        ------
        ConfigError
            The file cannot be read, holds no theme, or has faults; all faults are listed in one message.
        """
        path = Path(path)
        if path.suffix.lower() == ".toml":
            rows, faults, warnings = _read_toml(path)
        else:
            rows, faults, warnings = _read_sheet(path)
        return cls._checked(rows, path.stem, path.name, faults, warnings)

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, Any]], name: str = "frame") -> "CodeFrame":
        """Make a code frame of mappings with the columns of `columns.THEMES`.

        Raises
        ------
        ConfigError
            There is no row, or rows have faults; all are listed in one message.
        """
        placed = [(f"row {i}", {k: row[k] for k in _FIELDS if k in row}) for i, row in enumerate(rows, start=1)]
        return cls._checked(placed, name, f"The code frame {name}", [], [])

    @classmethod
    def _checked(
        cls,
        rows: Sequence[tuple[str, Mapping[str, Any]]],
        name: str,
        what: str,
        faults: list[str],
        warnings: list[str],
    ) -> "CodeFrame":
        cleaned = [(where, _clean(row)) for where, row in rows]
        if not faults:
            faults = _row_faults(cleaned)
        if not cleaned and not faults:
            faults = ["no theme: give at least one row with a code, a theme and a definition"]
        if faults:
            raise ConfigError(all_faults(what, faults))
        plain = [row for _, row in cleaned]
        table = pd.DataFrame(
            {
                column: pd.Series([row[column] or (() if column in _LISTS else pd.NA) for row in plain], dtype=dtype)
                for column, dtype in c.THEMES.items()
            }
        )
        return cls(table, name, _version(plain), (*warnings, *_cue_warnings(plain)))


def _clean(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with every field: text trimmed, lists as tuples without repeats, an absent kind as "other"."""
    clean: dict[str, Any] = {}
    for column in _FIELDS:
        value = row.get(column)
        if column in _LISTS:
            parts: list[Any] = (
                value.split(SEPARATOR) if isinstance(value, str) else list(value or ()) if _is_list(value) else []
            )
            clean[column] = tuple(dict.fromkeys(part for part in map(_text, parts) if part))
        else:
            clean[column] = _text(value)
    clean[c.KIND] = clean[c.KIND].casefold() or "other"
    return clean


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _text(value: Any) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def _row_faults(rows: Sequence[tuple[str, dict[str, Any]]]) -> list[str]:
    faults = []
    seen: dict[str, str] = {}
    for where, row in rows:
        code = row[c.CODE]
        who = f"{where} ({code})" if code else where
        faults += [f"{who}: no {column}." for column in _REQUIRED if not row[column]]
        if code and code.casefold() == c.NO_THEME.casefold():
            faults.append(f'{who}: "{c.NO_THEME}" is kept for answers without a theme. Give the code another name.')
        if code and code.casefold() in seen:
            faults.append(f"{who}: the code is used already in {seen[code.casefold()]}. Every code must be its own.")
        seen.setdefault(code.casefold(), where)
        if row[c.KIND] not in c.THEME_KINDS:
            faults.append(
                f'{who}: the kind "{row[c.KIND]}" is not known.{did_you_mean(row[c.KIND], c.THEME_KINDS, n=1)}'
            )
    return faults + _parent_faults(rows)


def _parent_faults(rows: Sequence[tuple[str, dict[str, Any]]]) -> list[str]:
    """Return what is wrong with parents: codes of the frame, or headings over several codes.

    A frame in which a parent is a code uses codes; then every parent must be one. Otherwise parents are headings,
    and a heading that is used once and is almost another one is a slip of the pen.
    """
    codes = {row[c.CODE]: row[c.PARENT] for _, row in rows if row[c.CODE]}
    used = Counter(row[c.PARENT] for _, row in rows if row[c.PARENT])
    by_code = any(parent in codes for parent in used)
    faults = []
    for where, row in rows:
        parent, who = row[c.PARENT], f"{where} ({row[c.CODE]})"
        if not parent:
            continue
        if parent == row[c.CODE]:
            faults.append(f"{who}: the code is its own parent.")
        elif by_code and parent not in codes:
            faults.append(f'{who}: the parent "{parent}" is not a code of the frame.{did_you_mean(parent, codes)}')
        elif by_code and _in_circle(row[c.CODE], codes):
            faults.append(f"{who}: its parents lead back to itself.")
        elif not by_code and used[parent] == 1:
            others = [other for other in used if other != parent]
            folded = {fold(other): other for other in others}
            near = get_close_matches(fold(parent), list(folded), n=1, cutoff=_SAME_HEADING)
            if near:
                faults.append(f'{who}: the parent "{parent}" is not known. Did you mean "{folded[near[0]]}"?')
    return faults


def _in_circle(code: str, parents: Mapping[str, str]) -> bool:
    seen, at = set(), parents[code]
    while at and at in parents and at not in seen:
        if at == code:
            return True
        seen.add(at)
        at = parents[at]
    return False


def _cue_warnings(rows: Sequence[dict[str, Any]]) -> list[str]:
    under: dict[str, list[str]] = defaultdict(list)
    warnings = []
    for row in rows:
        for cue in row[c.CUES]:
            under[cue.casefold()].append(row[c.CODE])
            if len(cue) < 2:
                warnings.append(f'{row[c.CODE]}: the cue "{cue}" is a single character and is not used.')
    warnings += [
        f'The cue "{cue}" stands under {" and ".join(codes)}: an answer with it gets each of them.'
        for cue, codes in under.items()
        if len(set(codes)) > 1
    ]
    return warnings


def _version(rows: Sequence[dict[str, Any]]) -> str:
    content = sorted(
        ({k: sorted(v) if k in _LISTS else v for k, v in row.items()} for row in rows), key=lambda row: row[c.CODE]
    )
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


def _read_sheet(path: Path) -> tuple[list[tuple[str, dict[str, str]]], list[str], list[str]]:
    sheet = read_sheet(path, [*_FIELDS, *_ALSO_CALLED])
    at: dict[str, int] = {}
    warnings, faults = [], []
    names = [fold(name) for name in sheet.header]
    for i, name in enumerate(names):
        column = name if name in _FIELDS else _ALSO_CALLED.get(name)
        if column in _FIELDS and name != column and column in names:
            column = None  # "Label" beside a column "Theme" is something else
        if column is None:
            if name:
                warnings.append(f'The column "{sheet.header[i]}" is not used.')
        elif column in at:
            faults.append(f'The column "{column}" is there twice.')
        else:
            at[column] = i
    spare = [sheet.header[i] for i, name in enumerate(names) if name and i not in at.values()]
    faults += [
        f'The column "{column}" is missing.{did_you_mean(column, spare or [n for n in sheet.header if n])}'
        for column in _REQUIRED
        if column not in at
    ]
    rows = [(f"row {number}", {column: cells[i] for column, i in at.items()}) for number, cells in sheet.rows]
    return rows, faults, warnings


def _read_toml(path: Path) -> tuple[list[tuple[str, dict[str, Any]]], list[str], list[str]]:
    if not path.is_file():
        raise ConfigError(f'There is no file "{path}". Check the name and the folder.')
    try:
        # utf-8-sig: Notepad writes a byte-order mark, which TOML does not allow.
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f'"{path.name}" is not a TOML file in UTF-8: {error}.') from None
    except RecursionError:
        raise ConfigError(
            f'"{path.name}" has brackets within brackets without end. Close every [ with a ], and every {{ with a }}.'
        ) from None
    except ValueError:  # Python reads no number of over 4,300 digits
        raise ConfigError(
            f'"{path.name}" holds a number with more than 4,300 digits. Write a number that fits, or put text between '
            "quotation marks."
        ) from None
    tables = raw.get("themes", [])
    if not _is_list(tables) or not all(isinstance(table, Mapping) for table in tables):
        return [], ['"themes" is not a list of tables. Write [[themes]] above each theme.'], []
    faults = []
    rows = []
    for i, table in enumerate(tables, start=1):
        where = f"theme {i}"
        faults += [f'{where}: "{key}" is not known.{did_you_mean(key, _FIELDS)}' for key in table if key not in _FIELDS]
        faults += [
            f'{where}: "{key}" is not text{" or a list of texts" if key in _LISTS else ""}.'
            for key, value in table.items()
            if key in _FIELDS and not _fits(key, value)
        ]
        rows.append((where, dict(table)))
    return rows, faults, []


def _fits(key: str, value: Any) -> bool:
    if key in _LISTS and _is_list(value):
        return all(isinstance(part, str) for part in value)
    return isinstance(value, str) or (key == c.CODE and isinstance(value, int) and not isinstance(value, bool))
