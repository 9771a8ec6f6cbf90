"""Rows of published tables as phrases, lists, tables and rows of charts."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from feedback_nlp.report.blocks import Block, Bullets, Dot, Grid, Quotes
from feedback_nlp.report.cells import SHORTHAND, clean, is_missing, is_number, shown
from feedback_nlp.report.content import Column, columns_of, printed, shorthand_used
from feedback_nlp.summary import Summary, SummaryTable

Row = Mapping[str, Any]

ENOUGH: Final = "by at least 5 percentage points and by more than chance would give"
"""What makes a difference worth telling; a test makes sure that the points are ``NOTABLE_POINTS`` of `aggregate`."""
QUOTES_SHOWN: Final = 3
_TOTALS: Final = ("All areas", "All types", "All channels")
_LONG: Final = 20
_NOT_GIVEN: Final = ("not given", "not known", "Not named")


def records(table: SummaryTable) -> list[dict[str, Any]]:
    """Return the rows of a table as dicts."""
    names = [str(name) for name in table.frame.columns]
    return [dict(zip(names, row, strict=True)) for row in table.frame.itertuples(index=False, name=None)]


def rows_of(summary: Summary, name: str) -> list[dict[str, Any]]:
    """Return the rows of the named table; none where there is no such table."""
    return records(summary.tables[name]) if name in summary.tables else []


def grouped(rows: Iterable[Row], column: str) -> dict[object, list[Row]]:
    """Return the rows by what stands in a column."""
    found: dict[object, list[Row]] = {}
    for row in rows:
        found.setdefault(row.get(column), []).append(row)
    return found


def grid_of(table: SummaryTable) -> Grid:
    """Return a table as words; of a long one that cuts two ways only the rows with a total, and it says so."""
    table = printed(table)
    rows, title = records(table), clean(table.title)
    totals = [row for row in rows if any(value in _TOTALS for value in row.values() if isinstance(value, str))]
    if len(rows) > _LONG and 0 < len(totals) < len(rows):
        rows, title = totals, f"{title} (totals; every row is in the workbook)"
    return grid(columns_of(table), rows, title)


def grid(columns: Sequence[Column], rows: Iterable[Row], caption: str, wanted: Sequence[str] | None = None) -> Grid:
    """Return rows as words, with whole percentages; `wanted` columns only, those that there are."""
    if wanted is not None:
        columns = sorted((column for column in columns if column.key in wanted), key=lambda c: wanted.index(c.key))
    places = [0 if column.kind in ("share", "points") else column.places for column in columns]
    return Grid(
        caption=caption,
        headers=tuple(column.header for column in columns),
        rows=tuple(
            tuple(
                "" if column.to_fill else shown(row[column.key], column.kind, n)
                for column, n in zip(columns, places, strict=True)
            )
            for row in rows
        ),
        figures=tuple(column.kind != "text" for column in columns),
    )


def of_base(row: Row) -> str:
    """Return, say, ``98 of 300 respondents (33%, interval 28% to 38%)``; figures that are not shown say why."""
    text = f"{shown(row.get('respondents'), 'count')} of {shown(row.get('base'), 'count')} respondents"
    if is_number(row.get("share")):
        text += f" ({shown(row['share'], 'share')}"
        if is_number(row.get("lower")) and is_number(row.get("upper")):
            text += f", interval {shown(row['lower'], 'share')} to {shown(row['upper'], 'share')}"
        text += ")"
    return text


def raised_by(row: Row) -> str:
    """Return how many raised a theme, as a sentence."""
    if is_number(row.get("respondents")):
        return f"Raised by {of_base(row)}."
    if row.get("respondents") == "[c]":
        return "How many raised this is hidden, so that nobody can be recognised [c]."
    return "How many raised this is not available."


def is_notable(row: Row, column: str = "area") -> bool:
    """Say whether a row of themes by area (or by another `column`) finds the group higher or lower than the rest."""
    found = clean(row.get("finding") or "").startswith(("higher", "lower"))
    return found and is_number(row.get("share")) and is_place(row.get(column))


def compared(row: Row) -> str:
    """Return the finding with its figures, e.g. ``higher than among others (53% against 33%)``."""
    beside = []
    if is_number(row.get("rest_share")):
        beside.append(f"{shown(row['share'], 'share')} against {shown(row['rest_share'], 'share')}")
    if row.get("reliability") == "[u]":
        beside.append("few people: [u]")
    return clean(row["finding"]) + (f" ({'; '.join(beside)})" if beside else "")


def quotes_for(summary: Summary, column: str, value: object, *, first: Sequence[object] = ()) -> tuple[Quotes, ...]:
    """Return the first quotes with that value, if there are any; those on the codes `first` before others."""
    items = []
    rank = {code: place for place, code in enumerate(first)}
    for row in sorted(rows_of(summary, "quotes"), key=lambda row: rank.get(row.get("code"), len(rank))):
        words = row.get("text", row.get("quote"))
        if is_missing(value) or row.get(column) != value or is_missing(words):
            continue
        who = [_given(row, name) for name in ("respondent_type", "area") if name != column]
        if column != "code" and (theme := _given(row, "theme")):
            who.append(f"on {theme}")
        who.append(_given(row, "quote_id"))
        items.append((clean(words), ", ".join(part for part in who if part)))
    return (Quotes(tuple(items[:QUOTES_SHOWN])),) if items else ()


def _given(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if is_missing(value) or value in SHORTHAND or str(value).endswith(_NOT_GIVEN) else clean(value)


def dot_of(row: Row, name: str) -> Dot:
    """Return a row of a table as a row of a chart, named by the column `name`."""
    share = number(row.get("share"))
    why_not = "" if share is not None else SHORTHAND.get(str(row.get("share")), "not available")
    return Dot(clean(row[name]), share, number(row.get("lower")), number(row.get("upper")), why_not=why_not)


def scale(values: Iterable[float | None]) -> float:
    """Return where an axis of shares ends: the next tenth up to a half, the next fifth above; 1 without values."""
    largest = max((value for value in values if value is not None), default=1.0)
    steps = 10 if largest <= 0.5 else 5
    return min(max(math.ceil(largest * steps - 1e-9), 1) / steps, 1.0)


def number(value: object) -> float | None:
    """Return a cell as a number, None where it holds none."""
    return float(value) if is_number(value) else None  # type: ignore[arg-type]


def is_place(value: object) -> bool:
    """Say whether an area or type is one: not a total, not "Area not known"."""
    return not is_missing(value) and value not in _TOTALS and not str(value).endswith(_NOT_GIVEN)


def in_words(pairs: Iterable[tuple[str, str]]) -> str:
    """Return names and figures as a sentence, for the description of a chart."""
    return "; ".join(f"{name}: {value}" for name, value in pairs) + "."


def bullets(items: Sequence[str]) -> tuple[Block, ...]:
    """Return a list, or nothing where there is nothing to list."""
    return (Bullets(tuple(items)),) if items else ()


def marks_in(summary: Summary) -> Mapping[str, str]:
    """Return the shorthand that stands anywhere in the tables, with its meaning."""
    return shorthand_used(table.frame.to_numpy(dtype=object).ravel() for table in summary.tables.values())


def slug(value: object) -> str:
    """Return a text as part of an address: small letters, digits and hyphens.

    >>> slug("Castle Point & Rochford")
    'castle-point-rochford'
    """
    return re.sub(r"[^a-z0-9]+", "-", clean(value).casefold()).strip("-") or "x"


def listed(names: Sequence[str]) -> str:
    """Return names as a phrase.

    >>> listed(["Southend", "Thurrock", "Mid Essex"])
    'Southend, Thurrock and Mid Essex'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
