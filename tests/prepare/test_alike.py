"""Who seems to have responded before."""

from pathlib import Path

import pandas as pd
import pytest

from feedback_nlp.prepare import prepare
from feedback_nlp.read import combine, read_source
from tests.read.files import write_csv

LONG = "The walk-in centre must stay open in the evening because the buses stop at six."
HEAD = ["id", "when", "area", "age", "Why?", "Else?", "mail", "who", "ip"]
ROLES = {
    "respondent_id": "id",
    "submitted": "when",
    "area": "area",
    "attributes": {"age": "age", "mail": "mail", "name": "who"},
    "questions": {"why": "Why?", "else": "Else?"},
}
SAME = "the same answers and details"
LETTER = f"{SAME}, all in the words of a campaign"


def alike(tmp_path: Path, *files: list[list[str]], shuffled: bool = False) -> list[list[object]]:
    """Return the rows of the table for files of area, age, two answers, e-mail address and name."""
    readings = []
    for k, rows in enumerate(files):
        numbered = [
            [f"R{k}{i}", f"2020-02-{i % 28 + 1:02}", *row, *[""] * (6 - len(row)), f"10.0.0.{i}"]
            for i, row in enumerate(rows)
        ]
        readings.append(read_source([write_csv(tmp_path / f"{k}.csv", [HEAD, *numbered])], channel=f"c{k}", **ROLES))
    reading = combine(readings)
    responses = reading.responses.sample(frac=1, random_state=1) if shuffled else reading.responses
    found = prepare(responses, reading.ledger, redact=False)
    return found.alike.to_numpy().tolist()


def test_rows_that_differ_in_id_time_and_channel_only(tmp_path: Path) -> None:
    people = [["Grays", str(age), LONG, ""] for age in range(20, 24)]
    assert alike(tmp_path, people) == []
    again = [["Grays", "21", LONG.upper(), ""], ["Grays", "30", LONG, "No."]]
    expected = [["R10", "1.csv", 2, "R01", "0.csv", 3, LETTER]]
    assert alike(tmp_path, people, again) == expected
    assert alike(tmp_path, people, again, shuffled=True) == expected


def test_three_times_is_twice_too_often(tmp_path: Path) -> None:
    rows = [["Grays", "65+", LONG[:50], LONG[50:]]] * 2 + [["Grays", "65+", "Nothing else.", ""]]
    assert alike(tmp_path, rows) == [["R01", "0.csv", 3, "R00", "0.csv", 2, SAME]]
    assert [row[3] for row in alike(tmp_path, rows[:1] * 3)] == ["R00", "R00"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Grays", "65+", "Very good service", ""]] * 9,
        [["Grays", str(age), LONG, ""] for age in range(9)],
        [["Grays", "65+", LONG, str(i)] for i in range(9)],
        [[area, "65+", LONG, ""] for area in ("Grays", "Tilbury", "Purfleet")],
        [["Grays", "65+", "", ""]] * 9,
    ],
    ids=["short answers", "attribute", "other answer", "area", "nothing said"],
)
def test_others_are_not_named(tmp_path: Path, rows: list[list[str]]) -> None:
    assert alike(tmp_path, rows) == []


def test_who_is_set_aside_is_counted_once_anyway(tmp_path: Path) -> None:
    rows = [["id", "when", "Why?"], ["1", "2020-02-01 10:00", LONG], ["2", "2020-02-01 10:05", LONG]]
    reading = read_source(
        [write_csv(tmp_path / "x.csv", rows)], respondent_id="id", submitted="when", questions={"why": "Why?"}
    )
    found = prepare(reading.responses, reading.ledger, redact=False)
    assert found.ledger["state"].tolist() == ["analysed", "duplicate"]
    assert found.alike.empty


def test_the_same_address_or_name_with_other_words(tmp_path: Path) -> None:
    rows = [
        ["Grays", "65+", "The bus is late.", "", "Ann@example.org", "Ann Able"],
        ["Grays", "40", "The fare is dear.", "", " ann@example.org", "Ann  able"],
        ["Tilbury", "40", "The road is shut.", "", "ann.able@example.org", "Ann Able"],
        ["Tilbury", "40", "The shop is shut.", "", "bob@example.org", "Bob"],
        ["Tilbury", "65+", "The bank is shut.", "", "rob@example.org", "Bob"],
        ["Tilbury", "65+", "The pub is shut.", "", "", ""],
        ["Tilbury", "65+", "The inn is shut.", "", "", ""],
    ]
    assert alike(tmp_path, rows) == [
        ["R01", "0.csv", 3, "R00", "0.csv", 2, "the same e-mail address and the same name and area"]
    ]


def test_the_same_words_from_another_address_unless_they_are_a_letter(tmp_path: Path) -> None:
    rows = [["Grays", "65+", LONG, "", f"{who}@example.org", ""] for who in "abcb"]
    assert alike(tmp_path, rows[:2]) == [["R01", "0.csv", 3, "R00", "0.csv", 2, SAME]]
    assert alike(tmp_path, rows) == [
        ["R03", "0.csv", 5, "R01", "0.csv", 3, f"{LETTER} and the same e-mail address"],
    ]


def test_long_layout(tmp_path: Path) -> None:
    rows = [["id", "question", "answer"], *[[f"R{i // 2}", f"Why {i % 2}?", LONG] for i in range(4)]]
    reading = read_source(
        [write_csv(tmp_path / "x.csv", rows)],
        respondent_id="id",
        long={"question": "question", "answer": "answer"},
    )
    found: pd.DataFrame = prepare(reading.responses, reading.ledger, redact=False).alike
    assert found.to_numpy().tolist() == [["R1", "x.csv", 4, "R0", "x.csv", 2, SAME]]
