import zipfile

import openpyxl
import pandas as pd
import pytest

from feedback_nlp.report.cells import clean
from feedback_nlp.report.content import sheets_of
from feedback_nlp.report.workbook import number_format, write_workbook
from feedback_nlp.summary import Summary, SummaryTable
from tests.report.hostile import HOSTILE


@pytest.fixture
def book(summary, about, tmp_path):
    write_workbook(summary, tmp_path / "themes.xlsx", about)
    return openpyxl.load_workbook(tmp_path / "themes.xlsx")


def table_cells(page):
    """Return heading and rows of the one table of a sheet."""
    (table,) = page.tables.values()
    heading, *rows = [[cell.value for cell in row] for row in page[table.ref]]
    return heading, rows


def test_every_cell_is_that_of_the_summary(book, summary):
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    for sheet in sheets_of(summary):
        heading, rows = table_cells(book[sheet.label])
        assert heading == [column.header for column in sheet.columns]
        assert len(rows) == len(sheet.rows)
        for found, meant in zip(rows, sheet.rows, strict=True):
            for cell, value in zip(found, meant, strict=True):
                # XlsxWriter keeps 16 digits; Excel itself shows 15.
                assert cell == (
                    None if value == "" else pytest.approx(value, rel=1e-14) if isinstance(value, float) else value
                )


def test_rules_for_published_spreadsheets(book):
    names = [name for page in book for name in page.tables]
    assert len(names) == len(set(names)) == len(book.sheetnames) - 1
    for page in book:
        assert not page.merged_cells.ranges
        assert page["A1"].value
        assert page.sheet_view.selection[0].activeCell in (None, "A1")
        assert page.auto_filter.ref is None
        assert page.freeze_panes is None
        assert len(page.title) <= 31
        for table in page.tables.values():
            assert table.ref.startswith("A")
            assert table.autoFilter is None
            heading, rows = table_cells(page)
            assert all(heading)
            assert len({str(name).casefold() for name in heading}) == len(heading)
            assert all(any(cell is not None for cell in row) for row in rows)
            assert table.displayName.startswith("table_")
    assert book.active.title == "Cover"


def test_figures_are_numbers_with_formats_and_properties_are_set(book):
    page = book["5_Themes_by_area"]
    heading, _ = table_cells(page)
    row = next(iter(page.tables.values())).ref.split(":")[0].lstrip("A")
    formats = {name: page.cell(int(row) + 1, j).number_format for j, name in enumerate(heading, start=1)}
    assert formats["Share of respondents"] == "0.0%"
    assert formats["Difference"] == "+0.0%;-0.0%;0.0%"
    assert formats["Adjusted p"] == '[<0.001]"under 0.001";0.000'
    assert formats["Respondents"] == "#,##0"
    assert book.properties.title == "Working together for Mid and South Essex"
    assert book.custom_doc_props["Language"].value == "en-GB"


def test_contents_and_notes(book):
    assert [row[0] for row in table_cells(book["Contents"])[1]] == [
        name for name in book.sheetnames if name not in ("Cover", "Contents")
    ]
    assert table_cells(book["Notes"])[1] == [
        [1, "One answer may carry several themes."],
        [2, "Shares are of respondents, not of answers."],
        [3, "Counts below 5 are hidden."],
    ]


def test_contents_say_what_is_left_out_and_what_is_empty(book):
    contents = book["Contents"]
    assert "a table that was not made has no sheet" in contents["A2"].value
    assert dict(table_cells(contents)[1])["9_Campaigns"] == "Campaigns (nothing to report)"
    assert table_cells(book["9_Campaigns"])[1] == [["Nothing to report", "[z]"]]


def test_two_writes_give_the_same_bytes(summary, about, tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook(summary, tmp_path / name, about)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_hostile_texts_stay_as_written_and_do_nothing(tmp_path):
    frame = pd.DataFrame({"quote": [*HOSTILE, "x" * 40_000]}, dtype=object)
    table = SummaryTable("quotes", HOSTILE[0], "[a](b) $$c$$", "", frame, {"quote": "=Quote"})
    summary = Summary({}, {"quotes": table}, {"n": "=1+1"})
    write_workbook(summary, tmp_path / "a.xlsx", {"title": "=1+1 [a](http://example.org) $$x$$"})
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["13_Quotes"]
    heading, rows = table_cells(page)
    assert heading == ["=Quote"]
    found = [row[0] for row in rows]
    assert found[:-1] == [clean(text) for text in HOSTILE]
    assert len(found[-1]) == 32_767
    assert found[-1].endswith("[cut here: the whole text has 40,000 characters, more than a cell holds]")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in xml or b"<f " in xml for xml in sheets)
    # The only links are those of the contents.
    assert sum(xml.count(b"<hyperlink ") for xml in sheets) == 2


def test_a_summary_without_tables_is_a_workbook_with_a_cover(tmp_path):
    write_workbook(Summary({}, {}, {}), tmp_path / "a.xlsx", {})
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == ["Cover", "Contents", "Notes"]


def test_number_formats():
    assert [number_format("share", 0), number_format("number", 2), number_format("count", 0)] == [
        "0%",
        "#,##0.00",
        "#,##0",
    ]
