"""xlsx, xls and ods workbooks, through calamine."""

import zipfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from feedback_nlp.errors import DataError
from feedback_nlp.read.bounds import check_bounds, too_wide
from feedback_nlp.read.formulas import Lost, errors_in_xls, lost_in_ods, lost_in_xlsx, put_back
from feedback_nlp.read.limits import MAX_CELLS, check_zip, damaged
from feedback_nlp.read.sheet import TEXT, Sheet, drop_empty


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
    parts: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    if kind == "xls":
        head = path.read_bytes()[: 64 * 1024**2]
        if "EncryptedPackage".encode("utf-16-le") in head:
            raise protected(path)  # Office puts a protected xlsx into the container of the old format
        notes = errors_in_xls(head)
    else:
        check_zip(path)
        parts = check_bounds(path, kind)
    try:
        with load_workbook(path) as book:
            sheets = [
                _sheet(
                    path,
                    book.get_sheet_by_name(meta.name),
                    meta.visible != SheetVisibleEnum.Visible,
                    _lost(path, kind, meta.name, parts),
                )
                for meta in book.sheets_metadata
                if meta.typ == SheetTypeEnum.WorkSheet
            ]
            return [replace(sheet, notes=(*sheet.notes, *notes)) for sheet in sheets]
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


def _lost(path: Path, kind: str, sheet: str, parts: frozenset[str]) -> Lost:
    """Return what was written in cells that are formulas without a value."""
    if not parts:
        return {}
    with zipfile.ZipFile(path) as archive:
        return lost_in_xlsx(archive, sheet, parts) if kind == "xlsx" else lost_in_ods(archive, sheet)


def _sheet(path: Path, sheet: CalamineSheet, hidden: bool, lost: Lost) -> Sheet:
    if sheet.total_height * sheet.total_width > MAX_CELLS:
        raise too_wide(path, sheet.name)
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
    cells, n_lost = put_back(cells, lost)
    kept, inside = drop_empty(cells)
    notes = []
    if n_lost:
        notes.append(
            f'{n_lost:,} {"cell begins" if n_lost == 1 else "cells begin"} with "=", so a spreadsheet program took '
            f"{'it for a formula' if n_lost == 1 else 'them for formulas'} that it could not work out. What was "
            f"written there is read, not the error."
        )
    if inside:
        notes.append(f"{inside:,} empty rows between the others were passed over.")
    below = int(cells.index[-1] - kept.index[-1]) if len(kept) else 0
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
