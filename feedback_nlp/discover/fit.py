"""BERTopic, given our own vectors and our own two models, as a function of arrays."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from feedback_nlp.discover.cluster import SAMPLE, Groups, NeighbourMap, groups_to_seek
from feedback_nlp.discover.settle import settle
from feedback_nlp.discover.words import SEPARATOR, Terms

_CANDIDATES = 40
_UMAP = "umap"


class Fit(NamedTuple):
    """What BERTopic found.

    Attributes
    ----------
    topics
        The topic of each wording, 0, 1, …; -1 for none, (n_wordings,).
    scores
        Cosine of each wording to the centre of its topic, 0 where it has none, (n_wordings,).
    terms
        For each topic its terms and their class-based TF-IDF, best first. A topic that no wording has was given up.
    """

    topics: NDArray[np.int64]
    scores: NDArray[np.float64]
    terms: list[list[tuple[str, float]]]


def fit_topics(
    texts: list[str], vectors: NDArray[np.float32], carries: sparse.csr_matrix, *, terms: Terms, size: int, seed: int
) -> Fit:
    """Group wordings into topics.

    Parameters
    ----------
    texts, vectors
        Distinct wordings and their unit rows, (n_wordings, n_dims), at least 10.
    carries
        1 where a wording stands in an answer, (n_wordings, n_answers).
    terms
        Cuts a text into terms.
    size
        Least answers of a topic.
    seed
        For k-means and for the sample of a large exercise.
    """
    with _without_umap():
        from bertopic import BERTopic
        from bertopic.backend import BaseEmbedder
        from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer
    from threadpoolctl import threadpool_limits

    n = len(texts)
    chosen = np.arange(n) if n <= SAMPLE else np.sort(np.random.default_rng(seed).choice(n, SAMPLE, replace=False))
    n_groups = groups_to_seek(len(chosen), size)
    model = BERTopic(
        # Vectors are given. With no model named, BERTopic would load (or fetch) one; and under its default language
        # it deletes every letter outside A-Z.
        embedding_model=BaseEmbedder(),
        umap_model=NeighbourMap(n_groups),
        hdbscan_model=Groups(n_groups, size, carries[chosen], seed),
        vectorizer_model=CountVectorizer(analyzer=terms),
        ctfidf_model=ClassTfidfTransformer(reduce_frequent_words=True),
        top_n_words=_CANDIDATES,
    )
    # Again, for the libraries that were loaded just now.
    with threadpool_limits(1):
        found, _ = model.fit_transform([texts[i] + SEPARATOR for i in chosen], vectors[chosen])
    topics = np.full(n, -1, dtype=np.int64)
    topics[chosen] = found
    n_topics = topics.max() + 1
    if not n_topics:
        return Fit(topics, np.zeros(n), [])
    if len(chosen) < n:
        centres = np.stack([vectors[topics == topic].mean(axis=0) for topic in range(n_topics)])
        rest = np.setdiff1d(np.arange(n), chosen)
        topics[rest] = (vectors[rest] @ centres.T / np.linalg.norm(centres, axis=1)).argmax(axis=1)
    topics, scores = settle(topics, vectors)
    terms_of = [[(str(term), float(score)) for term, score in model.get_topic(topic)] for topic in range(n_topics)]
    # BERTopic leaves equal scores in any order.
    return Fit(topics, scores, [sorted(scored, key=lambda pair: (-round(pair[1], 9), pair[0])) for scored in terms_of])


@contextmanager
def _without_umap() -> Iterator[None]:
    """Hide UMAP while BERTopic is imported: it takes longer to load than all our topics, for a plot we do not draw.

    BERTopic does without it. What asks for UMAP itself, before or after, finds it.
    """
    if _UMAP in sys.modules:
        yield
        return
    sys.modules[_UMAP] = None  # type: ignore[assignment]  # how Python marks what may not be imported
    try:
        yield
    finally:
        del sys.modules[_UMAP]
