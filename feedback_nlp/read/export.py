"""One export file as a table of text: its layout, its columns, its rows, and what is damaged in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pandas as pd

from feedback_nlp.errors import DataError, did_you_mean
from feedback_nlp.read.damage import find_damage, mend
from feedback_nlp.read.files import read_sheets
from feedback_nlp.read.headings import Column, count_heading_rows, first_heading_row, flatten, fold, is_data
from feedback_nlp.read.layouts import GENERAL, Layout
from feedback_nlp.read.recognise import layout_named, not_responses, recognise
from feedback_nlp.read.sheet import Sheet
from feedback_nlp.read.spread import split_parts

_LIKELY_NAMES: Final = ("response", "form1", "form responses", "raw", "data", "sheet1", "survey", "export", "results")
_UNLIKELY_NAMES: Final = (
    "guide", "readme", "read me", "instruction", "lookup", "codebook", "code book", "key", "note", "summary", "setup",
    "dictionary", "pivot", "issue", "helper", "template", "about", "contents", "list", "chart",
)  # fmt: skip


@dataclass(frozen=True)
class Export:
    """A file that was read, before anyone says what its columns mean.

    Parameters
    ----------
    path
        The file.
    layout, reason
        Name of the layout it was read in, and why.
    columns
        Its columns, in order.
    rows
        One row a row of the file below the headings: dtype string, columns the names of `columns`, index the row number
        in the file from 1; an empty cell is NA. Rows with nothing in them are left out.
    damage
        What was found and assumed, in sentences, without any cell text.
    sheet
        Name of the worksheet; "" for a file without sheets.
    title
        What stands above the headings, if anything does.
    header_rows
        How many rows of headings there are.
    """

    path: Path
    layout: str
    reason: str
    columns: tuple[Column, ...]
    rows: pd.DataFrame
    damage: tuple[str, ...] = ()
    sheet: str = ""
    title: str = ""
    header_rows: int = 1


def read_export(
    path: str | Path,
    *,
    sheet: str | None = None,
    layout: str | None = None,
    header_rows: int | None = None,
    encoding: str | None = None,
) -> Export:
    """Read one export, whatever platform it comes from.

    Parameters
    ----------
    path
        csv, tsv, xlsx, xls, ods, sav (or json of Commonplace); told by content, not by the ending of the name.
    sheet
        The worksheet that holds the responses; left out, the likeliest one.
    layout
        Name of a known layout; left out, it is recognised.
    header_rows
        How many rows of headings there are; left out, found by content. 0: the first row is a response already.
    encoding
        Encoding of a text file; left out, found by content.

    Returns
    -------
    Export
        With no rows where the file has headings only.

    Raises
    ------
    DataError
        The file is missing, protected, damaged, not a table, or holds no responses (a summary, a crosstab).
    """
    path = Path(path)
    chosen, notes = _choose(path, read_sheets(path, encoding=encoding), sheet)
    known = layout_named(layout) if layout else None
    head = chosen.head
    if not len(chosen.cells) and chosen.headings is None:
        raise DataError(f"{path.name} is empty: not even headings stand in it. Export the responses again.")

    title = ""
    if chosen.headings is not None:
        found, reason = recognise([list(chosen.headings[0]), *head], 0)
        columns, body = flatten(chosen.headings, declared=True), chosen.cells
        n_headings = 0
    else:
        first = 0 if header_rows is not None else first_heading_row(head)
        found, reason = recognise(head, first)
        n_headings = _how_many(known or found, head, first, header_rows)
        if header_rows is None and n_headings == 1 and is_data(head[first], head[first + 1 :]):
            n_headings = 0
            notes.append("No headings were found: the first row looks like the others and is read as a response.")
        above = head[first - 1] if first else ()
        columns = flatten(head[first : first + n_headings], above) if n_headings else _nameless(head)
        body = chosen.cells.iloc[first + n_headings :]
        title = next((cell.strip() for row in head[:first] for cell in row if cell.strip()), "")
    if known:
        found, reason = known, f"Read as {known.title}, as asked."

    columns, body = _without_nothing(columns, body)
    body = body.set_axis([column.name for column in columns], axis="columns")
    body, mended = mend(body, found)
    columns = split_parts(columns, body, found)
    damage = (*notes, *chosen.notes, *mended, *find_damage(body, columns))
    return Export(path, found.name, reason, tuple(columns), body, damage, chosen.name, title, n_headings)


def _how_many(layout: Layout, head: Sequence[Sequence[str]], first: int, asked: int | None) -> int:
    if asked is not None:
        return min(asked, len(head))
    by_content = count_heading_rows(head, first)
    if layout.header_rows is not None and layout is not GENERAL:
        return layout.header_rows
    return by_content


def _nameless(head: Sequence[Sequence[str]]) -> list[Column]:
    width = max(map(len, head), default=0)
    return [Column(f"column {j + 1}", f"column {j + 1}", "", "", j) for j in range(width)]


def _without_nothing(columns: Sequence[Column], body: pd.DataFrame) -> tuple[list[Column], pd.DataFrame]:
    """Leave out columns that have neither a heading nor a cell."""
    if body.shape[1] < len(columns):  # headings beyond the last filled cell
        missing = range(body.shape[1], len(columns))
        body = body.assign(**{f"_{j}": pd.Series(pd.NA, index=body.index, dtype="string") for j in missing})
        body = body.set_axis(range(len(columns)), axis="columns")
    # The general name is given to a column without a heading.
    nothing = {
        c.index
        for c in columns
        if (c.name == f"column {c.index + 1}" or c.name.endswith("]")) and body.iloc[:, c.index].isna().all()
    }
    kept = [column for column in columns if column.index not in nothing]
    return [replace(column, index=k) for k, column in enumerate(kept)], body.iloc[:, [c.index for c in kept]]


def _choose(path: Path, sheets: Sequence[Sheet], asked: str | None) -> tuple[Sheet, list[str]]:
    """Choose the sheet that holds the responses, and say so where there was a choice."""
    if asked is not None and not (len(sheets) == 1 and not sheets[0].name):
        by_name = {fold(sheet.name): sheet for sheet in sheets}
        if fold(asked) not in by_name:
            names = [sheet.name for sheet in sheets]
            raise DataError(f'{path.name} has no sheet "{asked}".{did_you_mean(asked, names)}')
        return by_name[fold(asked)], []
    if not sheets:
        raise DataError(f"{path.name} has no worksheet. Export the responses again.")
    filled = [sheet for sheet in sheets if len(sheet.cells)] or list(sheets[:1])
    refused = {id(sheet): not_responses(sheet.head) for sheet in filled if sheet.headings is None}
    good = [sheet for sheet in filled if not refused.get(id(sheet))]
    if not good:
        first = next(iter(filter(None, refused.values())))
        raise DataError(f"{path.name} cannot be used. {first}")
    best = max(good, key=lambda sheet: (_likely(sheet), -filled.index(sheet)))
    notes = []
    visible = [sheet for sheet in filled if not sheet.hidden]
    if best.hidden:
        notes.append(f'The responses were read from the hidden sheet "{best.name}".')
    elif len(visible) > 1:
        others = ", ".join(f'"{sheet.name}"' for sheet in visible if sheet is not best)
        notes.append(f'The responses were read from the sheet "{best.name}"; not from {others}.')
    hidden = [sheet for sheet in filled if sheet.hidden and sheet is not best]
    if hidden:
        notes.append("Hidden sheets were left alone: " + ", ".join(f'"{sheet.name}"' for sheet in hidden) + ".")
    return best, notes


def _likely(sheet: Sheet) -> tuple[bool, int, bool, float]:
    """Order sheets by how likely they hold the responses."""
    head = sheet.head
    first = first_heading_row(head)
    layout, _ = recognise(head, first)
    name = fold(sheet.name)
    named = any(part in name for part in _LIKELY_NAMES) - any(part in name for part in _UNLIKELY_NAMES)
    n_cells = float(sheet.cells.notna().to_numpy().sum())
    return not sheet.hidden, named, layout is not GENERAL, n_cells
