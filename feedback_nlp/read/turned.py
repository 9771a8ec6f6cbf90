"""A table with a respondent in each column and a question in each row, set upright."""

import re
from dataclasses import replace
from typing import Final

from feedback_nlp.read import names, person
from feedback_nlp.read.headings import first_heading_row, fold
from feedback_nlp.read.recognise import matches
from feedback_nlp.read.sheet import Sheet

_PERSON: Final = re.compile(
    r"(?:(?:respondent|response|respondee|participant|person|interview(?:ee)?|delegate|attendee|resident|patient|carer"
    r"|household|member|table|group|form|card|reply|r|p|no\.?|#)[ ._:#-]*)?\d{1,5}"
)
_ASKS: Final = (*names.ASKS, *names.OPEN, *names.ASKED, *names.POSITION, *person.AREA, *person.TYPE)
_MOST_QUESTIONS: Final = 120
_LONG: Final = 20


def upright(sheet: Sheet) -> Sheet | None:
    """Return a sheet with rows and columns exchanged where each column is a respondent; None where it stands upright.

    Notes of interviews and discussions are typed so: the headings count people ("Respondent 1", "R2", "3"), the first
    column asks, and somebody wrote a sentence. All three have to be so: "1" to "5" over statements is a grid.
    """
    if sheet.headings is not None or not 3 <= len(sheet.cells) <= _MOST_QUESTIONS:
        return None
    head = sheet.head
    first = first_heading_row(head)
    people = [fold(cell) for cell in head[first][1:] if cell.strip()]
    asked = [fold(row[0]) for row in head[first + 1 :] if row[0].strip()]
    if len(people) < 3 or len(asked) < 2 or len(set(people)) < len(people) or len(set(asked)) < len(asked):
        return None
    counted = sum(bool(_PERSON.fullmatch(one)) for one in people)
    asking = sum(one.endswith("?") or matches(one, _ASKS) for one in asked)
    written = sum(len(cell) >= _LONG and " " in cell for row in head[first + 1 :] for cell in row[1:])
    if counted < 0.9 * len(people) or asking < 0.5 * len(asked) or written < 3:
        return None
    cells = sheet.cells.iloc[first:].T
    cells = cells.set_axis(range(cells.shape[1]), axis="columns").set_axis(range(1, len(cells) + 1), axis="index")
    cells = cells[cells.iloc[:, 1:].notna().any(axis="columns") | (cells.index == 1)]
    note = (
        "There is a respondent in each column and a question in each row: it was read with rows and columns exchanged, "
        "and the rows of the ledger are columns of the file."
    )
    return replace(sheet, cells=cells.astype(sheet.cells.dtypes.iloc[0]), notes=(*sheet.notes, note))
