"""The sentence encoder that ships."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from feedback_nlp.represent.encoder import Progress, Vectors
from feedback_nlp.represent.network import Network


class OnnxEncoder:
    """Encode texts with a model folder as `scripts/export_encoder.py` writes it.

    Parameters
    ----------
    folder
        Holds config.json, model.onnx and tokenizer.json. The hashes in config.json are checked.
    n_threads
        Texts encoded at once; by default one for each processor that this process may use. The vectors do not
        depend on it.

    Attributes
    ----------
    name, n_dims, model_hash
        See `Encoder`.
    max_length
        Word pieces that are read of a text, with the two that mark its start and end: 256 in the shipped model,
        some 180 English words. What follows is not seen: split longer answers into sentences first.
    runtime
        See `Network`.

    Raises
    ------
    FeedbackError
        The folder or a file of it is missing or damaged, or ONNX Runtime cannot be loaded.
    """

    def __init__(self, folder: Path, *, n_threads: int | None = None) -> None:
        self.network = Network(folder, n_threads=n_threads)
        self.folder = folder
        self.name = self.network.name
        self.n_dims = self.network.n_dims
        self.max_length = self.network.max_length
        self.model_hash = self.network.model_hash
        self.runtime = self.network.runtime

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return one unit vector a text; see `Encoder.encode`. Each distinct text is encoded once."""
        nothing = np.zeros(self.n_dims, dtype=np.float32)
        return self.network.rows(texts, lambda found: found[0], nothing, progress=progress)
