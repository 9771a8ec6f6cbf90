"""Respondents who seem to have responded before, under another id: exported again, or the same person once more?

A file that was put together by hand can hold the same people several times under new ids. Nothing in it proves that, so
nothing is set aside here (what came in twice within half an hour is: see `repeats`): a list lets somebody who knows the
survey decide. Until then all are counted, and what is tested takes them for different people.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Final

import numpy as np
import pandas as pd

from feedback_nlp import columns as c

LEAST_LETTERS: Final = 40
"""Letters in all answers of a respondent together; "Good" and "Fine" agree by chance."""
ALIKE: Final = {
    c.RESPONDENT_ID: "string",
    c.SOURCE_FILE: "string",
    c.SOURCE_ROW: "int64",
    c.SAME_AS: "string",
    "same_as_file": "string",
    "same_as_row": "int64",
    c.WHY: "string",
}
SAME_ANSWERS: Final = "the same answers and details"
SAME_LETTER: Final = "the same answers and details, all in the words of a campaign"
SAME_EMAIL: Final = "the same e-mail address"
SAME_NAME: Final = "the same name and area"
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)  # an odd number, so that nothing is lost in multiplying
_THEIR_OWN: Final = (c.RESPONSE_ID, c.RESPONDENT_ID, c.SUBMITTED, c.CHANNEL, c.SOURCE_FILE, c.SOURCE_ROW, c.TEXT_RAW)
_EMAIL: Final = re.compile(r"\s*\S+@\S+\.\S+\s*")
_NAME: Final = re.compile(r"((full|your|first|last|fore|sur|family|given)[ _-]?)?names?")


def alike(rows: pd.DataFrame, texts: pd.Series, counted: pd.Series, letters: Iterable[str] = ()) -> pd.DataFrame:
    """Return the respondents who seem to be an earlier one.

    Parameters
    ----------
    rows
        The responses table, not redacted yet. An e-mail address or a name is only there where the consultation file
        names such a column among the attributes.
    texts
        The normalised text of each row, "" where there is none.
    counted
        Whether each row is an answer that is analysed; who has none is in no figure, and is left out.
    letters
        Respondents all of whose analysed answers are copies of a campaign's letter: these may well be different people.

    Returns
    -------
    DataFrame
        One row a respondent, columns as in `ALIKE`: the first row of theirs, that of the first respondent who is the
        same, and in what. "Earlier" is by file and row, so that the order of the rows does not matter.
    """
    ids, people = pd.factorize(rows[c.RESPONDENT_ID])
    here = (np.bincount(ids, counted.to_numpy(bool), len(people)) > 0)[ids]
    rows, texts = rows[here], texts[here]
    where = rows.sort_values([c.SOURCE_FILE, c.SOURCE_ROW], kind="stable").drop_duplicates(c.RESPONDENT_ID)
    signers = set(letters)
    emails, names = _emails(where), _names(where)
    # Who signed the same letter and gave another address or name is somebody else.
    apart = {one: (emails.get(one), names.get(one)) for one in signers}
    answers = {one: (said, apart.get(one)) for one, said in _answers(rows, texts).items()}
    groups = [
        (why, group)
        for why, keys in ((SAME_ANSWERS, answers), (SAME_EMAIL, emails), (SAME_NAME, names))
        for group in _groups(keys)
    ]
    members = where[where[c.RESPONDENT_ID].isin({one for _, group in groups for one in group})]
    members = members[[c.RESPONDENT_ID, c.SOURCE_FILE, c.SOURCE_ROW]]
    places = {str(one): (str(file), int(row)) for one, file, row in members.itertuples(index=False, name=None)}
    found: dict[str, tuple[str, list[str]]] = {}
    for why, group in groups:
        first, *again = sorted(group, key=places.__getitem__)
        for one in again:
            said = SAME_LETTER if why == SAME_ANSWERS and one in signers else why
            found.setdefault(one, (first, []))[1].append(said)
    made = [
        (one, *places[one], first, *places[first], " and ".join(why))
        for one, (first, why) in sorted(found.items(), key=lambda item: places[item[0]])
    ]
    return pd.DataFrame(made, columns=list(ALIKE)).astype(ALIKE)


def _groups(keys: Mapping[str, Hashable]) -> list[list[str]]:
    """Return the respondents who share a key, where several do."""
    members: dict[Hashable, list[str]] = defaultdict(list)
    for one, key in keys.items():
        members[key].append(one)
    return [group for group in members.values() if len(group) > 1]


def _answers(rows: pd.DataFrame, texts: pd.Series) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return what each respondent says: every answer and attribute that is read, but not who, when and how."""
    contacts = {*_email_columns(rows), *_name_columns(rows)}
    told = rows[[name for name in rows.columns if name not in _THEIR_OWN and name not in contacts]]
    told = told.assign(said=texts.str.casefold())
    maybe = _maybe_alike(told, rows[c.RESPONDENT_ID])
    people: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    cells = told[maybe].astype("string").fillna("").itertuples(index=False, name=None)
    for one, said in zip(rows.loc[maybe, c.RESPONDENT_ID], cells, strict=True):
        people[str(one)].append(said)
    return {
        one: tuple(sorted(said))
        for one, said in people.items()
        if sum(letter.isalpha() for answer in said for letter in answer[-1]) >= LEAST_LETTERS
    }


def _emails(people: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    if not (columns := _email_columns(people)):
        return {}
    given = people[[c.RESPONDENT_ID, *columns]].fillna("").itertuples(index=False, name=None)
    found = {str(one): tuple(value.strip().casefold() for value in values) for one, *values in given}
    return {one: values for one, values in found.items() if any(map(_EMAIL.fullmatch, values))}


def _names(people: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return name and area, of names of two words or more; two David Smiths of Leeds are one."""
    if not (columns := _name_columns(people)):
        return {}
    cells = people[[c.RESPONDENT_ID, c.AREA, *columns]].fillna("").itertuples(index=False, name=None)
    names = {str(one): (area, *" ".join(parts).casefold().split()) for one, area, *parts in cells}
    return {one: name for one, name in names.items() if len(name) > 2}


def _email_columns(people: pd.DataFrame) -> list[str]:
    found = []
    for name in _attributes(people):
        values = people[name].dropna().unique()
        if 2 * sum(bool(_EMAIL.fullmatch(value)) for value in values) > len(values):
            found.append(name)
    return found


def _name_columns(people: pd.DataFrame) -> list[str]:
    return [name for name in _attributes(people) if _NAME.fullmatch(name.casefold())]


def _attributes(people: pd.DataFrame) -> list[str]:
    return [name for name in people.columns if name not in c.RESPONSES]


def _maybe_alike(told: pd.DataFrame, who: pd.Series) -> np.ndarray:
    """Return which rows are of respondents who may say the same as another one.

    Two million cells compared as Python strings take a minute and a gigabyte. As numbers, added up per respondent so
    that the order of their rows does not matter, they take a second; only equal sums are looked at again.
    """
    mixed = np.ones(len(told), dtype=np.uint64)
    for name in told.columns:
        codes = pd.factorize(told[name])[0]
        mixed = (mixed ^ codes.astype(np.uint64)) * _MIX
        mixed ^= mixed >> np.uint64(29)
    people, ids = pd.factorize(who)
    sums = np.zeros(len(ids), dtype=np.uint64)
    np.add.at(sums, people, mixed)
    _, group, size = np.unique(sums, return_inverse=True, return_counts=True)
    return np.asarray((size[group] > 1)[people])
