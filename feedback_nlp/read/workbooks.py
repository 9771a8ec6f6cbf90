"""Are the respondents of two sheets of a workbook the same people: a sheet for each question?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.read.reading import Reading

_SHEET: Final = re.compile(r"(?P<file>.+?)(\.[A-Za-z0-9]{1,5})? \[.+\]")
_TELLING: Final = (c.AREA, c.RESPONDENT_TYPE, c.POSITION, c.SUBMITTED)
_COUNTER: Final = r"\d{1,5}"


def of_workbook(reading: Reading) -> str | None:
    """Return the workbook of a reading of one of its sheets, without its ending; None for anything else."""
    files = reading.ledger[c.SOURCE_FILE].unique()
    found = _SHEET.fullmatch(str(files[0])) if len(files) == 1 else None
    return found["file"] if found else None


def group_sheets(readings: Sequence[Reading]) -> list[int]:
    """Return the group of each reading: sheets that ask the same people have one, everything else has its own."""
    group = list(range(len(readings)))
    books = [of_workbook(reading) for reading in readings]
    for k, book in enumerate(books):
        for earlier in range(k):
            if book is not None and book == books[earlier] and _same_people(readings[earlier], readings[k]):
                group[k] = group[earlier]
                break
    return group


def said_of_groups(readings: Sequence[Reading], group: Sequence[int]) -> list[str]:
    """Return a sentence for each workbook whose sheets hold the same people."""
    books = dict.fromkeys(of_workbook(readings[k]) for k in range(len(readings)) if group.count(group[k]) > 1)
    return [f"{book}: the sheets have the same respondents, who answered another question in each." for book in books]


def _same_people(one: Reading, other: Reading) -> bool:
    """Say whether equal ids are equal people.

    They asked different questions, most ids stand in both, and what both say of a person is the same. Paper forms
    numbered from 1 beside an online survey numbered from 1 say different things; where nothing is said, a mere counter
    proves nothing.
    """
    if set(one.ledger[c.QUESTION]) & set(other.ledger[c.QUESTION]):
        return False
    here, there = _people(one), _people(other)
    both = here.index.intersection(there.index)
    if len(both) < 3 or len(both) < 0.5 * min(len(here), len(there)):
        return False
    told, same = 0, 0
    for name in _TELLING:
        a, b = here.loc[both, name], there.loc[both, name]
        known = a.notna() & b.notna()
        if a[known].nunique() >= 2:
            told += int(known.sum())
            same += int((a[known] == b[known]).sum())
    if told >= 3:
        return same >= 0.95 * told
    return not both.to_series().str.fullmatch(_COUNTER).all()


def _people(reading: Reading) -> pd.DataFrame:
    """Return what is known of each respondent, by id."""
    frame = reading.responses[[c.RESPONDENT_ID, *_TELLING]]
    return frame.drop_duplicates(c.RESPONDENT_ID).set_index(c.RESPONDENT_ID)
