"""Which theme of the frame does a topic meet, and which topics meet none?"""

from typing import NamedTuple

import pandas as pd

from feedback_nlp import columns as c


class Overlap(NamedTuple):
    """How a topic and the frame meet.

    Attributes
    ----------
    theme
        The code that most of the topic's answers carry; None where they carry none.
    share
        Share of the topic's answers that carry it; None where they carry none.
    touched
        Share of the topic's answers in which the evidence of some theme lies within a segment of the topic.
    """

    theme: str | None
    share: float | None
    touched: float


def overlaps(topics: pd.DataFrame, themes: pd.DataFrame) -> dict[str, Overlap]:
    """Compare the labels of topics with the labels of themes.

    Parameters
    ----------
    topics, themes
        Labels tables of kind "topic" and "theme". A theme label without a place touches its whole answer.

    Returns
    -------
    An `Overlap` for each code of `topics`. Of themes with equal shares, the first by code. Denominators are answers
    with at least one segment in the topic.
    """
    ours = topics[[c.RESPONSE_ID, c.CODE, c.START, c.END]]
    theirs = themes[[c.RESPONSE_ID, c.CODE, c.START, c.END]]
    both = ours.merge(theirs, on=c.RESPONSE_ID, suffixes=("", "_theme"))
    meets = (both[c.START] < both["end_theme"]) & (both["start_theme"] < both[c.END])
    both["touches"] = meets.fillna(True).astype(bool)
    found = {}
    answers = ours.groupby(c.CODE)[c.RESPONSE_ID].nunique()
    for code, n_answers in answers.items():
        here = both[both[c.CODE] == code]
        counts = here.groupby("code_theme")[c.RESPONSE_ID].nunique()
        touched = here.loc[here["touches"], c.RESPONSE_ID].nunique() / n_answers
        if counts.empty:
            found[str(code)] = Overlap(None, None, touched)
        else:
            # groupby sorts by code, and idxmax takes the first of equals
            found[str(code)] = Overlap(str(counts.idxmax()), float(counts.max() / n_answers), touched)
    return found
