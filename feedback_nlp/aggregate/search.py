"""The search for twins among counts that are tied together.

Finding a twin and choosing what else to hide is one question: what is the cheapest set of further counts to hide, so
that this count could be one more, or one less? That is a small integer programme (after Fischetti and Salazar,
"Solving the cell suppression problem on tabular data with linear constraints", Management Science 47, 2001), solved by
HiGHS. Where it costs nothing, the count is safe already. A twin stays one when more is hidden, so each count needs to
be looked at once; and one twin proves every count that differs in it.

The solver proposes, plain arithmetic on whole numbers decides: a twin counts only if it keeps every row and every
number that is shown.
"""

from contextlib import nullcontext
from typing import Final

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from feedback_nlp.aggregate.proof import Bools, Counts, Floats, Ints, Progress, Proof, rounded, to_hide, untold
from feedback_nlp.aggregate.silent import silent

REACH: Final = 2
"""A twin may differ by at most this many people in any one count: near worlds are enough, and quick to search."""
FAR: Final = 20
"""As many, where no near world is a twin."""
DEAR: Final = 1e4
"""What costs as much (totals) is not hidden for the sake of one block: in all counts together less may do."""
ROUNDS: Final = 50
IDLE: Final = 4
"""Searches for many twins at once: at most so many, and at first so many in a row that find nothing new."""
FEW_OR_MANY: Final = (0.1, 0.3, 1.0)
NODES: Final = 500
EPSILON: Final = 1e-6


