"""Exports whose closed answers are numbers: the open questions are found all the same."""

from pathlib import Path
from random import Random

import pandas as pd
import pytest

from feedback_nlp.read import column_roles, draft_consultation, read_export, read_source
from tests.read.files import write_csv

TEXT = "the clinic is too far for people who cannot drive and buses stop at six so keep it open in the evening"
TEXT = "the clinic is too far for people who cannot drive and buses stop at six so keep it open in the evening"
WORDS = TEXT.split()
HEAD = ["CaseID", "Q1", "Q2_1", "Q2_2", "Q3", "Q4", "Q5", "Weight"]
ASKED = {"Q1": "Do you support the proposal?", "Q3": "Why do you say that?", "Q4": "Anything else?"}
SUPPORT = {1: "Strongly agree", 2: "Agree", 3: "Neither agree nor disagree", 4: "Disagree", 5: "Strongly disagree"}


def coded(n: int = 60) -> list[list[str]]:
    chance = Random(1)

    def words(most: int, share: float) -> str:
        return " ".join(chance.sample(WORDS, chance.randint(2, most))) if chance.random() < share else ""

    return [
        [
            str(1000 + i),
            str(chance.randint(1, 5)),
            *[str(chance.randint(0, 1)) for _ in range(2)],
            words(14, 0.6),
            words(8, 0.3),
            str(chance.randint(1, 9)),
            f"{chance.random():.4f}",
        ]
        for i in range(n)
    ]


def write_sav(path: Path, values: dict[str, dict[int, str]]) -> Path:
    import pyreadstat

    frame = pd.DataFrame(coded(), columns=HEAD)
    numbers = [name for name in HEAD if name not in ("Q3", "Q4")]
    frame[numbers] = frame[numbers].astype(float)
    labels = [ASKED.get(name, name) for name in HEAD]
    pyreadstat.write_sav(frame, str(path), column_labels=labels, variable_value_labels=values)
    return path


def roles(path: Path) -> list[str]:
    return [one.role for one in column_roles(read_export(path))]


CODES = ["id", "closed", "closed", "closed", "open", "open", "closed", "closed"]


def test_csv(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", [HEAD, *coded()])
    assert roles(path) == CODES
    assert '[sources.questions]\nq3 = "Q3"\nq4 = "Q4"\n' in draft_consultation([path])


@pytest.mark.parametrize(("values", "position"), [({}, "closed"), ({"Q1": SUPPORT}, "position")])
def test_sav_with_and_without_the_words_of_its_codes(tmp_path: Path, values, position: str) -> None:
    path = write_sav(tmp_path / "x.sav", values)
    assert roles(path) == ["id", position, *CODES[2:]]
    draft = draft_consultation([path])
    assert 'why = "Q3: Why do you say that?"\nanything_else = "Q4: Anything else?"' in draft


def test_sav_with_words_for_codes_that_are_text(tmp_path: Path) -> None:
    import pyreadstat

    frame = pd.DataFrame({"id": ["1", "2", "3"], "area": ["A", "BB", "?"], "why": ["Far away", "Good idea", "No"]})
    path = tmp_path / "x.sav"
    pyreadstat.write_sav(frame, str(path), variable_value_labels={"area": {"A": "Basildon", "BB": "Southend"}})
    reading = read_source([path], respondent_id="id", area="area", questions={"why": "why"})
    assert reading.responses["area"].tolist() == ["Basildon", "Southend", "?"]
