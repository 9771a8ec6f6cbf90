"""From cues, words and nearness to one probability, the same in every consultation."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FEATURES: Final = ("lead", "choice", "example", "words", "cue", "given")
WEIGHTS: Final = (3.027, 1.934, 5.101, 1.264, 1.047, -0.211)
BIAS: Final = -2.727
"""A logistic regression over 28 debates, three code books and one frame of labels, made by
``benchmarks/tagging_weights.py``, which also predicts each of these sets from the others.
"""
LIKELY: Final = 0.25
BEST: Final = 0.1
"""From `LIKELY` on a code is a label; the best code of an answer is one from `BEST` on, since most answers are about
something. F1 over sets that the weights had not seen is flat from 0.15 to 0.3. Both lie below one half because F1 is
best at half of its own maximum (Lipton et al. 2014).
"""


def score(features: Array) -> Array:
    """Return the probability that each text carries each code.

    Parameters
    ----------
    features
        (n_texts, n_codes, 6), in the order of `FEATURES`.

    Returns
    -------
    (n_texts, n_codes), in 0..1.
    """
    logit: Array = features @ np.array(WEIGHTS) + BIAS
    return 1.0 / (1.0 + np.exp(-logit))


def likely(scores: Array) -> NDArray[np.bool_]:
    """Return which codes are labels of answers, of (n_answers, n_codes) scores; an answer may have none."""
    best = scores.max(axis=1, keepdims=True, initial=0.0)
    is_best: NDArray[np.bool_] = (scores >= BEST) & (scores == best)
    return (scores >= LIKELY) | is_best
