"""How alike answers are: in their words, in pieces of words, in meaning, and in what was asked."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.validation import check_is_fitted

from feedback_nlp.tag.material import Material

Array = NDArray[np.float64]

SHARES: Final = {"words": 0.27, "characters": 0.27, "context": 0.10, "vectors": 0.36}
"""How much each counts; together 1."""
_MANY: Final = 200
"""From so many texts on, a word that stands in one of them alone is not kept: nothing else has it, and it may name."""


@dataclass(frozen=True)
class Rows:
    """Texts as rows, whose product is how alike two texts are: 1 where all is the same.

    Parameters
    ----------
    counts
        (n_texts, n_sparse): words, pieces of words, and the question.
    vectors
        (n_texts, n_dims).
    """

    counts: sparse.csr_matrix
    vectors: NDArray[np.float32]

    def __len__(self) -> int:
        return int(self.counts.shape[0])

    def __getitem__(self, which: slice) -> "Rows":
        return Rows(self.counts[which], self.vectors[which])

    def like(self, others: "Rows") -> Array:
        """Return (n_texts, n_others)."""
        shared = (self.counts @ others.counts.T).toarray()
        return np.asarray(shared + self.vectors @ others.vectors.T, dtype=np.float64)


class Likeness(BaseEstimator):
    """Learns which words there are, and turns texts into `Rows`."""

    def fit(self, material: Material) -> "Likeness":
        """Learn the words of texts; there may be none that two of them share."""
        least = 2 if len(material) >= _MANY else 1
        self.blocks_ = {
            "words": TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=least, strip_accents="unicode"),
            "characters": TfidfVectorizer(
                analyzer="char_wb", sublinear_tf=True, ngram_range=(3, 5), min_df=least, max_features=40_000
            ),
            "context": TfidfVectorizer(token_pattern=r"\S+", lowercase=False, binary=True, use_idf=False),
        }
        for name, vectoriser in self.blocks_.items():
            try:
                vectoriser.fit(_seen(name, material))
                # Plain numbers: the file of a model would hold a part of its own for each numpy one.
                vectoriser.vocabulary_ = {word: int(place) for word, place in sorted(vectoriser.vocabulary_.items())}
            except ValueError:  # no word stands in two of the texts
                self.blocks_[name] = None
        return self

    def rows(self, material: Material) -> Rows:
        """Return the texts as rows."""
        check_is_fitted(self)
        parts = [
            vectoriser.transform(_seen(name, material)) * np.sqrt(SHARES[name])
            for name, vectoriser in self.blocks_.items()
            if vectoriser is not None
        ]
        counts = sparse.hstack(parts) if parts else sparse.csr_matrix((len(material), 0))
        # Two unit vectors side by side: of the text, and the mean of its segments.
        vectors = material.vectors * np.sqrt(SHARES["vectors"] / 2)
        return Rows(counts.tocsr().astype(np.float32), vectors.astype(np.float32))


def _seen(name: str, material: Material) -> NDArray[np.object_]:
    return material.context if name == "context" else material.texts
