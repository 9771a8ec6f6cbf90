"""The search for twins: which further counts to hide, so that each hidden count could be another one.

Finding a twin and choosing what else to hide is one question: what is the cheapest set of further counts to hide, so
that this count could be one more, or one less? That is a small integer programme (after Fischetti and Salazar,
"Solving the cell suppression problem on tabular data with linear constraints", Management Science 47, 2001), solved by
HiGHS. Where it costs nothing, the count is safe already. A twin stays one when more is hidden, so each count needs to
be looked at once.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import connected_components

Row = tuple[NDArray[np.int64], NDArray[np.int64], int]
"""Counts, further counts, and the factor of the latter in a row."""
Floats = NDArray[np.float64]

REACH: Final = 2
"""A twin may differ by at most this many people in any one count: near worlds are enough, and quick to search."""
ROUNDS: Final = 8
NODES: Final = 500
EPSILON: Final = 1e-6


@dataclass(frozen=True)
class Counts:
    """Counts and what a reader knows of them; all arrays are of shape (n_counts,).

    Parameters
    ----------
    value
        The true counts.
    cost
        What is lost when one is hidden as a companion; infinite for one that is always shown.
    published
        Whether it is printed unless hidden; the others only stand behind the published ones.
    harmless
        Whether it is shown even where small, unless it gives another one away.
    lowest, highest
        What it cannot fall below or rise above.
    must
        Whether it is hidden whatever it is, noughts too: it stands beside a base that is hidden.
    reach
        How much it may differ in a twin at most.
    equal, less
        Rows whose sum is nought, and whose sum is nought or less.
    """

    value: NDArray[np.int64]
    cost: Floats
    published: NDArray[np.bool_]
    harmless: NDArray[np.bool_]
    lowest: NDArray[np.int64]
    highest: Floats
    must: NDArray[np.bool_]
    reach: NDArray[np.int64]
    equal: list[Row]
    less: list[Row]


def rounded(values: NDArray[np.int64], nearest: int) -> NDArray[np.int64]:
    """Return the counts rounded to the nearest multiple."""
    return (values + nearest // 2) // nearest * nearest


def hide(counts: Counts, *, threshold: int, nearest: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which counts must be hidden, and which of these have a twin.

    Hidden are those from 1 to ``threshold - 1``, those that must be, and the companions that keep each safe. One
    without a twin is given away by its own limits, or is a nought of what is nought for everybody.
    """
    n = counts.value.size
    equal, less = _matrix(counts.equal, n), _matrix(counts.less, n)
    hidden, safe = np.zeros(n, bool), np.zeros(n, bool)
    for ids in _tied(equal, less):
        part = _Part(counts, ids, _rows(equal, ids), _rows(less, ids), threshold, nearest)
        part.hide()
        hidden[ids], safe[ids] = part.hidden, part.hidden & part.safe
    return hidden, safe


def _matrix(rows: list[Row], n: int) -> sparse.csr_matrix:
    if not rows:
        return sparse.csr_matrix((0, n))
    data = np.concatenate([np.concatenate([np.ones(a.size), np.full(b.size, factor)]) for a, b, factor in rows])
    column = np.concatenate([np.concatenate([a, b]) for a, b, _ in rows])
    row = np.repeat(np.arange(len(rows)), [a.size + b.size for a, b, _ in rows])
    return sparse.csr_matrix((data, (row, column)), shape=(len(rows), n))


def _rows(matrix: sparse.csr_matrix, ids: NDArray[np.int64]) -> sparse.csr_matrix:
    part = matrix[:, ids]
    return part[np.diff(part.indptr) > 0]


def _tied(equal: sparse.csr_matrix, less: sparse.csr_matrix) -> list[NDArray[np.int64]]:
    """Return the sets of counts that no row ties to one another."""
    rows = sparse.vstack([equal, less])
    graph = sparse.block_array([[None, rows.T], [rows, None]])
    _, where = connected_components(graph, directed=False)
    where = where[: rows.shape[1]]
    order = np.argsort(where, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(where[order])) + 1)


