from pathlib import Path

import pytest

from feedback_nlp import columns as c
from feedback_nlp.errors import DataError
from feedback_nlp.read import read_source
from feedback_nlp.read.forms import read_docx, read_pdf


def test_each_letter_is_a_response(tmp_path: Path) -> None:
    from docx import Document

    folder = tmp_path / "letters"
    (folder / "march").mkdir(parents=True)
    (folder / "01.txt").write_bytes("Dear all,\nI don’t agree – £5!".encode("cp1252"))
    letter = Document()
    letter.add_paragraph("To the CCG")
    table = letter.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Name", "“Anon”"
    letter.add_paragraph("Keep the unit open.")
    letter.save(folder / "march" / "02.docx")
    (folder / "03.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "04.msg").write_bytes(b"\xd0\xcf")
    (folder / "05.txt").write_text(" \n")
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "~$02.docx").write_bytes(b"x")
    reading = read_source([folder], channel="letter", questions={"letter": "Letters from the public"})
    assert reading.responses[[c.RESPONSE_ID, c.TEXT_RAW, c.CHANNEL]].to_numpy().tolist() == [
        ["01/letter", "Dear all,\nI don’t agree – £5!", "letter"],
        ["march/02/letter", "To the CCG\nName\t“Anon”\nKeep the unit open.", "letter"],
    ]
    assert reading.ledger[[c.SOURCE_FILE, c.STATE]].to_numpy().tolist() == [
        ["letters/01.txt", "analysed"],
        ["letters/03.docx", "unreadable"],
        ["letters/04.msg", "unreadable"],
        ["letters/05.txt", "unreadable"],
        ["letters/march/02.docx", "analysed"],
    ]
    assert reading.ledger[c.REASON].tolist()[2] == (
        "a message of Outlook (.msg) is not read; open it in Outlook and save it as text (File, Save As, Text Only: "
        ".txt), or save it as .eml from Outlook on the web or another mail program"
    )
    assert reading.notes == ("3 letters could not be read; the ledger says why.",)
    assert reading.wording == {"letter": "Letters from the public"}


def test_pdf_letters(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    stream = b"BT /F1 12 Tf 72 720 Td (Keep the unit open.) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
        b">> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(content),
    )
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(content)
    (folder / "b.pdf").write_bytes(content.replace(b"(Keep the unit open.)", b"(                    )"))
    (folder / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    reading = read_source([folder], questions={"letter": "Letters"})
    assert reading.responses[c.TEXT_RAW].tolist() == ["Keep the unit open."]
    assert reading.ledger[c.STATE].tolist() == ["analysed", "unreadable", "unreadable"]
    assert reading.ledger[c.REASON].tolist()[1] == "no text in it: a scan? Run text recognition on it, or type it out"


def test_what_was_filled_into_a_form_of_word_is_read(tmp_path: Path) -> None:
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    def control(inside: str, prompt: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{prompt}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    def run(text: str, mark: str = "t") -> str:
        return f"<w:r><w:{mark}>{text}</w:{mark}></w:r>"

    def paragraph(inside: str) -> str:
        return f"<w:p>{inside}</w:p>"

    def cell(text: str) -> str:
        return f"<w:tc>{paragraph(run(text))}</w:tc>"

    blocks = [
        paragraph(run("1. What do you think?")),
        control(paragraph(run("Keep it open."))),
        control(paragraph(run("Click here to enter text.")), prompt="<w:showingPlcHdr/>"),
        paragraph(run("Name:") + control(run(" Ann"))),
        paragraph(
            run("I am ") + f"<w:del>{run('for', 'delText')}</w:del><w:ins>{run('against')}</w:ins>" + run(" it.")
        ),
        f"<w:tbl><w:tr>{cell('2')}{control(cell('Far'))}</w:tr></w:tbl>",
    ]
    blocks.append(paragraph(f"<w:moveFrom>{run('Moved.')}</w:moveFrom><w:moveTo>{run('Moved.')}</w:moveTo>"))
    letter = Document()
    for block in blocks:
        letter.element.body.append(parse_xml(block.replace(">", f" {nsdecls('w')}>", 1)))
    letter.save(tmp_path / "a.docx")
    assert read_docx(tmp_path / "a.docx") == (
        "1. What do you think?\nKeep it open.\nName: Ann\nI am against it.\n2\tFar\nMoved."
    )


def test_what_was_typed_into_a_form_of_pdf_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    with (tmp_path / "a.pdf").open("wb") as file:
        writer.write(file)
    fields = {"Your name": "Ann", "Text Field 2": "Keep it open.", "Text3": " ", "Email": object()}
    monkeypatch.setattr(pypdf.PdfReader, "get_form_text_fields", lambda self: fields)
    assert read_pdf(tmp_path / "a.pdf") == "Your name: Ann\n\nKeep it open."


def test_an_empty_folder_and_two_questions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no letters"):
        read_source([tmp_path], questions={"letter": "Letters"})
    with pytest.raises(DataError, match="A folder of letters answers one question"):
        read_source([tmp_path], questions={"a": "Letters", "b": "E-mails"})
