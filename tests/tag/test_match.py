"""Tagging with a matcher: here one that knows a few sentences and nothing else."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.tag import tag
from feedback_nlp.tag.describe import described
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.scorer import FrameScorer

KNOWN = {
    "The big town will hoover everything up.": {"Losing local focus": 8.0},
    "I read it twice. The big town will hoover everything up.": {"Losing local focus": 8.0},
    "It will be awful. Mark my words.": {"Losing local focus": 60.0},
}


def match(spans: Sequence[tuple[str, int, int]], themes: Sequence[str]) -> NDArray[np.float32]:
    """Return log-odds of -8 but for what is known."""
    texts = [text[start:end] for text, start, end in spans]
    known = [[KNOWN.get(text, {}).get(theme.split(".")[0], -8.0) for theme in themes] for text in texts]
    return np.array(known, dtype=np.float32).reshape(len(texts), len(themes))


def test_what_the_matcher_knows_is_a_label(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> None:
    answers, segments = tables("I read it twice. The big town will hoover everything up.", "I read it twice.")
    labels = tag(answers, segments, frame, encode=encode, nlp=nlp, match=match)
    assert labels[[c.RESPONSE_ID, c.CODE, c.SOURCE, c.START, c.END]].to_numpy().tolist() == [
        ["R0/q", "LOCAL", "similar", 17, 56]
    ]
    assert labels[c.SCORE].iloc[0] > 0.6


def test_an_answer_is_also_read_as_a_whole(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> None:
    answers, segments = tables("It will be awful. Mark my words.", "It will be awful.")
    labels = tag(answers, segments, frame, encode=encode, nlp=nlp, match=match)
    assert labels[[c.RESPONSE_ID, c.CODE]].to_numpy().tolist() == [["R0/q", "LOCAL"]]


def test_log_odds_stand_beside_the_other_features(encode: Any, nlp: Any, frame: CodeFrame) -> None:
    scorer = FrameScorer(frame, encode=encode, nlp=nlp, match=match)
    whole = "It will be awful. Mark my words."
    features, _ = scorer.features(["It will be awful."], [whole])
    assert features[0, :, 6:8].tolist() == [[-8.0, 60.0], [-8.0, -8.0], [-8.0, -8.0]]
    np.testing.assert_allclose(features[0, :, 8], np.log1p(3 * np.exp(-8)))
    np.testing.assert_allclose(features[0, :, 9], np.log(5))


def test_a_segment_is_read_where_it_stands(encode: Any, nlp: Any, frame: CodeFrame) -> None:
    asked: list[tuple[str, int, int]] = []

    def asking(spans: Sequence[tuple[str, int, int]], themes: Sequence[str]) -> NDArray[np.float32]:
        asked.extend(spans)
        return match(spans, themes)

    whole = "So sad. So sad. And late."
    FrameScorer(frame, encode=encode, nlp=nlp, match=asking).features(["So sad.", "And late."], [whole, whole])
    assert asked == [(whole, 0, 7), (whole, 16, 25), (whole, 0, 25), (whole, 0, 25)]


def test_beside_the_matcher_no_encoder_is_asked(nlp: Any, frame: CodeFrame) -> None:
    def never(texts: Sequence[str]) -> NDArray[np.float32]:
        raise AssertionError("nothing needs a vector")

    text = "The big town will hoover everything up."
    with_one = FrameScorer(frame, encode=never, nlp=nlp, match=match).score([text])[0]
    without = FrameScorer(frame, encode=None, nlp=nlp, match=match).score([text])[0]
    assert with_one.tolist() == without.tolist()
    assert with_one[0, 0] > 0.6


def test_another_language_is_not_matched(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> None:
    answers, segments = tables("The big town will hoover everything up.")
    assert tag(answers, segments, frame, encode=encode, nlp=nlp, match=match, language="cy").empty


def test_a_code_is_described_by_all_that_its_frame_says(frame: CodeFrame) -> None:
    rows = frame.themes.to_dict("records")
    assert described(rows[0]) == (
        "Losing local focus. Concern. Particular places and their needs would be averaged away. "
        "For example: They have never set foot in our village. Words: lose local focus; local focus; local needs. "
        "Not: Money going elsewhere: MONEY."
    )
    assert described({c.THEME: "Parking", c.DEFINITION: "Parking.", c.KIND: "other"}) == "Parking."
