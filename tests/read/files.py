"""Small exports written to disk, for the tests of this room."""

import csv
from collections.abc import Sequence
from pathlib import Path

Rows = Sequence[Sequence[object]]


def write_csv(path: Path, rows: Rows, *, encoding: str = "utf-8", delimiter: str = ",", newline: str = "\r\n") -> Path:
    # Left to itself, the writer of Python leaves a line feed bare where lines end in CR.
    quoting = csv.QUOTE_MINIMAL if newline == "\r\n" else csv.QUOTE_ALL
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter, lineterminator=newline, quoting=quoting).writerows(rows)
    return path


def write_xlsx(path: Path, rows: Rows, *, sheet: str = "Sheet1", others: dict[str, Rows] | None = None) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    first = book.active
    first.title = sheet
    _fill(first, rows)
    for name, cells in (others or {}).items():
        _fill(book.create_sheet(name.removeprefix("hidden:")), cells)
        if name.startswith("hidden:"):
            book[name.removeprefix("hidden:")].sheet_state = "veryHidden"
    book.save(path)
    return path


def _fill(sheet, rows: Rows) -> None:
    for i, row in enumerate(rows, 1):
        for j, cell in enumerate(row, 1):
            if cell is None or cell == "":
                continue
            there = sheet.cell(i, j, cell)
            if isinstance(cell, str):
                there.data_type = "s"  # "=1+1" is what somebody wrote


def write_ods(path: Path, rows: Rows) -> Path:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.teletype import addTextToElement
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    table = Table(name="Responses")
    for row in rows:
        line = TableRow()
        for cell in row:
            box = TableCell(valuetype="string") if cell else TableCell()
            if cell:
                for part in str(cell).split("\n"):
                    paragraph = P()
                    addTextToElement(paragraph, part)
                    box.addElement(paragraph)
            line.addElement(box)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path
