"""From cues, words and nearness to one probability, the same in every consultation."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FEATURES: Final = ("lead", "choice", "example", "words", "cue")
WEIGHTS: Final = (3.69, 1.94, 3.556, 1.187, 1.192)
BIAS: Final = -2.789
"""A logistic regression over 28 debates, three code books and one frame of labels, made by
``benchmarks/tagging_weights.py``, which also predicts each of these sets from the others.
"""
LIKELY: Final = 0.2
"""From this probability on a code is a label: the best mean F1 over sets that the weights had not seen. It lies below
one half because F1 is best at half of its own maximum (Lipton et al. 2014).
"""


def score(features: Array) -> Array:
    """Return the probability that each text carries each code.

    Parameters
    ----------
    features
        (n_texts, n_codes, 5), in the order of `FEATURES`.

    Returns
    -------
    (n_texts, n_codes), in 0..1.
    """
    return 1.0 / (1.0 + np.exp(-(features @ np.array(WEIGHTS) + BIAS)))
