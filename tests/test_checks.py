import pandas as pd

from feedback_nlp import columns
from feedback_nlp.checks import checks_of


def tables(n: int) -> dict[str, pd.DataFrame]:
    ledger = pd.DataFrame({"state": ["analysed"] * n + ["blank"]})
    answers = pd.DataFrame({"response_id": [f"{i}/a" for i in range(n)], "text": ["four"] * n})
    labels = answers[["response_id"]].assign(start=0, end=4)
    redactions = pd.DataFrame({"kind": ["name"] * 7 + ["email"] * 2})
    return {"ledger": ledger, "answers": answers, "labels": labels, "redactions": redactions}


def run(n: int = 6, **changed: pd.DataFrame) -> list[tuple[str, str, str]]:
    return checks_of(**(tables(n) | changed), notes=("Cut at 255.",), inputs=None, threshold=5)


def test_a_sound_run_passes_and_small_counts_are_not_given() -> None:
    assert run() == [
        ("Nobody is lost: the ledger adds up", "pass", "7 rows x questions, each in one state; 6 analysed"),
        ("Every tag points at words of the answer", "pass", "every span lies within its answer"),
        ("Personal data replaced before analysis", "note", "email fewer than 5, name 7"),
        ("The export as it was read", "note", "Cut at 255."),
    ]
    assert "fewer than 5 analysed" in run(2)[0][2]


def test_a_lost_answer_fails() -> None:
    assert run(answers=tables(5)["answers"])[0][1] == "fail"
    assert run(ledger=pd.DataFrame({"state": ["analysed"] * 6 + ["lost"]}))[0][1] == "fail"


def test_a_span_beyond_the_answer_fails() -> None:
    labels = tables(6)["labels"]
    labels.loc[0, columns.END] = 5
    assert run(labels=labels)[1][1:] == ("fail", "1 tags point outside their answer")
