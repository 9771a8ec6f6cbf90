"""Answers that a spreadsheet program took for formulas.

Somebody answers "=same as before, only worse". Saved again in a spreadsheet program the cell is a formula: its value is
#NAME?, or nothing, and the words stand where nobody looks. Here they are found, so that no answer is lost.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any, Final
from xml.etree import ElementTree
from xml.parsers import expat

import pandas as pd

from feedback_nlp.errors import DataError
from feedback_nlp.read.bounds import column_number
from feedback_nlp.read.sheet import TEXT

MAX_FORMULAS: Final = 500_000
"""Cells of one worksheet that are formulas without a value; thousands of people do not begin with "="."""
MAX_CHARACTERS: Final = 50_000_000
"""Characters of all these formulas together."""
Lost = dict[tuple[int, int], str]
"""(row, column), both from 1 -> what was written there, with its "="."""

_MAX_LIST: Final = 4 * 1024**2  # bytes of the list of worksheets; a long one has some kilobytes
_MAX_ROW: Final = 1_048_576
_MAX_COLUMN: Final = 16_384
_CELL: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# A FORMULA record of BIFF8: number, size, row, column, format, then an error as its value; not those of _SOUND.
_XLS_ERROR: Final = re.compile(rb"\x06\x00[\x16-\xff].{7}\x02.[\x00\x0f\x17\x1d\x24].{3}\xff\xff", re.DOTALL)
_SOUND: Final = ("#N/A", "#DIV/0!")  # what a look-up that found nothing gives, and a sum over nobody
_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_CALC: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_REFERENCE: Final = re.compile(r"\[\.?([^\[\]]*)\]")


class _Found:
    """Formulas without a value, no more than a bounded number of them."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.lost: Lost = {}
        self.room = MAX_CHARACTERS

    def add(self, row: int, column: int, text: str) -> None:
        if not (0 < row <= _MAX_ROW and 0 < column <= _MAX_COLUMN):
            return
        self.lost[row, column] = text
        self.room -= len(text)
        if len(self.lost) > MAX_FORMULAS or self.room < 0:
            raise DataError(
                f'The sheet "{self.sheet}" holds more than {len(self.lost) - 1:,} formulas without a value. Open the '
                "workbook in your spreadsheet program, let it calculate, and save it; or save the responses as csv."
            )


class _XlsxCells:
    """Handlers for one pass over a worksheet of xlsx, in memory for one cell and what is found.

    Few cells are formulas: the handlers of text and of ends are on only within those.
    """

    def __init__(self, reader: Any, found: _Found) -> None:
        self.reader, self.found = reader, found
        self.row = self.column = 0
        self.kind = self.inside = ""
        self.texts: dict[str, list[str]] = {}
        reader.buffer_text = True
        reader.StartElementHandler = self.start

    def start(self, name: str, about: dict[str, str]) -> None:
        tag = name.rpartition(":")[2] if ":" in name else name
        if tag == "c":
            place = _CELL.fullmatch(about.get("r", ""))
            if place:
                self.row, self.column = int(place[2]), column_number(place[1])
            else:
                self.column += 1
            self.kind = about.get("t", "n")
        elif tag == "row":
            self.row, self.column = int(about.get("r", self.row + 1)), 0
        elif tag == "f":
            self.texts = {"f": [], "v": []}
            self.inside = "f"
            self.reader.CharacterDataHandler, self.reader.EndElementHandler = self.text, self.end
        elif tag == "v" and self.texts:
            self.inside = "v"

    def text(self, words: str) -> None:
        if self.inside:
            self.texts[self.inside].append(words)

    def end(self, name: str) -> None:
        self.inside = ""
        if name.rpartition(":")[2] != "c":
            return
        formula, value = "".join(self.texts["f"]), "".join(self.texts["v"])
        # "" is what =IF(A2="","",A2) should give.
        lost = value not in _SOUND if self.kind == "e" else not value and self.kind != "str"
        if formula and lost:
            self.found.add(self.row, self.column, f"={formula}")
        self.texts = {}
        self.reader.CharacterDataHandler = self.reader.EndElementHandler = None


