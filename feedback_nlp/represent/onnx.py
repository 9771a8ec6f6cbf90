"""The sentence encoder that ships."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from feedback_nlp.represent.encoder import Progress, Vectors, as_texts
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
        listed = as_texts(texts)
        distinct = list(dict.fromkeys(text for text in listed if text and not text.isspace()))
        rows = np.zeros((len(distinct) + 1, self.n_dims), dtype=np.float32)  # the last: of a text with nothing in it
        made = self.network.each(
            distinct, lambda _, reading: reading.arrays[0] if reading else rows[-1], progress=progress
        )
        if made:
            rows[:-1] = made
        place = {text: row for row, text in enumerate(distinct)}
        return rows[[place.get(text, -1) for text in listed]] if listed else rows[:0]
