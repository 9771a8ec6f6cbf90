"""How large a base must be before a percentage is given, and before it is called reliable."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.aggregate.intervals import Floats
from feedback_nlp.aggregate.marks import When
from feedback_nlp.aggregate.words import ENOUGH, HIDDEN, LOW, NOT_APPLICABLE, count_of


@dataclass(frozen=True)
class Limits:
    """Smallest bases.

    Parameters
    ----------
    percentages
        Below it, no percentage is given and nothing is compared.
    reliable
        Below it, a percentage is marked "[u]".
    """

    percentages: int = 30
    reliable: int = 50

    def scope(self, respondents: Floats, *, what: str = "Respondents with at least one analysed answer") -> str:
        """Return whom a table covers, with the base in words."""
        base = float(respondents)
        return f"{what}: {HIDDEN if np.isnan(base) else count_of(int(base), 'respondent')} in all"


def reliability(base: Floats, limits: Limits) -> NDArray[np.object_]:
    """Return "[u]" for small bases, "acceptable" for others, "[c]" where hidden, "[z]" where nought."""
    words = np.where(base < limits.reliable, LOW, ENOUGH).astype(object)
    words[base == 0] = NOT_APPLICABLE
    words[np.isnan(base)] = HIDDEN
    return words.ravel()


def share_marks(count: Floats, base: Floats, limits: Limits) -> tuple[When, ...]:
    """Return where a share is not shown, and what stands there instead."""
    return (
        (np.isnan(count) | np.isnan(base), HIDDEN),
        (base == 0, NOT_APPLICABLE),
        (base < limits.percentages, LOW),
    )
