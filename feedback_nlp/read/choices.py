"""Multiple choice, put back together as one attribute, however the platform spread it."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from feedback_nlp.read.content import describe, list_options
from feedback_nlp.read.damage import tidy
from feedback_nlp.read.headings import Column, fold

JOINED_BY: Final = "; "
OTHER: Final = "Other"
TICKED: Final = frozenset({"1", "1.0", "yes", "y", "true", "checked", "selected", "x", "✓", "ja", "si", "sí", "oui"})
NOT_TICKED: Final = frozenset(
    {"0", "0.0", "no", "n", "false", "unchecked", "not selected", "not checked", "nein", "non", "na"}
)  # fmt: skip


def join_choices(rows: pd.DataFrame, columns: Sequence[Column], *, one_choice: bool = False) -> pd.Series:
    """Return one closed answer a row.

    One column comes back tidied; where it holds several options joined by the platform ("Parks;Roads;"), they are
    joined by "; ". Boxes to tick come back as the words of those that were ticked, in the order of the columns; what
    was written in the box for "other" as "Other", since nobody redacts attributes. A grid comes back as "row: answer".
    A row that chose nothing is NA. Where only one option could be chosen (`one_choice`), "Yes, definitely" is one.
    """
    if len(columns) == 1:
        only = tidy(rows[columns[0].name])
        return only.str.rstrip(";") if one_choice else _split_single(only)
    cells = [tidy(rows[column.name]) for column in columns]
    boxes = [_is_box(values, column) for values, column in zip(cells, columns, strict=True)]
    grid = sum(boxes) < 0.5 * len(boxes)
    said = []
    for values, column, box in zip(cells, columns, boxes, strict=True):
        if grid and not box and describe(values).is_text:
            continue  # free text is no attribute: nobody would redact it
        words = {v: _words(v, column, box=box, grid=grid) for v in values.dropna().unique()}
        said.append(values.map(words, na_action="ignore").tolist())
    if not said:
        return pd.Series(pd.NA, index=rows.index, dtype="string")
    joined = [JOINED_BY.join(part for part in row if isinstance(part, str)) or None for row in zip(*said, strict=True)]
    return pd.Series(joined, index=rows.index, dtype="string")


def _is_box(cells: pd.Series, column: Column) -> bool:
    """Say whether the column holds nothing but whether its option was chosen."""
    values = {fold(value) for value in cells.dropna().unique()[:50]}
    values -= NOT_TICKED
    option = fold(column.part or column.question)
    return len(values) <= 1 and all(value in TICKED or value == option or value in option for value in values)


def _words(value: str, column: Column, *, box: bool, grid: bool) -> str | None:
    option = column.part or column.question
    if grid:
        return f"{option}: {value}"
    if not box:
        return OTHER
    return None if fold(value) in NOT_TICKED and fold(value) != fold(option) else option


def _split_single(cells: pd.Series) -> pd.Series:
    values = cells.dropna().unique().tolist()
    options = list_options({str(value): int(n) for value, n in cells.dropna().value_counts().items()})
    if options is None:
        return cells
    mark, known = options
    said = {}
    for value in values:
        parts = [part.strip() for part in mark.split(value) if part.strip()]
        # An option may hold the delimiter itself; only a value made of known options is taken apart.
        said[value] = JOINED_BY.join(parts) if all(fold(part) in known for part in parts) else value
    return cells.map(said, na_action="ignore").astype("string")
