"""The ways in which people keep codes in a sheet.

- Verdicts: ``coding.xlsx`` as a run writes it, with yes or no beside each of the machine's labels.
- Columns of marks: a column a code, with 1 and 0 (or x, yes, no) under it.
- Lists: one code a row, or several in a cell with ``;`` or ``|`` between, or in columns "code 1", "second theme" …;
  ``NONE`` where there is no theme.

What is written for a code is in `code_names`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from feedback_nlp import columns as c
from feedback_nlp.errors import did_you_mean
from feedback_nlp.tag.code_names import CodeNames
from feedback_nlp.tag.coded_headings import code_columns
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.sheet import Sheet, fold

_YES: Final = ("1", "1.0", "x", "yes", "y", "true", "✓", "✔")
_NO: Final = ("0", "0.0", "no", "n", "false")
_NOTHING: Final = ("n/a", "na", "nil", "nothing", "not applicable")
_LONGEST: Final = 60
"""What stands under code and is longer is no code; it may be what somebody wrote, and is not shown."""


@dataclass(frozen=True)
class Row:
    """What one row of a sheet says.

    Parameters
    ----------
    number
        Of the row in the file.
    cells
        All its cells.
    codes
        Code -> whether the answer carries it; None where nobody has judged the answer.
    """

    number: int
    cells: tuple[str, ...]
    codes: Mapping[str, bool] | None


@dataclass
class Judged:
    """What a sheet says, row by row.

    Parameters
    ----------
    rows
        In the order of the sheet.
    faults
        What no reader could make sense of.
    notes
        What to know before believing figures.
    unread_means
        Why rows without a judgement are left out.
    in_full
        Whether an answer counts only where each of its rows is judged.
    whole
        Whether a row has all codes of an answer, as far as can be seen: so in lists where any row has several.
    """

    rows: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread_means: str = ""
    in_full: bool = False
    whole: bool = False


def judgements(sheet: Sheet, at: Mapping[str, int], frame: CodeFrame) -> Judged:
    """Return what a sheet says, in the first of the ways above that fits.

    Parameters
    ----------
    sheet
        With its header.
    at
        Column ("code", "verdict", …) -> where it stands.
    frame
        The code frame.
    """
    codes = CodeNames(frame)
    headed = {i: codes.code_of(name) for i, name in enumerate(sheet.header) if name and i not in at.values()}
    marked = {i: code for i, code in headed.items() if code}
    if c.CODE not in at or len(marked) > 1:
        return _marks(sheet, at, marked, frame)
    if c.VERDICT in at:
        return _verdicts(sheet, at, frame)
    if {c.SCORE, c.SOURCE} <= {fold(name) for name in sheet.header}:
        wrong = f'It holds the machine\'s own labels, and nobody has judged them: there is no column "{c.VERDICT}".'
        return Judged(faults=[wrong])
    return _lists(sheet, at, frame)


def _lists(sheet: Sheet, at: Mapping[str, int], frame: CodeFrame) -> Judged:
    judged = Judged(unread_means=f"no code (write {c.NO_THEME} where somebody read the answer and found no theme)")
    reader = _CodeReader(frame, judged, sheet, at)
    for number, cells in sheet.rows:
        codes = reader.codes(number, cells)
        judged.rows.append(Row(number, cells, dict.fromkeys(codes, True) or None))
        judged.whole |= len(codes) > 1
    return judged


def _verdicts(sheet: Sheet, at: Mapping[str, int], frame: CodeFrame) -> Judged:
    judged = Judged(
        unread_means="a label without a verdict (an answer counts when each of its labels has yes or no)",
        in_full=True,
        notes=[
            "Verdicts on labels that the machine gave: a theme that it missed counts only where somebody added a row, "
            "and answers to which it gave no label only where somebody added one. Recall is lower than it looks."
        ],
    )
    reader = _CodeReader(frame, judged, sheet, at)
    for number, cells in sheet.rows:
        said = _mark(cells[at[c.VERDICT]])
        codes = reader.codes(number, cells)
        if said and not reader.written(cells):
            judged.faults.append(f'row {number}: "yes", and no code. Write which code is meant.')
        if said is None and cells[at[c.VERDICT]]:
            judged.faults.append(f"row {number}: the verdict is neither yes nor no.")
        judged.rows.append(Row(number, cells, None if said is None else dict.fromkeys(codes, said)))
    return judged


def _marks(sheet: Sheet, at: Mapping[str, int], marked: Mapping[int, str], frame: CodeFrame) -> Judged:
    judged = Judged(
        unread_means="nothing under any code (write 0 where somebody read the answer and found no theme; without "
        "such answers a model gives themes to too many)"
    )
    if not {*marked.values()} & {*frame.codes}:
        judged.faults = [
            f'There is no column "{c.CODE}", and no column is named as a code of the frame.'
            f"{did_you_mean(c.CODE, sheet.header)}"
        ]
        return judged
    twice = sorted({code for code in marked.values() if list(marked.values()).count(code) > 1})
    judged.faults += [f'The code "{code}" has two columns.' for code in twice]
    named = {fold(theme): code for theme, code in zip(frame.themes[c.THEME], frame.codes, strict=True)}
    named |= {fold(code): code for code in frame.codes}
    for i, n_yes in _marked_beside(sheet, {*at.values(), *marked}).items():
        if near := get_close_matches(fold(sheet.header[i]), named, n=1, cutoff=0.8):
            judged.faults.append(
                f'The column "{sheet.header[i]}" is not in the frame. Did you mean "{named[near[0]]}"? If it is none '
                "of its codes, rename or remove it."
            )
        elif n_yes > 1:
            judged.notes.append(f'The column "{sheet.header[i]}" holds marks and is no code of the frame: not read.')
    missing = [code for code in frame.codes if code not in marked.values()]
    if missing:
        judged.notes.append(f"No column for {', '.join(missing)}: taken as in no answer.")
    no_marks: dict[int, list[str]] = defaultdict(list)
    for number, cells in sheet.rows:
        codes = {code: _mark(cells[i]) for i, code in marked.items()}
        for i, code in marked.items():
            if cells[i] and codes[code] is None:
                no_marks[i].append(f"{number:,}")
        given = {code: bool(yes) for code, yes in codes.items()}
        judged.rows.append(Row(number, cells, given if any(cells[i] for i in marked) else None))
    for i, rows in no_marks.items():
        where = f"row {rows[0]}" if len(rows) == 1 else f"rows {', '.join(rows[:5])}{' …' * (len(rows) > 5)}"
        cell = "the cell is" if len(rows) == 1 else "the cells are"
        judged.faults.append(f'{where}, column "{sheet.header[i]}": {cell} neither 1 nor 0 (nor x, yes, no).')
    return judged


def _marked_beside(sheet: Sheet, used: set[int]) -> dict[int, int]:
    """Return further columns that have a heading and hold marks alone -> how many of these are a yes, if any is."""
    further = [i for i, name in enumerate(sheet.header) if name and i not in used]
    marks = {i: [_mark(cells[i]) for _, cells in sheet.rows if cells[i]] for i in further}
    return {i: said.count(True) for i, said in marks.items() if None not in said and True in said}


def _mark(cell: str) -> bool | None:
    folded = cell.casefold()
    return True if folded in _YES else False if folded in _NO else None


class _CodeReader:
    """Turns cells into codes of a frame; what is not in it is a fault, said once."""

    def __init__(self, frame: CodeFrame, judged: Judged, sheet: Sheet, at: Mapping[str, int]) -> None:
        self.names = CodeNames(frame)
        self.judged = judged
        self.said: set[str] = set()
        # The same heading twice, or numbered headings, hold a code each; a theme's name stands in where no code does.
        self.code_at = code_columns(sheet, at, self.names)
        self.theme_at = [i for i, name in enumerate(sheet.header) if fold(name) == c.THEME and i not in self.code_at]
        self.ids_at = [at[name] for name in (c.RESPONSE_ID, c.RESPONDENT_ID) if name in at]

    def codes(self, number: int, cells: Sequence[str]) -> list[str]:
        """Return the codes of a row."""
        found = [code for cell in self.written(cells) for code in self._of(number, cell)]
        if found and self.ids_at and not any(cells[i] for i in self.ids_at):
            self.judged.faults.append(
                f"row {number}: a code, and no id of an answer. Where an id stands once beside several codes (merged "
                "cells), write it in each row."
            )
        return found

    def written(self, cells: Sequence[str]) -> list[str]:
        """Return the cells of a row in which a code, or else a theme, is written."""
        themes = [cells[i] for i in self.theme_at if self.names.code_of(cells[i])]
        return [cells[i] for i in self.code_at if cells[i]] or themes

    def _of(self, number: int, cell: str) -> list[str]:
        found, unknown = self.names.codes_in(cell)
        for part in unknown:
            if part not in self.said:
                self.said.add(part)
                what = f'the code "{part}"' if len(part) <= _LONGEST else f'what stands under "{c.CODE}"'
                near = self.names.near(part) if len(part) <= _LONGEST else ""
                if part.casefold() in _NOTHING:
                    near = (
                        f" Write {c.NO_THEME} where somebody read the answer and found no theme, else leave it empty."
                    )
                # What there is need be said once.
                near = near if " Did you mean" in near or near not in self.said else ""
                self.said.add(near)
                self.judged.faults.append(f"row {number}: {what} is not in the frame.{near}")
        return found
