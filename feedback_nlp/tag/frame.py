"""The code frame: which themes there are, and what belongs to each."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.errors import ConfigError, all_faults
from feedback_nlp.tag.frame_faults import cue_warnings, row_faults
from feedback_nlp.tag.frame_file import FIELDS, LISTS, from_sheet, from_toml, is_list

SEPARATOR: Final = "|"


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

    @property
    def examples(self) -> tuple[str, ...]:
        """The examples of all codes."""
        return tuple(example for examples in self.themes[c.EXAMPLES] for example in examples)

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
            rows, faults, warnings = from_toml(path)
        else:
            rows, faults, warnings = from_sheet(path)
        return cls._checked(rows, path.stem, path.name, faults, warnings)

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, Any]], name: str = "frame") -> "CodeFrame":
        """Make a code frame of mappings with the columns of `columns.THEMES`.

        Raises
        ------
        ConfigError
            There is no row, or rows have faults; all are listed in one message.
        """
        placed = [(f"row {i}", {k: row[k] for k in FIELDS if k in row}) for i, row in enumerate(rows, start=1)]
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
            faults = row_faults(cleaned)
        if not cleaned and not faults:
            faults = ["no theme: give at least one row with a code, a theme and a definition"]
        if faults:
            raise ConfigError(all_faults(what, faults))
        plain = [row for _, row in cleaned]
        table = pd.DataFrame(
            {
                column: pd.Series([row[column] or (() if column in LISTS else pd.NA) for row in plain], dtype=dtype)
                for column, dtype in c.THEMES.items()
            }
        )
        return cls(table, name, _version(plain), (*warnings, *cue_warnings(plain)))


def _clean(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with every field: text trimmed, lists as tuples without repeats, an absent kind as "other"."""
    clean: dict[str, Any] = {}
    for column in FIELDS:
        value = row.get(column)
        if column in LISTS:
            parts: list[Any] = (
                value.split(SEPARATOR) if isinstance(value, str) else list(value or ()) if is_list(value) else []
            )
            clean[column] = tuple(dict.fromkeys(part for part in map(_text, parts) if part))
        else:
            clean[column] = _text(value)
    clean[c.KIND] = clean[c.KIND].casefold() or "other"
    return clean


def _text(value: Any) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def _version(rows: Sequence[dict[str, Any]]) -> str:
    content = sorted(
        ({k: sorted(v) if k in LISTS else v for k, v in row.items()} for row in rows), key=lambda row: row[c.CODE]
    )
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]
