"""What was asked makes some themes likelier: "What worries you?" brings worries, from everybody."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

OTHERS: Final = 10.0
"""Answers to all questions, put beside those to one: with few answers a question says little."""
_RARE: Final = 0.06
"""A code that hardly anybody mentions is thought to be in six of a hundred answers, with the weight of one answer."""
_MOST: Final = 2.0
"""Log-odds: no question says more than seven to one for a code, or against it."""


def likelier(scores: Array, questions: Sequence[str]) -> Array:
    """Return by how much each answer's question makes each code likelier, in log-odds.

    By Bayes' rule, where an answer was judged without looking at its question, a code is likelier in it by the odds of
    the code among answers to that question over those among answers to all. What the other answers carry is not
    known; the mean of their probabilities stands for it (one step of the adjustment of Saerens, Latinne and
    Decaestecker 2002). An answer does not count towards its own.

    Parameters
    ----------
    scores
        (n_answers, n_codes) probabilities, each answer judged by its words alone. Give each wording once for a
        question: a letter that a thousand people sent says no more than once what a question brings.
    questions
        Of the n_answers.

    Returns
    -------
    (n_answers, n_codes), between -2 and 2; 0 where all answers are to one question.
    """
    made = np.zeros_like(scores)
    if len(set(questions)) < 2:
        return made
    n_others = len(scores) - 1
    among_all = (scores.sum(axis=0) - scores) / max(n_others, 1)
    asked = np.asarray(questions, dtype=object)
    for question in dict.fromkeys(questions):
        own = asked == question
        here = scores[own].sum(axis=0) - scores[own] + OTHERS * among_all[own]
        among_these = here / (own.sum() - 1 + OTHERS)
        made[own] = _log_odds(among_these, n_others) - _log_odds(among_all[own], n_others)
    return np.clip(made, -_MOST, _MOST)


def of_segments(scores: Array, answers: Iterable[str], questions: Iterable[str]) -> Array:
    """Return `likelier` of (n_segments, n_codes) scores, where all segments of an answer have the same.

    Parameters
    ----------
    scores
        Of the segments; an answer has the best of its segments.
    answers, questions
        What tells the answer that each segment is of from others (its text, or the campaign that it copies), and its
        question. What comes more than once to a question counts once, with the best of all its segments.
    """
    pairs = list(zip(questions, answers, strict=True))
    each = {pair: i for i, pair in enumerate(sorted(set(pairs)))}
    at = np.array([each[pair] for pair in pairs], dtype=np.int64)
    best = np.zeros((len(each), scores.shape[1]))
    np.maximum.at(best, at, scores)
    made: Array = likelier(best, [question for question, _ in each])[at]
    return made


def moved(scores: Array, log_odds: Array) -> Array:
    """Return probabilities moved by log-odds; what is certain stays so."""
    with np.errstate(divide="ignore"):
        before = np.log(scores) - np.log1p(-scores)
    made: Array = 1.0 / (1.0 + np.exp(-(before + log_odds)))
    return made


def _log_odds(share: Array, n: int) -> Array:
    kept = (share * n + _RARE) / (n + 1)
    made: Array = np.log(kept / (1 - kept))
    return made
