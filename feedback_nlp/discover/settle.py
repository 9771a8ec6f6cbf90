"""Who stays in a topic? Groups that hold together no better than all answers do are given up, and strays left out.

Every group method has a corner for what fits nowhere ("Do it like that.", "We've two and they work."): sentences that
lean on the ones before them. Shown as a topic, such a group makes an analyst doubt all the others.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

HOLDS_TOGETHER: Final = 0.06
"""How far the wordings of a topic must be, on average, from as alike as any two wordings (0) to identical (1).

Set on the example, Friends and Family comments and a town's statements: of the groups that a reader called mixtures all
lay below 0.055, of those with a subject the loosest at 0.066.
"""
_TO_STAY: Final = 0.5
_TO_JOIN: Final = 0.75


def settle(topics: NDArray[np.int64], vectors: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Give up mixtures and leave out strays.

    A wording stays in its topic when it is at least half as near to the centre as the topic's middle wording; one of a
    mixture joins the nearest topic when it is three quarters as near as that. Relative, because
    cosines of one encoder are not those of another; and within a topic, because one topic is denser than another.

    Parameters
    ----------
    topics
        The topic of each wording, -1 for none, (n_wordings,).
    vectors
        Unit rows, (n_wordings, n_dims).

    Returns
    -------
    topics
        As given, but for what was moved or left out. A topic that was given up has no wordings.
    scores
        Cosine of each wording to the centre of its topic; 0 where it has none.
    """
    everywhere = _likeness(vectors)
    floor = everywhere + HOLDS_TOGETHER * (1 - everywhere)
    kept = [topic for topic in np.unique(topics[topics >= 0]) if _likeness(vectors[topics == topic]) >= floor]
    if not kept:
        return np.full(len(topics), -1, dtype=np.int64), np.zeros(len(topics))
    centres = np.stack([vectors[topics == topic].mean(axis=0) for topic in kept])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    cosines = (vectors @ centres.T).astype(np.float64)
    place = np.full(int(topics.max()) + 2, -1)  # the last entry serves topic -1
    place[kept] = np.arange(len(kept))
    own = place[topics]
    medians = np.array([np.median(cosines[own == i, i]) for i in range(len(kept))])
    joins = own < 0
    own = np.where(joins, cosines.argmax(axis=1), own)
    scores = cosines[np.arange(len(own)), own]
    far = scores < medians[own] * np.where(joins, _TO_JOIN, _TO_STAY)
    return np.where(far, -1, np.array(kept)[own]), np.where(far, 0.0, scores)


def _likeness(vectors: NDArray[np.float32]) -> float:
    """Return the mean cosine of two different rows; 1 for a single row."""
    n = len(vectors)
    if n < 2:
        return 1.0
    total = float((vectors.sum(axis=0, dtype=np.float64) ** 2).sum())
    return (total - n) / (n * (n - 1))
