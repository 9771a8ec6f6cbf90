import numpy as np
import pytest

from feedback_nlp.tag.likeness import Likeness
from feedback_nlp.tag.material import Material

TEXTS = ("the bus is late", "the bus was late again", "parks are green", "pay the nurses")


def material(*texts: str, asked: str = "question=q") -> Material:
    n = len(texts)
    vectors = np.eye(9)[[len(text) % 9 for text in texts]]
    context = np.array([asked] * n, dtype=object)
    return Material(
        np.array(texts, dtype=object), context, np.hstack([vectors, vectors]), np.zeros((n, 1)), np.zeros((n, 0))
    )


def test_a_text_is_wholly_like_itself_and_less_like_others() -> None:
    likeness = Likeness().fit(material(*TEXTS))
    rows = likeness.rows(material(*TEXTS))
    alike = rows.like(rows)
    np.testing.assert_allclose(np.diag(alike), 1, atol=1e-6)
    np.testing.assert_allclose(alike, alike.T, atol=1e-6)
    assert alike[0, 1] > alike[0, 3] > 0


def test_each_part_has_its_share() -> None:
    likeness = Likeness().fit(material(*TEXTS))
    rows = likeness.rows(material(TEXTS[0]))
    assert likeness.rows(material(TEXTS[0], asked="question=other")).like(rows)[0, 0] == pytest.approx(0.9, abs=1e-6)
    assert likeness.rows(material("zzzzzz xx qqqqq")).like(rows)[0, 0] == pytest.approx(0.36 + 0.1, abs=1e-6)


def test_some_of_the_texts_alone() -> None:
    likeness = Likeness().fit(material(*TEXTS))
    rows = likeness.rows(material(*TEXTS))
    assert len(rows[1:3]) == 2
    assert np.array_equal(rows[1:3].like(rows), rows.like(rows)[1:3])


def test_a_word_of_one_text_alone_is_not_kept_where_there_are_many() -> None:
    few, many = (Likeness().fit(material(*["the bus is late"] * n, "ask Whitelock")) for n in (4, 200))
    assert "whitelock" in few.blocks_["words"].vocabulary_
    assert "whitelock" not in many.blocks_["words"].vocabulary_
    assert not any("elo" in piece for piece in many.blocks_["characters"].vocabulary_)


def test_texts_without_words() -> None:
    likeness = Likeness().fit(material("", "", asked=""))
    assert likeness.rows(material("", asked="")).counts.shape == (1, 0)
