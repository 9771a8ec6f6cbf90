import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp.aggregate.excerpt import Excerpts, sentences
from tests.aggregate.consultations import frame


def around(text: str, words: str) -> str | None:
    start = text.index(words)
    return Excerpts().around("R1", text, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The bus is far too slow for me. I like it.", "bus", "The bus is far too slow for me."),
        ("I agree. The bus is far too slow for me.", "agree", "I agree. The bus is far too slow for me."),
        ("The bus is far too slow for me. No!", "No", "The bus is far too slow for me. No!"),
        ("It costs £2.50 more than it did before, honest", "£2", "It costs £2.50 more than it did before, honest"),
        ("Too short.", "short", None),
        ("word " * 61, "word", None),
        ("Ask [name] about the bus that never came here.", "bus", None),
        ("Dr Patel knew that the bus would never come.", "bus", None),
        ("Ring me on 07700 900123 about the missing bus please.", "bus", None),
        ("Write to a.b@example.org about the missing bus.", "bus", None),
        ("We at SS1 2AB have no bus at all now.", "bus", None),
        ("=1+1 is what this bus is to all of you ’🚌’", "bus", "=1+1 is what this bus is to all of you ’🚌’"),
    ],
)
def test_whole_sentences_around_the_words(text: str, words: str, expected: str | None) -> None:
    assert around(text, words) == expected


def test_segments_decide_where_there_are_any() -> None:
    text = "The bus is late and so am I, Dr. Smith too and the rest of us"
    segments = frame("SEGMENTS", [("R1", 0, 0, 27, text[:27]), ("R1", 1, 28, len(text), text[28:])])
    assert Excerpts(segments).around("R1", text, 4, 7) == "The bus is late and so am I"


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(st.text(alphabet="ab .!?\n£’", max_size=60))
def test_sentences_hold_all_but_white_space(text: str) -> None:
    bounds = sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in bounds) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() for a, b in bounds)


def test_a_long_answer_is_no_trap() -> None:
    assert around("the bus " + "." * 50_000, "bus") is None
    assert around("a" * 100_000 + " bus", "bus") is None
