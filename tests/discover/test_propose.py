"""Drafts for the topics that the frame misses."""

import pandas as pd
import pytest

from feedback_nlp.columns import THEMES
from feedback_nlp.discover.overlap import Overlap
from feedback_nlp.discover.propose import is_missed, propose

TOPICS = pd.DataFrame(
    [
        (
            "T01",
            "Buses",
            "buses | Sunday",
            12,
            ("No buses on Sunday", "Buses run late", "Old buses", "Buses!"),
            None,
            None,
        ),
        ("T02", "Parking", "parking", 7, ("Parking is dear",), "PARKING", 0.9),
    ],
    columns=["code", "title", "words", "answers", "typical", "overlap", "overlap_share"],
)


@pytest.mark.parametrize(
    ("overlap", "missed"),
    [
        (None, True),
        (Overlap(None, None, 0.0), True),
        (Overlap("COST", 0.49, 0.49), True),
        (Overlap("COST", 0.5, 0.0), False),
        (Overlap("COST", 0.2, 0.5), False),  # many themes, each in few answers
    ],
)
def test_is_missed(overlap, missed):
    assert is_missed(overlap) is missed


def test_only_what_is_missed_is_proposed():
    drafts = propose(TOPICS, {"T01": Overlap(None, None, 0.0), "T02": Overlap("PARKING", 0.9, 0.9)})
    assert list(drafts.columns) == list(THEMES)
    (draft,) = drafts.to_dict("records")
    definition = draft.pop("definition")
    assert definition.startswith("DRAFT")
    assert "12 answers (topic T01)" in definition
    assert {name: value for name, value in draft.items() if isinstance(value, tuple) or not pd.isna(value)} == {
        "code": "P01",
        "theme": "Buses",
        "kind": "other",
        "cues": ("buses", "Sunday"),
        "examples": ("No buses on Sunday", "Buses run late", "Old buses"),
    }


def test_without_a_frame_every_topic_is_proposed_and_no_code_is_taken_twice():
    assert propose(TOPICS, {}, taken={"P01", "P03", "COST"})["code"].tolist() == ["P02", "P04"]


def test_no_topics():
    drafts = propose(TOPICS[:0], {})
    assert (len(drafts), list(drafts.columns)) == (0, list(THEMES))
