"""What a question makes likelier."""

from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp import columns as c
from feedback_nlp.tag import tag
from feedback_nlp.tag.asked import likelier, moved, of_segments
from feedback_nlp.tag.frame import CodeFrame
from tests.tag.test_match import match

SCORES = np.array([[0.9, 0.1], [0.8, 0.1], [0.4, 0.3], [0.1, 0.9], [0.2, 0.8], [0.3, 0.4]])
QUESTIONS = ["fear"] * 3 + ["hope"] * 3


def test_by_the_odds_of_the_others() -> None:
    # The first answer: .8 and .4 of two others to its question, beside them ten like the five others to both.
    others = (0.8 + 0.4 + 0.1 + 0.2 + 0.3) / 5
    to_this = (0.8 + 0.4 + 10 * others) / (2 + 10)
    here, among_all = (to_this * 5 + 0.06) / 6, (others * 5 + 0.06) / 6
    expected = np.log(here / (1 - here)) - np.log(among_all / (1 - among_all))
    got = likelier(SCORES, QUESTIONS)
    np.testing.assert_allclose(got[0, 0], expected)
    assert (np.sign(got) == [[1, -1]] * 3 + [[-1, 1]] * 3).all()


def test_one_question_or_one_answer_says_nothing() -> None:
    assert not likelier(SCORES, ["fear"] * 6).any()
    assert not likelier(SCORES[:1], ["fear"]).any()
    assert likelier(np.zeros((0, 2)), []).shape == (0, 2)


def test_never_more_than_seven_times() -> None:
    scores = np.repeat([[0.99, 0.0], [0.0, 0.99]], 500, axis=0)
    got = likelier(scores, ["fear"] * 500 + ["hope"] * 500)
    assert np.abs(got).max() == 2.0


def test_what_is_certain_stays() -> None:
    got = moved(np.array([[0.0, 0.5, 1.0]]), np.array([[2.0, np.log(3), -2.0]]))
    np.testing.assert_allclose(got, [[0.0, 0.75, 1.0]])


def test_a_letter_sent_by_many_counts_once() -> None:
    answers = [f"answer {i}" for i in range(6)]
    once = of_segments(SCORES, answers, QUESTIONS)
    often = of_segments(np.vstack([SCORES, *[SCORES[:1]] * 50]), answers + answers[:1] * 50, QUESTIONS + ["fear"] * 50)
    np.testing.assert_allclose(often[:6], once)
    np.testing.assert_allclose(often[6:], np.repeat(once[:1], 50, axis=0))


def test_segments_of_an_answer_move_together() -> None:
    split = np.array([[0.9, 0.0], [0.0, 0.1], [0.8, 0.1], [0.4, 0.3], [0.1, 0.9], [0.2, 0.8], [0.3, 0.4]])
    got = of_segments(split, ["a", *"abcdef"], ["fear", *QUESTIONS])
    np.testing.assert_allclose(got[1:], likelier(SCORES, QUESTIONS))
    np.testing.assert_allclose(got[0], got[1])


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.sampled_from("abc")), max_size=12), st.randoms())
def test_bounded_whatever_the_order(rows: list[tuple[float, float, str]], rng: Any) -> None:
    order = list(range(len(rows)))
    rng.shuffle(order)
    scores = np.array([row[:2] for row in rows]).reshape(-1, 2)
    asked = [row[2] for row in rows]
    got = likelier(scores, asked)
    assert np.isfinite(got).all()
    assert (np.abs(got) <= 2).all()
    np.testing.assert_allclose(likelier(scores[order], [asked[i] for i in order]), got[order], atol=1e-9)


def test_in_any_order_and_whatever_is_missing(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> None:
    texts = [
        "The big town will hoover everything up.",
        "They will.",
        "So be it.",
        "They will.",
        "Nothing.",
        "Dear all.",
    ]
    answers, segments = tables(*texts)
    asked = answers.assign(**{c.QUESTION: pd.array(["fear", "fear", None, "hope", "hope", pd.NA], dtype="string")})
    labels = tag(asked, segments, frame, encode=encode, nlp=nlp, match=match)
    mixed = asked.sample(frac=1, random_state=3)
    shuffled = tag(mixed, segments.sample(frac=1, random_state=4), frame, encode=encode, nlp=nlp, match=match)
    pd.testing.assert_frame_equal(shuffled, labels)
    assert list(labels[c.CODE]) == ["LOCAL"]


def test_copies_of_a_campaign_count_once(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> None:
    letter = "The big town will hoover everything up."
    texts = [letter, "They will."] + [f"{letter} Yours, number {i}." for i in range(30)]
    texts += [f"Good, {i}." for i in range(30)]
    answers, segments = tables(*texts)

    def knows(spans: Any, themes: Any) -> Any:
        made = match(spans, themes)
        made[[text[a:b] == "They will." for text, a, b in spans], 0] = 0.9
        return made

    def score(n: int, campaign: bool) -> float:
        kept = [0, 1, *range(2, 2 + n), *range(32, 62)]
        some = answers.iloc[kept].assign(
            **{
                c.QUESTION: pd.array(["fear"] * (2 + n) + ["hope"] * 30, dtype="string"),
                c.CAMPAIGN_ID: pd.array([None, None, *["A" if campaign else None] * n, *[None] * 30], dtype="string"),
            }
        )
        labels = tag(some, segments, frame, encode=encode, nlp=nlp, match=knows)
        return float(labels.set_index(c.RESPONSE_ID)[c.SCORE]["R1/q"])

    assert score(30, campaign=True) == score(1, campaign=True)
    assert abs(score(30, campaign=False) - score(1, campaign=False)) > 0.05


def test_a_doubtful_answer_follows_its_question(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> None:
    plain, hint = "The big town will hoover everything up.", "They will."
    answers, segments = tables(*[f"{plain[:-1]}, number {i}." for i in range(8)], hint, *["Nothing."] * 8, hint)

    def knows(spans: Any, themes: Any) -> Any:
        made = match(spans, themes)
        for i, (text, start, end) in enumerate(spans):
            piece = text[start:end]
            made[i, 0] = 6.0 if "hoover" in piece else 1.5 if piece == hint else -8.0
        return made

    one_question = tag(answers, segments, frame, encode=encode, nlp=nlp, match=knows)
    asked = answers.assign(**{c.QUESTION: pd.array(["fear"] * 9 + ["hope"] * 9, dtype="string")})
    labels = tag(asked, segments, frame, encode=encode, nlp=nlp, match=knows)
    before, after = (t.set_index(c.RESPONSE_ID)[c.SCORE] for t in (one_question, labels))
    assert before["R8/q"] == before["R17/q"]
    assert after["R8/q"] > before["R8/q"]
    assert "R17/q" not in after or after["R17/q"] < before["R17/q"]
