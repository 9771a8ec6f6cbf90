"""What coded answers say of a text: all of them by how alike they are (kernel ridge regression), and the nearest."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.kernel_ridge import KernelRidge
from sklearn.utils.validation import check_is_fitted

from feedback_nlp.tag.likeness import Likeness, Rows
from feedback_nlp.tag.material import Material

Array = NDArray[np.float64]

N_MEMBERS: Final = 2
MOST: Final = 8000
"""Of more coded answers so many are drawn: time grows with their cube, memory with their square."""
_AT_ONCE: Final = 1024
"""Texts compared with all coded answers at once."""
_SMOOTH: Final = 0.2
"""How many neighbours that are wholly alike the share of a code among all answers counts for."""
_LEAST: Final = 0.004
"""Shares are kept this far from 0 and 1."""


class KernelAndNeighbours(BaseEstimator):
    """Two opinions on each code, both from how alike a text and the coded answers are.

    The first is a kernel ridge regression on the codes as 0 and 1 (Saunders, Gammerman and Vovk 1998), over the
    likeness in an exponential kernel and the frame's log-odds in a linear one: its solution for all codes is one system
    of equations. The second is the share of a code among the nearest coded answers, the nearer the more.

    Parameters
    ----------
    width
        How fast the kernel falls with likeness.
    ridge
        How much is smoothed (alpha of `sklearn.kernel_ridge.KernelRidge`).
    frame
        What the frame's log-odds are multiplied by.
    neighbours
        How many of the nearest count.
    """

    def __init__(self, width: float = 1.0, ridge: float = 0.1, frame: float = 0.05, neighbours: int = 20) -> None:
        self.width = width
        self.ridge = ridge
        self.frame = frame
        self.neighbours = neighbours

    def fit(self, material: Material, truth: Array) -> "KernelAndNeighbours":
        """Learn from (n_texts, n_codes) of 0 and 1."""
        if len(material) > MOST:
            drawn = np.sort(np.random.default_rng(0).permutation(len(material))[:MOST])
            material, truth = material.take(drawn), truth[drawn]
        self.likeness_ = Likeness().fit(material)
        rows = self.likeness_.rows(material)
        self.counts_, self.vectors_ = rows.counts, rows.vectors
        self.centre_ = material.frame.mean(axis=0)
        self.frame_ = (material.frame - self.centre_) * self.frame
        self.truth_ = truth.astype(np.float32)
        self.share_ = truth.mean(axis=0)
        kernel = self._kernel(rows.like(rows), self.frame_)
        self.weights_ = KernelRidge(alpha=self.ridge, kernel="precomputed").fit(kernel, truth - self.share_).dual_coef_
        # A code that nobody or everybody has cannot be learnt; the frame speaks for it.
        self.learnt_ = (self.share_ > 0) & (self.share_ < 1)
        return self

    def log_odds(self, material: Material) -> Array:
        """Return (2, n_texts, n_codes), 0 for codes that could not be learnt."""
        check_is_fitted(self)
        if not len(material):
            return np.zeros((N_MEMBERS, 0, len(self.share_)))
        taught, rows = Rows(self.counts_, self.vectors_), self.likeness_.rows(material)
        frame = (material.frame - self.centre_) * self.frame
        shares = np.empty((N_MEMBERS, len(material), len(self.share_)))
        for at in range(0, len(material), _AT_ONCE):
            some = slice(at, at + _AT_ONCE)
            alike = rows[some].like(taught)
            shares[0, some] = self._kernel(alike, frame[some]) @ self.weights_ + self.share_
            shares[1, some] = self._of_nearest(alike)
        kept = np.clip(shares, _LEAST, 1 - _LEAST)
        return np.where(self.learnt_, np.log(kept / (1 - kept)), 0.0)

    def _kernel(self, alike: Array, frame: Array) -> Array:
        return np.asarray(np.exp(self.width * (alike - 1)) + frame @ self.frame_.T)

    def _of_nearest(self, alike: Array) -> Array:
        n = min(self.neighbours, alike.shape[1])
        nearest = np.argpartition(-alike, n - 1, axis=1)[:, :n]
        weights = np.clip(np.take_along_axis(alike, nearest, axis=1), 0, 1) ** 2
        have = np.einsum("in,inc->ic", weights, self.truth_[nearest])
        found: Array = (have + _SMOOTH * self.share_) / (weights.sum(axis=1, keepdims=True) + _SMOOTH)
        return found
