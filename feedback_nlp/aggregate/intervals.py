"""Shares and their intervals."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def share_of(count: Floats, base: Floats) -> Floats:
    """Return counts as shares of their bases, 0 to 1; NaN where either is hidden or the base is nought."""
    count, base = np.broadcast_arrays(count, base)
    share: Floats = np.divide(count, base, out=np.full(base.shape, np.nan), where=base > 0)
    return share


def wilson(count: Floats, base: Floats) -> tuple[Floats, Floats]:
    """Return the 95 % Wilson interval of each share; NaN where the count or base is hidden or the base is nought.

    Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927, by way of
    ``statsmodels.stats.proportion.proportion_confint``.
    """
    from statsmodels.stats.proportion import proportion_confint  # slow to import

    count, base = np.broadcast_arrays(count, base)
    known = ~np.isnan(count) & (base > 0)
    lower, upper = np.full(base.shape, np.nan), np.full(base.shape, np.nan)
    lower[known], upper[known] = proportion_confint(count[known], base[known], method="wilson")
    return np.clip(lower, 0, 1), np.clip(upper, 0, 1)
