"""Which counts to hide, so that each hidden count has a twin: another set of people with the same published figures."""

from functools import partial

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from feedback_nlp.aggregate.proof import Counts, Ints, Progress, Proof, Row, to_hide, untold
from feedback_nlp.aggregate.search import Part


def hide(
    counts: Counts,
    *,
    threshold: int,
    nearest: int,
    known: Proof | None = None,
    block: int | None = None,
    progress: Progress = untold,
) -> Proof:
    """Return which counts must be hidden, and which of these have a twin.

    Hidden are those from 1 to ``threshold - 1``, those that must be, and the companions that keep each safe. What was
    `known` before is kept.

    First, each block is looked at by itself, which is quick: a twin of the people keeps every mention, a twin of one
    theme keeps the people and every other theme. What has no such twin (somebody raises a theme in a hidden area only
    if somebody is there) is looked at in all counts together. With `block`, only that one is looked at.
    """
    proof = (known or Proof.of_nothing()).grown(counts.value)
    equal, less = (_matrix(rows, counts.value.size).tocsc() for rows in (counts.equal, counts.less))
    room = -(less @ counts.value)

    def look(ids: Ints, *, last: bool) -> None:
        unproven = (to_hide(counts, proof, threshold) & ~proof.safe)[ids]
        for tied in _tied(equal[:, ids], less[:, ids]) if unproven.any() else []:
            if not unproven[tied].any():
                continue
            part = Part(counts, proof, ids[tied], equal, less, room, threshold, nearest)
            others = to_hide(counts, proof, threshold)
            others[part.ids] = False
            n = int((others & proof.safe).sum()), int(others.sum())
            part.hide(last=last, progress=partial(_with_others, progress, n))
            proof.hidden[part.ids], proof.safe[part.ids] = part.hidden, part.safe
            proof.least[part.ids], proof.stuck[part.ids] = part.least, part.stuck

    for one in np.unique(counts.block) if block is None else [block]:
        look(np.flatnonzero(counts.block == one), last=False)
    if block is None:
        look(np.arange(counts.value.size), last=True)
    return proof


def _with_others(progress: Progress, others: tuple[int, int], done: int, total: int) -> None:
    progress(others[0] + done, others[1] + total)


def _matrix(rows: list[Row], n: int) -> sparse.csr_matrix:
    if not rows:
        return sparse.csr_matrix((0, n))
    data = np.concatenate([np.concatenate([np.ones(a.size), np.full(b.size, factor)]) for a, b, factor in rows])
    column = np.concatenate([np.concatenate([a, b]) for a, b, _ in rows])
    row = np.repeat(np.arange(len(rows)), [a.size + b.size for a, b, _ in rows])
    return sparse.csr_matrix((data, (row, column)), shape=(len(rows), n))


def _tied(equal: sparse.csr_matrix, less: sparse.csr_matrix) -> list[Ints]:
    """Return the sets of counts that no row ties to one another."""
    rows = sparse.vstack([equal, less])
    graph = sparse.block_array([[None, rows.T], [rows, None]])
    _, where = connected_components(graph, directed=False)
    where = where[: rows.shape[1]]
    order = np.argsort(where, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(where[order])) + 1)
