import pandas as pd
import pytest

from feedback_nlp import columns as c
from feedback_nlp.tag.stance import from_position, from_text, stances


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("Strongly agree", "supports"),
        ("Tend to disagree", "opposes"),
        ("Yes", "supports"),
        ("No", "opposes"),
        ("I do not support it", "opposes"),
        ("Yes, with conditions", "conditional"),
        ("Neither agree nor disagree", "unclear"),
        ("Don't know", "unclear"),
        ("Not applicable", "unclear"),
        ("No answer", "unclear"),
        ("4", None),
    ],
)
def test_closed_question(choice: str, expected: str | None) -> None:
    assert from_position(choice) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I fully support this.", "supports"),
        ("A good idea, but only if money stays here", "conditional"),
        ("I am against it", "opposes"),
        ("I don’t support the merger", "opposes"),
        ("Not a good idea", "opposes"),
        ("This isn't a good idea", "opposes"),
        ("I can’t support this", "opposes"),
        ("Could not agree more", "supports"),
        ("I couldn't support it more", "supports"),
        ("Leave things as they are", "opposes"),
        ("The bus is late", "unclear"),
        ("", "unclear"),
    ],
)
def test_text(text: str, expected: str) -> None:
    assert from_text(text) == expected


def test_the_closed_question_comes_first() -> None:
    answers = pd.DataFrame(
        {c.RESPONSE_ID: ["a", "b", "c"], c.POSITION: ["No", pd.NA, "4"], c.TEXT: ["I agree", "I agree", "Buses"]}
    )
    assert stances(answers).to_numpy().tolist() == [
        ["a", "opposes", "position"],
        ["b", "supports", "text"],
        ["c", "unclear", "text"],
    ]
    assert len(stances(answers[:0])) == 0
