"""Near the centre, varied, unchanged, and not of those who asked not to be quoted."""

import numpy as np
import pytest

from feedback_nlp.discover.typical import pick_typical, quotable
from tests.discover.conftest import tables


def unit(*rows: tuple[float, ...]) -> np.ndarray:
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_the_nearest_first_then_what_differs():
    texts = ["the parking is dear", "the parking is so dear", "parking takes very long"]
    vectors = unit((1, 0, 0.1), (1, 0, 0.11), (0.6, 0.8, 0))
    assert pick_typical(texts, vectors, np.array([0.99, 0.98, 0.9]), n=2) == [texts[0], texts[2]]


def test_a_telling_text_before_a_short_one():
    texts = ["parking", "the parking is dear"]
    assert pick_typical(texts, unit((1, 0), (0, 1)), np.array([0.9, 0.1])) == [texts[1], texts[0]]
    assert pick_typical(texts, unit((1, 0), (0, 1)), np.array([0.9, 0.1]), n=1) == [texts[1]]


def test_equal_scores_are_ordered_by_text():
    texts = ["b b b b", "a a a a"]
    assert pick_typical(texts, unit((1, 0), (1, 0)), np.array([0.5, 0.5])) == ["a a a a", "b b b b"]


def test_no_texts():
    assert pick_typical([], np.zeros((0, 2), dtype=np.float32), np.zeros(0)) == []


@pytest.mark.parametrize(
    ("consent", "shown"),
    [
        ("Yes", True),
        ("Yes, without my name", True),
        (None, True),
        ("Not applicable", False),
        ("No", False),
        ("no, keep it private", False),
        ("I don’t agree", False),
        ("Do not publish", False),
        ("withheld", False),
        ("0", False),
        ("Declined", False),
        ("Refused", False),
        ("Disagree", False),
        ("Please do not quote me", False),
        ("I never agreed to this", False),
    ],
)
def test_who_may_be_quoted(consent, shown):
    answers, segments = tables({"A/q": ["words"]}, consent=[consent])
    assert ("words" in quotable(answers, segments)) is shown


def test_a_blank_is_no_yes_where_others_were_asked():
    answers, segments = tables(
        {"A/q": ["a"], "B/q": ["b"], "C/q": ["c"]}, consent=["Yes", None, None], channel=["web", "web", "paper"]
    )
    assert quotable(answers, segments) == {"a", "c"}


def test_a_wording_that_a_willing_person_also_used_may_be_shown():
    answers, segments = tables({"A/q": ["same"], "B/q": ["same", "other"]}, consent=["Yes", "No"])
    assert quotable(answers, segments) == {"same"}


def test_all_may_be_shown_where_nobody_was_asked():
    answers, segments = tables({"A/q": ["words"]})
    assert quotable(answers, segments) == {"words"}