class _Part:
    """Counts that are tied together."""

    def __init__(
        self,
        counts: Counts,
        ids: NDArray[np.int64],
        equal: sparse.csr_matrix,
        less: sparse.csr_matrix,
        threshold: int,
        nearest: int,
    ) -> None:
        self.value, self.published = counts.value[ids], counts.published[ids]
        self.lowest, self.highest = counts.lowest[ids], counts.highest[ids]
        self.reach = counts.reach[ids]
        self.may_hide = self.published & np.isfinite(counts.cost[ids])
        # Small differences of cost make the cheapest choice a single one.
        self.cost = np.where(self.may_hide, counts.cost[ids], 0) * (1 + np.arange(ids.size) * 1e-6)
        self.equal, self.less = equal, less
        self.room = -(less @ self.value)
        self.threshold, self.nearest = threshold, nearest
        self.small = self.may_hide & ~counts.harmless[ids] & (self.value >= 1) & (self.value < threshold)
        self.hidden = self.small | (counts.must[ids] & self.may_hide)
        self.safe = np.zeros(ids.size, bool)

    def hide(self) -> None:
        if self.hidden.any():
            self._many()
            open_ = np.flatnonzero(self.hidden & ~self.safe)
            for at in open_[np.argsort(-self.value[open_], kind="stable")]:
                if not self.safe[at]:
                    self._one(int(at))

    def _free(self, *, guess: bool = True) -> tuple[Floats, Floats]:
        """Return how far each count may fall and rise in a twin with nothing further hidden.

        With `guess`, the twin also convinces readers who take it that a nought is never hidden, and under rounding
        that every hidden count is a small one.
        """
        shown = self.published & ~self.hidden
        low = self.lowest.astype(float)
        high = self.highest.copy()
        if guess:
            low = np.where(self.hidden & (self.value > 0), np.maximum(low, 1), low)
        low[shown] = high[shown] = self.value[shown]
        if self.nearest > 1:
            # Rounded counts may move within what is rounded to the same.
            if guess:
                high = np.where(self.small, self.threshold - 1, high)
            band = rounded(self.value, self.nearest) - self.nearest // 2
            many = shown & (self.value > 0)
            low[many], high[many] = np.maximum(band, self.threshold)[many], (band + self.nearest - 1)[many]
        return np.minimum(self.value - low, self.reach).clip(0), np.minimum(high - self.value, self.reach).clip(0)

    def _many(self) -> None:
        """Look for twins in which as many hidden counts as possible differ: one twin proves many of them safe."""
        rng = np.random.default_rng(0)
        down, up = self._free()
        for _ in range(ROUNDS):
            open_ = self.hidden & ~self.safe
            wish = np.where(open_, rng.choice([-1.0, 1.0], open_.size), 0)
            twin = self._solve([(up, -wish), (-down, -wish)], rough=True)
            if twin is None or not (open_ & (twin != 0)).any():
                return
            self.safe |= twin != 0

    def _one(self, at: int) -> None:
        """Hide the cheapest companions that give one count a twin."""
        companion = self.may_hide & ~self.hidden
        for guess in (True, False):
            down, up = self._free(guess=guess)
            # A count that is shown may move too, at the cost of hiding it.
            floor = np.maximum(self.lowest, np.where(self.value > 0, 1, 0))
            more_down = np.where(companion, np.minimum(self.value - floor, self.reach) - down, 0).clip(0)
            more_up = np.where(companion, np.minimum(self.highest - self.value, self.reach) - up, 0).clip(0)
            twins = []
            # Rows of an export come and go with people: as many at a time as there are questions.
            one = int(self.reach[at]) // REACH
            steps = [(size, up[at]) for size in {1, one}] + [(-size, down[at]) for size in {1, one}]
            for step, room in steps:
                twin = self._cheapest(at, step, (down, up), (more_down, more_up)) if room >= abs(step) else None
                if twin is not None:
                    new = companion & ((twin > up) | (-twin > down))
                    twins.append((float(self.cost[new].sum()), step, new, twin))
            if twins:
                _, _, new, twin = min(twins, key=lambda found: found[:2])
                self.hidden |= new
                self.safe |= twin != 0
                return
        # Its own limits give it away: all that is tied to it goes with it. A nought is one for everybody then.
        if self.value[at]:
            self.hidden |= self.may_hide & (self.value > 0)

    def _cheapest(
        self, at: int, step: int, free: tuple[Floats, Floats], further: tuple[Floats, Floats]
    ) -> NDArray[np.int64] | None:
        """Return the cheapest twin in which count `at` differs by `step`; None where there is none."""
        down, up = free[0].copy(), free[1].copy()
        down[at], up[at] = (0, step) if step > 0 else (-step, 0)
        none = np.zeros(down.size)
        return self._solve([(up, none), (-down, none), (further[1], self.cost), (-further[0], -self.cost)], must=at)

    def _solve(
        self, pieces: list[tuple[Floats, Floats]], *, must: int | None = None, rough: bool = False
    ) -> NDArray[np.int64] | None:
        """Return whole differences that keep every row and cost least; None when there are none.

        Parameters
        ----------
        pieces
            Pairs of how far each count may move (a fall is negative) and the cost of each step that way.
        must
            A count that has to move as far as the first two pieces allow.
        rough
            Whether any good answer will do.
        """
        n = self.value.size
        where = [np.flatnonzero(reach) for reach, _ in pieces]
        column = np.concatenate(where)
        if not column.size:
            return None
        reach = np.concatenate([reach[w] for (reach, _), w in zip(pieces, where, strict=True)])
        cost = np.concatenate([cost[w] for (_, cost), w in zip(pieces, where, strict=True)])
        moves = sparse.csr_matrix((np.sign(reach), (column, np.arange(column.size))), shape=(n, column.size))
        constraints = []
        if self.equal.shape[0]:
            constraints.append(LinearConstraint(self.equal @ moves, 0, 0))
        if self.less.shape[0]:
            constraints.append(LinearConstraint(self.less @ moves, -np.inf, self.room))
        high = np.abs(reach)
        low = np.where(column == must, high, 0) if must is not None else np.zeros(high.size)
        # Most of these problems are networks, whose cheapest solutions are whole of themselves: then this is all, and
        # quick.
        for whole in (0, 1):
            found = milp(
                cost * np.sign(reach),
                integrality=np.full(column.size, whole),
                bounds=Bounds(low, high),
                constraints=constraints,
                options={"node_limit": NODES, "mip_rel_gap": 0.5 if rough else 0.0},
            )
            if found.x is None:
                return None
            if np.abs(found.x - np.rint(found.x)).max() < EPSILON:
                break
        return np.asarray(moves @ np.rint(found.x), np.int64)
