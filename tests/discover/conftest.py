"""Segments and vectors small enough to read: a vector holds how much a text has of each of a few words."""

import hashlib

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

SUBJECTS = {
    "parking": ["The parking is dear", "Parking costs too much", "No parking by the clinic", "Parking wardens fine us"],
    "buses": ["The buses stopped", "No buses on Sunday", "Buses run too late", "Old buses break down"],
    "nurses": ["The nurses listened", "Kind nurses on the ward", "Nurses work too hard", "More nurses at night"],
}
ENDINGS = ["", " in Basildon", " for my mother", " since spring"]


def toy_vectors(texts: list[str]) -> NDArray[np.float32]:
    """Return unit rows, (n_texts, 8): the subject of a text, and a little of what is its own."""
    rows = np.zeros((len(texts), 8), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        digest = hashlib.sha256(text.encode()).digest()
        row[:] = np.frombuffer(digest[:8], dtype=np.uint8) / 255 * 0.3
        for place, subject in enumerate(SUBJECTS):
            row[place] += subject in text.lower()
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def tables(texts_of: dict[str, list[str]], **attributes: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return answers and segments; each answer is its segments with a space between."""
    answers = pd.DataFrame({"response_id": list(texts_of), **attributes}).astype("string")
    rows = []
    for response_id, texts in texts_of.items():
        start = 0
        for number, text in enumerate(texts):
            rows.append((response_id, number, start, start + len(text), text))
            start += len(text) + 1
    segments = pd.DataFrame(rows, columns=["response_id", "segment", "start", "end", "text"])
    return answers, segments.astype({"response_id": "string", "text": "string"})


@pytest.fixture
def three_subjects() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return 48 answers on three subjects, each followed by "Thank you."."""
    texts = [text + ending for said in SUBJECTS.values() for text in said for ending in ENDINGS]
    return tables({f"R{i:02}/q": [text, "Thank you."] for i, text in enumerate(texts)})
