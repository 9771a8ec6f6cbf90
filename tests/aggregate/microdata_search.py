"""The search for a second world, person by person."""

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from feedback_nlp.summary import Summary
from tests.aggregate.microdata import Sum, Worlds, plus


class Solver:
    """Looks for worlds that fit, in whole people."""

    def __init__(self, worlds: Worlds) -> None:
        self.n = len(worlds.most)
        self.most = np.array(worlds.most)
        self.matrix = self.rows([part for part, _, _ in worlds.rows])
        self.least, self.limit = (np.array([row[i] for row in worlds.rows], float) for i in (1, 2))

    def rows(self, parts: list[Sum]) -> sparse.csr_matrix:
        row = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        column = [at for part in parts for at in part]
        return sparse.csr_matrix(([v for part in parts for v in part.values()], (row, column)), (len(parts), self.n))

    def world(self, wish: Sum, within: list[tuple[Sum, float, float]]) -> np.ndarray | None:
        """Return a world in which `wish` is least; None when none fits."""
        parts, least, most = (list(part) for part in zip(*within, strict=True)) if within else ([], [], [])
        matrix = sparse.vstack([self.matrix, self.rows(parts)])
        low, high = np.concatenate([self.least, least]), np.concatenate([self.limit, most])
        # HiGHS has presolved worlds away that fit: that there is none, it has to say twice.
        for presolve in (True, False):
            seen = milp(
                self.rows([wish]).toarray()[0] if wish else np.zeros(self.n),
                bounds=Bounds(0, self.most),
                integrality=np.ones(self.n),
                constraints=LinearConstraint(matrix, low, high),
                options={"mip_rel_gap": 0.0, "presolve": presolve},
            )
            if seen.x is not None:
                world = np.rint(seen.x)
                assert (matrix @ world >= low - 1e-6).all(), "a world that does not fit"
                assert (matrix @ world <= high + 1e-6).all(), "a world that does not fit"
                return world
            assert seen.status == 2, seen.message  # there is none: the solver did not just give up
        return None


def found(summary: Summary, truth: Summary, *, rounding: bool = False, asked: int = 0) -> list[str]:
    """Return the counts that a reader can work out: those that are hidden, and the small ones behind the printed.

    `truth` is the same run with nothing hidden. It must be one of the worlds, else the reader was told too much.
    """
    worlds, known = Worlds(summary, rounding=rounding, asked=asked), Worlds(truth, asked=asked, threshold=1)
    solver, true = Solver(worlds), Solver(known)
    world = true.world({}, [])
    assert world is not None
    secret = [name for name in (*worlds.hidden, *worlds.behind) if name in known.named]
    value = dict(zip(secret, true.rows([known.named[name] for name in secret]) @ world, strict=True))
    all_ = [(worlds.named[name], value[name], value[name]) for name in secret]
    assert solver.world({}, all_) is not None, "the truth does not fit what is published"
    open_ = {n: worlds.named[n] for n in secret if n in worlds.hidden or 0 < value[n] < worlds.threshold}
    rows = dict(zip(open_, solver.rows(list(open_.values())), strict=True))

    def look(wish: Sum, within: list[tuple[Sum, float, float]]) -> None:
        other = solver.world(wish, within)
        for name in list(open_) if other is not None else ():
            if round(float((rows[name] @ other)[0]), 6) != value[name]:
                del open_[name]

    # Worlds near by, that differ in many of the counts, are quickly found; then each count by itself.
    rng = np.random.default_rng(0)
    for share in (0.3, 1.0, 0.6, 0.3, 1.0):
        some = [name for name in open_ if rng.random() < share]
        near = [(open_[name], value[name] - 3, value[name] + 3) for name in some]
        look(plus(*((rng.choice([-1.0, 1.0]), open_[name]) for name in some)), near)
    for name in list(open_):
        for least, most in ((value[name] + 1, np.inf), (-np.inf, value[name] - 1)):
            if name in open_:
                look({}, [(open_[name], least, most)])
    return [f"{' / '.join(name)} is {value[name]:.0f}" for name in open_]
