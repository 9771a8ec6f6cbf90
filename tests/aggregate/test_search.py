import numpy as np
from scipy import sparse

from feedback_nlp.aggregate.proof import Counts, Proof
from feedback_nlp.aggregate.search import Part


def part(*values: int) -> Part:
    """Return counts of which the last is the sum of the others; those below 5 are hidden, the last is shown."""
    value, n = np.array(values), len(values)
    counts = Counts(
        value=value,
        cost=np.where(np.arange(n) == n - 1, np.inf, 1.0),
        published=np.ones(n, bool),
        harmless=np.zeros(n, bool),
        lowest=np.zeros(n, np.int64),
        highest=np.full(n, np.inf),
        must=np.zeros(n, bool),
        reach=np.full(n, 2),
        equal=[],
        less=[],
        block=np.zeros(n, np.int64),
    )
    row = sparse.csc_matrix(np.append(np.ones(n - 1), -1.0)[None])
    none, nothing = sparse.csc_matrix((0, n)), np.zeros(0, np.int64)
    proof = Proof.of_nothing().grown(value)
    return Part(counts, proof, np.arange(n), row, none, nothing, 5, 1)


def test_what_is_no_twin_is_no_proof() -> None:
    counts = part(3, 2, 1, 9, 15)
    for change in (
        [1, 0, 0, 0, 0],  # breaks the row
        [1, 0, 0, 0, 1],  # changes the total, which is shown
        [1, 0, 0, -1, 0],  # changes 9, which is shown
        [1, 1, -2, 0, 0],  # less than nobody
    ):
        assert not counts._accept(np.array(change))
    assert not counts.safe.any()
    assert counts._accept(np.array([1, -1, 0, 0, 0]))
    assert counts.safe.tolist() == [True, True, False, False, False]
    assert counts.least.tolist() == [3, 1, 1, 9, 15]


def test_it_is_told_how_many_hidden_counts_are_safe() -> None:
    told: list[tuple[int, int]] = []
    part(3, 2, 1, 9, 15).hide(progress=lambda *n: told.append(n))
    assert told == [(3, 3)]
    told = []
    counts = part(3, 6, 9)
    counts.may_hide[1] = True
    counts.hide(progress=lambda *n: told.append(n))
    assert told == [(0, 1), (2, 2)]


def test_one_twin_may_prove_many() -> None:
    counts = part(3, 2, 1, 9, 15)
    counts.hide()
    assert counts.hidden.tolist() == counts.safe.tolist() == [True, True, True, False, False]
