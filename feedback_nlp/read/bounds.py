"""How far do the sheets of a workbook reach? One cell far out is enough to fill the memory of whoever reads it."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.parsers import expat

from feedback_nlp.errors import DataError
from feedback_nlp.read.limits import MAX_CELLS, damaged

_CHUNK: Final = 4 * 1024**2
_CELL: Final = re.compile(rb"[<:]c[\s>/]")
_PLACED_CELL: Final = re.compile(rb"[<:]c\s[^<>]*?\br=[\"']([A-Z]{1,3})(\d{1,9})[\"']")
_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,9})")
_FORMULA: Final = re.compile(rb"[<:]f[\s>]")
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_VALUE_TYPE: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"


def check_bounds(path: Path, kind: str) -> frozenset[str]:
    """Return the parts of a workbook ("xlsx" or "ods") that hold formulas whose value may be lost.

    Raises
    ------
    DataError
        A sheet spans more than `MAX_CELLS`.
    """
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if kind == "xlsx":
            sheets = [n for n in names if "worksheets/" in n.lower() and n.lower().endswith(".xml")]
            return frozenset(name for name in sheets if _check_xlsx_sheet(path, archive, name))
        if "content.xml" in names and _check_ods(path, archive):
            return frozenset({"content.xml"})
    return frozenset()


def _check_xlsx_sheet(path: Path, archive: zipfile.ZipFile, name: str) -> bool:
    """Say whether a worksheet holds formulas."""
    rows, columns = 0, 0
    formulas = False
    for piece in _pieces(archive, name):
        placed = _PLACED_CELL.findall(piece)
        if len(_CELL.findall(piece)) > len(placed) or b"\x00" in piece[:4]:  # UTF-16 has a NUL there
            return _parse_xlsx_sheet(path, archive, name)
        rows = max([rows, *map(int, {row for _, row in placed})])
        columns = max([columns, *(column_number(letters.decode()) for letters in {letters for letters, _ in placed})])
        formulas = formulas or bool(_FORMULA.search(piece))
    if rows * columns > MAX_CELLS:
        raise too_wide(path, Path(name).stem)
    return formulas


def _parse_xlsx_sheet(path: Path, archive: zipfile.ZipFile, name: str) -> bool:
    """Do the same for cells that do not say where they stand as nearly all programs write it: slower, but any XML."""
    row = column = rows = columns = 0
    formulas = False

    def start(element: str, about: dict[str, str]) -> None:
        nonlocal row, column, rows, columns, formulas
        tag = element.rpartition(":")[2]
        if tag == "row":
            given = about.get("r", "")
            row, column = int(given) if given.isdecimal() and len(given) < 10 else row + 1, 0
        elif tag == "c":
            place = _PLACE.fullmatch(about.get("r", ""))
            row, column = (int(place[2]), column_number(place[1])) if place else (row, column + 1)
            rows, columns = max(rows, row), max(columns, column)
            if rows * columns > MAX_CELLS:
                raise too_wide(path, Path(name).stem)
        elif tag == "f":
            formulas = True

    reader = expat.ParserCreate()
    reader.StartElementHandler = start
    try:
        with archive.open(name) as stream:
            reader.ParseFile(stream)
    except (expat.ExpatError, zipfile.BadZipFile, OSError, RuntimeError, EOFError, NotImplementedError):
        raise damaged(path) from None
    return formulas


def column_number(letters: str) -> int:
    """Return the number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _check_ods(path: Path, archive: zipfile.ZipFile) -> bool:
    """Add up the cells that repetition makes: "this cell 16,384 times, this row a million times" is a short file.

    Returns
    -------
    Whether there are formulas with an error as their value.
    """
    from xml.etree.ElementTree import ParseError, iterparse

    total = width = 0
    filled = errors = False
    pending = 0
    try:
        with archive.open("content.xml") as stream:
            for _, element in iterparse(stream, events=("end",)):
                if element.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                    times = int(element.get(f"{_TABLE}number-columns-repeated", 1))
                    pending += times
                    if len(element):
                        width, filled = pending, True
                        errors = errors or element.get(_VALUE_TYPE) == "error"
                elif element.tag == f"{_TABLE}table-row":
                    times = int(element.get(f"{_TABLE}number-rows-repeated", 1))
                    total += times * width if filled else 0
                    width, pending, filled = 0, 0, False
                    element.clear()
                    if total > MAX_CELLS:
                        raise too_wide(path, "a sheet")
    except (ParseError, ValueError, OSError, zipfile.BadZipFile, RuntimeError):
        raise damaged(path) from None
    return errors


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield a part in pieces that end where an element or a text does."""
    tail = b""
    try:
        with archive.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                tail += chunk
                cut = tail.rfind(b">") + 1 or len(tail)
                yield tail[:cut]
                tail = tail[cut:]
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError, NotImplementedError):
        return  # calamine will say what is wrong with it


def too_wide(path: Path, sheet: str) -> DataError:
    """Return the error for a sheet that spans more than `MAX_CELLS`."""
    return DataError(
        f"{path.name}: {sheet} spans more than {MAX_CELLS // 1_000_000} million cells, mostly empty ones. "
        "Delete the empty rows and columns beyond the responses, save it and run again."
    )
