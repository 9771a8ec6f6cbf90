"""The matcher, with a network of words instead of a model; and the one that ships."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from feedback_nlp.represent import Matcher, shipped_model
from feedback_nlp.represent.matcher import ThemesMatcher
from feedback_nlp.represent.network import Network

WORDS = ["bus", "late", "kind", "nurse"]


def read(text: str) -> list[Any] | None:
    """Read a text of these words: a vector that counts them, a piece a word, all of one weight."""
    pieces = np.array([[float(word == known) for known in WORDS] for word in text.split()], dtype=np.float32)
    if not len(pieces):
        return None
    whole = pieces.sum(axis=0)
    return [whole / np.linalg.norm(whole), pieces, np.full(len(pieces), 1 / len(pieces), dtype=np.float32)]


def matcher(*themes: str) -> ThemesMatcher:
    def rows(texts: list[str], row_of: Any, nothing: Any, *, progress: Any = None) -> Any:
        return np.array([nothing if (found := read(text)) is None else row_of(found) for text in texts])

    network: Any = SimpleNamespace(name="words", model_hash="words", read=read, rows=rows)
    return ThemesMatcher(network, np.array([10, 1, 100, -1], dtype=np.float32), themes)


def test_whole_and_pieces_of_both_sides_count() -> None:
    found = matcher("bus", "bus late").encode(["bus", "kind", ""])
    # "bus" and "bus": cosine 1, all of the text and of the theme found; "bus late": cosine .707, half of the theme.
    expected = [[10 + 1 + 100 - 1, 10 * 0.5**0.5 + 1 + 50 - 1], [-1, -1], [-20, -20]]
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_a_theme_counts_the_same_beside_any_other() -> None:
    alone, beside = matcher("kind nurse"), matcher("bus", "kind nurse", "late")
    texts = ["kind nurse bus", "nurse", "late"]
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


def test_it_knows_what_people_mean(shipped: Matcher) -> None:
    said = ["It's two buses and I'm 84", "why pay five chief executives when one would do"]
    odds = shipped.match(said, THEMES)
    assert odds.shape == (2, 2)
    assert odds[0, 0] > odds[0, 1]
    assert odds[1, 1] > odds[1, 0]


def test_a_row_depends_on_its_text_alone(shipped: Matcher) -> None:
    texts = ["It's two buses", "Good idea", "", "😀", "a" * 3000]
    together = shipped.match(texts, THEMES)
    alone = np.vstack([shipped.match([text], THEMES) for text in texts])
    assert together.tobytes() == alone.tobytes()
    assert shipped.match([], THEMES).shape == (0, 2)


def test_scores_are_kept_for_the_same_themes_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Matcher(shipped_model("matcher"), cache_dir=tmp_path).match(["two buses"], THEMES)
    again = Matcher(shipped_model("matcher"), cache_dir=tmp_path)
    monkeypatch.setattr(Network, "rows", lambda *args, **more: pytest.fail("read again"))
    assert again.match(["two buses"], THEMES).tobytes() == first.tobytes()
    with pytest.raises(pytest.fail.Exception):
        again.match(["two buses"], THEMES[:1])
