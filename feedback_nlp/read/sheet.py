"""A sheet as it stands in a file: cells of text, before anyone knows which rows are headings."""

from dataclasses import dataclass, field
from typing import Final

import pandas as pd

TEXT: Final = pd.StringDtype(storage="pyarrow")


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or the whole of a text file.

    Parameters
    ----------
    name
        Name of the sheet; empty for a file that has no sheets.
    cells
        Every row of the file that holds anything: index the row number that a spreadsheet program shows (from 1), columns
        0..n-1, dtype string, NA where a cell is empty.
    hidden
        The sheet is hidden from people who open the workbook.
    headings
        Rows of headings that the format itself declares (an SPSS file: names, then labels); None where they stand in the
        cells.
    notes
        What was found in reading, in sentences; never any cell text.
    """

    name: str
    cells: pd.DataFrame
    hidden: bool = False
    headings: tuple[tuple[str, ...], ...] | None = None
    notes: tuple[str, ...] = field(default=())


def drop_empty(cells: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the rows and the leading columns that hold anything but white space, and how many rows inside were empty.

    Rows below the last filled one are not counted: every sheet ends somewhere.
    """
    if cells.empty:
        return cells, 0
    filled = pd.Series(False, index=cells.index)
    last = -1
    for name in cells.columns:
        here = cells[name].str.contains(r"\S", regex=True).fillna(False).astype(bool)
        if here.any():
            last = name
            filled |= here
    kept = cells.loc[filled, list(range(last + 1))]
    inside = int(kept.index[-1] - kept.index[0] + 1 - len(kept)) if len(kept) else 0
    return kept, inside