class Part:
    """Counts that are tied together."""

    def __init__(
        self,
        counts: Counts,
        proof: Proof,
        ids: Ints,
        equal: sparse.csc_matrix,
        less: sparse.csc_matrix,
        room: Ints,
        threshold: int,
        nearest: int,
    ) -> None:
        self.ids = ids
        self.value, self.published = counts.value[ids], counts.published[ids]
        self.lowest, self.highest = counts.lowest[ids], counts.highest[ids]
        self.reach = counts.reach[ids]
        self.may_hide = self.published & np.isfinite(counts.cost[ids])
        # Small differences of cost make the cheapest choice a single one.
        self.cost = np.where(self.may_hide, counts.cost[ids], 0) * (1 + np.arange(ids.size) * 1e-6)
        self.equal, self.less = equal[:, ids].tocsr(), less[:, ids].tocsr()
        self.equal = self.equal[np.diff(self.equal.indptr) > 0]
        self.room = self._within_limits(room)
        self.rows = sparse.vstack([self.equal, self.less]).tocsc()
        nothing = np.zeros(self.equal.shape[0])
        self.rows_low = np.append(nothing, np.full(self.room.size, -np.inf))
        self.rows_high = np.append(nothing, self.room)
        self.threshold, self.nearest = threshold, nearest
        self.small = self.may_hide & ~counts.harmless[ids] & (self.value >= 1) & (self.value < threshold)
        self.hidden = to_hide(counts, proof, threshold)[ids]
        self.safe = proof.safe[ids] & self.hidden
        self.least, self.stuck = proof.least[ids], proof.stuck[ids]

    def _within_limits(self, room: Ints) -> Ints:
        """Make limits of the rows that hold one count of these alone, and return the room of the other rows."""
        many = np.diff(self.less.indptr)
        for row in np.flatnonzero(many == 1):
            at, factor = self.less.indices[self.less.indptr[row]], self.less.data[self.less.indptr[row]]
            steps = room[row] // abs(factor)
            if factor > 0:
                self.highest[at] = min(self.highest[at], self.value[at] + steps)
            else:
                self.lowest[at] = max(self.lowest[at], self.value[at] - steps)
        self.less = self.less[many > 1]
        return np.asarray(room[many > 1], np.int64)

    @property
    def open(self) -> Bools:
        """Which hidden counts are still to be proven."""
        return self.hidden & ~self.safe

    @property
    def guess(self) -> bool:
        """Whether twins are to keep every hidden count above nought: not where noughts are hidden, which then shows."""
        return not (self.hidden & (self.value == 0)).any()

    def hide(self, *, last: bool = True, progress: Progress = untold) -> None:
        """Hide what has to be, and look for twins until each hidden count has one.

        Where it is the `last` look, worlds far away are searched as well, and the first count without a twin ends it:
        then nothing of this may be published. Else such counts are passed over, for another look.
        """
        self._many()
        progress(int(self.safe.sum()), int(self.hidden.sum()))
        while (left := np.flatnonzero(self.open & (last | ~self.stuck))).size:
            at = int(left[np.argmax(self.value[left])])
            before = int(self.hidden.sum())
            if not self._one(at, last=last):
                self.stuck[at] = True
                if last:
                    return
            if int(self.hidden.sum()) > before:
                self._many(idle=1)  # with more hidden, others may move too
            progress(int(self.safe.sum()), int(self.hidden.sum()))

    def _accept(self, twin: Ints) -> bool:
        """Take a twin down as a proof, if it is one."""
        world = self.value + twin
        keeps = (self.equal @ twin == 0).all() and (self.less @ twin <= self.room).all()
        keeps &= ((world >= self.lowest) & (world <= self.highest)).all()
        shown = self.published & ~self.hidden
        if self.nearest == 1:
            keeps &= not twin[shown].any()
        else:
            now = np.where(world[shown] < self.threshold, 0, rounded(world[shown], self.nearest))
            keeps &= (now == rounded(self.value[shown], self.nearest)).all()
            keeps &= ((world[shown] == 0) == (self.value[shown] == 0)).all()
        if not keeps:
            return False
        self.safe |= self.hidden & (twin != 0)
        self.least = np.minimum(self.least, world)
        return True

    def _free(self, *, guess: bool = True, far: bool = False) -> tuple[Floats, Floats]:
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
        reach = self.reach * (FAR if far else 1)
        return np.minimum(self.value - low, reach).clip(0), np.minimum(high - self.value, reach).clip(0)

    def _many(self, *, idle: int = IDLE) -> None:
        """Look for twins in which as many hidden counts as possible differ: one twin proves many of them safe.

        It ends with `idle` searches in a row that find nothing new.
        """
        if not self.open.any():
            return
        rng = np.random.default_rng(0)
        down, up = self._free(guess=self.guess)
        in_vain = 0
        for _ in range(ROUNDS):
            before = int(self.open.sum())
            if not before or in_vain == idle:
                return
            # Few wishes at a time are oftener whole of themselves, many prove more at once.
            some = self.open & (rng.random(down.size) < rng.choice(FEW_OR_MANY))
            wish = np.where(some, np.where(down > 0, rng.choice([-1.0, 1.0], down.size), 1.0), 0)
            twin = self._solve([(-down, up, -wish)], rough=True)
            if twin is not None:
                self._accept(twin)
            in_vain = in_vain + 1 if int(self.open.sum()) == before else 0

    def _one(self, at: int, *, last: bool) -> bool:
        """Hide the cheapest companions that give one count a twin; False where it has none whatever is hidden.

        Where it is not the `last` look, totals stay, and twins far away or with further noughts are left for later.
        """
        companion = self.may_hide & ~self.hidden
        ways = [(True, False), (False, False), (False, True)] if self.guess else [(False, False), (False, True)]
        if not last:
            companion &= self.cost < DEAR
            ways = ways[:1]
        for guess, afar in ways:
            down, up = self._free(guess=guess, far=afar)
            # A count that is shown may move too, at the cost of hiding it.
            floor = np.maximum(self.lowest, np.where(self.value > 0, 1, 0)) if guess else self.lowest
            reach = self.reach * (FAR if afar else 1)
            more_down = np.where(companion, np.minimum(self.value - floor, reach) - down, 0).clip(0)
            more_up = np.where(companion, np.minimum(self.highest - self.value, reach) - up, 0).clip(0)
            twins = []
            # Rows of an export come and go with people: as many at a time as there are questions.
            one = int(self.reach[at]) // REACH
            steps = [(size, up[at]) for size in {1, one}] + [(-size, down[at]) for size in {1, one}]
            for step, room in steps:
                twin = self._cheapest(at, step, (down, up), (more_down, more_up)) if room >= abs(step) else None
                if twin is not None:
                    new = companion & ((twin > up) | (-twin > down))
                    twins.append((float(self.cost[new].sum()), step, new, twin))
                    if not new.any():
                        break  # nothing is cheaper
            for _, _, new, twin in sorted(twins, key=lambda found: found[:2]):
                before = self.hidden.copy()
                self.hidden |= new
                if self._accept(twin):
                    return True
                self.hidden = before
        return False

    def _cheapest(self, at: int, step: int, free: tuple[Floats, Floats], further: tuple[Floats, Floats]) -> Ints | None:
        """Return the cheapest twin in which count `at` differs by `step`; None where there is none."""
        low, high = -free[0], free[1].copy()
        low[at] = high[at] = step
        none = np.zeros(low.size)
        # Mostly nothing further has to be hidden, and that is quickly seen. Every step costs the same then: of the many
        # twins one that moves few is asked for, which is found far sooner than any at all.
        each = np.ones(low.size)
        twin = self._solve([(low.clip(0), high.clip(0), each), (-(-low).clip(0), -(-high).clip(0), -each)])
        if twin is not None:
            return twin
        return self._solve([(low, high, none), (none, further[1], self.cost), (-further[0], none, -self.cost)])

    def _solve(self, pieces: list[tuple[Floats, Floats, Floats]], *, rough: bool = False) -> Ints | None:
        """Return whole differences that keep every row and cost least; None when there are none.

        Parameters
        ----------
        pieces
            How far each count may fall (nought or less; more where it has to rise) and rise, and the cost of a step.
        rough
            Whether to give up where the solution is not whole of itself.
        """
        where = [np.flatnonzero((low != 0) | (high != 0)) for low, high, _ in pieces]
        column = np.concatenate(where)
        if not column.size:
            return None
        low, high, cost = (
            np.concatenate([piece[i][w] for piece, w in zip(pieces, where, strict=True)]) for i in range(3)
        )
        # Most of these problems are networks, whose cheapest solutions are whole of themselves: then this is all, and
        # quick.
        x, least = self._programme(column, low, high, cost, whole=False)
        if x is None:
            return None
        if np.abs(x - np.rint(x)).max() >= EPSILON:
            if rough:
                return None
            # Of the counts that move there, whole ones mostly cost no more. Then nothing does, and it is found in a
            # hundredth of the time.
            some = (np.abs(x) >= EPSILON) | (low > 0) | (high < 0)
            near, as_much = self._programme(column[some], low[some], high[some], cost[some], whole=True)
            if near is not None and as_much <= least + EPSILON:
                column, x = column[some], near
            else:
                x, _ = self._programme(column, low, high, cost, whole=True)
                if x is None or np.abs(x - np.rint(x)).max() >= EPSILON:
                    return None
        twin = np.zeros(self.value.size, np.int64)
        np.add.at(twin, column, np.rint(x).astype(np.int64))
        return twin

    def _programme(
        self, column: Ints, low: Floats, high: Floats, cost: Floats, *, whole: bool
    ) -> tuple[Floats | None, float]:
        """Return the cheapest differences of these counts that keep every row, and their cost; None where none do."""
        with silent() if whole else nullcontext():
            found = milp(
                cost,
                integrality=np.full(column.size, int(whole)),
                bounds=Bounds(low, high),
                constraints=LinearConstraint(self.rows[:, column], self.rows_low, self.rows_high),
                options={"node_limit": NODES, "mip_rel_gap": 0.0, "presolve": whole},
            )
        return (None, np.inf) if found.x is None else (found.x, float(found.fun))
