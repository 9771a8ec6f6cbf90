"""One export file as a table of text: its layout, its columns, its rows, and what is damaged in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from feedback_nlp.errors import DataError
from feedback_nlp.read.damage import find_damage, mend
from feedback_nlp.read.files import read_sheets
from feedback_nlp.read.headings import Column, count_heading_rows, first_heading_row, flatten, is_data
from feedback_nlp.read.layout import Layout
from feedback_nlp.read.layouts import GENERAL
from feedback_nlp.read.pages import choose
from feedback_nlp.read.recognise import layout_named, recognise
from feedback_nlp.read.spread import split_parts
from feedback_nlp.read.turned import upright


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
    alike
        Names of further sheets with the same headings and other rows, which are not read here.
    further
        Names of sheets with other headings and other texts, which may hold answers too.
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
    alike: tuple[str, ...] = ()
    further: tuple[str, ...] = ()


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
    chosen, notes, alike, further = choose(path, read_sheets(path, encoding=encoding), sheet)
    known = layout_named(layout) if layout else None
    if header_rows is None and layout is None:
        chosen = upright(chosen) or chosen
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
        if header_rows is not None:
            notes += _too_many(path.name, head, [*chosen.cells.index], n_headings, known or found)
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
    also = (alike, further)
    return Export(path, found.name, reason, tuple(columns), body, damage, chosen.name, title, n_headings, *also)


def _how_many(layout: Layout, head: Sequence[Sequence[str]], first: int, asked: int | None) -> int:
    if asked is not None:
        return min(asked, len(head))
    by_content = count_heading_rows(head, first)
    if layout.header_rows is not None and layout is not GENERAL:
        return layout.header_rows
    return by_content


def _too_many(name: str, head: Sequence[Sequence[str]], rows: Sequence[int], asked: int, layout: Layout) -> list[str]:
    """Note that more rows than look like headings are read as such; raise `DataError` where one looks like a response.

    Parameters
    ----------
    head, rows
        The first rows, and the place of each in the file.
    asked
        How many of them a person says are headings.
    """
    first = first_heading_row(head)
    found = first + max(count_heading_rows(head, first), layout.header_rows or 0)
    if asked <= found:
        return []
    said = f"row {rows[found]}" if asked == found + 1 else f"rows {rows[found]} to {rows[asked - 1]}"
    if any(is_data(head[i], head[i + 1 :]) for i in range(found, asked)):
        raise DataError(
            f"{name}: header_rows = {asked} takes {said} for headings, but responses stand there, which would be lost. "
            f"Write header_rows = {found}, or leave the line out."
        )
    return [
        f"As header_rows = {asked} asks, {said} of the file are read as headings and not as responses. By what stands "
        f"there, the file has {found:,} row{'s' * (found != 1)} of headings: check that no response is lost."
    ]


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
