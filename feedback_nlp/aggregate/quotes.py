"""Quotes: exact words for each theme, from different areas, kinds of people and points of view."""

from typing import Final

import numpy as np
import pandas as pd

from feedback_nlp import columns
from feedback_nlp.aggregate.consent import may_be_quoted
from feedback_nlp.aggregate.excerpt import Excerpts
from feedback_nlp.aggregate.limits import Limits
from feedback_nlp.aggregate.marks import frame_of
from feedback_nlp.aggregate.positions import plain_positions
from feedback_nlp.aggregate.published import Published
from feedback_nlp.aggregate.table import table
from feedback_nlp.aggregate.tables_themes import order_of
from feedback_nlp.aggregate.tally import Tally
from feedback_nlp.aggregate.words import AREA_NOT_GIVEN, NOT_NAMED, TYPE_NOT_GIVEN
from feedback_nlp.summary import SummaryTable

PER_THEME: Final = 3
NEW_POSITION: Final = 4.0
NEW_AREA: Final = 2.0
NEW_TYPE: Final = 1.0


def quotes(
    answers: pd.DataFrame,
    labels: pd.DataFrame,
    themes: pd.DataFrame,
    counted: Tally,
    seen: Published,
    limits: Limits,
    *,
    segments: pd.DataFrame | None = None,
) -> SummaryTable:
    """Choose up to three quotes for each theme.

    A quote is an exact substring of a redacted answer: the sentence or sentences around the words that the label points at.
    It comes only from cells that are shown, both by area and by respondent type; only from people who did not refuse to be
    quoted; once from each campaign; and at most once from each respondent. The area is named where the base of the area is
    large enough and the count of respondents of that area and type is shown.

    The same input gives the same quotes: nothing is drawn by lot.
    """
    pool = _candidates(answers, labels, themes, counted, seen)
    excerpts = Excerpts(segments)
    rows = []
    used: set[str] = set()
    for theme in order_of(themes, seen):
        code = str(themes[columns.CODE].iloc[theme])
        chosen = _choose(pool.get(code, []), excerpts, used)
        rows += [(code, str(themes[columns.THEME].iloc[theme]), *_where(row, counted, seen, limits), words) for row, words in chosen]
    frame = frame_of(
        {
            "quote_id": [f"Q{number:03d}" for number in range(1, len(rows) + 1)],
            columns.CODE: [row[0] for row in rows],
            columns.THEME: [row[1] for row in rows],
            columns.AREA: [row[2] for row in rows],
            columns.RESPONDENT_TYPE: [row[3] for row in rows],
            columns.TEXT: [row[4] for row in rows],
        }
    )
    return table(
        "quotes",
        "Quotes: what respondents wrote, word for word",
        f"Up to {PER_THEME} for each theme, from different areas, kinds of respondents and points of view; personal details are "
        "redacted, nothing else is changed",
        "No figures",
        frame,
        notes=("suppression", "not_a_vote"),
    )


def _candidates(
    answers: pd.DataFrame, labels: pd.DataFrame, themes: pd.DataFrame, counted: Tally, seen: Published
) -> dict[str, list]:
    """Return, for each theme, the labels that may be quoted: best first."""
    labels = labels[labels[columns.KIND] == "theme"].dropna(subset=[columns.START, columns.END])
    position, _ = plain_positions(answers[columns.POSITION])
    about = answers.assign(position=position)[may_be_quoted(answers[columns.CONSENT], answers[columns.CHANNEL]).to_numpy(bool)]
    joined = labels.merge(about, on=columns.RESPONSE_ID)
    code = pd.Index(counted.codes).get_indexer(joined[columns.CODE])
    area = pd.Index(counted.areas).get_indexer(joined[columns.AREA].fillna(AREA_NOT_GIVEN))
    kind = pd.Index(counted.types).get_indexer(joined[columns.RESPONDENT_TYPE].fillna(TYPE_NOT_GIVEN))
    # A person whose answers disagree about their area or type may stand in no counted place: leave them out.
    placed = (code >= 0) & (area >= 0) & (kind >= 0)
    joined, code, area, kind = joined[placed].assign(area_at=area[placed], type_at=kind[placed]), code[placed], area[placed], kind[placed]
    shown = (
        (seen.mentions[code] > 0)
        & (seen.mentions_by_area[code, area] > 0)
        & (seen.mentions_by_type[code, kind] > 0)
        & (seen.by_area[area] > 0)
        & (seen.by_type[kind] > 0)
    )
    joined = joined[np.asarray(shown, bool)]
    # A person's label before a machine's, then the surest; the id settles ties, so that row order does not.
    by_person = (joined[columns.SOURCE] != "person").astype(int)
    joined = joined.assign(by_person=by_person, unsure=-joined[columns.SCORE]).sort_values(
        [columns.CODE, "by_person", "unsure", columns.RESPONSE_ID, columns.START, columns.END], kind="stable"
    )
    return {str(name): list(group.itertuples()) for name, group in joined.groupby(columns.CODE)}


def _choose(rows: list, excerpts: Excerpts, used: set[str]) -> list[tuple]:
    """Take the best first, then each time the best of those that add most: a new view, a new area, a new kind of person.

    `used` holds who has been quoted already, and which campaign; it is added to.
    """
    chosen: list[tuple] = []
    seen: set[tuple[str, object]] = set()
    found: list[tuple] = []
    # Excerpts are looked for only until there is plenty to choose from in each place.
    per_place: dict[tuple, int] = {}
    for row in rows:
        place = (str(row.position), row.area_at, row.type_at)
        if per_place.get(place, 0) >= PER_THEME or _keys(row) & used:
            continue
        words = excerpts.around(row.response_id, row.text, int(row.start), int(row.end))
        if words is not None:
            per_place[place] = per_place.get(place, 0) + 1
            found.append((row, words))
    while found and len(chosen) < PER_THEME:
        gains = [_gain(row, seen) - at * 1e-6 for at, (row, _) in enumerate(found)]
        row, words = found.pop(int(np.argmax(gains)))
        chosen.append((row, words))
        used |= _keys(row)
        seen |= {("position", str(row.position)), ("area", row.area_at), ("type", row.type_at)}
        found = [(other, text) for other, text in found if not _keys(other) & used and text != words]
    return chosen


def _keys(row: tuple) -> set[str]:
    campaign = row.campaign_id  # type: ignore[attr-defined]
    return {f"person {row.respondent_id}"} | (set() if pd.isna(campaign) else {f"campaign {campaign}"})  # type: ignore[attr-defined]


def _gain(row: tuple, seen: set[tuple[str, object]]) -> float:
    return (
        NEW_POSITION * (("position", str(row.position)) not in seen)  # type: ignore[attr-defined]
        + NEW_AREA * (("area", row.area_at) not in seen)  # type: ignore[attr-defined]
        + NEW_TYPE * (("type", row.type_at) not in seen)  # type: ignore[attr-defined]
    )


def _where(row: tuple, counted: Tally, seen: Published, limits: Limits) -> tuple[str, str]:
    """Return the area and the respondent type that may stand beside a quote."""
    area, kind = row.area_at, row.type_at  # type: ignore[attr-defined]
    named = seen.by_area[area] >= limits.percentages
    together = seen.by_area_type[area, kind] > 0
    # "The only councillor of Thurrock" must not be told from a quote: with the pair hidden, the area goes unnamed.
    return counted.areas[area] if named and together else NOT_NAMED, counted.types[kind]
