"""Workbooks that other programs saved; samples/README.md says which."""

from pathlib import Path

import pytest

from feedback_nlp.errors import DataError
from feedback_nlp.read import draft_consultation, read_export

SAMPLES = Path(__file__).parent / "samples"


def test_xls_of_excel_97() -> None:
    export = read_export(SAMPLES / "saved.xls")
    assert [column.name for column in export.columns] == [
        "Response ID",
        "Submitted",
        "Age",
        "Member",
        "What do you think?",
    ]
    assert export.rows.fillna("").to_numpy().tolist() == [
        ["101", "2020-02-17 09:30:00", "34", "TRUE", "It’s too far to go – £5 by bus"],
        ["102", "2020-02-18", "34.5", "FALSE", "007"],
        ["103", "", "", "", "Two\nlines, “quoted”"],
    ]
    assert (export.sheet, export.damage) == ("Responses", ('Hidden sheets were left alone: "helpers".',))


def test_answers_lost_in_xls_are_said() -> None:
    export = read_export(SAMPLES / "formulas.xls")
    # "=same rubbish", "=A1/0" over a word, "=yes/no, why" and "=-same" have an error as their value; "=1+1" is sound.
    assert export.rows["Why?"].fillna("").tolist() == ["Too far", "", "2", "", "5", "", ""]
    assert export.damage == (
        '4 cells hold errors of formulas and are read as empty. Where somebody\'s answer began with "=", save the '
        "workbook as xlsx in your spreadsheet program and read that: then the answer comes back.",
    )


@pytest.mark.parametrize("use", [read_export, lambda path: draft_consultation([path])], ids=["read", "init"])
def test_a_password_is_said_once_and_clearly(use) -> None:
    with pytest.raises(DataError) as caught:
        use(SAMPLES / "password.xlsx")
    assert str(caught.value) == (
        "password.xlsx is protected with a password. Open it in your spreadsheet program, remove the password "
        "(File, Info, Protect) and save a copy."
    )
