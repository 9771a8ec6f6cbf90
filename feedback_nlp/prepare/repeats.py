"""The same submission, sent twice.

Two submissions are one when a browser or an impatient finger sent the form again. They are *not* one because the
words agree: hundreds of patients write "Very good service", and a campaign gives everybody the same letter. So all of
this must hold, and where the export gives no time of day, nothing is set aside:

- every answer of the two agrees after normalising, and every other column (area, type, attributes) too;
- both were submitted at a known time of day, within 30 minutes of each other;
- there are at least `LEAST_LETTERS` letters in them ("Good" twice in half an hour is two patients);
- all submissions of those words and columns lie in that half hour: copies that come in over days are a campaign.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import pandas as pd

from feedback_nlp.columns import (
    QUESTION,
    RESPONDENT_ID,
    RESPONSE_ID,
    SOURCE_FILE,
    SOURCE_ROW,
    SUBMITTED,
    TEXT_RAW,
)

WINDOW: Final = pd.Timedelta(minutes=30)
LEAST_LETTERS: Final = 40
_TIME_OF_DAY: Final = re.compile(r"\d{1,2}[:.]\d{2}")
_ISO: Final = re.compile(r"\s*\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|\d{4})")


def repeated(responses: pd.DataFrame, texts: pd.Series) -> Mapping[str, str]:
    """Find respondents who are another respondent's second submission.

    Parameters
    ----------
    responses
        The responses table.
    texts
        The normalised text of each row, on the same index; NA or "" where there is none.

    Returns
    -------
    mapping
        respondent_id that is set aside -> respondent_id that is kept: the earliest submitted, then the first by id.
        The order of the rows does not matter.
    """
    answers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    about: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    when: dict[str, pd.Timestamp | None] = {}
    same = [c for c in responses.columns if c not in {RESPONSE_ID, RESPONDENT_ID, QUESTION, SUBMITTED, TEXT_RAW}]
    same = [c for c in same if c not in {SOURCE_FILE, SOURCE_ROW}]
    columns = [RESPONDENT_ID, QUESTION, SUBMITTED, *same]
    for row, text in zip(responses[columns].itertuples(index=False, name=None), texts, strict=True):
        respondent = row[0]
        answers[respondent].append((row[1], "" if pd.isna(text) else text.casefold()))
        about[respondent].add(tuple("" if pd.isna(value) else str(value) for value in row[3:]))
        when[respondent] = moment(row[2])

    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for respondent, given in answers.items():
        letters = sum(c.isalpha() for _, text in given for c in text)
        if letters >= LEAST_LETTERS:
            groups[(tuple(sorted(given)), tuple(sorted(about[respondent])))].append(respondent)

    second: dict[str, str] = {}
    for members in groups.values():
        times = [when[m] for m in members]
        known = [t for t in times if t is not None]
        if len(members) < 2 or len(known) < len(members) or max(known) - min(known) > WINDOW:
            continue
        kept, *rest = sorted(members, key=lambda m: (when[m], m))
        second |= dict.fromkeys(rest, kept)
    return second


def moment(submitted: str | None) -> pd.Timestamp | None:
    """Return the time of a submission, or None when it is missing, unreadable or a date without a time of day.

    Day before month unless the year stands first, as in every UK export.
    """
    if submitted is None or pd.isna(submitted) or not _TIME_OF_DAY.search(submitted):
        return None
    return day(submitted)


@lru_cache(maxsize=65_536)
def day(submitted: str | None) -> pd.Timestamp | None:
    """Return the date (and time, where there is one) of a submission, or None when it cannot be read."""
    if submitted is None or pd.isna(submitted):
        return None
    parsed = pd.to_datetime(submitted, dayfirst=not _ISO.match(submitted), errors="coerce", utc=True)
    return None if pd.isna(parsed) else parsed
