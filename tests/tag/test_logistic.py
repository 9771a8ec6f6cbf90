import numpy as np
import pytest
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from feedback_nlp.tag import logistic


def texts(n: int, seed: int) -> tuple[sparse.csr_matrix, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    counts = sparse.random(n, 60, density=0.1, format="csr", random_state=rng)
    dense = rng.normal(size=(n, 5)) / 3
    return counts, dense, (dense[:, :2] + rng.normal(size=(n, 2)) / 3 > 0.1).astype(float)


@pytest.mark.parametrize("n", [30, 120], ids=["fewer texts than features", "more texts than features"])
def test_it_is_the_minimum_that_scikit_learn_finds(n: int) -> None:
    counts, dense, truth = texts(n, seed=n)
    w_sparse, w_dense, offset = logistic.fit_logistic(counts, dense, truth, 1.0)
    whole = np.hstack([counts.toarray(), dense])
    for code in range(2):
        theirs = LogisticRegression(C=1.0, tol=1e-8, max_iter=1000).fit(whole, truth[:, code])
        np.testing.assert_allclose(np.r_[w_sparse[:, code], w_dense[:, code]], theirs.coef_[0], atol=2e-3)
        assert offset[code] == pytest.approx(theirs.intercept_[0], abs=2e-3)


def test_by_texts_and_by_features_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    counts, dense, truth = texts(30, seed=1)
    by_texts = logistic.fit_logistic(counts, dense, truth, 1.0)
    monkeypatch.setattr(logistic, "_FEW", 0)
    for one, other in zip(by_texts, logistic.fit_logistic(counts, dense, truth, 1.0), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-3)


def test_texts_without_a_feature_have_the_offset_alone() -> None:
    nothing = sparse.csr_matrix((4, 9)), np.zeros((4, 0)), np.array([[1.0], [0], [0], [0]])
    w_sparse, w_dense, offset = logistic.fit_logistic(*nothing, 1.0)
    assert (w_sparse.shape, w_dense.shape, abs(w_sparse).sum()) == ((9, 1), (0, 1), 0)
    assert offset[0] == pytest.approx(np.log(1 / 3), abs=1e-6)
