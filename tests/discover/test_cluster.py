"""The map keeps neighbours together; groups that are too small are given up."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.metrics import adjusted_rand_score

from feedback_nlp.discover import cluster
from feedback_nlp.discover.cluster import (
    Groups,
    NeighbourMap,
    groups_to_seek,
    neighbour_graph,
    smallest_topic,
    spectral,
)


def blobs(sizes: list[int], n_dims: int = 16, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    centres = np.eye(n_dims)[: len(sizes)]
    truth = np.repeat(np.arange(len(sizes)), sizes)
    rows = centres[truth] + random.normal(0, 0.15, (len(truth), n_dims))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), truth


def each_its_own(n: int) -> sparse.csr_matrix:
    return sparse.identity(n, dtype=np.int8, format="csr")


def test_blobs_are_found_again():
    vectors, truth = blobs([40, 30, 50])
    groups = Groups(3, 3, each_its_own(120)).fit(NeighbourMap(3).fit_transform(vectors))
    assert adjusted_rand_score(truth, groups.labels_) == 1


def test_the_sparse_and_the_dense_way_give_the_same_groups(monkeypatch):
    vectors, _ = blobs([60, 60, 60])
    dense = Groups(3, 3, each_its_own(180)).fit(NeighbourMap(3).fit_transform(vectors)).labels_
    monkeypatch.setattr(cluster, "_DENSE", 0)
    by_arpack = Groups(3, 3, each_its_own(180)).fit(NeighbourMap(3).fit_transform(vectors)).labels_
    assert adjusted_rand_score(dense, by_arpack) == 1


def test_the_sparse_way_is_the_same_every_time(monkeypatch):
    monkeypatch.setattr(cluster, "_DENSE", 0)
    graph = neighbour_graph(blobs([60, 60, 60])[0])
    assert spectral(graph, 4).tobytes() == spectral(graph, 4).tobytes()


def test_a_small_group_goes_to_the_nearest():
    embedding = np.array([[0, 0], [0, 0.1], [0, 0.2], [5, 5], [5, 5.1], [5, 5.2], [1, 0]])
    groups = Groups(3, 2, each_its_own(7)).fit(embedding)
    assert len(set(groups.labels_)) == 2
    assert groups.labels_[6] == groups.labels_[0] != groups.labels_[3]


def test_the_size_of_a_group_is_in_answers_not_in_wordings():
    embedding = np.array([[0.0, 0], [0, 0.1], [0, 0.2], [5, 5], [5, 5.1], [5, 5.2]])
    one_letter_writer = sparse.csr_matrix(np.array([[1, 0, 0, 0]] * 3 + [[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]))
    groups = Groups(2, 3, one_letter_writer).fit(embedding)
    assert set(groups.labels_) == {0}


def test_no_group_is_large_enough():
    assert Groups(2, 4, each_its_own(3)).fit(np.eye(3)).labels_.tolist() == [-1, -1, -1]


def test_the_graph_joins_each_row_to_its_nearest_and_never_to_itself(monkeypatch):
    vectors, truth = blobs([12, 12])
    whole = neighbour_graph(vectors).toarray()
    assert (whole == whole.T).all()
    assert (whole.diagonal() == 0).all()
    assert whole[np.ix_(truth == 0, truth == 1)].sum() == 0
    monkeypatch.setattr(cluster, "_BLOCK", 7)
    assert np.allclose(neighbour_graph(vectors).toarray(), whole)


@settings(max_examples=20, deadline=None)
@given(st.integers(10, 60), st.integers(1, 12), st.integers(0, 5))
def test_any_vectors_give_finite_unit_rows(n, n_dims, seed):
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(n, 4)).astype(np.float32)
    vectors[: n // 2] = vectors[0]  # many alike
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    placed = NeighbourMap(n_dims).fit_transform(vectors)
    assert placed.shape == (n, min(n_dims, n - 2))
    lengths = np.linalg.norm(placed, axis=1)
    assert np.all(np.isclose(lengths, 1) | (lengths < 1e-6))


def test_how_many_groups():
    sizes = {n: smallest_topic(n) for n in (10, 150, 900, 8000, 20_000)}
    assert sizes == {10: 3, 150: 3, 900: 8, 8000: 22, 20_000: 35}
    assert [groups_to_seek(n, size) for n, size in sizes.items()] == [2, 6, 14, 45, 71]
    assert groups_to_seek(8000, 1) == 100
