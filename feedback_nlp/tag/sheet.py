"""Read a small sheet that a person keeps (a code frame, coded answers) as text: xlsx, xls, ods or csv."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from feedback_nlp.errors import ConfigError

SHEETS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS: Final = (".csv", ".tsv", ".txt")
_HEADER_WITHIN: Final = 20
"""People put a title and a date above the header; it is looked for in this many rows."""


@dataclass(frozen=True)
class Sheet:
    """One table of text cells.

    Parameters
    ----------
    header
        The cells of the header row, stripped.
    rows
        (row number in the file, 1-based; cells as text, one for each header cell). Rows without any text are left out.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheet(path: Path, wanted: Iterable[str]) -> Sheet:
    """Return the table of `path` whose header names most of the `wanted` columns.

    Parameters
    ----------
    path
        A workbook (every sheet is looked at) or a delimited text file (comma, semicolon or tab; UTF-8, else
        Windows-1252).
    wanted
        Folded column names, which say which row is the header.

    Raises
    ------
    ConfigError
        The file is missing, of another kind, protected, corrupt or empty.
    """
    if not path.is_file():
        raise ConfigError(f'There is no file "{path}". Check the name and the folder.')
    if path.suffix.lower() in SHEETS:
        grids = _workbook(path)
    elif path.suffix.lower() in TEXTS:
        grids = [_text(path)]
    else:
        raise ConfigError(f'"{path.name}" is not a sheet that can be read. Save it as xlsx or csv.')
    known = {fold(name) for name in wanted}
    best: tuple[int, Sheet] | None = None
    for grid in grids:
        at = max(range(min(len(grid), _HEADER_WITHIN)), key=lambda i: (_hits(grid[i], known), -i), default=None)
        if at is not None and (best is None or _hits(grid[at], known) > best[0]):
            best = (_hits(grid[at], known), _below(grid, at))
    if best is None:
        raise ConfigError(f'"{path.name}" is empty: there is not even a header row.')
    return best[1]


def fold(name: str) -> str:
    """Return a column name as it is compared: without case, and with spaces, hyphens and underscores alike.

    >>> fold(" Parent-Theme ")
    'parent theme'
    """
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())


def _hits(row: Sequence[str], known: set[str]) -> int:
    return len(known & {fold(cell) for cell in row})


def _below(grid: list[list[str]], at: int) -> Sheet:
    header = tuple(cell.strip() for cell in grid[at])
    width = max((i + 1 for i, cell in enumerate(header) if cell), default=0)
    rows = []
    for number, row in enumerate(grid[at + 1 :], start=at + 2):
        cells = tuple(cell.strip() for cell in [*row, *[""] * width][:width])
        if any(cells):
            rows.append((number, cells))
    return Sheet(header[:width], tuple(rows))


def _workbook(path: Path) -> list[list[list[str]]]:
    import pandas as pd

    try:
        # keep_default_na=False: "None" and "n/a" are words that people use in a sheet.
        sheets = pd.read_excel(
            path, sheet_name=None, header=None, dtype=object, keep_default_na=False, engine="calamine"
        )
    except Exception as error:  # calamine raises its own kinds for protected, damaged and foreign files
        raise ConfigError(
            f'"{path.name}" cannot be opened as a workbook ({type(error).__name__}). If it has a password, save a copy '
            "without one; if Excel cannot open it either, it is damaged."
        ) from None
    # calamine starts a sheet at its first used row; row numbers in messages count from there.
    return [[[_cell(value) for value in row] for row in sheet.itertuples(index=False)] for sheet in sheets.values()]


def _cell(value: object) -> str:
    # A code typed as 7 is stored as 7.0.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _text(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")  # Excel's "CSV" on a British Windows
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
