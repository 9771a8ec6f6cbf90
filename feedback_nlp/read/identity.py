"""Is what looks like the id of a respondent one? Asked of the whole file, where a column alone cannot tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedback_nlp import columns as c
from feedback_nlp.read import names
from feedback_nlp.read.damage import tidy
from feedback_nlp.read.headings import fold
from feedback_nlp.read.layout import Layout
from feedback_nlp.read.recognise import layout_named, matches
from feedback_nlp.read.respondents import test_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback_nlp.read.planned import Plan


def find_id_of_pairs(plan: Plan) -> None:
    """Where there is a row for each question, an id repeats; with the question, it does not."""
    if plan.long is None or c.RESPONDENT_ID in plan.named:
        return
    rows = plan.export.rows
    for one in plan.roles:
        name = one.column.name
        if name in plan.long or not matches(fold(name), names.ID) or one.content.n < len(rows):
            continue
        if not rows[[name, plan.long[0]]].duplicated().any() and rows[name].duplicated().any():
            plan.named[c.RESPONDENT_ID] = name
            return


def doubt_the_id(plan: Plan, layout: Layout) -> None:
    """Leave out an id whose rows contradict each other: with it the file could not be read at all."""
    name = plan.named.get(c.RESPONDENT_ID)
    events = any(fold(column.name) in layout.events for column in plan.export.columns)
    if name is None or events:
        return
    rows = plan.export.rows[test_rows(plan.export.rows, plan.export.columns, layout).isna()]
    ids = tidy(rows[name])
    keys = ids + "\x1f" + rows[plan.long[0]].fillna("") if plan.long else ids
    again = rows[keys.notna() & keys.duplicated(keep=False)]
    said = again[[plan.long[1]]] if plan.long else again
    n = sum(len(group.drop_duplicates()) > 1 for _, group in said.fillna("").groupby(keys[again.index], sort=False))
    if not n:
        return
    del plan.named[c.RESPONDENT_ID]
    damaged = ids.str.fullmatch(r"\d(\.\d+)?E\+\d+").fillna(False).mean() > 0.5
    why = " (a spreadsheet program has shortened them: export again)" if damaged else ""
    plan.notes.append(
        f'"{name}" looks like the id of a respondent, but {n:,} of its values stand in several rows that differ{why}. '
        "Every row is read as a respondent of its own."
    )


def share_the_id(plans: Sequence[Plan]) -> None:
    """Leave out the id of files that are read as one source where it is none in one of them."""
    names = {plan.named[c.RESPONDENT_ID] for plan in plans if c.RESPONDENT_ID in plan.named}
    if len(plans) == 1 or len(names) != 1:
        return
    for plan in plans:
        plan.named[c.RESPONDENT_ID] = next(iter(names))
        doubt_the_id(plan, layout_named(plan.export.layout))
    if any(c.RESPONDENT_ID not in plan.named for plan in plans):
        for plan in plans:
            plan.named.pop(c.RESPONDENT_ID, None)
