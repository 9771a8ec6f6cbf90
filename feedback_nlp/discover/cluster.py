"""Which wordings belong together? The two models that BERTopic is given in the place of UMAP and HDBSCAN.

`NeighbourMap` is a spectral embedding of the graph of nearest neighbours (Ng, Jordan and Weiss 2001, "On spectral
clustering", with each axis weighted by its eigenvalue as in a diffusion map); `Groups` is k-means in that space, in
which groups too small to be a topic are given up and their wordings go to the next nearest. Against the defaults: two
samples of the same answers agree better, nothing is compiled at run time, and there is no bin of a third of the answers
(docs/decisions/0004-topics.md).
"""

import math
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

NEIGHBOURS: Final = 20
SAMPLE: Final = 20_000
"""More wordings than these are not compared all with all: a sample is grouped, the rest join the nearest topic."""
_DENSE: Final = 1000
_BLOCK: Final = 1000
_STARTS: Final = 5
_TOLERANCE: Final = 1e-4


class NeighbourMap:
    """Place wordings so that those with the same neighbours lie together.

    Parameters
    ----------
    n_dims
        Axes of the map; as many as groups are sought.
    """

    def __init__(self, n_dims: int) -> None:
        self.n_dims = n_dims

    def fit(self, vectors: NDArray[np.float32], y: object = None) -> Self:
        """Learn ``embedding_``, unit rows, (n_wordings, n_dims)."""
        self.embedding_: NDArray[np.float64] = spectral(neighbour_graph(vectors), self.n_dims)
        return self

    def fit_transform(self, vectors: NDArray[np.float32], y: object = None) -> NDArray[np.float64]:
        """Return ``embedding_`` of the vectors."""
        return self.fit(vectors).embedding_

    def transform(self, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return ``embedding_``: BERTopic asks for it of the same vectors only."""
        return self.embedding_


class Groups:
    """Group the rows of a map.

    Parameters
    ----------
    n_groups
        Groups to begin with.
    size
        A group in fewer answers than this is no topic.
    carries
        Which wording stands in which answer, (n_wordings, n_answers).
    seed
        For the starts of k-means.
    """

    def __init__(self, n_groups: int, size: int, carries: sparse.csr_matrix, seed: int = 0) -> None:
        self.n_groups = n_groups
        self.size = size
        self.carries = carries
        self.seed = seed

    def fit(self, embedding: NDArray[np.float64], y: object = None) -> Self:
        """Learn ``labels_``, (n_wordings,): 0, 1, …, or all -1 where no group has `size` answers."""
        from sklearn.cluster import KMeans

        k_means = KMeans(self.n_groups, n_init=_STARTS, random_state=self.seed).fit(embedding)
        distances = k_means.transform(embedding)
        alive = list(range(self.n_groups))
        self.labels_: NDArray[np.int64]
        while alive:
            nearest = distances[:, alive].argmin(axis=1)
            answers = [self._answers(nearest == i) for i in range(len(alive))]
            least = int(np.argmin(answers))
            if answers[least] >= self.size:
                self.labels_ = nearest
                return self
            del alive[least]
        self.labels_ = np.full(len(embedding), -1)
        return self

    def _answers(self, members: NDArray[np.bool_]) -> int:
        return int((self.carries[np.flatnonzero(members)].sum(axis=0) > 0).sum())


def neighbour_graph(vectors: NDArray[np.float32]) -> sparse.csr_matrix:
    """Join each row to its nearest, by the square of their cosine.

    Parameters
    ----------
    vectors
        Unit rows, (n_wordings, n_dims), at least 3.

    Returns
    -------
    Symmetric weights, (n_wordings, n_wordings).
    """
    n = len(vectors)
    k = min(NEIGHBOURS, max(2, n // 4))
    nearest = np.empty((n, k), dtype=np.int64)
    weights = np.empty((n, k), dtype=np.float64)
    for start in range(0, n, _BLOCK):
        cosines = vectors[start : start + _BLOCK] @ vectors.T
        rows = np.arange(len(cosines))
        cosines[rows, start + rows] = -np.inf
        part = np.argpartition(-cosines, k - 1, axis=1)[:, :k]
        nearest[start : start + _BLOCK] = part
        weights[start : start + _BLOCK] = np.take_along_axis(cosines, part, axis=1)
    # A floor keeps a wording unlike all others on the map, if only just.
    weights = np.maximum(weights, 1e-3) ** 2
    graph = sparse.csr_matrix((weights.ravel(), (np.repeat(np.arange(n), k), nearest.ravel())), shape=(n, n))
    return (graph + graph.T).tocsr()


def spectral(graph: sparse.csr_matrix, n_dims: int) -> NDArray[np.float64]:
    """Return the leading eigenvectors of the normalised graph, weighted by eigenvalue, as unit rows.

    Parameters
    ----------
    graph
        Symmetric weights, (n, n).
    n_dims
        Eigenvectors wanted; never more than n - 2.

    Returns
    -------
    Unit rows, (n, n_dims); a row of zeros where a graph in more pieces than axes leaves a piece without one.
    """
    n = graph.shape[0]
    n_dims = min(n_dims, n - 2)
    scale = sparse.diags(np.asarray(graph.sum(axis=1)).ravel() ** -0.5)
    normalised = (scale @ graph @ scale).tocsr()
    # Every piece that hangs together has the eigenvalue 1, and ARPACK misses repeated eigenvalues: piece by piece.
    n_pieces, piece_of = sparse.csgraph.connected_components(normalised, directed=False)
    found = []
    for piece in range(n_pieces):
        members = np.flatnonzero(piece_of == piece)
        values, axes = _leading(normalised[members][:, members], n_dims)
        found += [(-value, piece, members, axis) for value, axis in zip(values, axes.T, strict=True)]
    placed = np.zeros((n, n_dims))
    for dim, (value, _, members, axis) in enumerate(sorted(found, key=lambda pair: pair[:2])[:n_dims]):
        placed[members, dim] = axis * max(-value, 0)
    lengths = np.linalg.norm(placed, axis=1, keepdims=True)
    return placed / np.where(lengths > 0, lengths, 1)


def _leading(matrix: sparse.csr_matrix, k: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    from scipy.linalg import eigh
    from scipy.sparse.linalg import eigsh

    n = matrix.shape[0]
    if n <= max(_DENSE, k + 2):
        k = min(k, n)
        values, axes = eigh(matrix.toarray(), subset_by_index=(n - k, n - 1))
    else:
        # A fixed start: ARPACK draws one at random otherwise, from a state that no seed sets.
        values, axes = eigsh(matrix, k=k, which="LA", v0=np.full(n, n**-0.5), tol=_TOLERANCE)
    return values, axes


def smallest_topic(n_wordings: int) -> int:
    """Return how many answers make a topic, where nobody has said: 3 in a small exercise, 22 among 8,000 wordings."""
    return max(3, round(math.sqrt(n_wordings) / 4))


def groups_to_seek(n_wordings: int, size: int) -> int:
    """Return how many groups to begin with: on average eight times the smallest topic, from 2 to 100.

    >>> [groups_to_seek(n, smallest_topic(n)) for n in (20, 300, 900, 8000)]
    [2, 9, 14, 45]
    """
    return int(np.clip(round(n_wordings / (8 * size)), 2, 100))
