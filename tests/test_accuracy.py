"""What the command line says of a tagger: whole outputs, from figures that are easy to check."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from feedback_nlp import accuracy
from feedback_nlp.errors import OutputError
from feedback_nlp.evaluation import Evaluation


def row(code: str, n: int, precision: float | None, recall: float | None, f1: float | None) -> dict[str, Any]:
    measures = {"precision": precision, "recall": recall, "f1": f1}
    around = {} if code == "mean of themes" else {"low": -0.1, "high": 0.1}
    limits = {
        f"{name}_{end}": value + step if value is not None else None
        for name, value in measures.items()
        for end, step in around.items()
    }
    return {"code": code, "n": n, **measures, **limits}


ROWS = [
    row("BUS", 30, 0.8, 0.6, 0.7),
    row("GP", 4, None, 0.1, 0.1),
    row("all themes", 34, 0.8, 0.5, 0.6),
    row("mean of themes", 34, 0.4, 0.3, 0.35),
]
CARD = {
    "answers": 1040,
    "respondents": 400,
    "without_theme": 12,
    "figures": ROWS,
    "frame_alone": [row("all themes", 34, 0.3, 0.5, 0.4), row("mean of themes", 34, 0.3, 0.3, 0.3)],
    "gain": {"f1": 0.2, "f1_low": 0.1, "f1_high": 0.3},
    "sure_precision": 0.951,
    "sure_from": 0.8,
    "sure_share": 0.4,
}


def described(**changed: Any) -> str:
    tagger, coded = SimpleNamespace(card=CARD | changed), SimpleNamespace(notes=("2 rows left out.",))
    return accuracy.describe_training(tagger, coded, Path("/m/x"))  # type: ignore[arg-type]


def test_what_to_expect_beside_the_code_frame_alone() -> None:
    assert described() == (
        "Learnt from 1,040 coded answers of 400 respondents; 12 of the answers hold no theme.\n"
        "Check: 2 rows left out.\n"
        "\n"
        "What to expect on new answers (95 % intervals; measured on answers that the model had not seen):\n"
        "                  precision            recall               F1, all tags         F1, mean of codes\n"
        "----------------  -------------------  -------------------  -------------------  -----------------\n"
        "trained model     0.80 (0.70 to 0.90)  0.50 (0.40 to 0.60)  0.60 (0.50 to 0.70)  0.35\n"
        "code frame alone  0.30 (0.20 to 0.40)  0.50 (0.40 to 0.60)  0.40 (0.30 to 0.50)  0.30\n"
        "Precision: of the tags given, how many are right. Recall: of the themes people saw, how many were found.\n"
        "F1 is better than with the code frame alone: +0.20 (+0.10 to +0.30).\n"
        "\n"
        "Tags with a certainty of 0.80 or more were right in 95% of cases (40% of all tags). "
        "A run marks the others for a person to check.\n"
        "Weak (F1 under .50), so code more answers with them: GP (4 answers).\n"
        "\n"
        f"Model: {Path('/m/x').resolve()} (card.md has every code)\n"
        f"Use it: feedback-nlp run CONSULTATION --model {Path('/m/x')}"
    )


def test_no_gain_and_no_certainty_are_said() -> None:
    said = described(gain={"f1": 0.01, "f1_low": -0.02, "f1_high": 0.04}, sure_precision=None)
    assert "No clear gain over the code frame alone: F1 +0.01 (-0.02 to +0.04). Code more answers" in said
    assert "a run marks every tag for a person to check" in said
    worse = described(gain={"f1": -0.05, "f1_low": -0.08, "f1_high": -0.01}, sure_precision=None)
    assert "Worse than the code frame alone: F1 -0.05 (-0.08 to -0.01). Do not use it; code more answers" in worse
    nothing = described(gain={"f1": 0.0, "f1_low": float("nan"), "f1_high": float("nan")}, sure_precision=None)
    assert "It cannot be compared with the code frame alone: nobody coded a theme in what was measured." in nothing
    assert "nan" not in nothing


NONE = {"precision": None, "recall": None, "f1": None}
ASKED = [
    {"question": "why", "answers": 1030, **row("", 34, 0.8, 0.5, 0.6)},
    {"question": "how", "answers": 10, **NONE},
    {"question": "other", "answers": 0, **NONE},
]


def test_questions_that_nobody_coded_are_named_and_the_others_have_figures_of_their_own() -> None:
    before, after = described().splitlines(), described(questions=ASKED).splitlines()
    assert after[3] == (
        "What to expect on new answers to the questions that were coded (95 % intervals; measured on answers that the "
        "model had not seen):"
    )
    assert [line for line in after if line not in before] == [
        after[3],
        "question  coded answers  precision            recall               F1",
        "--------  -------------  -------------------  -------------------  -------------------",
        "why       1030           0.80 (0.70 to 0.90)  0.50 (0.40 to 0.60)  0.60 (0.50 to 0.70)",
        "how       10             -                    -                    -",
        "other     0              -                    -                    -",
        "Over all tags at each question; no figure under 30 coded answers.",
        "No answer to other was coded: tags there rest on what was learnt at other questions and on the code frame. "
        "How often they are right was not measured, so all of them are marked for a person to check.",
    ]
    assert described(questions=ASKED[:2]) == described()


def test_an_evaluation_of_several_questions_has_figures_for_each(tmp_path: Path) -> None:
    by_question = pd.DataFrame(ASKED).drop(columns="code").assign(n=[34, 0, 0])
    found = Evaluation(pd.DataFrame(ROWS), 1040, by_question=by_question)
    themes = pd.DataFrame({"code": ["BUS", "GP"], "theme": ["Buses", "Seeing a GP"]})
    said, plain = (
        accuracy.describe_evaluation(one, themes, "the code frame alone").split("\n\n")
        for one in (found, Evaluation(pd.DataFrame(ROWS), 1040))
    )
    assert [*said[:2], *said[3:]] == plain
    assert said[2].splitlines()[2:] == [
        "why       1030           0.80 (0.70 to 0.90)  0.50 (0.40 to 0.60)  0.60 (0.50 to 0.70)",
        "how       10             -                    -                    -",
        "other     0              -                    -                    -",
        "Over all tags at each question; no figure under 30 coded answers.",
    ]
    accuracy.write_figures(found, tmp_path / "e.csv")
    assert (tmp_path / "e.csv").read_text(encoding="utf-8").splitlines() == [
        "code,n,precision,recall,f1,precision_low,precision_high,recall_low,recall_high,f1_low,f1_high,question,answers",
        "BUS,30,0.8000,0.6000,0.7000,0.7000,0.9000,0.5000,0.7000,0.6000,0.8000,,1040",
        "GP,4,,0.1000,0.1000,,,0.0000,0.2000,0.0000,0.2000,,1040",
        "all themes,34,0.8000,0.5000,0.6000,0.7000,0.9000,0.4000,0.6000,0.5000,0.7000,,1040",
        "mean of themes,34,0.4000,0.3000,0.3500,,,,,,,,1040",
        "all themes,34,0.8000,0.5000,0.6000,0.7000,0.9000,0.4000,0.6000,0.5000,0.7000,why,1030",
        "all themes,0,,,,,,,,,,how,10",
        "all themes,0,,,,,,,,,,other,0",
    ]


def test_an_evaluation_on_screen_and_as_csv(tmp_path: Path) -> None:
    found = Evaluation(pd.DataFrame(ROWS), 20, 5, 3, ("2 rows left out.",))
    themes = pd.DataFrame({"code": ["BUS", "GP"], "theme": ["Buses", "Seeing a GP"]})
    assert accuracy.describe_evaluation(found, themes, "the model in m") == (
        "Tags by the model in m, against 20 coded answers (95 % intervals in brackets).\n"
        "Left out: 5 coded answers that the model learnt from, copies of them, and other answers of the same "
        "respondents.\n"
        "Left out: 3 coded answers that stand as examples in the code frame.\n"
        "Check: 2 rows left out.\n"
        "\n"
        "                       coded  precision            recall               F1\n"
        "---------------------  -----  -------------------  -------------------  -------------------\n"
        "all tags (micro)       34     0.80 (0.70 to 0.90)  0.50 (0.40 to 0.60)  0.60 (0.50 to 0.70)\n"
        "mean of codes (macro)  34     0.40                 0.30                 0.35\n"
        "\n"
        "code  coded  precision            recall               F1                   theme\n"
        "----  -----  -------------------  -------------------  -------------------  -----------\n"
        "BUS   30     0.80 (0.70 to 0.90)  0.60 (0.50 to 0.70)  0.70 (0.60 to 0.80)  Buses\n"
        "GP    4      -                    0.10 (0.00 to 0.20)  0.10 (0.00 to 0.20)  Seeing a GP\n"
        "Precision: of the tags given, how many are right. Recall: of the themes people saw, how many were found."
    )
    beside = replace(found, frame_alone=pd.DataFrame(ROWS).tail(2), gain={"f1": 0.05, "f1_low": 0.01, "f1_high": 0.09})
    said = accuracy.describe_evaluation(beside, themes, "the model in m")
    assert "all tags (micro), code frame alone       34     0.80 (0.70 to 0.90)" in said
    assert "\nF1 is better than with the code frame alone: +0.05 (+0.01 to +0.09).\n" in said
    accuracy.write_figures(found, tmp_path / "new" / "e.csv")
    written = (tmp_path / "new" / "e.csv").read_text(encoding="utf-8").splitlines()
    assert written[0] == (
        "code,n,precision,recall,f1,precision_low,precision_high,recall_low,recall_high,f1_low,f1_high"
    )
    assert written[2] == "GP,4,,0.1000,0.1000,,,0.0000,0.2000,0.0000,0.2000"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["e.csv"]
    accuracy.write_figures(found, tmp_path / "new" / "e.csv")
    (tmp_path / "gold.csv").write_text("response_id,code\n")
    for place, words in ((tmp_path / "gold.csv", "is no earlier evaluation"), (tmp_path, "is a folder")):
        with pytest.raises(OutputError, match=words):
            accuracy.write_figures(found, place)
    assert (tmp_path / "gold.csv").read_text() == "response_id,code\n"
