"""Respondents who agree in everything but their id: the same people exported again, or a letter that many sent?

A file that was put together by hand can hold the same people several times under new ids. Nothing in it proves that, so
nothing is set aside here: the note lets somebody who knows the survey decide.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from feedback_nlp import columns as c

LEAST_LETTERS: Final = 40
"""Letters in all answers of a respondent together; "Good" and "Fine" agree by chance."""
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)  # an odd number, so that nothing is lost in multiplying
_THEIR_OWN: Final = (c.RESPONSE_ID, c.RESPONDENT_ID, c.SUBMITTED, c.SOURCE_FILE, c.SOURCE_ROW)


def alike(responses: pd.DataFrame) -> list[str]:
    """Say whether respondents of a file are the same as an earlier one in everything that was read but id and time.

    Parameters
    ----------
    responses
        Answers of one file, one row a respondent and question, those that go on.

    Returns
    -------
    A few sentences; [] where nobody is alike or there are no rows. They are published with the checks of a run, so
    they hold no answer text, and no number: it would be an exact one beside rounded or hidden counts. Whether
    it is more than half is said. The order of the rows does not matter.
    """
    told = [name for name in responses.columns if name not in _THEIR_OWN]
    text = told.index(c.TEXT_RAW)
    people: dict[str, list[tuple[str, ...]]] = {}
    maybe = _maybe_alike(responses, told)
    cells = responses.loc[maybe, told].astype("string").fillna("").itertuples(index=False, name=None)
    for one, said in zip(responses.loc[maybe, c.RESPONDENT_ID], cells, strict=True):
        people.setdefault(one, []).append(said)
    saying = Counter(tuple(sorted(said)) for said in people.values())
    again = sum(
        n - 1
        for said, n in saying.items()
        if sum(letter.isalpha() for answer in said for letter in answer[text]) >= LEAST_LETTERS
    )
    if not again:
        return []
    how_many = "More than half of the" if 2 * again > responses[c.RESPONDENT_ID].nunique() else "Some"
    return [
        f"{how_many} respondents are the same as an earlier one in every answer and attribute that is read, in all but "
        "their id and date. If these are the same people, take their rows out of the file: they are counted, except "
        "those sent within half an hour of each other. Different people who signed one letter belong there."
    ]


def _maybe_alike(responses: pd.DataFrame, told: Sequence[str]) -> np.ndarray:
    """Return which rows are of respondents who may say the same as another one.

    Two million cells compared as Python strings take a minute and a gigabyte. As numbers, added up per respondent so
    that the order of their rows does not matter, they take a second; only equal sums are looked at again.
    """
    mixed = np.ones(len(responses), dtype=np.uint64)
    for name in told:
        codes = pd.factorize(responses[name])[0]
        mixed = (mixed ^ codes.astype(np.uint64)) * _MIX
        mixed ^= mixed >> np.uint64(29)
    people, who = pd.factorize(responses[c.RESPONDENT_ID])
    sums = np.zeros(len(who), dtype=np.uint64)
    np.add.at(sums, people, mixed)
    _, group, size = np.unique(sums, return_inverse=True, return_counts=True)
    return np.asarray((size[group] > 1)[people])
