import docx
from docx.oxml.ns import qn

from feedback_nlp.report.document import write_document


def test_headings_tables_and_alternative_texts(summary, about, tmp_path):
    write_document(summary, tmp_path / "report.docx", about)
    document = docx.Document(str(tmp_path / "report.docx"))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[:6] == ["Summary", "The consultation", "Who responded", "How to read this", "Themes", "Areas"]
    pictures = document.element.body.findall(".//" + qn("wp:docPr"))
    assert len(pictures) == 7
    assert all(picture.get("descr") and picture.get("title") for picture in pictures)
    for table in document.tables:
        assert table.rows[0]._tr.findall(".//" + qn("w:tblHeader"))
    assert document.tables[0].rows[1].cells[1].text == "300"
    assert document.core_properties.title == about["title"]


def test_a_long_name_of_the_body_stands_in_the_text_and_is_cut_in_the_properties(summary, about, tmp_path):
    body = "NHS England and " * 20
    write_document(summary, tmp_path / "report.docx", {**about, "asked_by": body})
    document = docx.Document(str(tmp_path / "report.docx"))
    assert document.core_properties.author == body[:255]
    assert f"Consultation by {body.strip()}." in [p.text for p in document.paragraphs]


def test_two_writes_give_the_same_bytes(summary, about, tmp_path):
    for name in ("one.docx", "two.docx"):
        write_document(summary, tmp_path / name, about)
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()
