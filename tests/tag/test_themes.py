from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback_nlp import columns as c
from feedback_nlp.tag import tag
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.weigh import ALONE


def test_labels_with_their_words(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> None:
    answers, segments = tables(
        "I fear we lose our local focus. There is no bus.",
        "I am not worried about local focus.",
        "This will save money, and savings are good.",
        "Nothing to add.",
        "Journeys to appointments would become longer.",
    )
    labels = tag(answers, segments, frame, encode=encode, nlp=nlp)
    texts = dict(zip(answers[c.RESPONSE_ID], answers[c.TEXT], strict=True))
    got = [(r.response_id, r.code, r.source, texts[r.response_id][r.start : r.end]) for r in labels.itertuples()]
    assert got == [
        ("R0/q", "LOCAL", "cue", "lose our local focus"),
        ("R0/q", "TRAVEL", "cue", "bus"),
        ("R2/q", "MONEY", "cue", "save money"),
        ("R4/q", "TRAVEL", "similar", "Journeys to appointments would become longer."),
    ]
    assert labels[c.SCORE].between(ALONE.best, 1.0).all()
    assert (labels[c.KIND] == "theme").all()
    assert len(c.check(labels, "labels")) == 4


def test_an_example_of_the_frame_finds_its_code(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> None:
    answers, segments = tables("They have never set foot in our village.")
    labels = tag(answers, segments, frame, encode=encode, nlp=nlp)
    assert list(labels[c.CODE]) == ["LOCAL"]


@pytest.mark.parametrize("language", ["es", "cy", "ES-cl"])
def test_another_language_has_cues_alone(encode: Any, nlp: Any, frame: CodeFrame, tables: Any, language: str) -> None:
    answers, segments = tables("We lose local focus", "We lost our local focus", "Journeys to appointments, longer")

    def never(texts: Any) -> Any:
        raise AssertionError("no similarity in another language")

    labels = tag(answers, segments, frame, encode=never, nlp=nlp, language=language)
    # No lemmas: "lost" is not "lose", so the shorter cue stands; no scores between: a cue is there or not.
    assert labels[[c.CODE, c.SCORE, c.SOURCE, c.START, c.END]].to_numpy().tolist() == [
        ["LOCAL", 1.0, "cue", 3, 19],
        ["LOCAL", 1.0, "cue", 12, 23],
    ]


def test_nothing_in_nothing_out(encode: Any, nlp: Any, frame: CodeFrame) -> None:
    labels = tag(c.empty("prepared"), c.empty("segments"), frame, encode=encode, nlp=nlp)
    pd.testing.assert_frame_equal(labels, c.empty("labels"))


def test_progress_counts_distinct_segments(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> None:
    told: list[tuple[int, int]] = []
    answers, segments = tables("No bus. No bus.", "No bus.")
    tag(answers, segments, frame, encode=encode, nlp=nlp, progress=lambda *n: told.append(n))
    assert told == [(1, 1)]


SENTENCES = st.sampled_from(
    [
        "There is no bus.",
        "We lose local needs!",
        "Savings?",
        "No comment.",
        "£5 a trip, “ŵ”",
        "=1+1",
        "See my GP 🙂",
        "",
    ]
)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(SENTENCES, min_size=1, max_size=3), max_size=6), st.randoms())
def test_each_answer_alone_as_among_others_in_any_order(
    encode: Any, nlp: Any, frame: CodeFrame, tables: Any, parts: list[list[str]], rng: Any
) -> None:
    answers, segments = tables(*(" ".join(p) for p in parts))
    labels = tag(answers, segments, frame, encode=encode, nlp=nlp)
    assert not labels.duplicated([c.RESPONSE_ID, c.CODE]).any()
    lengths = dict(zip(answers[c.RESPONSE_ID], answers[c.TEXT].str.len(), strict=True))
    assert all(0 <= r.start < r.end <= lengths[r.response_id] for r in labels.itertuples())
    order = list(range(len(answers)))
    rng.shuffle(order)
    shuffled = tag(answers.iloc[order], segments.sample(frac=1, random_state=0), frame, encode=encode, nlp=nlp)
    pd.testing.assert_frame_equal(shuffled, labels)
    for response in answers[c.RESPONSE_ID]:
        one = tag(
            answers[answers[c.RESPONSE_ID] == response],
            segments[segments[c.RESPONSE_ID] == response],
            frame,
            encode=encode,
            nlp=nlp,
        )
        expected = labels[labels[c.RESPONSE_ID] == response].reset_index(drop=True)
        pd.testing.assert_frame_equal(one, expected, rtol=1e-9)
