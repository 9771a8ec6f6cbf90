"""Read what people have coded: one row a label, `NONE` where a person read the answer and found no theme."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.errors import ConfigError, DataError, all_faults, did_you_mean
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.sheet import fold, read_sheet

_ALSO_CALLED: Final = {
    "response": c.RESPONSE_ID,
    "respondent": c.RESPONDENT_ID,
    "codes": c.CODE,
    "theme": c.CODE,
    "label": c.CODE,
}
_SHOWN: Final = 5


def read_coded(path: str | Path, answers: pd.DataFrame, frame: CodeFrame) -> pd.DataFrame:
    """Read coded answers from csv or xlsx.

    Parameters
    ----------
    path
        A sheet with response_id, or respondent_id and question, and code. A cell may hold several codes, separated by
        ``|`` or ``;``. Sheets named otherwise than these columns are left aside, e.g. in ``coding.xlsx``.
    answers
        The prepared table: says which answer a respondent_id and question mean.
    frame
        The code frame.

    Returns
    -------
    response_id and code, one row a label, without repeats, sorted; code is `columns.NO_THEME` where there is none.
    Labels of answers that are not in `answers` (set aside as blank or repeated, say) are left out.

    Raises
    ------
    ConfigError
        The file cannot be read, lacks columns, or names codes that the frame does not have; all faults together.
    DataError
        No label belongs to an answer.
    """
    path = Path(path)
    sheet = read_sheet(path, [c.RESPONSE_ID, c.RESPONDENT_ID, c.QUESTION, c.CODE, *_ALSO_CALLED])
    at: dict[str, int] = {}
    spelled = {fold(name): name for name in (c.RESPONSE_ID, c.RESPONDENT_ID, c.QUESTION, c.CODE)}
    for i, name in enumerate(sheet.header):
        column = spelled.get(fold(name)) or _ALSO_CALLED.get(fold(name))
        if column:
            at.setdefault(column, i)
    faults = [f'There is no column "{c.CODE}".{did_you_mean(c.CODE, sheet.header)}'] if c.CODE not in at else []
    if c.RESPONSE_ID not in at and not {c.RESPONDENT_ID, c.QUESTION} <= set(at):
        faults.append(
            f'There is neither "{c.RESPONSE_ID}" nor "{c.RESPONDENT_ID}" and "{c.QUESTION}", so that no row can be '
            f"found again.{did_you_mean(c.RESPONSE_ID, sheet.header)}"
        )
    if faults:
        raise ConfigError(all_faults(path.name, faults))
    response_of = _finder(answers)
    known = {code.casefold(): code for code in frame.codes} | {c.NO_THEME.casefold(): c.NO_THEME}
    labels: set[tuple[str, str]] = set()
    unknown: dict[str, int] = {}
    for number, cells in sheet.rows:
        key = (
            (cells[at[c.RESPONSE_ID]],) if c.RESPONSE_ID in at else (cells[at[c.RESPONDENT_ID]], cells[at[c.QUESTION]])
        )
        for code in _codes(cells[at[c.CODE]]):
            if code.casefold() not in known:
                unknown.setdefault(code, number)
            elif key in response_of:
                labels.add((response_of[key], known[code.casefold()]))
    faults = [
        f'row {number}: the code "{code}" is not in the frame.{did_you_mean(code, frame.codes)}'
        for code, number in list(unknown.items())[:_SHOWN]
    ]
    if len(unknown) > _SHOWN:
        faults.append(f"and {len(unknown) - _SHOWN} more codes that are not in the frame.")
    if faults:
        raise ConfigError(all_faults(path.name, faults))
    if not labels:
        raise DataError(
            f'No row of "{path.name}" belongs to an analysed answer. It has {len(sheet.rows)} rows; check that its ids '
            "are those of this consultation."
        )
    themed = {response for response, code in labels if code != c.NO_THEME}
    kept = sorted((r, code) for r, code in labels if code != c.NO_THEME or r not in themed)
    return pd.DataFrame(kept, columns=[c.RESPONSE_ID, c.CODE]).astype("string")


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


def _codes(cell: str) -> list[str]:
    return [part.strip() for part in cell.replace(";", "|").split("|") if part.strip()]


def _finder(answers: pd.DataFrame) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {(response,): response for response in answers[c.RESPONSE_ID]}
    if {c.RESPONDENT_ID, c.QUESTION} <= set(answers.columns):
        for response, who, question in zip(
            answers[c.RESPONSE_ID], answers[c.RESPONDENT_ID], answers[c.QUESTION], strict=True
        ):
            found[(who, question)] = response
    return found
