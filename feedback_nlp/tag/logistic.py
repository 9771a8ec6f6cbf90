"""Logistic regressions of many codes at once, over sparse and dense features side by side."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

Array = NDArray[np.float64]

_ITERATIONS = 40
"""By then the order of answers has settled; the stack calibrates what comes out."""
_FEW = 1500
"""Up to so many texts the work is done by texts, not by features: the time to turn the axes grows with their cube."""


def fit_logistic(counts: sparse.csr_matrix, dense: Array, truth: Array, strength: float) -> tuple[Array, Array, Array]:
    """Fit one L2-regularised logistic regression a code, all together by L-BFGS.

    The same minimum as scikit-learn's `LogisticRegression(C=strength)` for each code. One call for all codes turns the
    work into products of matrices, several times as fast as a call for each when a part of the features is dense.

    Parameters
    ----------
    counts
        (n_texts, n_sparse).
    dense
        (n_texts, n_dense).
    truth
        (n_texts, n_codes), 0 or 1.
    strength
        Inverse regularisation; the intercepts are free.

    Returns
    -------
    Weights (n_sparse, n_codes), (n_dense, n_codes), and intercepts (n_codes,).
    """
    if len(truth) <= _FEW and len(truth) < counts.shape[1] + dense.shape[1]:
        return _fit_by_texts(counts, dense, truth, strength)
    return _fit(counts, dense, truth, strength)


def _fit_by_texts(counts: sparse.csr_matrix, dense: Array, truth: Array, strength: float) -> tuple[Array, Array, Array]:
    """Reach the same minimum by way of how alike the texts are.

    The best weights are sums of the rows of the texts. So with fewer texts than features it is enough to look for one
    number a text; turned to the axes of the Gram matrix, its penalty is again a sum of squares.
    """
    alike = (counts @ counts.T).toarray() + dense @ dense.T
    values, vectors = np.linalg.eigh(alike)
    kept = values > 1e-9 * max(values[-1], 1e-12)
    axes, roots = vectors[:, kept], np.sqrt(values[kept])
    _, own, offset = _fit(sparse.csr_matrix((len(truth), 0)), axes * roots, truth, strength)
    of_text = (axes / roots) @ own
    return counts.T @ of_text, dense.T @ of_text, offset


def _fit(counts: sparse.csr_matrix, dense: Array, truth: Array, strength: float) -> tuple[Array, Array, Array]:
    n_codes = truth.shape[1]
    n_sparse, n_dense = counts.shape[1], dense.shape[1]
    counts = counts.astype(np.float32)
    across = counts.T.tocsr()
    dense = np.ascontiguousarray(dense, dtype=np.float32)
    at = n_sparse * n_codes, (n_sparse + n_dense) * n_codes

    def split(w: Array) -> tuple[Array, Array, Array]:
        return w[: at[0]].reshape(n_sparse, n_codes), w[at[0] : at[1]].reshape(n_dense, n_codes), w[at[1] :]

    def loss(w: Array) -> tuple[float, Array]:
        w_sparse, w_dense, offset = split(w)
        z = (counts @ w_sparse.astype(np.float32) + dense @ w_dense.astype(np.float32)).astype(np.float64) + offset
        wrong = 1.0 / (1.0 + np.exp(-np.clip(z, -40, 40))) - truth
        short = wrong.astype(np.float32)
        slope = np.concatenate([(across @ short).ravel(), (dense.T @ short).ravel()]).astype(np.float64)
        flat = w[: at[1]]
        total = strength * (np.logaddexp(0.0, z) - truth * z).sum() + 0.5 * flat @ flat
        return float(total), np.concatenate([strength * slope + flat, strength * wrong.sum(axis=0)])

    share = np.clip(truth.mean(axis=0), 1e-3, 1 - 1e-3)
    start = np.concatenate([np.zeros(at[1]), np.log(share / (1 - share))])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS, "maxcor": 10}).x
    return split(found)
