"""Vectors from the words of the consultation itself, for languages that the sentence encoder does not know."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray


class LexicalEncoder:
    """Latent semantic analysis of the texts it is given (Deerwester et al., 1990): TF-IDF, then a truncated SVD.

    It knows no meaning beyond which words occur together in these very texts: good enough to group answers, not to
    match them to definitions.

    Parameters
    ----------
    n_dims
        Length of the vectors, at most; fewer texts or words give shorter ones, filled up with zeros.
    seed
        Of the randomised SVD.
    """

    name = "words of the consultation (LSA)"
    model_hash = "lexical-1"

    def __init__(self, n_dims: int = 100, seed: int = 0) -> None:
        self.n_dims = n_dims
        self.seed = seed

    def encode(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return unit rows of shape (n_texts, n_dims); zeros for a text without words that others share."""
        from sklearn.decomposition import TruncatedSVD
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.preprocessing import normalize

        vectors = np.zeros((len(texts), self.n_dims), dtype=np.float32)
        # Fitted on sorted distinct texts, so that neither order nor repeats change what a text's vector is.
        distinct = sorted(set(texts))
        try:
            counts = TfidfVectorizer(sublinear_tf=True, min_df=2, max_df=0.5).fit_transform(distinct)
        except ValueError:  # no word occurs in two of the texts
            return vectors
        n_dims = min(self.n_dims, *(size - 1 for size in counts.shape))
        if n_dims < 1:
            return vectors
        reduced = normalize(TruncatedSVD(n_dims, random_state=self.seed).fit_transform(counts))
        rows = dict(zip(distinct, reduced, strict=True))
        for i, text in enumerate(texts):
            vectors[i, :n_dims] = rows[text]
        if progress:
            progress(len(texts), len(texts))
        return vectors
