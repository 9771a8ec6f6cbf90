from pathlib import Path

import pytest

from feedback_nlp.read import read_source
from tests.read.files import write_csv

LONG = "The walk-in centre must stay open in the evening because the buses stop at six."
HEAD = ["id", "when", "area", "age", "Why?", "Else?", "ip"]
ROLES = {
    "respondent_id": "id",
    "submitted": "when",
    "area": "area",
    "attributes": {"age": "age"},
    "questions": {"why": "Why?", "else": "Else?"},
}
SAID = (
    "x.csv: Some respondents are the same as an earlier one in every answer and attribute that is read, in all but "
    "their id and date. If these are the same people, take their rows out of the file: they are counted, except those "
    "sent within half an hour of each other. Different people who signed one letter belong there."
)

MOST = SAID.replace("Some", "More than half of the")


def notes(tmp_path: Path, rows: list[list[str]], **changed) -> list[str]:
    numbered = [[f"R{i}", f"2020-02-{i % 28 + 1:02}", *row, f"10.0.0.{i}"] for i, row in enumerate(rows)]
    reading = read_source([write_csv(tmp_path / "x.csv", [HEAD, *numbered])], **{**ROLES, **changed})
    assert set(reading.ledger["state"]) == {"analysed"}
    return [note for note in reading.notes if "but their id" in note]


def test_rows_that_differ_in_id_and_time_only_are_said(tmp_path: Path) -> None:
    people = [["Grays", str(age), LONG, ""] for age in range(20, 50)]
    assert notes(tmp_path, people) == []
    assert notes(tmp_path, people * 3) == [MOST]
    assert notes(tmp_path, people * 2) == [SAID]


def test_neither_the_total_nor_how_many_are_told(tmp_path: Path) -> None:
    # It is published, and of four respondents every table hides that they are four.
    assert notes(tmp_path, [["Grays", "65+", LONG, ""]] * 4) == [MOST]


@pytest.mark.parametrize(
    "rows",
    [
        [["Grays", "65+", "Very good service", ""]] * 9,
        [["Grays", str(age), LONG, ""] for age in range(9)],
        [["Grays", "65+", LONG, str(i)] for i in range(9)],
        [[area, "65+", LONG, ""] for area in ("Grays", "Tilbury", "Purfleet")],
    ],
    ids=["short answers", "attribute", "other answer", "area"],
)
def test_others_are_not_said(tmp_path: Path, rows: list[list[str]]) -> None:
    assert notes(tmp_path, rows) == []


def test_letters_of_all_answers_count_together(tmp_path: Path) -> None:
    assert len(notes(tmp_path, [["Grays", "65+", LONG[:30], LONG[30:]]] * 9)) == 1


def test_long_layout(tmp_path: Path) -> None:
    rows = [["id", "question", "answer"], *[[f"R{i // 2}", f"Why {i % 2}?", LONG] for i in range(20)]]
    reading = read_source(
        [write_csv(tmp_path / "x.csv", rows)],
        respondent_id="id",
        long={"question": "question", "answer": "answer"},
    )
    assert any(note == MOST for note in reading.notes)