class _OdsCells:
    """Handlers for one pass over the contents of an ods workbook, up to the end of one sheet."""

    def __init__(self, reader: Any, found: _Found) -> None:
        self.found = found
        self.here = False
        self.row = self.column = self.next_row = 0
        reader.StartElementHandler = self.start

    def start(self, name: str, about: dict[str, str]) -> None:
        if name == f"{_TABLE} table":
            self.here = about.get(f"{_TABLE} name") == self.found.sheet
            self.next_row = 1
        elif not self.here:
            return
        elif name == f"{_TABLE} table-row":
            self.row, self.column = self.next_row, 1
            self.next_row += int(about.get(f"{_TABLE} number-rows-repeated", 1))
        elif name in (f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell"):
            formula = about.get(f"{_TABLE} formula", "")
            if formula and about.get(f"{_CALC} value-type") == "error":
                # "of:=same [.A1]" is what the program makes of "=same A1".
                words = _REFERENCE.sub(r"\1", formula[formula.find("=") :])
                self.found.add(self.row, self.column, words)
            self.column += int(about.get(f"{_TABLE} number-columns-repeated", 1))


def lost_in_xlsx(archive: zipfile.ZipFile, sheet: str, parts: frozenset[str]) -> Lost:
    """Return the formulas of a worksheet of xlsx that have an error as their value, or none.

    Parameters
    ----------
    archive
        A workbook that has passed `check_zip`.
    sheet
        Name of the worksheet.
    parts
        Those parts of the archive that hold formulas at all.

    Returns
    -------
    Lost
        Empty where the sheet holds none, or is damaged.

    Raises
    ------
    DataError
        There are more than `MAX_FORMULAS`.
    """
    try:
        part = _part(archive, sheet)
    except (ElementTree.ParseError, zipfile.BadZipFile, OSError, KeyError, EOFError):
        return {}
    return _read(archive, part, sheet, _XlsxCells, None) if part in parts else {}


def lost_in_ods(archive: zipfile.ZipFile, sheet: str) -> Lost:
    """Return the formulas of a sheet of an ods workbook that have an error as their value, as `lost_in_xlsx` does."""
    return _read(archive, "content.xml", sheet, _OdsCells, " ")


def errors_in_xls(content: bytes) -> tuple[str, ...]:
    """Say how many formulas of an xls workbook have an error as their value: it keeps no words that could be read."""
    n = len(_XLS_ERROR.findall(content))
    if not n:
        return ()
    hold = "1 cell holds the error of a formula and is" if n == 1 else f"{n:,} cells hold errors of formulas and are"
    return (
        f'{hold} read as empty. Where somebody\'s answer began with "=", save the '
        "workbook as xlsx in your spreadsheet program and read that: then the answer comes back.",
    )


def _read(
    archive: zipfile.ZipFile, part: str, sheet: str, handlers: Callable[[Any, _Found], object], space: str | None
) -> Lost:
    found = _Found(sheet)
    reader = expat.ParserCreate(namespace_separator=space) if space else expat.ParserCreate()
    handlers(reader, found)
    try:
        with archive.open(part) as stream:
            reader.ParseFile(stream)
    except (expat.ExpatError, zipfile.BadZipFile, OSError, ValueError, KeyError, EOFError):
        return {}
    return found.lost


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the part that holds a worksheet; "" where that is not found."""
    listed = [one for one in _list(archive, "xl/workbook.xml", "sheet") if one.get("name") == sheet]
    wanted = next((value for one in listed for key, value in one.items() if key.endswith("}id")), None)
    for relation in _list(archive, "xl/_rels/workbook.xml.rels", "Relationship"):
        if wanted and relation.get("Id") == wanted:
            target = str(relation.get("Target", ""))
            return target.lstrip("/") if target.startswith("/") else (PurePosixPath("xl") / target).as_posix()
    return ""


def _list(archive: zipfile.ZipFile, part: str, tag: str) -> list[Any]:
    with archive.open(part) as stream:
        root = ElementTree.fromstring(stream.read(_MAX_LIST))
    return [one for one in root.iter() if one.tag.rpartition("}")[2] == tag]


def put_back(cells: pd.DataFrame, lost: Mapping[tuple[int, int], str]) -> tuple[pd.DataFrame, int]:
    """Return a sheet with what was written in the cells that are empty, and how many they are.

    Parameters
    ----------
    cells
        Index the row from 1, columns 0..n-1, as in a `Sheet`. It grows where something was written beyond it.
    lost
        As from `lost_in_xlsx`.
    """
    if not lost:
        return cells, 0
    columns: dict[int, dict[int, str]] = {}
    for (row, column), words in lost.items():
        columns.setdefault(column - 1, {})[row] = words
    rows = [row for row, _ in lost] + ([cells.index[0], cells.index[-1]] if len(cells) else [])
    width = max([*columns, cells.shape[1] - 1]) + 1
    cells = cells.reindex(index=pd.RangeIndex(min(rows), max(rows) + 1), columns=range(width)).astype(TEXT)
    n = 0
    for column, found in columns.items():
        written = pd.Series(found, dtype=TEXT).reindex(cells.index)
        n += int((written.notna() & cells[column].isna()).sum())
        cells[column] = cells[column].fillna(written)
    return cells, n
