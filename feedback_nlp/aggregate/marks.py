"""From arrays of figures to columns of a table: real numbers, and shorthand where there is none to show."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp.aggregate.intervals import Floats
from feedback_nlp.aggregate.words import HIDDEN

When = tuple[NDArray[np.bool_] | bool, str]


def counts(values: Floats) -> NDArray[np.object_]:
    """Return counts as ints, "[c]" for those that are hidden (NaN)."""
    return np.array([HIDDEN if np.isnan(v) else int(v) for v in np.ravel(values)], dtype=object)


def figures(values: Floats, *when: When, digits: int = 6) -> NDArray[np.object_]:
    """Return figures as floats, with shorthand in the place of those that are not shown; the first condition wins.

    Parameters
    ----------
    values
        Shares, differences, indices or p-values; NaN where hidden, which is shown as "[c]" unless a condition says
        otherwise.
    when
        Pairs of where (an array of bools that fits `values`) and what to print there.
    digits
        Decimals kept: enough for any use, few enough that the last bit of a sum cannot change a file.
    """
    out = np.array([HIDDEN if np.isnan(v) else round(float(v), digits) for v in np.ravel(values)], dtype=object)
    for where, sign in reversed(when):
        out[np.broadcast_to(where, np.shape(values)).ravel()] = sign
    return out


def frame_of(columns: dict[str, Any], *, order: Sequence[int] | None = None) -> pd.DataFrame:
    """Return a frame of object columns, so that numbers stay numbers beside shorthand."""
    frame = pd.DataFrame({name: pd.Series(list(values), dtype=object) for name, values in columns.items()})
    return frame if order is None else frame.iloc[list(order)].reset_index(drop=True)
