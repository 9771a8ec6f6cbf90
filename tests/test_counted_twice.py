"""What is said of respondents who seem to have responded before."""

import pandas as pd

from feedback_nlp.counted_twice import on_screen, published, rows_on_screen
from feedback_nlp.prepare.alike import ALIKE

LEFT = (
    "All are counted, so that figures and differences look surer than they are. If they are the same people, take "
    "their rows out of the file; different people who signed one letter belong there."
)


def table(*why: str, file: str = "a.csv") -> pd.DataFrame:
    rows = [(f"R{i}", file, i + 3, "R", "a.csv", 2, reason) for i, reason in enumerate(why)]
    return pd.DataFrame(rows, columns=list(ALIKE)).astype(ALIKE)


def test_the_screen_tells_how_many_and_in_what() -> None:
    assert on_screen(table("same mail", "same answers", "same answers")) == [
        "Check: 3 respondents seem to have responded before, under another id (same answers: 2; same mail: 1). " + LEFT
    ]
    assert on_screen(table("same mail"))[0].startswith("Check: 1 respondent seems to have responded before")


def test_the_screen_names_the_first_rows() -> None:
    assert rows_on_screen(table("same mail", file="b.csv")) == ["  b.csv: row 3 as row 2 of a.csv: same mail"]
    lines = rows_on_screen(table(*["same mail"] * 12))
    assert lines[0] == "  a.csv: row 3 as row 2: same mail"
    assert lines[10:] == ["  and 2 more: after a run, sheet same_people of coding.xlsx has all"]


def test_what_is_published_has_no_number() -> None:
    said = (
        "respondents gave the same answers and details, or the same address or name, as an earlier one, and all are "
        "counted. If they are the same people, and not different ones who signed one letter, figures and differences "
        "look surer than they are."
    )
    assert published(table("x", "x"), 4) == f"Some {said}"
    assert published(table("x", "x"), 3) == f"More than half of the {said}"


def test_where_nobody_does_nothing_is_said() -> None:
    assert (on_screen(table()), rows_on_screen(table()), published(table(), 9)) == ([], [], None)
