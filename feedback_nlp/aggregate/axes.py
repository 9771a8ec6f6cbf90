"""The axes of the arrays of counts: the names on one, and how often each place comes."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def axis(values: pd.Series, known: list[str], not_given: str) -> tuple[list[str], Ints]:
    """Return the names on an axis ("not given" and its like last, where needed) and the place of each value.

    Who typed "Area not known" is one of those whose area is not known.
    """
    values = values.fillna(not_given)
    further = sorted(set(values) - {*known, not_given})
    names = [name for name in known if name != not_given] + further
    if (values == not_given).any() or not_given in known or not names:
        names.append(not_given)
    return names, places(values, names)


def places(values: pd.Series, names: list[str]) -> Ints:
    """Return the place of each value on an axis, -1 where it has none."""
    found = pd.Index(names).get_indexer(pd.Index(values)) if len(values) else np.zeros(0)
    return np.asarray(found, np.int64)


def counted(at: Sequence[pd.Series | Ints], shape: Sequence[int]) -> Ints:
    """Return how often each place comes, of the given shape; `at` holds an array of places for each axis."""
    table = np.zeros(shape, np.int64)
    np.add.at(table, tuple(np.asarray(places, np.int64) for places in at), 1)
    return table
