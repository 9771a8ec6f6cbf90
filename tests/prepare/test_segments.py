import time
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp.columns import check, empty
from feedback_nlp.prepare.segments import LONG, segment, segments


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Dr. Jones was great; parking wasn't. cost me £2.50",
            ["Dr. Jones was great;", "parking wasn't.", "cost me £2.50"],
        ),
        (
            "See e.g. the St. Mary's site. It closes at 5 p.m. on Fridays",
            ["See e.g. the St. Mary's site.", "It closes at 5 p.m. on Fridays"],
        ),
        ("1. Parking\n2. Cost\n- more staff\n• less", ["1. Parking", "2. Cost", "- more staff", "• less"]),
        ("good.The staff were nice", ["good.", "The staff were nice"]),
        ("visit www.example.org.uk today", ["visit www.example.org.uk today"]),
        ("Well... it depends. OK", ["Well... it depends.", "OK"]),
        ("Good!!! \n\n...", ["Good!!! \n\n..."]),
        ("...", ["..."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_segment_cases(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in segment(text)] == parts


def test_hard_wrapped_line_is_one_sentence() -> None:
    text = "This is a long line that an email program wrapped at\nseventy columns."
    assert len(segment(text)) == 1


def test_run_on_is_cut_where_it_turns() -> None:
    text = " ".join(
        ["the nurse was nice and she came quickly"] * 4 + ["but nobody told my family where the ward was"] * 2
    )
    parts = [text[start:end] for start, end in segment(text)]
    assert all(len(part.split()) <= LONG for part in parts)
    assert parts[1].startswith("but ")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab A.!?;,\n-•1) 'é😀but and", max_size=300))
def test_segments_cover_every_visible_character_in_order(text: str) -> None:
    found = segment(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = "".join(text[start:end] for start, end in found)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() for start, end in found)


def test_segments_table() -> None:
    answers = pd.DataFrame({"response_id": ["r1", "r2"], "text": ["One. Two.", "One. Two."]}, dtype="string")
    table = segments(answers)
    assert check(table, "segments").to_dict("list") == {
        "response_id": ["r1", "r1", "r2", "r2"],
        "segment": [0, 1, 0, 1],
        "start": [0, 5, 0, 5],
        "end": [4, 9, 4, 9],
        "text": ["One.", "Two.", "One.", "Two."],
    }
    assert segments(answers.iloc[:0]).dtypes.equals(empty("segments").dtypes)


@pytest.mark.parametrize("unit", ["a", ".", "a.", "\n", "- ", "a ", ", ", "( "])
def test_long_input_is_quick(unit: str) -> None:
    start = time.perf_counter()
    segment((unit * 100_000)[:100_000])
    assert time.perf_counter() - start < 1
