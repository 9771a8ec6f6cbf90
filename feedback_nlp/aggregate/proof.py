"""What a reader knows of the counts, and what is known of which of them a reader cannot find."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Progress = Callable[[int, int], None]
"""Called with how many hidden counts have a twin, and how many are hidden so far."""
Row = tuple[Ints, Ints, int]
"""Counts, further counts, and the factor of the latter in a row."""


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
    block
        Which counts are looked at together at first, the others staying as they are: the people, and each theme.
    """

    value: Ints
    cost: Floats
    published: Bools
    harmless: Bools
    lowest: Ints
    highest: Floats
    must: Bools
    reach: Ints
    equal: list[Row]
    less: list[Row]
    block: Ints


@dataclass
class Proof:
    """What is hidden, and what the twins show; all arrays are of shape (n_counts,).

    Parameters
    ----------
    hidden
        Which counts are not printed.
    safe
        Which of these are another number in some twin.
    least
        The smallest value of each count in any twin that was used as a proof: a reader may be told so much of it.
    stuck
        Which have no twin in their block, whatever is hidden there.
    """

    hidden: Bools
    safe: Bools
    least: Ints
    stuck: Bools

    @classmethod
    def of_nothing(cls) -> "Proof":
        """Return what is known before there are counts."""
        return cls(np.zeros(0, bool), np.zeros(0, bool), np.zeros(0, np.int64), np.zeros(0, bool))

    def grown(self, value: Ints) -> "Proof":
        """Return the same for further counts as well, of which nothing is hidden yet."""
        more = value.size - self.hidden.size
        return Proof(
            np.append(self.hidden, np.zeros(more, bool)),
            np.append(self.safe, np.zeros(more, bool)),
            np.append(self.least, value[self.hidden.size :]),
            np.append(self.stuck, np.zeros(more, bool)),
        )


def untold(done: int, total: int) -> None:
    """Tell nobody how far it is."""


def rounded(values: Ints, nearest: int) -> Ints:
    """Return the counts rounded to the nearest multiple."""
    return (values + nearest // 2) // nearest * nearest


def to_hide(counts: Counts, proof: Proof, threshold: int) -> Bools:
    """Return which counts are hidden already, are too small to be shown, or stand beside a base that is hidden."""
    may_hide = counts.published & np.isfinite(counts.cost)
    small = ~counts.harmless & (counts.value >= 1) & (counts.value < threshold)
    return proof.hidden | (may_hide & (small | counts.must))
