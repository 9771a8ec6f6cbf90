import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp.report.cells import LONGEST, clean, decimals, fitting, is_missing, is_number, shown


@pytest.mark.parametrize(
    ("value", "number", "missing"),
    [
        (1, True, False),
        (0.5, True, False),
        (np.int64(3), True, False),
        (np.float64("nan"), False, True),
        ("[c]", False, False),
        ("", False, True),
        (pd.NA, False, True),
        (None, False, True),
        (True, False, False),
        (float("inf"), False, True),
    ],
)
def test_what_a_cell_holds(value, number, missing):
    assert (is_number(value), is_missing(value)) == (number, missing)


@pytest.mark.parametrize(
    ("value", "kind", "places", "text"),
    [
        (0.334, "share", 0, "33%"),
        (0.334, "share", 1, "33.4%"),
        (0.0, "share", 0, "0%"),
        (0.004, "share", 0, "under 1%"),
        (0.0004, "share", 1, "under 0.1%"),
        (0.005, "share", 0, "under 1%"),
        (0.006, "share", 0, "1%"),
        (0.994, "share", 0, "99%"),
        (0.996, "share", 0, "over 99%"),
        (0.9996, "share", 1, "over 99.9%"),
        (1.0, "share", 0, "100%"),
        (0.046, "points", 0, "+5"),
        (-0.046, "points", 0, "−5"),
        (-0.001, "points", 0, "0"),
        (1234, "count", 0, "1,234"),
        (0.0009, "p", 3, "under 0.001"),
        (0.001, "p", 3, "0.001"),
        (0.0312, "p", 3, "0.031"),
        (1.256, "number", 2, "1.26"),
        ("[c]", "share", 0, "[c]"),
        (pd.NA, "count", 0, "[z]"),
        (True, "text", 0, "yes"),
    ],
)
def test_cells_as_people_read_them(value, kind, places, text):
    assert shown(value, kind, places) == text


@pytest.mark.parametrize(
    ("values", "places"), [([1, 2], 0), ([1.5, "[c]"], 2), ([99.5], 1), ([1000.5], 0), (["[c]"], 0)]
)
def test_decimals_follow_the_size_of_the_figures(values, places):
    assert decimals(values) == places


def test_only_what_xml_cannot_hold_is_replaced():
    assert clean("a\x00b\ud83dc\uffff £’ŵ😀\td\r\ne\rf") == "a�b�c� £’ŵ😀\td\ne\nf"


@given(st.text())
@settings(max_examples=100)
def test_cleaning_keeps_every_other_character_and_can_be_encoded(text):
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned
    assert len(cleaned) == len(text.replace("\r\n", "\n"))


def test_a_text_that_is_too_long_is_cut_and_says_so():
    short = "x" * LONGEST
    assert fitting(short) == short
    cut = fitting("😀" * 20_000)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert cut.startswith("😀" * 16_000)
    assert cut.endswith(" … [cut here: the whole text has 20,000 characters, more than a cell holds]")
