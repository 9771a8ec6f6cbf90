"""xlsx, xls and ods workbooks, through calamine."""

import re
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from feedback_nlp.errors import DataError
from feedback_nlp.read.limits import MAX_CELLS, check_zip, damaged
from feedback_nlp.read.sheet import TEXT, Sheet, drop_empty

_ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d{1,9})[\"']")
_CELL_COLUMN: Final = re.compile(rb"\br=[\"']([A-Z]{1,3})\d")


def read_workbook(path: Path, kind: str) -> list[Sheet]:
    """Read every worksheet, hidden ones included; links, macros and formulas are ignored, their last values are read.

    Parameters
    ----------
    path
        The workbook.
    kind
        "xlsx", "xls" or "ods", as found from its content.

    Raises
    ------
    DataError
        It is protected with a password, damaged, or unpacks to more than it should.
    """
    if kind == "xls" and "EncryptedPackage".encode("utf-16-le") in path.read_bytes()[: 64 * 1024**2]:
        raise protected(path)  # Office puts a protected xlsx into the container of the old format
    if kind != "xls":
        check_zip(path)
        check_bounds(path, kind)
    try:
        with load_workbook(path) as book:
            return [
                _sheet(path, book.get_sheet_by_name(meta.name), meta.visible != SheetVisibleEnum.Visible)
                for meta in book.sheets_metadata
                if meta.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError:
        raise protected(path) from None
    except DataError:
        raise
    except (CalamineError, OSError, ValueError, OverflowError, KeyError, IndexError):
        raise damaged(path) from None
    except BaseException as error:
        # calamine reports its own faults as a PanicException, which is no Exception.
        if type(error).__name__ == "PanicException":
            raise damaged(path) from None
        raise


def protected(path: Path) -> DataError:
    """Return the error for a workbook that asks for a password."""
    return DataError(
        f"{path.name} is protected with a password. "
        "Open it in your spreadsheet program, remove the password (File, Info, Protect) and save a copy."
    )


def _sheet(path: Path, sheet: CalamineSheet, hidden: bool) -> Sheet:
    if sheet.total_height * sheet.total_width > MAX_CELLS:
        raise _too_wide(path, sheet.name)
    columns: list[list[str | None]] = []
    n = 0
    for row in sheet.iter_rows() if sheet.height else ():
        if not columns:
            columns = [[] for _ in row]
        for column, cell in zip(columns, row, strict=True):
            column.append(cell or None if type(cell) is str else as_text(cell))
        n += 1
    first_row, first_column = sheet.start or (0, 0)
    filled = {first_column + j: pd.array(_array(column), dtype=TEXT) for j, column in enumerate(columns)}
    empty = pd.array([pd.NA] * n, dtype=TEXT)
    cells = pd.DataFrame(
        {j: filled.get(j, empty) for j in range(first_column + len(columns))},
        index=pd.RangeIndex(first_row + 1, first_row + n + 1),
    )
    kept, inside = drop_empty(cells)
    notes = []
    if inside:
        notes.append(f"{inside:,} empty rows between the others were passed over.")
    below = n - (kept.index[-1] - first_row) if len(kept) else 0
    if below > 0:
        notes.append(f"{below:,} formatted but empty rows below the last response were passed over.")
    return Sheet(sheet.name, kept, hidden, notes=tuple(notes))


def _array(column: list[str | None]) -> pa.Array:
    try:
        return pa.array(column, pa.large_string())
    except UnicodeError:
        return pa.array([c and c.encode("utf-8", "replace").decode() for c in column], pa.large_string())


def as_text(cell: Any) -> str | None:
    """Return a cell as the text a person would type: whole numbers without ".0", dates and times in ISO form.

    >>> as_text(3.0), as_text(datetime(2020, 2, 17, 9, 30)), as_text(True), as_text("")
    ('3', '2020-02-17 09:30:00', 'TRUE', None)
    """
    match cell:
        case "" | None:
            return None
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime():
            # Excel keeps times as fractions of a day: 23:55:49 comes back as 23:55:48.995.
            cell = (cell + timedelta(microseconds=500_000)).replace(microsecond=0) if cell.year < 9999 else cell
            return str(cell.date() if cell.time() == time() else cell)
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


def check_bounds(path: Path, kind: str) -> None:
    """Raise `DataError` where a sheet spans more than `MAX_CELLS`: one cell far out is enough to fill the memory."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if kind == "xlsx":
            for name in names:
                if "worksheets/" in name.lower() and name.lower().endswith(".xml"):
                    _check_xlsx_sheet(path, archive, name)
        elif "content.xml" in names:
            _check_ods(path, archive)


def _check_xlsx_sheet(path: Path, archive: zipfile.ZipFile, name: str) -> None:
    rows, columns = 0, set()
    for piece in _pieces(archive, name):
        rows = max([rows, *map(int, _ROW.findall(piece))])
        columns.update(_CELL_COLUMN.findall(piece))
    width = max((_column_number(letters) for letters in columns), default=0)
    if rows * width > MAX_CELLS:
        raise _too_wide(path, Path(name).stem)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_ods(path: Path, archive: zipfile.ZipFile) -> None:
    """Add up the cells that repetition makes: "this cell 16,384 times, this row a million times" is a short file."""
    from xml.etree.ElementTree import ParseError, iterparse

    space = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    total = width = 0
    filled = False
    pending = 0
    try:
        with archive.open("content.xml") as stream:
            for _, element in iterparse(stream, events=("end",)):
                if element.tag in (f"{space}table-cell", f"{space}covered-table-cell"):
                    times = int(element.get(f"{space}number-columns-repeated", 1))
                    pending += times
                    if len(element):
                        width, filled = pending, True
                elif element.tag == f"{space}table-row":
                    times = int(element.get(f"{space}number-rows-repeated", 1))
                    total += times * width if filled else 0
                    width, pending, filled = 0, 0, False
                    element.clear()
                    if total > MAX_CELLS:
                        raise _too_wide(path, "a sheet")
    except (ParseError, ValueError, OSError, zipfile.BadZipFile, RuntimeError):
        raise damaged(path) from None


def _pieces(archive: zipfile.ZipFile, name: str) -> Any:
    tail = b""
    try:
        with archive.open(name) as stream:
            while chunk := stream.read(4 * 1024**2):
                yield tail + chunk
                tail = chunk[-64:]
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError, NotImplementedError):
        return  # calamine will say what is wrong with it


def _too_wide(path: Path, sheet: str) -> DataError:
    return DataError(
        f"{path.name}: {sheet} spans more than {MAX_CELLS // 1_000_000} million cells, mostly empty ones. "
        "Delete the empty rows and columns beyond the responses, save it and run again."
    )
