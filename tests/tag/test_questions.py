import numpy as np
import pandas as pd
import pytest

from feedback_nlp import columns as c
from feedback_nlp.tag.measure import figures
from feedback_nlp.tag.questions import asked_in, by_question, named, never_coded, said_of_uncoded, uncoded_in

CARD = {"questions": [{"question": "why", "answers": 40}, {"question": "how", "answers": 0}]}


def answers(*questions: str) -> pd.DataFrame:
    return pd.DataFrame({c.QUESTION: questions})


def test_questions_stand_in_the_order_of_the_questionnaire() -> None:
    some = answers("z", "how", "a", "why", "how")
    wording = {"why": "Why?", "who": "Who?", "how": "How?"}
    assert asked_in(some, wording) == ["why", "how", "a", "z"]
    assert asked_in(some[::-1], wording) == ["why", "how", "a", "z"]
    assert asked_in(pd.DataFrame({c.TEXT: ["A table without questions."]}), wording) == []


def test_each_question_has_figures_of_its_own_where_thirty_answers_were_coded() -> None:
    questions = np.array(["few"] * 29 + ["enough"] * 30, dtype=object)
    truth = np.array([[True]] * 59)
    said = np.array([[True]] * 44 + [[False]] * 15)
    asked = ["few", "enough", "none"]
    table = by_question(questions, asked, lambda own: figures(said[own], truth[own], ["X"]))
    plain = table.astype(object).where(table.notna(), None)
    assert plain[["question", "answers", "n", "given", "right", "precision", "recall", "f1"]].to_numpy().tolist() == [
        ["few", 29, 29, 29, 29, None, None, None],
        ["enough", 30, 30, 15, 15, 1.0, 0.5, pytest.approx(2 / 3)],
        ["none", 0, 0, 0, 0, None, None, None],
    ]
    intervals = [f"{name}_{end}" for name in ("precision", "recall", "f1") for end in ("low", "high")]
    assert plain[intervals].notna().all(axis=1).tolist() == [False, True, False]
    assert plain[intervals].isna().all(axis=1).tolist() == [True, False, True]


def test_a_question_is_uncoded_where_nobody_coded_an_answer_to_it() -> None:
    assert never_coded(CARD) == ["how"]
    assert uncoded_in(CARD, answers("new", "how", "why", "how", "and")) == ["how", "and", "new"]
    assert uncoded_in(CARD, answers("why")) == []
    assert uncoded_in({}, answers("why", "how")) == [], "an older card does not tell"


@pytest.mark.parametrize(
    ("names", "any_of"), [(["a"], "a"), (["a", "b"], "a or b"), (['a ("Why?")', "b", "c"], 'a ("Why?"), b or c')]
)
def test_the_sentence_names_them(names: list[str], any_of: str) -> None:
    assert said_of_uncoded(names) == [
        f"No answer to {any_of} was coded: tags there rest on what was learnt at other questions and on the code "
        "frame. How often they are right was not measured, so all of them are marked for a person to check."
    ]


def test_where_all_were_coded_nothing_is_said() -> None:
    assert said_of_uncoded([]) == []


def test_questions_that_were_worded_otherwise_are_named_so() -> None:
    assert named(["cost", "q"], {"q"}, {"cost": "What will it cost?", "q": "q", "else": "Else?"}) == [
        'cost ("What will it cost?")',
        "q (worded otherwise when the model learnt)",
    ]
    assert named([], {"q"}) == []
