"""Which of several columns a consultation file should name: the area where people live, the day they submitted."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from feedback_nlp.read.damage import tidy
from feedback_nlp.read.dates import iso_dates
from feedback_nlp.read.headings import fold
from feedback_nlp.read.layout import Layout
from feedback_nlp.read.recognise import matches
from feedback_nlp.read.roles import ColumnRole

_TELLS: Final = 10
"""Fitness of a column whose heading says what it is wanted for."""


def candidates(roles: Sequence[ColumnRole], rows: pd.DataFrame, role: str, layout: Layout) -> list[ColumnRole]:
    """Return the columns that may be what is wanted, the likeliest first.

    Parameters
    ----------
    roles, rows
        What each column of the export was taken for, and its cells.
    role
        One of `roles.ROLES`.
    layout
        Of the export.
    """
    found = [one for one in roles if one.role == role and one.content.n]
    if role == "id":
        # Answers that came on paper often have none; they are named by file and row.
        found = [one for one in found if 2 * one.content.n >= len(rows) or one.why.startswith("a column of")]
        order = layout.ids
    elif role == "date":
        # A date that people were asked for is no date of the response.
        found = [one for one in found if not one.unsure]
        order = layout.dates
    else:
        # A box tells of leave to quote, although nothing else stands in it.
        boxes = role == "consent"
        found = [
            one for one in found if one.content.distinct > 1 or one.column.part or (boxes and _fitness(one) >= _TELLS)
        ]
        order = ()

    def rank(one: ColumnRole) -> tuple[int, bool, int, int, int, int]:
        names = (fold(one.column.name), fold(one.column.tag), fold(one.column.question))
        own = next((k for k, pattern in enumerate(order) if any(matches(n, (pattern,)) for n in names)), len(order))
        gaps = len(rows) - one.content.n if role == "id" else 0
        return (
            own,
            one.unsure,
            gaps,
            _lateness(roles, rows, one) if role == "date" else 0,
            -_fitness(one),
            one.column.index,
        )

    return sorted(found, key=rank)


def _lateness(roles: Sequence[ColumnRole], rows: pd.DataFrame, one: ColumnRole) -> int:
    """Rank dates, the latest first: people start before they submit, in whatever language the headings say so."""
    others = [other for other in roles if other.role == "date" and not other.unsure]
    if len(others) < 2:
        return 0
    middles = {}
    for other in others:
        iso, _ = iso_dates(tidy(rows[other.column.name]))
        days = sorted(iso.dropna())
        middles[other.column.name] = days[len(days) // 2] if days else ""
    return sum(middle > middles[one.column.name] for middle in middles.values())


def _fitness(one: ColumnRole) -> int:
    """Prefer, among areas, the ones nearest to where people live; among types, the ones that say "responding as"."""
    words = fold(one.column.question)
    telling = {
        "area": (
            ("ccg", "icb", "which area", "live"),
            ("area", "borough", "district", "county", "locality"),
            ("region", "trust"),
        ),
        "respondent_type": (("responding", "on behalf", "respondent type", "capacity"), ("describes",)),
        "position": (("proposal", "support"), ("agree",)),
        "consent": (("quot", "publi", "confidential"),),
    }.get(one.role, ())
    for k, group in enumerate(telling):
        if any(word in words for word in group):
            return _TELLS * (len(telling) - k) + min(one.content.distinct, 9) * (one.content.distinct > 1)
    return min(one.content.distinct, 9) * (one.content.distinct > 1)


def reference(one: ColumnRole) -> str:
    """Return how the consultation file should call a column: a spread question by its words."""
    spread = one.column.part and (one.role == "closed" or one.why.endswith("spread over columns"))
    return one.column.question if spread else one.column.name
