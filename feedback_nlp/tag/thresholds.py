"""From which probability on a code is a label, and from which on a person need not look."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_POSITIVES: Final = 20.0
"""A code with this many positives has half of its own threshold and half of the common one."""
_ANSWERS: Final = 50.0
"""With this many coded answers the common threshold is half learnt, half `USUAL`."""
USUAL: Final = 0.35
"""Where F1 of calibrated probabilities is usually best."""
PRECISION: Final = 0.95
_FEWEST: Final = 50
"""Fewer labels than this cannot show a precision of 95 %: then everything is for a person."""

UNSURE: Final = 1.01
"""A probability that no label reaches."""


def fit_thresholds(probability: Array, truth: Array) -> Array:
    """Return (n_codes,) thresholds that do well by F1, drawn together where a code is rare.

    Parameters
    ----------
    probability
        (n_texts, n_codes), of answers that the model had not seen.
    truth
        (n_texts, n_codes), 0 or 1.
    """
    n_texts, n_codes = truth.shape
    learnt = _best(probability.ravel(), truth.ravel(), USUAL)
    common = _mix(learnt, USUAL, n_texts / (n_texts + _ANSWERS))
    found = np.full(n_codes, common)
    for code in range(n_codes):
        positives = float(truth[:, code].sum())
        if positives:
            own = _best(probability[:, code], truth[:, code], common)
            found[code] = _mix(own, common, positives / (positives + _POSITIVES))
    return found


def fit_sure(probability: Array, truth: Array, said: NDArray[np.bool_], precision: float = PRECISION) -> float:
    """Return the lowest probability above which labels are right often enough; above 1 where that cannot be shown.

    Often enough is not the share among these labels, of which the best cut is picked, but the lower end of its Wilson
    interval of one standard error. On Friends and Family comments the share itself promised 95 % and kept 92 % with 300
    coded answers and 94 to 95 % with thousands; its lower end kept 94.7 to 95.4 % (`docs/benchmarks.md`).

    Parameters
    ----------
    probability, truth
        (n_texts, n_codes), of answers that the model had not seen.
    said
        (n_texts, n_codes): which labels are given.
    precision
        The share of labels that must be right.
    """
    order = np.argsort(-probability[said], kind="stable")
    n = np.arange(1, len(order) + 1)
    right = np.cumsum(truth[said][order]) / n
    least = (right + 0.5 / n - np.sqrt(right * (1 - right) / n + 0.25 / n**2)) / (1 + 1 / n)
    enough = np.flatnonzero(least >= precision)
    enough = enough[enough + 1 >= _FEWEST]
    return float(probability[said][order][enough[-1]]) if len(enough) else UNSURE


def _best(probability: Array, truth: Array, otherwise: float) -> float:
    """Return the threshold with the best F1, in the middle between the two probabilities that it parts."""
    if not len(probability):
        return otherwise
    order = np.argsort(-probability, kind="stable")
    sorted_p = probability[order]
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + max(1.0, float(truth.sum())))
    # A run of equal probabilities is cut at its end or not at all.
    last_of_run = np.append(sorted_p[1:] < sorted_p[:-1], True)
    f1 = np.where(last_of_run, f1, -1.0)
    at = int(f1.argmax())
    if f1[at] <= 0:
        return otherwise
    after = sorted_p[at + 1] if at + 1 < len(sorted_p) else 0.0
    return float((sorted_p[at] + after) / 2)


def _mix(own: float, common: float, share: float) -> float:
    odds = [np.log(np.clip(p, 1e-6, 1 - 1e-6) / np.clip(1 - p, 1e-6, 1)) for p in (own, common)]
    return float(1 / (1 + np.exp(-(share * odds[0] + (1 - share) * odds[1]))))
