"""A network that was fine-tuned on coded answers: texts in, log-odds of the codes out. It needs no torch."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from feedback_nlp.represent.encoder import Vectors
from feedback_nlp.represent.network import Network, Reading

_FAR = 6.0


class Judge:
    """Says how likely texts carry the codes that a network learnt.

    Parameters
    ----------
    folder
        As `feedback_nlp.tag.deep.fine_tune` writes it. The hashes in config.json are checked.

    Raises
    ------
    FeedbackError
        The folder or a file of it is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.network = Network(folder)
        self.model_hash = self.network.model_hash

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Return (n_texts, n_codes) log-odds within 6 of nought; a text with nothing in it is at the far end.

        A row depends on its text alone. No texts give (0, n_codes).
        """
        n_codes = self.network.n_dims
        distinct = list(dict.fromkeys(texts))

        def judged(_: str, reading: Reading | None) -> Vectors:
            return np.full(n_codes, -_FAR, dtype=np.float32) if reading is None else reading.arrays[0]

        found = dict(zip(distinct, self.network.each(distinct, judged), strict=True))
        rows = np.array([found[text] for text in texts], dtype=np.float32).reshape(len(texts), n_codes)
        return np.clip(rows, -_FAR, _FAR)
