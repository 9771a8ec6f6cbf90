"""Counts tied together by sums, and which of them must be hidden so that no arithmetic brings a small one back.

The rule is stated on worlds. Two sets of respondents are twins when they would publish the same figures. A hidden
count is safe when there is a twin in which that count is another one: then no reasoning over the published figures can
find it.

Worked example. A theme has 12 respondents: 9 in North, 3 in South, none in East. South is hidden (a count from 1 to
4). 12 - 9 - 0 = 3 gives it back, so a second cell of the line goes too. With North hidden, "10 and 2" is a twin of "9
and 3".
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.aggregate.proof import Counts, Progress, Proof, rounded, untold
from feedback_nlp.aggregate.search import REACH
from feedback_nlp.aggregate.twins import hide

Ids = NDArray[np.int64]

KEEP: Final = float("inf")
"""The cost of a count that is always shown."""


@dataclass(frozen=True)
class Rule:
    """What a single count must look like to be shown.

    Parameters
    ----------
    threshold
        Counts from 1 to one less are hidden.
    nearest
        Counts that are shown are rounded to the nearest of this; 1 leaves them as they are.
    """

    threshold: int = 5
    nearest: int = 1

    def small(self, values: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which counts are too small to be shown. Nought is not: it is about nobody."""
        return (values >= 1) & (values < self.threshold)

    def shown(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the counts as they are printed."""
        return rounded(values, self.nearest)


@dataclass
class Figures:
    """Non-negative counts, the sums that tie them, and which of them are hidden.

    Some counts are published, others only stand behind the published ones (respondents with a theme by area *and*
    type): a reader knows that they exist and how they add up, and may reason with them.
    """

    rule: Rule
    progress: Progress = untold
    proof: Proof = field(default_factory=Proof.of_nothing)
    _values: list[NDArray[np.int64]] = field(default_factory=list)
    _costs: list[NDArray[np.float64]] = field(default_factory=list)
    _published: list[NDArray[np.bool_]] = field(default_factory=list)
    _harmless: list[NDArray[np.bool_]] = field(default_factory=list)
    _lowest: list[NDArray[np.int64]] = field(default_factory=list)
    _highest: list[NDArray[np.float64]] = field(default_factory=list)
    _steps: list[NDArray[np.int64]] = field(default_factory=list)
    _must: set[int] = field(default_factory=set)
    _n: int = 0
    _sums: list[tuple[Ids, Ids]] = field(default_factory=list)
    _at_most: list[tuple[Ids, Ids, int]] = field(default_factory=list)
    _blocks: list[NDArray[np.int64]] = field(default_factory=list)
    _block: int = 0

    @property
    def hidden(self) -> NDArray[np.bool_]:
        """Which counts are not printed, of shape (n_counts,), as of the last `protect`."""
        return self.proof.hidden

    @property
    def safe(self) -> NDArray[np.bool_]:
        """Which of these are known to have a twin in which they differ."""
        return self.proof.safe

    def publish(
        self,
        values: NDArray[np.int64],
        *,
        cost: float | NDArray[np.float64],
        lowest: int | NDArray[np.int64] = 0,
        highest: float | NDArray[np.int64] = np.inf,
        harmless: bool | NDArray[np.bool_] = False,
        step: int = 1,
    ) -> Ids:
        """Add counts that are published unless hidden.

        Parameters
        ----------
        values
            The true counts, of any shape.
        cost
            How much is lost when one is hidden as a companion; `KEEP` for one that is always shown.
        lowest, highest
            What a reader knows that it cannot fall below or rise above.
        harmless
            Shown even where small, unless it gives another count away.
        step
            How much one respondent more may add.

        Returns
        -------
        ndarray of int, of the shape of `values`
            Where each count stands.
        """
        return self._add(values, cost, True, lowest, highest, harmless, step)

    def behind(
        self,
        values: NDArray[np.int64],
        *,
        lowest: int | NDArray[np.int64] = 0,
        highest: float | NDArray[np.int64] = np.inf,
    ) -> Ids:
        """Add counts that are not published, with what they cannot fall below or rise above."""
        return self._add(values, 0.0, False, lowest, highest, False, 1)

    def begin(self) -> int:
        """Begin a block: the counts added from now on are looked at together, before all are."""
        self._block += 1
        return self._block

    def _add(
        self,
        values: NDArray[np.int64],
        cost: float | NDArray[np.float64],
        published: bool,
        lowest: int | NDArray[np.int64],
        highest: float | NDArray[np.int64],
        harmless: bool | NDArray[np.bool_],
        step: int,
    ) -> Ids:
        shape = values.shape
        self._values.append(values.astype(np.int64).ravel())
        self._costs.append(np.broadcast_to(np.asarray(cost, float), shape).ravel())
        self._published.append(np.full(values.size, published))
        self._lowest.append(np.broadcast_to(np.asarray(lowest, np.int64), shape).ravel())
        self._highest.append(np.broadcast_to(np.asarray(highest, float), shape).ravel())
        self._harmless.append(np.broadcast_to(np.asarray(harmless, bool), shape).ravel())
        self._steps.append(np.full(values.size, step))
        self._blocks.append(np.full(values.size, self._block))
        self._n += values.size
        return np.arange(self._n - values.size, self._n).reshape(shape)

    def must_hide(self, ids: Ids) -> bool:
        """Hide these counts whatever they are, noughts too, from the next `protect` on; False where none is new."""
        new = set(ids.ravel().tolist()) - self._must
        new -= set(np.flatnonzero(self.hidden).tolist())
        self._must |= new
        return bool(new)

    def sums_to(self, parts: Ids, totals: Ids, axis: int = -1) -> None:
        """State that `parts`, added along `axis`, are `totals`; an id that repeats counts as often."""
        lines = np.moveaxis(parts, axis, -1)
        lines = lines.reshape(totals.size, lines.shape[-1])
        self._sums += [(line, total) for line, total in zip(lines, totals.reshape(-1, 1), strict=True)]

    def at_most(self, small: Ids, large: Ids, times: int = 1) -> None:
        """State that the sum of each row of `small` is at most `times` that of `large`; both (n_rows, n_counts)."""
        self._at_most += [(one, other, times) for one, other in zip(small, large, strict=True)]

    def protect(self, block: int | None = None) -> None:
        """Decide what is hidden: the small counts, then the cheapest companions that leave each a twin.

        What an earlier call hid stays hidden, and what it proved stays proven. With `block`, only that one is seen to.
        """
        if self._n:
            counts = Counts(
                value=np.concatenate(self._values),
                cost=np.concatenate(self._costs),
                published=np.concatenate(self._published),
                harmless=np.concatenate(self._harmless),
                lowest=np.concatenate(self._lowest),
                highest=np.concatenate(self._highest),
                must=np.isin(np.arange(self._n), list(self._must)),
                reach=REACH * np.concatenate(self._steps),
                equal=[(parts, total, -1) for parts, total in self._sums],
                less=[(small, large, -times) for small, large, times in self._at_most],
                block=np.concatenate(self._blocks),
            )
            rule = self.rule
            self.proof = hide(
                counts,
                threshold=rule.threshold,
                nearest=rule.nearest,
                known=self.proof,
                block=block,
                progress=self.progress,
            )

    @property
    def n_unproven(self) -> int:
        """How many hidden counts have no twin that is known."""
        return int((self.hidden & ~self.safe).sum())

    def known_to_be_there(self, ids: Ids) -> NDArray[np.int64]:
        """Return how many of these counts a reader may be told of: they are that many in every twin used as a proof."""
        return self.proof.least[ids]

    def values(self, ids: Ids) -> NDArray[np.float64]:
        """Return the counts as they are printed; NaN where one is hidden."""
        values = np.concatenate(self._values)[ids] if self._n else np.zeros(ids.shape, np.int64)
        return np.where(self.hidden[ids] if self._n else False, np.nan, self.rule.shown(values).astype(float))
