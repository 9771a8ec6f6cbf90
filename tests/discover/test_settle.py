"""Mixtures are given up, strays left out."""

import numpy as np

from feedback_nlp.discover.settle import settle


def unit(*angles: float) -> np.ndarray:
    return np.stack([np.cos(np.radians(angles)), np.sin(np.radians(angles))], axis=1).astype(np.float32)


def test_a_mixture_is_given_up_and_its_wordings_go_to_the_nearest_or_nowhere():
    topics = np.array([0, 0, 0, 1, 1, 1, 2, 2, 2])
    vectors = unit(0, 8, 16, 180, 188, 196, 30, 110, 243)
    settled, scores = settle(topics, vectors)
    assert settled.tolist() == [0, 0, 0, 1, 1, 1, 0, -1, -1]  # near, nowhere, not near enough
    assert scores[7:].tolist() == [0, 0]
    assert np.allclose(scores[[1, 4, 6]], [1, 1, np.cos(np.radians(22))])


def test_a_stray_is_left_out():
    settled, _ = settle(np.array([0, 0, 0, 0, 1, 1, 1]), unit(0, 0, 0, 80, 180, 180, 180))
    assert settled.tolist() == [0, 0, 0, -1, 1, 1, 1]


def test_one_thing_said_alike_by_all_is_no_topic_among_others():
    settled, scores = settle(np.array([0, 1, 0, 1, 0, 1]), unit(0, 0, 90, 90, 180, 180))
    assert settled.tolist() == [-1] * 6
    assert not scores.any()


def test_a_single_group_is_as_alike_as_all_are():
    assert settle(np.array([0, 0, 0]), unit(0, 30, 60))[0].tolist() == [-1, -1, -1]
