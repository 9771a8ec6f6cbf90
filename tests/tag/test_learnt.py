import numpy as np
import pytest
from sklearn.exceptions import NotFittedError

from feedback_nlp.tag import learnt
from feedback_nlp.tag.learnt import KernelAndNeighbours
from feedback_nlp.tag.material import Material

TRUTH = np.array([[1.0, 0, 1], [1, 0, 1], [0, 1, 1], [0, 0, 1], [0, 0, 1]])
PLACES = np.array([[1.0, 0, 0], [0.8, 0.6, 0], [0, 1, 0], [0, 0, 1], [0, 0.6, 0.8]])


def material(vectors: np.ndarray, frame: np.ndarray | None = None) -> Material:
    """Texts without words: how alike they are is .36 of the product of their vectors, and .1 for the question."""
    n = len(vectors)
    texts, asked = np.array([""] * n, dtype=object), np.array(["question=q"] * n, dtype=object)
    return Material(
        texts, asked, np.hstack([vectors, vectors]), np.zeros((n, 3)) if frame is None else frame, np.zeros((n, 0))
    )


def share(log_odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-log_odds))


def test_the_first_opinion_is_kernel_ridge_regression() -> None:
    rng = np.random.default_rng(0)
    frame, frame_new, new = rng.normal(size=(5, 3)), rng.normal(size=(2, 3)), np.array([[0, 0.8, 0.6], [1, 0, 0]])
    model = KernelAndNeighbours(width=2.0, ridge=0.3, frame=0.1).fit(material(PLACES, frame), TRUTH)

    def kernel(a: np.ndarray, frame_a: np.ndarray) -> np.ndarray:
        centre = frame.mean(axis=0)
        return np.exp(2.0 * (0.36 * a @ PLACES.T + 0.1 - 1)) + 0.01 * (frame_a - centre) @ (frame - centre).T

    mean = TRUTH.mean(axis=0)
    expected = mean + kernel(new, frame_new) @ np.linalg.solve(kernel(PLACES, frame) + 0.3 * np.eye(5), TRUTH - mean)
    found = share(model.log_odds(material(new, frame_new))[0])
    np.testing.assert_allclose(found[:, :2], expected.clip(0.004, 0.996)[:, :2], atol=1e-5)


def test_the_second_is_the_share_among_the_nearest() -> None:
    model = KernelAndNeighbours(neighbours=2).fit(material(PLACES), TRUTH)
    found = share(model.log_odds(material(PLACES[:1]))[1])
    near, next_ = 0.46**2, (0.36 * 0.8 + 0.1) ** 2
    for code, have in enumerate([near + next_, 0.0]):
        assert found[0, code] == pytest.approx((have + 0.2 * TRUTH[:, code].mean()) / (near + next_ + 0.2), abs=1e-5)


def test_a_code_that_all_or_none_have_is_left_to_the_frame() -> None:
    truth = np.hstack([TRUTH, np.zeros((5, 1))])
    found = KernelAndNeighbours().fit(material(PLACES), truth).log_odds(material(PLACES))
    assert found.shape == (2, 5, 4)
    assert not found[:, :, 2:].any()
    assert found[:, :, :2].all()


def test_of_very_many_coded_answers_some_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learnt, "MOST", 3)
    model = KernelAndNeighbours().fit(material(PLACES), TRUTH)
    assert model.weights_.shape == (3, 3)
    again = KernelAndNeighbours().fit(material(PLACES), TRUTH)
    assert np.array_equal(model.log_odds(material(PLACES)), again.log_odds(material(PLACES)))


def test_texts_in_parts_are_told_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    model = KernelAndNeighbours().fit(material(PLACES), TRUTH)
    whole = model.log_odds(material(PLACES))
    monkeypatch.setattr(learnt, "_AT_ONCE", 2)
    np.testing.assert_allclose(model.log_odds(material(PLACES)), whole, atol=1e-6)
    assert model.log_odds(material(PLACES[:0])).shape == (2, 0, 3)


def test_before_it_has_learnt() -> None:
    with pytest.raises(NotFittedError):
        KernelAndNeighbours().log_odds(material(PLACES))
