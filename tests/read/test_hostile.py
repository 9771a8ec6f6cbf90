"""Files made to hurt are refused, quickly and in little memory; damaged ones with a sentence."""

import io
import random
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback_nlp.errors import DataError, FeedbackError
from feedback_nlp.read import column_roles, draft_consultation, read_export, read_source
from feedback_nlp.read.limits import MAX_UNPACKED
from tests.read.files import write_csv, write_ods, write_xlsx

ROWS = [
    ["Response ID", "Area", "What do you think?"],
    ["R1", "Swale", "It’s too far to go"],
    ["R2", "Thanet", "Fine by me"],
]


def refused(path: Path, words: str, within: float = 20) -> None:
    start = time.perf_counter()
    with pytest.raises(DataError, match=words):
        read_export(path)
    assert time.perf_counter() - start < within


def repack(path: Path, part: str, content: bytes) -> Path:
    """Write a workbook again with one part replaced."""
    before = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, content if item.filename == part else old.read(item))
        if part not in old.namelist():
            new.writestr(part, content)
    return path


def test_one_line_of_200_mb(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    with path.open("wb") as stream:
        stream.write(b"id,q\n1,")
        for _ in range(200):
            stream.write(b"a" * 1024**2)
    refused(path, "has a line of more than 4 MB")


def test_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('id,q\n1,"open\n' + "2,an answer of some words\n" * 60_000)
    refused(path, "opened and never closed")


def test_a_few_swallowed_rows_are_refused_where_no_row_is_left_to_compare(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    body = "".join(
        f"{i},Swale,North,an answer that has quite a few words in it so that the cell gets long\n" for i in range(12)
    )
    path.write_text('id,area,region,q\n0,Swale,North,"open\n' + body)
    refused(path, "row 2: a quotation mark is opened and never closed")


@pytest.fixture(scope="module")
def packed_blanks() -> bytes:
    """Return 300 MB of blanks, packed a thousand times."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    return b"".join(packer.compress(b" " * 1024**2) for _ in range(300)) + packer.flush()


def pack_blanks(path: Path, packed: bytes, part: str) -> None:
    """Add a part to an archive that unpacks to more than it says."""
    # The directory claims that the part is small; its packed bytes say otherwise.
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo(part)
        info.compress_type = zipfile.ZIP_STORED
        archive.writestr(info, packed)
    raw = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = raw.rfind(mark)
        while raw[start:].find(part.rpartition("/")[2].encode()) not in (range(20, 80)) and start > 0:
            start = raw.rfind(mark, 0, start)
        raw[start + at : start + at + 2] = (8).to_bytes(2, "little")
    path.write_bytes(raw)


@pytest.mark.parametrize(("write", "part"), [(write_xlsx, "xl/worksheets/sheet1.xml"), (write_ods, "content.xml")])
def test_zip_bomb(tmp_path: Path, packed_blanks: bytes, write, part: str) -> None:
    path = write(tmp_path / "x.zip", ROWS)
    pack_blanks(path, packed_blanks, "xl/worksheets/sheet9.xml")
    refused(path, "as a zip bomb does")
    assert MAX_UNPACKED > 300 * 1024**2


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("write", "part"), [(write_xlsx, "xl/workbook.xml"), (write_ods, "content.xml")])
def test_xml_entities(tmp_path: Path, write, part: str, encoding: str) -> None:
    refused(repack(write(tmp_path / "x.bin", ROWS), part, BOMB.encode(encoding)), "declares XML entities")


def test_letters_that_are_bombs_are_left_out_and_the_others_read(tmp_path: Path, packed_blanks: bytes) -> None:
    from docx import Document

    folder = tmp_path / "letters"
    folder.mkdir()
    for name in ("a.docx", "entities.docx", "zip.docx"):
        letter = Document()
        letter.add_paragraph("Keep the unit open.")
        letter.save(folder / name)
    repack(folder / "entities.docx", "word/document.xml", BOMB.encode())
    pack_blanks(folder / "zip.docx", packed_blanks, "word/media9.xml")
    start = time.perf_counter()
    reading = read_source([folder], questions={"letter": "Letters"})
    assert time.perf_counter() - start < 20
    assert reading.ledger["state"].tolist() == ["analysed", "unreadable", "unreadable"]
    assert "declares XML entities" in reading.ledger["reason"][1]
    assert "as a zip bomb does" in reading.ledger["reason"][2]


def test_one_cell_far_out(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = "id"
    book.active["XFD1048576"] = "here"
    book.save(tmp_path / "x.xlsx")
    refused(tmp_path / "x.xlsx", "spans more than 40 million cells")


@pytest.mark.parametrize(
    "cells",
    [
        '<row><c r = "A1"><v>1</v></c></row><row><c r="XFD1048576"><v>1</v></c></row>',
        '<row><c r="A1"><v>1</v></c></row><row r="9"><c r="&#88;FD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1048576"><v>1</v></c></row><row><c/>' + "<c><v>1</v></c>" * 50 + "</row>",
    ],
    ids=["no row number", "a letter in code", "cells without a place"],
)
def test_one_cell_far_out_said_unusually(tmp_path: Path, cells: str) -> None:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>"
    path = repack(write_xlsx(tmp_path / "x.xlsx", [["x"]]), "xl/worksheets/sheet1.xml", sheet.encode())
    refused(path, "spans more than 40 million cells")


def test_one_cell_said_to_repeat(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "x.ods", ROWS)
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    content = content.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">', 1)
    content = content.replace(b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="16000" ', 1)
    refused(repack(path, "content.xml", content), "spans more than 40 million cells")


def test_password(tmp_path: Path) -> None:
    # What Excel writes for a workbook with a password: an OLE file with these two streams.
    path = tmp_path / "x.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 1024
    )
    refused(path, "is protected with a password")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 broken", "cannot be opened"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "cannot be opened"),
        (b"$FL2 broken", "cannot be opened"),
        (b"<html><body><table>", "is a web page"),
        (b"", "is empty"),
        (b"%PDF-1.7", "is a pdf document, not an export"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a document of an old Word"),
        (
            b'<?xml version="1.0"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>',
            "holds the questions of a LimeSurvey survey, not its responses. Export the answers instead",
        ),
        (b'{"a": 1}', "holds no list of comments"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is not text"),
    ],
)
def test_other_files(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    refused(path, words)


def test_a_limesurvey_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.lsa", "w") as archive:
        archive.writestr("survey_12345.lss", "<document/>")
        archive.writestr("survey_12345_responses.lsr", "<document/>")
        archive.writestr("survey_12345_tokens.lst", "<document/>")
    refused(tmp_path / "x.lsa", "holds a whole LimeSurvey survey, .* choose Responses, Export, then CSV or Excel")


def test_missing_file_names_those_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "responses.csv").write_text("id,q\n")
    with pytest.raises(DataError, match=r"There is no file .*response\.csv\. In its folder there are: responses\.csv"):
        read_export(tmp_path / "response.csv")


SEEDS = [
    ("csv", lambda path: write_csv(path, ROWS)),
    ("xlsx", lambda path: write_xlsx(path, ROWS)),
    ("ods", lambda path: write_ods(path, ROWS)),
]


def use(path: Path) -> None:
    """Do all that this room does with a file; only a FeedbackError may come out."""
    try:
        export = read_export(path)
        column_roles(export)
        draft_consultation([path])
        if export.columns:
            read_source([path], questions={"q": export.columns[-1].name}, respondent_id=export.columns[0].name)
    except FeedbackError:
        return


@settings(max_examples=40, deadline=5_000, suppress_health_check=list(HealthCheck))
@given(
    data=st.binary(max_size=400),
    seed=st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"$FL2", b"[{", b"id,q\n1,"]),
)
def test_random_bytes(tmp_path_factory, data: bytes, seed: bytes) -> None:
    path = tmp_path_factory.mktemp("f") / "x.csv"
    path.write_bytes(seed + data)
    use(path)


@pytest.mark.parametrize(("kind", "write"), SEEDS, ids=[kind for kind, _ in SEEDS])
def test_mutated_files(tmp_path: Path, kind: str, write) -> None:
    good = write(tmp_path / f"good.{kind}").read_bytes()
    chance = random.Random(kind)
    for _ in range(12):
        bad = bytearray(good)
        for _ in range(chance.choice([1, 3, 20])):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        if chance.random() < 0.3:
            del bad[chance.randrange(len(bad)) :]
        path = tmp_path / f"bad.{kind}"
        path.write_bytes(bad)
        use(path)


@pytest.mark.parametrize(("kind", "part"), [("xlsx", "xl/worksheets/sheet1.xml"), ("ods", "content.xml")])
def test_mutated_parts(tmp_path: Path, kind: str, part: str) -> None:
    path = dict(SEEDS)[kind](tmp_path / f"x.{kind}")
    with zipfile.ZipFile(path) as archive:
        good = archive.read(part)
    chance = random.Random(part)
    for _ in range(12):
        bad = bytearray(good)
        for _ in range(chance.choice([1, 5])):
            bad[chance.randrange(len(bad))] = chance.choice(b'<>"&/09Ar \x00\xff')
        use(repack(path, part, bytes(bad)))
