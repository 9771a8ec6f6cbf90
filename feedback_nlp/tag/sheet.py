"""Read a small sheet that a person keeps (a code frame, coded answers) as text: xlsx, xls, ods or csv."""

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
        The cells of the header row, stripped; "" where a column has text and no heading.
    rows
        (row number in the file, 1-based; cells as text, one for each header cell). Rows without any text are left out.
    alike
        Other sheets of the workbook with the same headings: they were not read.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    alike: tuple[str, ...] = ()


def read_sheet(path: Path, wanted: Iterable[str], first: Iterable[str] = ()) -> Sheet:
    """Return the table of `path` whose header names most of the `wanted` columns.

    Parameters
    ----------
    path
        A workbook (every sheet is looked at that is shown) or a delimited text file (comma,
        semicolon or tab; UTF-8, UTF-16 with its mark, else Windows-1252).
    wanted
        Column names, which say which row is the header.
    first
        Of them, those of which a header has one: a row with none is the header only where no row has any. Where codes
        may head columns, a row of data names more of the wanted than its header.

    Raises
    ------
    ConfigError
        The file is missing, of another kind, protected, corrupt or empty.
    """
    if not path.is_file():
        raise ConfigError(f'There is no file "{path}". Check the name and the folder.')
    fault: dict[int, str] = {}
    named: dict[str, list[list[str]]] = {}
    if path.suffix.lower() in SHEETS:
        named = _workbook(path)
        grids = list(named.values())
    elif path.suffix.lower() in TEXTS:
        grids, fault = _text(path)
    else:
        raise ConfigError(f'"{path.name}" is not a sheet that can be read. Save it as xlsx or csv.')
    known, needed = {fold(name) for name in wanted}, {fold(name) for name in first}
    rows = [(grid, i) for grid in grids for i in range(min(len(grid), _HEADER_WITHIN))]
    if not rows:
        raise ConfigError(f'"{path.name}" is empty: there is not even a header row.')
    # max: of rows that are alike in this, the first.
    grid, at = max(rows, key=lambda row: (_hits(row[0][row[1]], needed) > 0, _hits(row[0][row[1]], known)))
    if why := fault.get(id(grid)):
        raise ConfigError(
            f'"{path.name}" cannot be read as a delimited text file ({why}). A quotation mark that is opened and not '
            "closed does this; open the file in a spreadsheet and save it as xlsx."
        )
    sheet = _below(grid, at)
    headings = {fold(name) for name in sheet.header}
    alike = [name for name, other in named.items() if other is not grid and _headed(other, headings)]
    return replace(sheet, alike=tuple(alike))


def fold(name: str) -> str:
    """Return a column name as it is compared: without case, and with spaces, hyphens and underscores alike.

    >>> fold(" Parent-Theme ")
    'parent theme'
    """
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())


def _headed(grid: Sequence[Sequence[str]], headings: set[str]) -> bool:
    """Say whether a grid has a row of these headings, and something below."""
    return any(
        {fold(cell) for cell in row} | {""} == headings | {""} for row in grid[: min(_HEADER_WITHIN, len(grid) - 1)]
    )


def _hits(row: Sequence[str], known: set[str]) -> int:
    return len(known & {fold(cell) for cell in row})


def _below(grid: list[list[str]], at: int) -> Sheet:
    width = max((i + 1 for row in grid[at:] for i, cell in enumerate(row) if cell.strip()), default=0)
    header = tuple(cell.strip() for cell in [*grid[at], *[""] * width][:width])
    rows = []
    for number, row in enumerate(grid[at + 1 :], start=at + 2):
        cells = tuple(cell.strip() for cell in [*row, *[""] * width][:width])
        if any(cells):
            rows.append((number, cells))
    return Sheet(header, tuple(rows))


def _workbook(path: Path) -> dict[str, list[list[str]]]:
    """Return the sheets that are shown."""
    import pandas as pd
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    try:
        # keep_default_na=False: "None" and "n/a" are words that people use in a sheet.
        sheets = pd.read_excel(
            path, sheet_name=None, header=None, dtype=object, keep_default_na=False, engine="calamine"
        )
        about = CalamineWorkbook.from_path(str(path)).sheets_metadata
    except Exception as error:  # calamine raises its own kinds for protected, damaged and foreign files
        raise ConfigError(
            f'"{path.name}" cannot be opened as a workbook ({type(error).__name__}). If it has a password, save a copy '
            "without one; if Excel cannot open it either, it is damaged."
        ) from None
    # calamine starts a sheet at its first used row; row numbers in messages count from there.
    hidden = {str(one.name) for one in about if one.visible != SheetVisibleEnum.Visible}
    shown = {name: sheet for name, sheet in sheets.items() if name not in hidden}
    return {
        str(name): [[_cell(value) for value in row] for row in sheet.itertuples(index=False)]
        for name, sheet in shown.items()
    }


def _cell(value: object) -> str:
    # A code typed as 7 is stored as 7.0.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _text(path: Path) -> tuple[list[list[list[str]]], dict[int, str]]:
    """Return what each delimiter makes of a text file (the header tells which is meant), and which of them broke."""
    raw = path.read_bytes()
    try:
        # Excel's "Unicode Text" is UTF-16.
        text = raw.decode("utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")  # Excel's "CSV" on a British Windows
    grids, fault = [], {}
    for delimiter in sorted(",;\t", key=lambda one: -text.split("\n", 1)[0].count(one)):
        grid: list[list[str]] = []
        grids.append(grid)
        try:
            grid.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error as error:
            fault[id(grid)] = str(error)
    return grids, fault
