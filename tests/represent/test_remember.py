from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.represent.remember import RememberingEncoder


class Counting:
    name, n_dims, model_hash = "counting", 2, "x"

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str], *, progress: object = None) -> NDArray[np.float32]:
        self.seen += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)


def test_each_text_is_encoded_once_and_rows_keep_their_order() -> None:
    inner = Counting()
    encoder = RememberingEncoder(inner)
    assert encoder.encode(["aa", "b", "aa"]).tolist() == [[2, 1], [1, 1], [2, 1]]
    assert encoder.encode(["b", "ccc"]).tolist() == [[1, 1], [3, 1]]
    assert inner.seen == ["aa", "b", "ccc"]


def test_no_texts_give_no_rows() -> None:
    assert RememberingEncoder(Counting()).encode([]).shape == (0, 2)
