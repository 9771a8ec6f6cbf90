"""Rows of a text file with more or fewer cells than its headings.

More: most often a comma in an answer that stands in no quotation marks ("R7,Swale,Good, but far"). The answer is put
together again where it is certain which it is; where not, the rows are named and nothing is guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import pandas as pd

from feedback_nlp.read.quotes import listed, shape

_LOOKED_AT: Final = 2_000
_MOST: Final = 0.5
_FEW: Final = 4
"""Fewer good rows than this show nothing of what a column holds."""


def settle_ragged(
    cells: pd.DataFrame, lengths: pd.Series, usual: int, delimiter: str
) -> tuple[pd.DataFrame, list[str]]:
    """Put answers together that a delimiter within them has cut, and say which rows are not as long as the headings.

    Parameters
    ----------
    cells
        As read; columns 0..n-1, NA where a row has no such cell.
    lengths
        How many cells each row has in the file, on the index of `cells`.
    usual
        How many most rows have.
    delimiter
        What parts the cells.

    Returns
    -------
    The cells, with as many columns as before, and what was done, in sentences without any text.
    """
    table = lengths[lengths.cumsum().gt(0) & (lengths >= usual).cummax()]  # from the headings on
    if table.empty or not usual:
        return cells, []
    if said := _beyond_the_headings(cells, lengths, table, _CALLED.get(delimiter, f'"{delimiter}"')):
        return cells, [said]
    width = int(table.iloc[0])
    long, short = table[table > width], table[(table < width) & (table > 0)]
    mended: dict[int, list[str | None]] = {}
    unsure = []
    if len(long):
        good = table.index[1:][table.iloc[1:] == width][:_LOOKED_AT]
        columns = [_Column.of(cells.loc[good, j]) for j in range(width)]
        for row, length, held in zip(long.index, long, cells.loc[long.index].fillna("").to_numpy(), strict=True):
            found = [str(cell) for cell in held[:length]]
            whole = _put_together(found, columns, delimiter)
            if whole is not None:
                mended[row] = [cell or None for cell in whole] + [None] * (cells.shape[1] - width)
            elif any(cell.strip() for cell in found[width:]):
                unsure.append(row)
    if mended:
        cells = cells.copy()
        cells.loc[list(mended)] = pd.DataFrame(mended.values(), index=list(mended), columns=cells.columns).astype(
            cells.dtypes
        )
    return cells, _said(list(mended), unsure, list(short.index), width, _CALLED.get(delimiter, f'"{delimiter}"'))


def _beyond_the_headings(cells: pd.DataFrame, lengths: pd.Series, table: pd.Series, mark: str) -> str | None:
    """Say that most rows are longer than the headings, which then stand before the first row of the usual length."""
    before = lengths[(lengths.index < table.index[0]) & (lengths > 1)]
    if before.empty:
        return None
    n = int(before.iloc[-1])
    beyond = cells.loc[table.index].iloc[:, n:].fillna("").astype(str)
    # Words, as the rest of an answer has; a number in every row is a column that nobody gave a heading.
    words = beyond.apply(lambda column: column.str.contains(r" *[^\W\d_]+[ ,.!?]|^ ", regex=True))
    if not words.any(axis=1).mean() > _MOST:
        return None
    return (
        f"Most rows have more cells than the {n} headings in row {before.index[-1]:,}: probably a {mark} in answers "
        f"that stand in no quotation marks. What stands behind cell {n} has no heading and is in no answer. Export "
        "again as xlsx, or put quotation marks around the answers."
    )


_CALLED: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def _said(mended: Sequence[int], unsure: Sequence[int], short: Sequence[int], width: int, mark: str) -> list[str]:
    notes = []
    if mended:
        notes.append(
            f"{_rows(mended)} more cells than the headings, because a {mark} in an answer stands in no quotation "
            "marks. What it had cut was put together again."
        )
    if unsure:
        notes.append(
            f"{_rows(unsure)} more cells than the headings: a {mark} in an answer stands in no quotation marks, and "
            f"which answer that is is not certain. What stands after cell {width} has no heading, and cells before it "
            "may stand too far to the right. Put quotation marks around that answer, or export again as xlsx."
        )
    if short:
        notes.append(
            f"{_rows(short)} fewer cells than the headings; the missing ones are read as empty. If one of them is the "
            "end of the answer above it, put quotation marks around the whole answer there, or export again as xlsx."
        )
    return notes


def _rows(rows: Sequence[int]) -> str:
    numbers = listed([f"{row:,}" for row in rows])
    return f"Row {numbers} has" if len(rows) == 1 else f"Rows {numbers} have"


@dataclass(frozen=True)
class _Column:
    """What the good rows show of a column: the few values or shapes that it has, if it has such; and how it begins."""

    values: frozenset[str] | None
    shapes: frozenset[str] | None
    spaced: bool

    @classmethod
    def of(cls, cells: pd.Series) -> "_Column":
        filled = [str(cell) for cell in cells.dropna()]
        values = frozenset(filled)
        shapes = frozenset(map(shape, filled))
        spaced = sum(cell.startswith(" ") for cell in filled) > len(filled) / 2
        enough = len(filled) >= _FEW
        return cls(
            values if enough and len(set(filled)) <= len(filled) / 2 else None,
            # An id, a date, a postcode: no words, and hardly two of them look different.
            shapes if enough and len(shapes) <= len(filled) / _FEW and not any(" a" in one for one in shapes) else None,
            spaced,
        )

    @property
    def holds_text(self) -> bool:
        return self.values is None and self.shapes is None

    def fits(self, cell: str) -> bool:
        if not cell or self.holds_text:
            return True
        return cell in self.values if self.values is not None else shape(cell) in (self.shapes or ())


def _put_together(found: Sequence[str], columns: Sequence[_Column], delimiter: str) -> list[str] | None:
    """Return the cells of a row that is too long, one for each column; None where it is not certain.

    A space after the delimiter is how people write; where as many cells begin with one as there are too many, these
    belong to the cell before. Else all columns but one must hold what they hold in other rows. A row with surplus
    delimiters at its end alone is whole as it is.
    """
    surplus = len(found) - len(columns)
    after = {i for i, (before, cell) in enumerate(pairwise(found), 1) if before.strip() and cell.startswith(" ")}
    if len(after) == surplus and not any(column.spaced for column in columns):
        whole: list[str] = []
        joined = set()
        for i, cell in enumerate(found):
            if i in after:
                whole[-1] += delimiter + cell
                joined.add(len(whole) - 1)
            else:
                whole.append(cell)
        if all(j in joined or column.fits(whole[j]) for j, column in enumerate(columns)):
            return whole
    if not any(found[len(columns) :]) and all(map(_Column.fits, columns, found)):
        return None
    ways = [
        [*found[:j], delimiter.join(found[j : j + surplus + 1]), *found[j + surplus + 1 :]]
        for j, column in enumerate(columns)
        if column.holds_text
        and all(other.fits(found[i if i < j else i + surplus]) for i, other in enumerate(columns) if i != j)
    ]
    return ways[0] if len(ways) == 1 else None
