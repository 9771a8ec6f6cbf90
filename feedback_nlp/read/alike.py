"""Respondents who agree in everything but their id: the same people exported again, or a letter that many sent?

A file that was put together by hand can hold the same people several times under new ids. Nothing in it proves that, so
nothing is set aside here: the note lets somebody who knows the survey decide.
"""

from typing import Final

import pandas as pd

from feedback_nlp import columns as c

LEAST_LETTERS: Final = 40
"""Letters in all answers of a respondent together; "Good" and "Fine" agree by chance."""
_THEIR_OWN: Final = (c.RESPONSE_ID, c.RESPONDENT_ID, c.SUBMITTED, c.SOURCE_FILE, c.SOURCE_ROW)


def alike(responses: pd.DataFrame) -> list[str]:
    """Say how many respondents of a file are the same as an earlier one in everything that was read but id and time.

    Parameters
    ----------
    responses
        Answers of one file, one row a respondent and question, those that go on.

    Returns
    -------
    One sentence or two, without answer text and with no count under 5; [] where nobody is alike or there are no rows.
    The order of the rows does not matter.
    """
    told = [name for name in responses.columns if name not in _THEIR_OWN]
    text = told.index(c.TEXT_RAW)
    people: dict[str, list[tuple[str, ...]]] = {}
    cells = responses[told].astype("string").fillna("").itertuples(index=False, name=None)
    for one, said in zip(responses[c.RESPONDENT_ID], cells, strict=True):
        people.setdefault(one, []).append(said)
    saying = [
        tuple(sorted(said))
        for said in people.values()
        if sum(letter.isalpha() for answer in said for letter in answer[text]) >= LEAST_LETTERS
    ]
    again = len(saying) - len(set(saying))
    if not again:
        return []
    count = f"{again:,}" if again >= 5 else "A few"
    return [
        f"{count} of {len(people):,} respondents are the same as an earlier one in every answer and attribute that is "
        "read, in all but their id and date. If these are the same people, take their rows out of the file: they are "
        "counted, except those sent within half an hour of each other. Different people who signed one letter belong "
        "there."
    ]
