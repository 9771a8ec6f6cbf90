"""A sheet as it stands in a file: cells of text, before anyone knows which rows are headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

TEXT: Final = pd.StringDtype(storage="pyarrow")
_HEAD: Final = 150


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or the whole of a text file.

    Parameters
    ----------
    name
        Name of the sheet; empty for a file that has no sheets.
    cells
        Every row of the file that holds anything: index the row number that a spreadsheet program shows (from 1),
        columns 0..n-1, dtype string, NA where a cell is empty.
    hidden
        The sheet is hidden from people who open the workbook.
    headings
        Rows of headings that the format itself declares (an SPSS file: names, then labels); None where they stand in
        the cells.
    notes
        What was found in reading, in sentences; never any cell text.
    """

    name: str
    cells: pd.DataFrame
    hidden: bool = False
    headings: tuple[tuple[str, ...], ...] | None = None
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def head(self) -> list[list[str]]:
        """Its first rows, as many as it takes to find headings; an empty cell is ""."""
        top = self.cells.iloc[:_HEAD]
        columns = [[cell or "" for cell in pa.array(top[name]).to_pylist()] for name in top]
        return [list(row) for row in zip(*columns, strict=True)]


def holds(cells: pd.Series, text: str) -> bool:
    """Say whether any cell holds a text; straight in the memory of Arrow, since exports have hundreds of columns."""
    array = pa.array(cells)
    chunks = array.chunks if isinstance(array, pa.ChunkedArray) else [array]
    buffers = [chunk.buffers()[-1] for chunk in chunks]
    sought = re.compile(re.escape(text.encode()))
    # What stands there may be of another cell, or of two: then each is asked.
    if not any(buffer is not None and sought.search(memoryview(buffer)) for buffer in buffers):
        return False
    return bool(pc.any(pc.match_substring(array, text)).as_py())


def holds_any(cells: pd.Series, values: Sequence[str]) -> bool:
    """Say whether any cell is one of the values, white space around it aside."""
    trimmed = pc.utf8_trim_whitespace(pa.array(cells))
    return bool(pc.any(pc.is_in(trimmed, value_set=pa.array(values, trimmed.type))).as_py())


def holds_pattern(cells: pd.Series, pattern: str) -> bool:
    """Say whether any cell matches a pattern (in the syntax of RE2)."""
    return bool(pc.any(pc.match_substring_regex(pa.array(cells), pattern)).as_py())


def lengths_between(cells: pd.Series) -> tuple[int, int]:
    """Return the least and the greatest number of characters of the filled cells; (0, 0) where none is filled."""
    found = pc.min_max(pc.utf8_length(pa.array(cells))).as_py()
    return found["min"] or 0, found["max"] or 0


def drop_empty(cells: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the rows and leading columns that say anything, and how many rows within were empty.

    Rows below the last filled one are not counted: every sheet ends somewhere.
    """
    filled = np.zeros(len(cells), dtype=bool)
    last = -1
    names = [int(name) for name in cells.columns]
    for name in names:  # most often the first column, an id, settles every row
        here = _says(cells[name])
        filled |= here
        last = name if here.any() else last
        if filled.all():
            break
    last = next((name for name in reversed(names) if name > last and _says(cells[name]).any()), last)
    kept = cells.loc[filled, list(range(last + 1))]
    inside = int(kept.index[-1] - kept.index[0] + 1 - len(kept)) if len(kept) else 0
    return kept, inside


def _says(cells: pd.Series) -> np.ndarray:
    """Return which cells hold more than white space."""
    return matching(cells, r"[^\s]")


def matching(cells: pd.Series, pattern: str) -> np.ndarray:
    """Return which cells match a pattern (in the syntax of RE2); an empty one does not."""
    return np.asarray(pc.fill_null(pc.match_substring_regex(pa.array(cells), pattern), False))
