"""Topics may be published by their words alone, and only by words that several people who agree to be quoted used."""

from typing import Final

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.aggregate.consent import may_be_quoted

_IN_TITLE: Final = 3


def publishable_topics(topics: pd.DataFrame, answers: pd.DataFrame, *, threshold: int = 5) -> pd.DataFrame:
    """Return the topics with the words that may be published.

    A rare word ("zanzibar") in a list of topic words is a quote of the one or two who wrote it.

    Parameters
    ----------
    topics
        The topics table; counts and typical answers in it are for internal use.
    answers
        The prepared table.
    threshold
        Least number of respondents, of those who may be quoted, in whose answers a word must stand.

    Returns
    -------
    DataFrame
        code, title, words, overlap. Topics that have no such word are left out; none give an empty table.
    """
    quotable = answers[may_be_quoted(answers[c.CONSENT], answers[c.CHANNEL])]
    texts = quotable.groupby(c.RESPONDENT_ID)[c.TEXT].agg("\n".join).str.casefold()
    rows = []
    for topic in topics.itertuples():
        words = [
            word
            for word in topic.words.split(" | ")
            if sum(all(part in text for part in word.casefold().split()) for text in texts) >= threshold
        ]
        if words:
            rows.append((topic.code, ", ".join(words[:_IN_TITLE]), " | ".join(words), topic.overlap))
    return pd.DataFrame(rows, columns=[c.CODE, c.TITLE, c.WORDS, c.OVERLAP]).astype("string")
