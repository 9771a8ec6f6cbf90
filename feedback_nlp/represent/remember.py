"""Texts that come twice in one run are encoded once: topics and themes read the same segments."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.represent.encoder import Encoder


class RememberingEncoder:
    """An encoder that keeps, in memory, the vectors that it has given out.

    Parameters
    ----------
    encoder
        The one that does the work.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.name = encoder.name
        self.n_dims = encoder.n_dims
        self.model_hash = encoder.model_hash
        self._known: dict[str, NDArray[np.float32]] = {}

    def encode(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return rows of shape (n_texts, n_dims), as the encoder gives them; empty input gives (0, n_dims)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self.encoder.encode(new, progress=progress), strict=True))
        if not texts:
            return np.zeros((0, self.n_dims), dtype=np.float32)
        return np.stack([self._known[text] for text in texts])
