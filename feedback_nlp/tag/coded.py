"""Read what people have coded, in the ways in which they keep it; see `layouts` for these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.errors import ConfigError, DataError, all_faults
from feedback_nlp.tag.code_names import CodeNames
from feedback_nlp.tag.coded_headings import ALSO_CALLED, COLUMNS, places
from feedback_nlp.tag.find import Finder, n_of
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.layouts import Judged, judgements
from feedback_nlp.tag.sheet import Sheet, fold, read_sheet

_SHOWN: Final = 20
_ASTRAY: Final = 0.2
"""Share of the words of evidence that may not stand in their answers: redaction may have become better."""


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
    ledger: pd.DataFrame | None = None,
) -> Coded:
    """Read coded answers from a workbook or a delimited text file.

    Parameters
    ----------
    path
        A sheet that names answers by response_id, by respondent_id and question, or, where there is one question, by
        respondent_id alone; and says their codes in one of the ways of `layouts`, as `code_names` knows them.
    answers
        The prepared table: says which answer a row means.
    frame
        The code frame.
    names
        Further headings -> which of the columns above they are, e.g. "Participant no" -> "respondent_id".
    wording
        Question key -> what was asked; either may stand under question.
    ledger
        What became of every answer: with it, the notes say why a row means no analysed answer.

    Raises
    ------
    ConfigError
        The file cannot be read, lacks columns, or holds what is no code, mark or verdict; all faults together.
    DataError
        No row belongs to an analysed answer, or nobody has judged any.
    """
    path = Path(path)
    called = {fold(k): v for k, v in (names or {}).items()} | {fold(name): name for name in COLUMNS}
    codes = CodeNames(frame, none=False)
    ids = [name for name, means in {**called, **ALSO_CALLED}.items() if means in (c.RESPONSE_ID, c.RESPONDENT_ID)]
    sheet = read_sheet(path, [*called, *ALSO_CALLED, *codes.exact], first=ids)
    at = places(sheet.header, called, codes)
    judged = judgements(sheet, at, frame)
    find = Finder(answers, at, wording or {}, ledger)
    faults = _no_way_to_find(sheet, at, find) + judged.faults
    if len(faults) > _SHOWN:
        faults = [*faults[:_SHOWN], f"and {len(faults) - _SHOWN} more."]
    if faults:
        raise ConfigError(all_faults(path.name, faults))
    if judged.in_full:  # coding.xlsx; elsewhere a column of that name is somebody's own
        _check_evidence(path, sheet, find, answers)
    said: dict[str, dict[str, set[bool]]] = {}
    lists: dict[str, set[frozenset[str]]] = {}
    unread: set[str] = set()
    for row in judged.rows:
        response = find(row.cells)
        if response is None:
            if row.codes is not None:
                find.lose(row.number, row.cells)
        elif row.codes is None:
            unread.add(response)
        else:
            for code, yes in row.codes.items():
                said.setdefault(response, {}).setdefault(code, set()).add(yes)
            said.setdefault(response, {})
            lists.setdefault(response, set()).add(frozenset(row.codes) - {c.NO_THEME})
    if judged.in_full:  # one label that nobody judged, and the answer is not known in full
        said = {response: codes for response, codes in said.items() if response not in unread}
    else:
        unread -= set(said)
    if find.unknown_questions().total() > len(judged.rows) / 2:
        raise DataError(_other_questions(path, find))
    if not said:
        raise DataError(_nothing(path, sheet, judged, find, n_unread=len(unread)))
    kept = sorted((r, code) for r, codes in said.items() for code in _themes(codes))
    labels = pd.DataFrame(kept, columns=[c.RESPONSE_ID, c.CODE]).astype("string")
    beside = sum(True in codes.get(c.NO_THEME, ()) and _themes(codes) != [c.NO_THEME] for codes in said.values())
    split = sum(
        any(len(both) > 1 for both in codes.values()) or (judged.whole and len(lists[response] - {frozenset()}) > 1)
        for response, codes in said.items()
    )
    return Coded(labels, tuple(_notes(sheet, judged, find, len(unread), split, beside)))


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


def _check_evidence(path: Path, sheet: Sheet, find: Finder, answers: pd.DataFrame) -> None:
    """Refuse a sheet whose words of evidence stand in other answers than its ids name.

    Rows of an export without an id are numbered: a row more above, and every id is another's.
    """
    at = [i for i, name in enumerate(sheet.header) if fold(name) == "evidence"]
    if not at:
        return
    text_of = {one: _plain(text) for one, text in zip(answers[c.RESPONSE_ID], answers[c.TEXT], strict=True)}
    found = [(number, cells[at[0]], find(cells)) for number, cells in sheet.rows if cells[at[0]]]
    told = [(number, _plain(words) in text_of[response]) for number, words, response in found if response]
    astray = [number for number, stands in told if not stands]
    if len(astray) > _ASTRAY * len(told):
        raise DataError(
            f'The words under "evidence" in "{path.name}" do not stand in the answers that the ids name '
            f"({len(astray):,} of {n_of(len(told), 'row')}, the first in row {astray[0]:,}): the export has changed "
            "since. Where it has no column of ids, its rows are numbered, so that a row more changes all ids. Use the "
            "export of then, or name a column of ids."
        )


def _plain(text: str) -> str:
    return " ".join(text.split()).lstrip("'")


def _no_way_to_find(sheet: Sheet, at: Mapping[str, int], find: Finder) -> list[str]:
    if c.RESPONSE_ID not in at and c.RESPONDENT_ID not in at:
        return [
            f'There is neither "{c.RESPONSE_ID}" (or "id") nor "{c.RESPONDENT_ID}" and "{c.QUESTION}", so that no row '
            "can be found again."
        ]
    if c.QUESTION in at or find.only or not find.knows_respondents_only(sheet.rows):
        return []
    return [
        f'There is no column "{c.QUESTION}", so that it is not known which answer of a respondent a row means. It '
        f"holds one of: {', '.join(find.questions)}."
    ]


def _notes(sheet: Sheet, judged: Judged, find: Finder, n_unread: int, split: int, beside: int) -> list[str]:
    notes = [*judged.notes, *find.notes()]
    if sheet.alike:
        named = ", ".join(f'"{name}"' for name in sheet.alike)
        notes.insert(0, f"One sheet was read alone. Put the rows of {named} into it, if they count too.")
    if n_unread:
        notes.append(f"{n_of(n_unread, 'answer')} left out: {judged.unread_means}.")
    if beside:
        notes.append(f"{n_of(beside, 'answer')} with {c.NO_THEME} beside a theme: the theme counts.")
    if split:
        notes.append(f"{n_of(split, 'answer')} judged twice, and not alike: a theme counts where anybody saw it.")
    return notes


def _other_questions(path: Path, find: Finder) -> str:
    named = ", ".join(f'"{name}" ({n_of(rows, "row")})' for name, rows in find.unknown_questions().most_common(5))
    return (
        f'Most rows of "{path.name}" name questions that this consultation has not: {named}. It has: '
        f'{", ".join(find.questions)}. Write these in the column "{c.QUESTION}", or give the questions the other '
        "names in the consultation file."
    )


def _nothing(path: Path, sheet: Sheet, judged: Judged, find: Finder, *, n_unread: int) -> str:
    if n_unread:
        earlier = (
            " If you wrote verdicts into an earlier copy, a later run kept it beside this one as coding-edited-….xlsx."
            if judged.in_full
            else ""
        )
        left = n_of(n_unread, "answer")
        return f'Nothing in "{path.name}" can be used. {left} left out: {judged.unread_means}.{earlier}'
    example = f' An id is like "{min(find.responses.own)}".' if find.responses.own else ""
    return " ".join(
        [
            f'No row of "{path.name}" belongs to an analysed answer. It has {n_of(len(sheet.rows), "row")}; check that '
            f"its ids are those of this consultation.{example}",
            *find.notes(),
        ]
    )
