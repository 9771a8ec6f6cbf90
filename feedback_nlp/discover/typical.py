"""Which answers show what a topic is about? Those nearest its centre, and not all the same one."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.consent import may_be_quoted

N_TYPICAL: Final = 5
_POOL: Final = 60
_LAMBDA: Final = 0.7
_TELLING: Final = 4
"""Words below which a segment hardly tells a reader anything; used only where there is nothing longer."""


def quotable(answers: pd.DataFrame, segments: pd.DataFrame) -> frozenset[str]:
    """Return the texts that may be shown: those of at least one answer that may be quoted.

    A typical answer may become the example of a theme, and the code frame is published: the rule is
    that of quotes (`feedback_nlp.consent`). Where consent was not asked, all may be shown.
    """
    said = answers.reindex(columns=[c.CONSENT, c.CHANNEL]).astype("string")  # without the columns nobody was asked
    willing = answers.loc[may_be_quoted(said[c.CONSENT], said[c.CHANNEL]), c.RESPONSE_ID]
    return frozenset(segments.loc[segments[c.RESPONSE_ID].isin(willing), c.TEXT])


def pick_typical(
    texts: Sequence[str], vectors: NDArray[np.float32], scores: NDArray[np.floating], n: int = N_TYPICAL
) -> list[str]:
    """Choose segments that are near the centre and unlike one another.

    Maximal marginal relevance (Carbonell and Goldstein 1998) among the nearest 60.

    Parameters
    ----------
    texts, vectors, scores
        The wordings of one topic, their unit rows (n_wordings, n_dims) and cosines to the centre (n_wordings,).
    n
        How many to choose.

    Returns
    -------
    At most `n` of the texts, unchanged, the nearest to the centre first; those of four words or more before any other.
    """
    telling = [len(text.split()) >= _TELLING for text in texts]
    order = sorted(range(len(texts)), key=lambda i: (not telling[i], -round(float(scores[i]), 6), texts[i]))[:_POOL]
    if sum(telling) >= n:
        order = [i for i in order if telling[i]]
    chosen: list[int] = []
    while order and len(chosen) < n:
        if chosen:
            likeness = (vectors[order] @ vectors[chosen].T).max(axis=1)
            gain = _LAMBDA * np.asarray(scores)[order] - (1 - _LAMBDA) * likeness
            best = int(np.argmax(np.round(gain, 6)))
        else:
            best = 0
        chosen.append(order.pop(best))
    return [texts[i] for i in chosen]
