"""What is lost when a count is hidden to protect another one."""

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.aggregate.figures import KEEP

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NOUGHT: float = 25.0
"""Hiding a nought costs what hiding a count of 24 costs: it hides little, but looks odd."""


def cost_of(values: Ints, weight: float) -> Floats:
    """Return what is lost with each count: about as much as it says, so that small ones go first."""
    return weight * np.where(values == 0, NOUGHT, 1.0 + values)


def settled(cost: Floats, whole: Ints, tiny: bool) -> Floats:
    """Return the cost, but that a nought stays where the whole is a nought that is shown: all know that it is one.

    Where hardly anybody responded (`tiny`), no whole is shown for certain.
    """
    return cost if tiny else np.where(whole == 0, KEEP, cost)
