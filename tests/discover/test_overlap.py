"""The theme that a topic meets most, and how far any theme touches it."""

import pandas as pd

from feedback_nlp.columns import LABELS
from feedback_nlp.discover.overlap import Overlap, overlaps


def labels(*rows: tuple[str, str, int | None, int | None]) -> pd.DataFrame:
    table = pd.DataFrame(
        [(r, "theme", code, 1.0, "cue", start, end) for r, code, start, end in rows], columns=list(LABELS)
    )
    return table.astype(LABELS)


def test_shares_are_of_answers():
    topics = labels(("A", "T01", 0, 5), ("A", "T01", 6, 9), ("B", "T01", 0, 5), ("C", "T01", 0, 5), ("C", "T02", 6, 9))
    themes = labels(("A", "COST", 2, 4), ("A", "PARKING", 6, 8), ("B", "PARKING", 20, 24), ("D", "COST", 0, 5))
    assert overlaps(topics, themes) == {
        "T01": Overlap("PARKING", 2 / 3, 1 / 3),  # in B the evidence lies elsewhere
        "T02": Overlap(None, None, 0.0),
    }


def test_of_equal_themes_the_first_by_code():
    topics = labels(("A", "T01", 0, 5))
    themes = labels(("A", "ZEBRA", 0, 5), ("A", "APPLE", 0, 5))
    assert overlaps(topics, themes) == {"T01": Overlap("APPLE", 1.0, 1.0)}


def test_evidence_that_only_borders_on_a_segment_does_not_touch_it():
    assert overlaps(labels(("A", "T01", 5, 9)), labels(("A", "COST", 0, 5))) == {"T01": Overlap("COST", 1.0, 0.0)}


def test_a_theme_without_a_place_touches_the_whole_answer():
    assert overlaps(labels(("A", "T01", 5, 9)), labels(("A", "COST", None, None))) == {"T01": Overlap("COST", 1.0, 1.0)}


def test_no_labels():
    assert overlaps(labels(), labels(("A", "COST", 0, 5))) == {}
    assert overlaps(labels(("A", "T01", 0, 5)), labels()) == {"T01": Overlap(None, None, 0.0)}
