import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from feedback_nlp.errors import DataError
from feedback_nlp.read import formulas, read_export
from tests.read.files import write_ods, write_xlsx
from tests.read.test_hostile import repack

PART = "xl/worksheets/sheet1.xml"
LABEL = '<c r="B{row}" t="e"><f>same &amp; rubbish, different label</f><v>#NAME?</v></c>'


def workbook(path: Path, *cells: str) -> Path:
    """Write a workbook whose column B is this XML, below its heading."""
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c>{cell}</row>' for i, cell in enumerate(cells, 2))
    head = '<row r="1"><c r="A1" t="str"><v>id</v></c><c r="B1" t="str"><v>Why?</v></c></row>'
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f"<worksheet {space}><sheetData>{head}{rows}</sheetData></worksheet>"
    return repack(write_xlsx(path, [["x"]]), PART, sheet.encode())


def answers(path: Path) -> list[str | None]:
    return [cell if isinstance(cell, str) else None for cell in read_export(path).rows["Why?"]]


def said(path: Path) -> list[str]:
    return [note for note in read_export(path).damage if "formula" in note]


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ('<c r="B2" t="e"><f>same rubbish</f><v>#NAME?</v></c>', "=same rubbish"),
        ('<c r="B2"><f>1 &lt; 2 is "all" you know</f><v></v></c>', '=1 < 2 is "all" you know'),
        ('<c t="e"><f>no reference of its own</f><v>#NAME?</v></c>', "=no reference of its own"),
        ('<c r="B2"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="B2" t="str"><f>A1&amp;"x"</f><v>idx</v></c>', "idx"),
        ('<c r="B2" t="str"><f>IF(A2="","",A2)</f><v></v></c>', None),
        ('<c r="B2" t="e"><f>VLOOKUP(A2,D:E,2)</f><v>#N/A</v></c>', None),
        ('<c r="B2" t="e"><f>A2/0</f><v>#DIV/0!</v></c>', None),
        ('<c r="B2" t="e"><v>#NAME?</v></c>', None),
    ],
)
def test_one_cell(tmp_path: Path, cell: str, answer: str | None) -> None:
    other = '<c r="B3" t="str"><v>Too far</v></c>'
    assert answers(workbook(tmp_path / "x.xlsx", cell, other)) == [answer, "Too far"]


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (1, '1 cell begins with "=", so a spreadsheet program took it for a formula that it could not work out.'),
        (2, '2 cells begin with "=", so a spreadsheet program took them for formulas that it could not work out.'),
    ],
)
def test_the_note_counts_them(tmp_path: Path, n: int, words: str) -> None:
    path = workbook(tmp_path / "x.xlsx", *[LABEL.format(row=i + 2) for i in range(n)])
    assert answers(path) == ["=same & rubbish, different label"] * n
    assert said(path) == [f"{words} What was written there is read, not the error."]


def test_no_note_where_formulas_are_sound(tmp_path: Path) -> None:
    assert said(workbook(tmp_path / "x.xlsx", '<c r="B2"><f>1+1</f><v>2</v></c>')) == []


def test_saved_by_a_library_on_the_second_sheet_and_beyond_the_last_value(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["x"])
    sheet = book.create_sheet("R & D")
    for row in (["Why?"], ["Too far"], ["=same again"]):
        sheet.append(row)
    book.save(tmp_path / "x.xlsx")
    assert read_export(tmp_path / "x.xlsx", sheet="R & D").rows["Why?"].tolist() == ["Too far", "=same again"]


def test_ods_of_libreoffice(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "x.ods", [["id", "Why?"], ["1", "Too far"], ["2", "HERE"], ["3", "THERE"]])
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    space = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    # As LibreOffice 7.4 writes them: an error, and a sum that came out.
    for word, formula, kind, value in (
        ("HERE", "=same [.A2], only worse", 'string" office:string-value="" calcext:value-type="error"', "Err:509"),
        ("THERE", "=1+1", 'float" office:value="2" calcext:value-type="float"', "2"),
    ):
        cell = re.compile(rf'<table:table-cell office:value-type="string"><text:p>{word}</text:p>')
        about = f'{space} table:formula="of:{formula}" office:value-type="{kind}'
        content, n = cell.subn(f"<table:table-cell {about}><text:p>{value}</text:p>", content)
        assert n == 1
    assert answers(repack(path, "content.xml", content.encode())) == ["Too far", "=same A2, only worse", "2"]
    assert len(said(path)) == 1


def test_more_than_anybody_writes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formulas, "MAX_FORMULAS", 2)
    path = workbook(tmp_path / "x.xlsx", *[LABEL.format(row=i + 2) for i in range(3)])
    with pytest.raises(DataError, match='"Sheet1" holds more than 2 formulas without a value'):
        read_export(path)
