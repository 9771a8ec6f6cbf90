"""Topics may be published by their words alone, and only by words that several people who agree to be quoted used."""

import re
from typing import Final

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.consent import may_be_quoted

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
    texts = quotable.groupby(c.RESPONDENT_ID)[c.TEXT].agg("\n".join).str.casefold().str.replace("’", "'")
    rows = []
    for topic in topics[[c.CODE, c.WORDS, c.OVERLAP]].to_dict("records"):
        words = [word for word in str(topic[c.WORDS]).split(" | ") if _users(word, texts) >= threshold]
        if words:
            rows.append((topic[c.CODE], ", ".join(words[:_IN_TITLE]), " | ".join(words), topic[c.OVERLAP]))
    return pd.DataFrame(rows, columns=[c.CODE, c.TITLE, c.WORDS, c.OVERLAP]).astype("string")


def _users(word: str, texts: pd.Series) -> int:
    """Return how many of the texts hold a topic word: as a word, not inside another; a pair as neighbours in a line.

    Words are compared as `discover` cuts them: "council plan" stands in "the council's plan", "mph" in "20mph".
    """
    parts = word.casefold().split()
    whole = re.compile(r"(?<![^\W\d_])" + r"(?:'\w*)?[^\S\n]+".join(map(re.escape, parts)) + r"(?!\w)")
    # Most texts hold no such letters at all, and saying so is quick.
    return sum(all(part in text for part in parts) and bool(whole.search(text)) for text in texts)
