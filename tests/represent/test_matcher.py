"""The matcher, with a network of words instead of a model; and the one that ships."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from feedback_nlp.represent import Matcher, shipped_model
from feedback_nlp.represent.matcher import Span, ThemesMatcher
from feedback_nlp.represent.network import Network, Reading

WORDS = ["bus", "late", "kind", "nurse"]


N_PIECES = 6
"""Words that this network sees, with the two marks."""


def read(text: str) -> Reading | None:
    """Read a text of these words: a piece a word, all of one weight; the marks are like nothing."""
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", text)][: N_PIECES - 2]
    if not words:
        return None
    places = [(0, 0), *words, (0, 0)]
    pieces = np.array([[float(text[a:b] == known) for known in WORDS] for a, b in places], dtype=np.float32)
    weights = np.array([-30.0, *[0.0] * len(words), -30.0], dtype=np.float32)
    return Reading([pieces, pieces, weights], places)


def matcher(*themes: str) -> ThemesMatcher:
    def each(texts: list[str], make: Any, *, progress: Any = None) -> list[Any]:
        return [make(text, read(text)) for text in texts]

    network: Any = SimpleNamespace(name="words", model_hash="words", max_length=N_PIECES, read=read, each=each)
    return ThemesMatcher(network, np.array([10, 1, 100, -1], dtype=np.float32), themes)


def whole(*texts: str) -> list[str]:
    return [f"0:{len(text)}:{text}" for text in texts]


def test_whole_and_pieces_of_both_sides_count() -> None:
    found = matcher("bus", "bus late").encode(whole("bus", "kind", ""))
    # "bus" and "bus": cosine 1, all of the text and of the theme found; "bus late": cosine .707, half of the theme.
    expected = [[10 + 1 + 100 - 1, 10 * 0.5**0.5 + 1 + 50 - 1], [-1, -1], [-20, -20]]
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_a_span_is_the_pieces_that_stand_in_it() -> None:
    one = matcher("bus", "late")
    spans = one.encode(["0:3:bus late", "4:8:bus late", "3:4:bus late", "0:8:bus late"])
    np.testing.assert_array_equal(spans, one.encode(whole("bus", "late", " ", "bus late")))


def test_words_beyond_what_the_network_sees_are_read_alone() -> None:
    one = matcher("bus", "nurse")
    text = "bus bus bus late nurse"
    spans = one.encode([f"13:16:{text}", f"17:22:{text}", f"12:22:{text}", f"0:22:{text}"])
    np.testing.assert_array_equal(spans, one.encode(whole("late", "nurse", "late nurse", "bus bus bus late")))


def test_a_theme_counts_the_same_beside_any_other() -> None:
    alone, beside = matcher("kind nurse"), matcher("bus", "kind nurse", "late")
    texts = whole("kind nurse bus", "nurse", "late")
    np.testing.assert_array_equal(alone.encode(texts)[:, 0], beside.encode(texts)[:, 1])


def test_other_themes_are_another_model() -> None:
    assert matcher("bus").model_hash != matcher("late").model_hash
    assert matcher("bus").model_hash == matcher("bus").model_hash


# The one that ships -----------------------------------------------------------------------------

THEMES = [
    "Travel. Concern. Getting to appointments would take longer or cost more.",
    "Savings. Benefit. One organisation would be cheaper to run than five.",
]


@pytest.fixture(scope="module")
def shipped() -> Matcher:
    return Matcher(shipped_model("matcher"), n_threads=2)


def alone(*texts: str) -> list[Span]:
    return [(text, 0, len(text)) for text in texts]


def test_it_knows_what_people_mean(shipped: Matcher) -> None:
    odds = shipped.match(alone("It's two buses and I'm 84", "why pay five chief executives when one would do"), THEMES)
    assert odds.shape == (2, 2)
    assert odds[0, 0] > odds[0, 1]
    assert odds[1, 1] > odds[1, 0]


def test_it_knows_which_part_of_an_answer_says_it(shipped: Matcher) -> None:
    text = "It's two buses and I'm 84. Still, why pay five chief executives when one would do?"
    odds = shipped.match([(text, 0, 26), (text, 27, len(text))], THEMES)
    assert odds[0, 0] > odds[1, 0]
    assert odds[1, 1] > odds[0, 1]


def test_a_row_depends_on_its_span_alone(shipped: Matcher) -> None:
    spans = [*alone("It's two buses", "Good idea", "", "😀", "a" * 3000), ("It's two buses", 5, 14), ("\ud800 x", 0, 3)]
    together = shipped.match(spans, THEMES)
    single = np.vstack([shipped.match([span], THEMES) for span in spans])
    assert together.tobytes() == single.tobytes()
    assert shipped.match([], THEMES).shape == (0, 2)


def test_scores_are_kept_for_the_same_themes_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [*alone("two buses"), ("two buses", 4, 9)]
    first = Matcher(shipped_model("matcher"), cache_dir=tmp_path).match(asked, THEMES)
    again = Matcher(shipped_model("matcher"), cache_dir=tmp_path)
    monkeypatch.setattr(Network, "each", lambda *args, **more: pytest.fail("read again"))
    assert again.match(asked, THEMES).tobytes() == first.tobytes()
    with pytest.raises(pytest.fail.Exception):
        again.match(asked, THEMES[:1])


def test_many_characters_are_read_in_parts(shipped: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "It's two buses and I'm 84. Still, why pay five?"
    spans = [*alone(text, "Good"), (text, 0, 26), (text, 27, len(text)), *alone("No idea")]
    at_once = shipped.match(spans, THEMES)
    told: list[tuple[int, int]] = []
    monkeypatch.setattr("feedback_nlp.represent.matcher._CHARACTERS", 60)
    in_parts = shipped.match(spans, THEMES, progress=lambda *n: told.append(n))
    assert in_parts.tobytes() == at_once.tobytes()
    assert told == [(2, 5), (3, 5), (5, 5)]
