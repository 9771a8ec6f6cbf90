"""One point for each wording, whatever the order of the rows."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp.discover.wordings import distinct, fold
from tests.discover.conftest import tables, toy_vectors


def content(text: str) -> list[str]:
    return [] if text == "Thank you" else text.split()


def test_each_wording_once_and_empty_ones_not():
    _, segments = tables({"B/q": ["Parking!", "Thank you"], "A/q": ["parking", "Buses"], "C/q": ["Buses"]})
    vectors = np.array([[2, 0], [1, 1], [1, 0], [0, 1], [0, 3]], dtype=np.float32)

    found = distinct(segments, vectors, content)

    assert found.texts == ["Buses", "Parking!"]
    assert found.vectors.tolist() == [[0, 1], [1, 0]]
    assert found.of_segment.tolist() == [1, -1, 1, 0, 0]
    assert found.carries.toarray().tolist() == [[1, 0, 1], [1, 1, 0]]  # answers A, B, C


def test_a_vector_of_zeros_is_not_grouped():
    _, segments = tables({"A/q": ["Buses"]})
    assert distinct(segments, np.zeros((1, 4)), content).of_segment.tolist() == [-1]


def test_no_segments_no_wordings():
    _, segments = tables({})
    found = distinct(segments, np.zeros((0, 4)), content)
    assert (found.texts, found.vectors.shape, found.of_segment.shape) == ([], (0, 4), (0,))


def test_fold_keeps_what_differs_inside():
    assert [fold(t) for t in ("£5 is TOO much…", "5 is too much", "Straße", "  ")] == [
        "5 is too much", "5 is too much", "strasse", "",
    ]  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["Parking", "parking.", "Buses", "buses late", "Thank you"]), max_size=8), st.randoms())
def test_the_order_of_rows_decides_nothing(texts, random):
    _, segments = tables({f"{i}/q": [text] for i, text in enumerate(texts)})
    order = list(range(len(segments)))
    random.shuffle(order)
    vectors = toy_vectors(texts)

    here = distinct(segments, vectors, content)
    there = distinct(segments.iloc[order].reset_index(drop=True), vectors[order], content)

    assert here.texts == there.texts
    assert np.array_equal(here.vectors, there.vectors)
    assert here.of_segment[order].tolist() == there.of_segment.tolist()
    assert (here.carries != there.carries).nnz == 0
