import re
import zipfile

import pandas as pd
import pytest
from odf import chart, opendocument, teletype, text
from odf import table as table_of
from python_calamine import CalamineWorkbook

from feedback_nlp.report.cells import clean
from feedback_nlp.report.opendocument import write_ods
from feedback_nlp.report.workbook import write_workbook
from feedback_nlp.summary import Summary, SummaryTable
from tests.report.hostile import HOSTILE


def pages(path):
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_it_holds_what_the_workbook_holds(summary, about, tmp_path):
    write_ods(summary, tmp_path / "a.ods", about)
    write_workbook(summary, tmp_path / "a.xlsx", about)
    ods, xlsx = pages(tmp_path / "a.ods"), pages(tmp_path / "a.xlsx")
    assert list(ods) == list(xlsx)
    for name in ods:
        assert [len(row) for row in ods[name]] == [len(row) for row in xlsx[name]], name
        for mine, theirs in zip(ods[name], xlsx[name], strict=True):
            for a, b in zip(mine, theirs, strict=True):
                assert a == (pytest.approx(b, rel=1e-14) if isinstance(b, float) else b)


def test_headings_are_marked_up_and_nothing_is_a_formula(summary, about, tmp_path):
    write_ods(summary, tmp_path / "a.ods", about)
    with zipfile.ZipFile(tmp_path / "a.ods") as parts:
        assert parts.namelist()[0] == "mimetype"
        content = parts.read("content.xml").decode()
    assert content.count("<table:table-header-rows>") == content.count("<table:table ") - 1
    assert "table:formula" not in content
    assert 'table:contains-header="true"' in content


def test_a_small_p_is_shown_in_words(summary, about, tmp_path):
    write_ods(summary, tmp_path / "a.ods", about)
    with zipfile.ZipFile(tmp_path / "a.ods") as parts:
        content = parts.read("styles.xml").decode()
    assert "<number:text>under 0.001</number:text>" in content
    assert re.search(r'<style:map [^>]*style:condition="value\(\)&lt;0.001"', content)


def test_two_writes_give_the_same_bytes_whatever_was_written_before(summary, about, tmp_path):
    write_ods(summary, tmp_path / "one.ods", about)
    # odfpy remembers every namespace that any document used.
    chart.Chart(attributes={"class": "chart:bar"}).getAttrNS("urn:example:of-another-document", "x")
    write_ods(summary, tmp_path / "two.ods", about)
    assert (tmp_path / "one.ods").read_bytes() == (tmp_path / "two.ods").read_bytes()


def test_hostile_texts_stay_as_written(tmp_path):
    table = SummaryTable("quotes", "Quotes", "", "", pd.DataFrame({"quote": list(HOSTILE)}, dtype=object))
    write_ods(Summary({}, {"quotes": table}, {}), tmp_path / "a.ods", {"title": "=1+1"})
    # Read with odfpy: calamine leaves out tabs and repeated spaces, which office programs show.
    rows = opendocument.load(tmp_path / "a.ods").getElementsByType(table_of.TableRow)[-len(HOSTILE) :]
    cells = [row.getElementsByType(table_of.TableCell)[0] for row in rows]
    assert {cell.getAttribute("valuetype") for cell in cells} == {"string"}
    found = ["\n".join(teletype.extractText(line) for line in cell.getElementsByType(text.P)) for cell in cells]
    assert found == [clean(words) for words in HOSTILE]
