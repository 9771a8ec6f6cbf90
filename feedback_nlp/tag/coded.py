"""Read what people have coded, in the ways in which they keep it; see `layouts` for these."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.errors import ConfigError, DataError, all_faults
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.layouts import Judged, judgements, known_codes, numbered_code
from feedback_nlp.tag.sheet import Sheet, fold, read_sheet

_ALSO_CALLED: Final = {
    "response": c.RESPONSE_ID,
    "respondent": c.RESPONDENT_ID,
    "codes": c.CODE,
    "theme": c.CODE,
    "themes": c.CODE,
    "label": c.CODE,
    "labels": c.CODE,
}
_COLUMNS: Final = (c.RESPONSE_ID, c.RESPONDENT_ID, c.QUESTION, c.CODE, c.VERDICT)
_SHOWN: Final = 20


@dataclass(frozen=True)
class Coded:
    """What people have coded.

    Parameters
    ----------
    labels
        response_id and code, one row a label, without repeats, sorted; `columns.NO_THEME` where a person read the
        answer and found none. Every answer in it counts as coded in full.
    notes
        What was left out, and what to know before believing figures made from it.
    """

    labels: pd.DataFrame
    notes: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return int(self.labels[c.RESPONSE_ID].nunique())


def read_coded(
    path: str | Path,
    answers: pd.DataFrame,
    frame: CodeFrame,
    *,
    names: Mapping[str, str] | None = None,
    wording: Mapping[str, str] | None = None,
) -> Coded:
    """Read coded answers from a workbook or a delimited text file.

    Parameters
    ----------
    path
        A sheet that names answers by response_id, by respondent_id and question, or, where there is one question, by
        respondent_id alone; and says their codes in one of the ways of `layouts`. Codes may be given by code or by the
        name of the theme.
    answers
        The prepared table: says which answer a row means.
    frame
        The code frame.
    names
        Further headings -> which of the columns above they are, e.g. "Participant no" -> "respondent_id".
    wording
        Question key -> what was asked; either may stand under question.

    Raises
    ------
    ConfigError
        The file cannot be read, lacks columns, or holds what is no code, mark or verdict; all faults together.
    DataError
        No row belongs to an analysed answer, or nobody has judged any.
    """
    path = Path(path)
    called = {fold(k): v for k, v in (names or {}).items()} | {fold(name): name for name in _COLUMNS}
    known = known_codes(frame)
    ids = [name for name, means in {**called, **_ALSO_CALLED}.items() if means in (c.RESPONSE_ID, c.RESPONDENT_ID)]
    sheet = read_sheet(path, [*called, *_ALSO_CALLED, *known], first=ids)
    at = _places(sheet, called, known)
    judged = judgements(sheet, at, frame)
    faults = _no_way_to_find(at, answers) + judged.faults
    if len(faults) > _SHOWN:
        faults = [*faults[:_SHOWN], f"and {len(faults) - _SHOWN} more."]
    if faults:
        raise ConfigError(all_faults(path.name, faults))
    find = _Finder(answers, at, wording or {})
    said: dict[str, dict[str, set[bool]]] = {}
    lost: list[int] = []
    unread: set[str] = set()
    for row in judged.rows:
        response = find(row.cells)
        if response is None:
            lost.append(row.number)
        elif row.codes is None:
            unread.add(response)
        else:
            for code, yes in row.codes.items():
                said.setdefault(response, {}).setdefault(code, set()).add(yes)
            said.setdefault(response, {})
    if judged.in_full:  # one label that nobody judged, and the answer is not known in full
        said = {response: codes for response, codes in said.items() if response not in unread}
    else:
        unread -= set(said)
    if sum(find.unknown.values()) > len(judged.rows) / 2:
        raise DataError(_other_questions(path, find, answers))
    if not said:
        raise DataError(_nothing(path, sheet, judged, find, n_unread=len(unread)))
    kept = sorted((r, code) for r, codes in said.items() for code in _themes(codes))
    labels = pd.DataFrame(kept, columns=[c.RESPONSE_ID, c.CODE]).astype("string")
    beside = sum(True in codes.get(c.NO_THEME, ()) and _themes(codes) != [c.NO_THEME] for codes in said.values())
    split = sum(any(len(both) > 1 for both in codes.values()) for codes in said.values())
    return Coded(labels, tuple(_notes(judged, lost, len(unread), split, beside)))


def truth_table(coded: pd.DataFrame, codes: Sequence[str]) -> tuple[list[str], NDArray[np.float64]]:
    """Return the coded answers, sorted, and (n_answers, n_codes) of 0 and 1."""
    responses = sorted(set(coded[c.RESPONSE_ID]))
    row_of = {response: i for i, response in enumerate(responses)}
    column_of = {code: i for i, code in enumerate(codes)}
    truth = np.zeros((len(responses), len(codes)))
    for response, code in zip(coded[c.RESPONSE_ID], coded[c.CODE], strict=True):
        if code in column_of:
            truth[row_of[response], column_of[code]] = 1.0
    return responses, truth


def _themes(codes: Mapping[str, set[bool]]) -> list[str]:
    return [code for code, said in codes.items() if True in said and code != c.NO_THEME] or [c.NO_THEME]


def _places(sheet: Sheet, called: Mapping[str, str], known: Mapping[str, str]) -> dict[str, int]:
    """Return column -> where it stands: as it is spelled, else as people also call it."""
    at: dict[str, int] = {}
    for spelled in (called, _ALSO_CALLED):
        for i, name in enumerate(sheet.header):
            if fold(name) in spelled and i not in at.values():
                at.setdefault(spelled[fold(name)], i)
    # "Theme 1" may be a code of the frame, and the column one of marks.
    numbered = [
        i
        for i, name in enumerate(sheet.header)
        if numbered_code(name) and fold(name) not in known and i not in at.values()
    ]
    if numbered:
        at.setdefault(c.CODE, numbered[0])
    return at


def _no_way_to_find(at: Mapping[str, int], answers: pd.DataFrame) -> list[str]:
    if c.RESPONSE_ID in at or (c.RESPONDENT_ID in at and (c.QUESTION in at or len(_questions(answers)) == 1)):
        return []
    if c.RESPONDENT_ID in at:
        return [
            f'There is no column "{c.QUESTION}", so that it is not known which answer of a respondent a row means. It '
            f"holds one of: {', '.join(_questions(answers))}."
        ]
    return [
        f'There is neither "{c.RESPONSE_ID}" nor "{c.RESPONDENT_ID}" and "{c.QUESTION}", so that no row can be found '
        "again."
    ]


def _questions(answers: pd.DataFrame) -> list[str]:
    return sorted(set(answers[c.QUESTION])) if c.QUESTION in answers else []


class _Finder:
    """Finds the answer that a row means; `unknown` counts the names of questions that the consultation has not."""

    def __init__(self, answers: pd.DataFrame, at: Mapping[str, int], wording: Mapping[str, str]) -> None:
        self.at = at
        self.responses = set(answers[c.RESPONSE_ID])
        questions = _questions(answers)
        self.only = questions[0] if len(questions) == 1 else None
        self.key_of = {fold(asked): key for key, asked in wording.items()} | {fold(key): key for key in questions}
        self.of: dict[tuple[str, str], str] = {}
        self.unknown: Counter[str] = Counter()
        if questions and c.RESPONDENT_ID in answers:
            keys = zip(answers[c.RESPONDENT_ID], answers[c.QUESTION], answers[c.RESPONSE_ID], strict=True)
            self.of = {(who, question): response for who, question, response in keys}

    def __call__(self, cells: Sequence[str]) -> str | None:
        """Return its response_id; None where no analysed answer has it."""
        ids = [cells[self.at[name]] for name in (c.RESPONSE_ID, c.RESPONDENT_ID) if name in self.at]
        # A survey's "Response ID" is what we call a respondent: with a question beside it, both are tried.
        asked = self.only
        if c.QUESTION in self.at:
            asked = self.key_of.get(fold(cells[self.at[c.QUESTION]]))
        for one in ids:
            if one in self.responses:
                return one
            if asked is not None and (one, asked) in self.of:
                return self.of[one, asked]
        if asked is None and c.QUESTION in self.at and cells[self.at[c.QUESTION]]:
            self.unknown[cells[self.at[c.QUESTION]]] += 1
        return None


def _notes(judged: Judged, lost: Sequence[int], n_unread: int, split: int, beside: int) -> list[str]:
    notes = list(judged.notes)
    if lost:
        notes.append(
            f"{_n(len(lost), 'row')} left out: no analysed answer is meant (set aside as blank or repeated, or other "
            f"ids). The first is row {lost[0]}."
        )
    if n_unread:
        notes.append(f"{_n(n_unread, 'answer')} left out: {judged.unread_means}.")
    if beside:
        notes.append(f"{_n(beside, 'answer')} with {c.NO_THEME} beside a theme: the theme counts.")
    if split:
        notes.append(f"{_n(split, 'answer')} judged twice, and not alike: a theme counts where anybody saw it.")
    return notes


def _other_questions(path: Path, find: _Finder, answers: pd.DataFrame) -> str:
    named = ", ".join(f'"{name}" ({_n(rows, "row")})' for name, rows in find.unknown.most_common(5))
    return (
        f'Most rows of "{path.name}" name questions that this consultation has not: {named}. It has: '
        f'{", ".join(_questions(answers))}. Write these in the column "{c.QUESTION}", or give the questions the other '
        "names in the consultation file."
    )


def _n(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _nothing(path: Path, sheet: Sheet, judged: Judged, find: _Finder, *, n_unread: int) -> str:
    if n_unread:
        earlier = (
            " If you wrote verdicts into an earlier copy, a later run kept it beside this one as coding-edited-….xlsx."
            if judged.in_full
            else ""
        )
        left = _n(n_unread, "answer")
        return f'Nothing in "{path.name}" can be used. {left} left out: {judged.unread_means}.{earlier}'
    example = f' An id is like "{min(find.responses)}".' if find.responses else ""
    return (
        f'No row of "{path.name}" belongs to an analysed answer. It has {len(sheet.rows)} rows; check that its ids are '
        f"those of this consultation.{example}"
    )
