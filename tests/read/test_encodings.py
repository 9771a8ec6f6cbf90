from pathlib import Path

import pytest

from feedback_nlp.errors import DataError
from feedback_nlp.read import read_export
from feedback_nlp.read.encodings import STRAYS, sniff_encoding

TEXT = "id,what do you think\n1,I don’t agree – it’s £5 more “for them”…\n2,the café in Llanrŵst is fine\n".replace(
    "ŵ", "u"
)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_encoding_is_found(tmp_path: Path, written: str, found: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(TEXT.encode(written))
    assert sniff_encoding(path).name == found
    rows = read_export(path).rows
    assert rows["what do you think"].tolist() == [line.split(",", 1)[1] for line in TEXT.splitlines()[1:]]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("text", ["don’t", "£20", "“no”", "a – b", "café", "wait…", "Zoë", "€5"])
def test_one_character_is_enough_to_tell_windows_from_mac(tmp_path: Path, encoding: str, text: str) -> None:
    if encoding == "mac_roman" and text in ("£20",):
        assert "£".encode("mac_roman") == "£".encode("cp1252")
    path = tmp_path / "x.csv"
    path.write_bytes(f"id,q\n1,{text}\n2,plain words and more of them\n".encode(encoding))
    assert read_export(path).rows["q"].tolist()[0] == text


def test_stray_bytes_in_utf_8_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("id,q\n1,café é è ’ “ ” … £\n".encode() + b"2,don\x92t\n3,a\x81b\n")
    found = sniff_encoding(path)
    assert (found.name, found.errors) == ("utf-8", STRAYS)
    assert found.notes == ("The file is written in UTF-8 but holds 2 stray bytes that are not; read as Windows-1252.",)
    assert read_export(path).rows["q"].tolist() == ["café é è ’ “ ” … £", "don’t", "a\x81b"]


def test_double_encoding_is_said_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("id,q\n1,cafÃ©\n2,donâ€™t\n", encoding="utf-8")
    export = read_export(path)
    assert export.rows["q"].tolist() == ["cafÃ©", "donâ€™t"]
    assert any("2 places look as if it had been encoded twice" in note for note in export.damage)


def test_named_encoding_is_used_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("id,q\n1,naïve\n".encode("cp1252"))
    assert read_export(path, encoding="windows-1252").rows["q"].tolist() == ["naïve"]
    with pytest.raises(DataError, match='There is no encoding "utf9"'):
        read_export(path, encoding="utf9")
    with pytest.raises(DataError, match="is not written in utf-8"):
        read_export(path, encoding="utf-8")


def test_a_letter_cut_by_the_end_of_a_chunk_is_no_stray(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    for n in range(4):
        path.write_text("id,q\n" + "x" * (1024**2 - 7 - n) + "£’😀\n", encoding="utf-8")
        assert sniff_encoding(path).name == "utf-8"
        assert sniff_encoding(path).errors == "strict"
