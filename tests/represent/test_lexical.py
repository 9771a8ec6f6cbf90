import numpy as np

from feedback_nlp.represent.lexical import LexicalEncoder

TEXTS = ["el tren llega tarde", "el tren sale tarde", "la beca es poca", "la beca es justa", "hola"]


def test_texts_that_share_words_are_near_and_rows_have_unit_length() -> None:
    v = LexicalEncoder(n_dims=4).encode(TEXTS)
    assert v.shape == (5, 4)
    assert v[0] @ v[1] > 0.9 > 0.1 > abs(v[0] @ v[2])
    assert np.allclose(np.linalg.norm(v, axis=1), [1, 1, 1, 1, 0], atol=1e-6)


def test_order_and_repeats_do_not_matter() -> None:
    one = LexicalEncoder(n_dims=4).encode(TEXTS)
    other = LexicalEncoder(n_dims=4).encode([*reversed(TEXTS), TEXTS[0]])
    assert np.array_equal(one[::-1], other[:5])


def test_nothing_to_learn_from_gives_zeros() -> None:
    assert not LexicalEncoder(n_dims=3).encode(["eins", "zwei"]).any()
    assert LexicalEncoder(n_dims=3).encode([]).shape == (0, 3)
