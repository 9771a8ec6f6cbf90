"""Linear constraints on whole counts, and the search for a second world that fits them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

BY_THEME = (
    "mention", "theme", "theme of", "theme in", "answers raising", "raising", "unique", "own", "copied", "letters",
    "through", "raised in", "raised in other words", "counts", "machine", "by person",
)  # fmt: skip
MOST = 1e6
NEAR, IDLE = 2, 8

Key = tuple[str, ...]


@dataclass
class Attack:
    """Linear constraints on whole counts, by name."""

    nearest: int = 1
    threshold: int = 5
    names: dict[Key, int] = field(default_factory=dict)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    hidden: set[Key] = field(default_factory=set)
    behind: set[Key] = field(default_factory=set)
    """Counts that are printed nowhere, but that are what two printed ones differ by."""

    def at(self, *name: str) -> int:
        if name not in self.names:
            self.names[name] = len(self.names)
            self.low.append(0)
            self.high.append(MOST)
        return self.names[name]

    def see(self, value: object, *name: str) -> None:
        """Take down a printed count."""
        at = self.at(*name)
        if value == "[c]":
            self.hidden.add(name)
            return
        number = float(str(value))
        low = high = number
        if self.nearest > 1 and number:
            low, high = max(number - self.nearest // 2, self.threshold), number + self.nearest // 2
        self.low[at], self.high[at] = max(self.low[at], low), min(self.high[at], high)

    def no_less(self, least: float, *name: str) -> None:
        at = self.at(*name)
        self.low[at] = max(self.low[at], least)

    def same(self, total: int, parts: Iterable[int]) -> None:
        """State that the parts add up to the total."""
        row: dict[int, float] = {total: -1.0}
        for part in parts:
            row[part] = row.get(part, 0) + 1
        self.rows.append((row, 0, 0))

    def rest(self, part: int, total: int, *name: str) -> None:
        """Name what is left of a total."""
        self.same(total, [part, self.at(*name)])
        self.behind.add(name)

    def at_most(self, part: int, whole: Iterable[int], times: float = 1) -> None:
        """State that the part is at most the whole, so many times."""
        row = {part: 1.0}
        for one in whole:
            row[one] = row.get(one, 0) - times
        self.rows.append((row, -np.inf, 0))

    def sum_at_least(self, parts: Iterable[int], least: float) -> None:
        self.rows.append((dict.fromkeys(parts, 1.0), least, np.inf))

    @cached_property
    def matrix(self) -> sparse.csc_matrix:
        data = [(i, j, v) for i, (row, _, _) in enumerate(self.rows) for j, v in row.items()]
        i, j, v = (np.array(part) for part in zip(*data, strict=True))
        return sparse.csc_matrix((v, (i, j)), shape=(len(self.rows), len(self.names)))

    @cached_property
    def limits(self) -> tuple[np.ndarray, np.ndarray]:
        return np.array([low for _, low, _ in self.rows]), np.array([high for *_, high in self.rows])

    def fits(self, world: np.ndarray, low: np.ndarray, high: np.ndarray) -> bool:
        """Whether a world gives all that is published: in whole numbers, so that no solver has to be trusted."""
        rows, (least, most) = self.matrix @ world, self.limits
        return bool(
            (world == np.rint(world)).all()
            and (world >= low).all()
            and (world <= high).all()
            and (rows >= least).all()
            and (rows <= most).all()
        )

    def solve(
        self,
        wish: np.ndarray,
        low: np.ndarray,
        high: np.ndarray,
        *,
        of: np.ndarray | None = None,
        near: np.ndarray | None = None,
        whole: bool = True,
    ) -> np.ndarray | None:
        """Return a world that fits and makes ``wish @ world`` least; None when none fits.

        Parameters
        ----------
        of, near
            A world that fits; where only some counts are looked for, the others are as they are there.
        whole
            Whether to look on where the solution of the linear programme is not whole of itself.
        """
        # Looked for are differences from a world near by: the simplex method begins where all is in order.
        start = np.zeros(wish.size) if near is None else near
        of = np.arange(wish.size) if of is None else of[low[of] < high[of]]
        columns = self.matrix[:, of].tocsr()
        least, most = (limit - self.matrix @ start for limit in self.limits)
        lower, upper = low[of] - start[of], high[of] - start[of]
        # A row that holds one of these alone is a limit of it.
        entries = np.diff(columns.indptr)
        alone = np.flatnonzero(entries == 1)
        at, factor = columns.indices[columns.indptr[alone]], columns.data[columns.indptr[alone]]
        ends = np.sort([least[alone] / factor, most[alone] / factor], axis=0)
        np.maximum.at(lower, at, ends[0])
        np.minimum.at(upper, at, ends[1])
        rows = np.flatnonzero(entries > 1)
        constraint = LinearConstraint(columns[rows], least[rows], most[rows])
        for integral in (0, 1) if whole else (0,):
            found = milp(
                wish[of],
                bounds=Bounds(lower, upper),
                constraints=constraint,
                integrality=np.full(of.size, integral),
                options={"mip_rel_gap": 0.0, "presolve": bool(integral)},
            ).x
            if found is None:
                return None
            world = start.copy()
            world[of] += np.rint(found)
            if np.abs(found - np.rint(found)).max() < 1e-6 and self.fits(world, low, high):
                return world
        return None


def certain(
    attack: Attack, secret: Iterable[Key] | None = None, *, world: np.ndarray | None = None
) -> dict[Key, float]:
    """Return the counts that a reader can work out: only one whole number fits all that is published."""
    targets = sorted(attack.hidden if secret is None else secret)
    places = np.array([attack.names[name] for name in targets], int)
    low, high = np.array(attack.low), np.array(attack.high)
    first = attack.solve(np.zeros(low.size), low, high) if world is None else world
    assert first is not None, "nothing fits what is published"
    open_ = np.isin(np.arange(low.size), places)
    rng = np.random.default_rng(0)

    def look(wish: np.ndarray, of: np.ndarray, *, near: float = np.inf, whole: bool = False) -> bool:
        least, most = np.maximum(low, first - near), np.minimum(high, first + near)
        seen = attack.solve(wish, least, most, of=of, near=first, whole=whole)
        before = open_.sum()
        if seen is not None:
            open_[seen != first] = False
        return bool(open_.sum() < before)

    # Worlds near the first, that differ from it in one theme or in the people alone, are quickly found; one wish for
    # all counts that are still open shows many of them with another number.
    every = np.arange(low.size)
    for of in [*_blocks(attack), every]:
        idle, here = 0, np.isin(every, of)
        while idle < IDLE and (open_ & here).any():
            some = open_ & here & (rng.random(low.size) < rng.choice([0.1, 0.3, 1.0]))
            wish = np.where(some, np.where(first > low, rng.choice([-1.0, 1.0], low.size), -1.0), 0)
            idle = 0 if look(wish, of, near=NEAR) else idle + 1
    # Then each by itself: near, and at last in all worlds there are.
    for at in np.flatnonzero(open_):
        block = next(of for of in _blocks(attack) if at in of)
        for of, near in ((block, NEAR), (every, NEAR), (every, np.inf)):
            for sign in (1.0, -1.0):
                if open_[at]:
                    look(sign * (every == at), of, near=near, whole=True)
    # The most or the least that a count can be is hard to find, and not found is not proven: any other number will do.
    for at in np.flatnonzero(open_):
        for least, most in ((first[at] + 1, high[at]), (low[at], first[at] - 1)):
            if open_[at] and least <= most:
                within = np.where(every == at, least, low), np.where(every == at, most, high)
                other = attack.solve(np.zeros(low.size), *within)
                open_ &= True if other is None else other == first
    return {name: first[at] for name, at in zip(targets, places, strict=True) if open_[at]}


def _blocks(attack: Attack) -> list[np.ndarray]:
    blocks: dict[str, list[int]] = {}
    for name, at in attack.names.items():
        blocks.setdefault(f"theme {name[1]}" if name[0] in BY_THEME else "people", []).append(at)
    return [np.array(ids) for ids in blocks.values()]
