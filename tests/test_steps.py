"""What the consultation file says beside its sources reaches the reading of them."""

from pathlib import Path

from feedback_nlp.config import Consultation
from feedback_nlp.steps import read_responses

LONG = """Id,Sent,Question,Answer
1,02/03/2020 3:15 PM,Q1,Too far
1,02/03/2020 3:15 PM,Q2 (local),Villages
2,02/11/2020 9:00 AM,Q1,Good
"""
ABOUT = """[consultation]
title = "t"
opened = 2020-02-01
closed = 2020-02-28
[[sources]]
files = ["r.csv"]
respondent_id = "Id"
submitted = "Sent"
[sources.long]
question = "Question"
answer = "Answer"
"""


def load(folder: Path, more: str = "") -> Consultation:
    (folder / "r.csv").write_text(LONG)
    (folder / "consultation.toml").write_text(ABOUT + more)
    return Consultation.load(folder)


def test_wording_of_questions_in_a_long_layout(tmp_path: Path) -> None:
    assert read_responses(load(tmp_path)).wording == {"q1": "Q1", "local": "Q2 (local)"}
    reading = read_responses(
        load(tmp_path, '[questions]\nq1 = "What worries you?"\n"q2 (Local)" = "And here?"\nq3 = "Else?"\n')
    )
    assert reading.wording == {"q1": "What worries you?", "local": "And here?"}
    assert reading.notes[1:] == (
        '[questions]: there is no question "q3", so that its wording is not used. There are: "q1", "local".',
    )


def test_the_dates_of_the_consultation_tell_day_and_month(tmp_path: Path) -> None:
    reading = read_responses(load(tmp_path))
    assert reading.responses["submitted"].tolist() == ["2020-02-03 15:15:00"] * 2 + ["2020-02-11 09:00:00"]
    assert reading.notes == (
        "r.csv: Dates that may be day/month or month/day are read as month/day: so they lie within the consultation's "
        "dates (2020-02-01 to 2020-02-28), and as day/month some would not.",
    )


def test_dates_that_cannot_be_enforced_are_said(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(LONG)
    about = ABOUT.replace('submitted = "Sent"\n', "").replace("closed =", "enforce_dates = true\nclosed =")
    (tmp_path / "consultation.toml").write_text(about)
    assert read_responses(Consultation.load(tmp_path)).notes == (
        "enforce_dates = true, but no source names the column with the day of each answer (submitted): no answer is "
        "set aside for its date.",
    )
