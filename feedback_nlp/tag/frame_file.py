"""A code frame as people write it down: a sheet, or TOML. What is read is not checked yet."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from feedback_nlp import columns as c
from feedback_nlp.errors import ConfigError, did_you_mean
from feedback_nlp.tag.frame_faults import REQUIRED
from feedback_nlp.tag.sheet import fold, read_sheet

FIELDS: Final = tuple(c.THEMES)
LISTS: Final = (c.CUES, c.EXAMPLES)
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


def from_sheet(path: Path) -> tuple[list[tuple[str, dict[str, str]]], list[str], list[str]]:
    """Return the rows of a sheet with where each stands, what is wrong with its headings, and what is not used."""
    sheet = read_sheet(path, [*FIELDS, *_ALSO_CALLED])
    at: dict[str, int] = {}
    warnings, faults = [], []
    names = [fold(name) for name in sheet.header]
    for i, name in enumerate(names):
        column = name if name in FIELDS else _ALSO_CALLED.get(name)
        if column in FIELDS and name != column and column in names:
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
        for column in REQUIRED
        if column not in at
    ]
    rows = [(f"row {number}", {column: cells[i] for column, i in at.items()}) for number, cells in sheet.rows]
    return rows, faults, warnings


def from_toml(path: Path) -> tuple[list[tuple[str, dict[str, Any]]], list[str], list[str]]:
    """Return the tables of a TOML file with where each stands, and what in them is not known or not text."""
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
    if not is_list(tables) or not all(isinstance(table, Mapping) for table in tables):
        return [], ['"themes" is not a list of tables. Write [[themes]] above each theme.'], []
    faults = []
    rows = []
    for i, table in enumerate(tables, start=1):
        where = f"theme {i}"
        faults += [f'{where}: "{key}" is not known.{did_you_mean(key, FIELDS)}' for key in table if key not in FIELDS]
        faults += [
            f'{where}: "{key}" is not text{" or a list of texts" if key in LISTS else ""}.'
            for key, value in table.items()
            if key in FIELDS and not _fits(key, value)
        ]
        rows.append((where, dict(table)))
    return rows, faults, []


def is_list(value: Any) -> bool:
    """Say whether it is a list of things, and no text."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def _fits(key: str, value: Any) -> bool:
    if key in LISTS and is_list(value):
        return all(isinstance(part, str) for part in value)
    return isinstance(value, str) or (key == c.CODE and isinstance(value, int) and not isinstance(value, bool))
