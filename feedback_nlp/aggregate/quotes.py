"""Quotes: exact words for each theme, from different areas, kinds of people and points of view."""

from collections import Counter
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from feedback_nlp import columns
from feedback_nlp.aggregate.axes import Ints
from feedback_nlp.aggregate.excerpt import Excerpts, sayings
from feedback_nlp.aggregate.limits import Limits
from feedback_nlp.aggregate.marks import frame_of
from feedback_nlp.aggregate.positions import plain_positions
from feedback_nlp.aggregate.published import Published
from feedback_nlp.aggregate.table import table
from feedback_nlp.aggregate.tables_themes import order_of
from feedback_nlp.aggregate.tally import Tally
from feedback_nlp.aggregate.words import AREA_NOT_KNOWN, NOT_NAMED, TO_FILL, TYPE_NOT_GIVEN
from feedback_nlp.consent import may_be_quoted
from feedback_nlp.summary import SummaryTable

PER_THEME: Final = 3
LOOKED_AT: Final = 20
"""Labels looked at for each theme, area, type and point of view."""
SURE_ENOUGH: Final = 0.5
"""Smallest score of a machine's label that may be quoted: below it, the label is more likely wrong than right, and a
quote that contradicts its theme does more harm than a theme without a quote. A person's label needs no score."""
OTHERS: Final = PER_THEME + 4
"""Respondents of a theme beyond all campaign copies from which on a reader knows that as many as are quoted raise it in
their own words: where both numbers are rounded to the nearest 5, each may be two away from the true one."""
NEW_POSITION: Final = 4.0
NEW_AREA: Final = 2.0
NEW_TYPE: Final = 1.0


class Pick(NamedTuple):
    """A label that may be quoted, and whose it is."""

    response_id: str
    respondent_id: str
    code: str
    text: str
    start: int
    end: int
    position: str | None
    area_at: int
    type_at: int


class Left(NamedTuple):
    """How often it may still be said that somebody of a type and area raises a theme, and is there; it is counted down.

    Both (n_areas, n_types). No respondent is quoted twice, so three quotes on as many themes are three people.
    """

    raising: Ints
    present: Ints


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

    A quote is an exact substring of a redacted answer: the sentence or sentences around the words that the label
    points at. It comes only from cells that are shown, both by area and by respondent type; only where the published
    figures say already that enough raise the theme in their own words; only from people who did not refuse to be
    quoted; only from labels that a person gave or that are likely right (`SURE_ENOUGH`); never from
    a campaign's letter, whose words are nobody's own and may tell of an area where its copies are hidden; and at most
    once from each respondent. A sentence that stands under one theme is quoted under another only where nothing else
    can be: twice the same looks like padding. The area is named where its base is large enough; the type
    beside it where the count of respondents of that area and type is shown.

    The same input gives the same quotes: nothing is drawn by lot.
    """
    pool = _candidates(answers, labels, themes, counted, seen)
    excerpts = Excerpts(segments)
    rows = []
    used, said = set[str](), set[str]()
    present = seen.present.copy()
    order = order_of(themes, seen)
    codes = [str(code) for code in themes[columns.CODE]]
    # Who has least to choose from chooses first, so that others take other words.
    chosen = {
        theme: _choose(pool.get(codes[theme], []), excerpts, used, said)
        for theme in sorted(order, key=lambda theme: len(pool.get(codes[theme], [])))
    }
    for theme in order:
        left = Left(seen.quotable[theme].copy(), present)
        rows += [
            (codes[theme], str(themes[columns.THEME].iloc[theme]), *_where(row, counted, seen, limits, left), words)
            for row, words in chosen[theme]
        ]
    frame = frame_of(
        {
            "quote_id": [f"Q{number:03d}" for number in range(1, len(rows) + 1)],
            columns.CODE: [row[0] for row in rows],
            columns.THEME: [row[1] for row in rows],
            columns.AREA: [row[2] for row in rows],
            columns.RESPONDENT_TYPE: [row[3] for row in rows],
            columns.TEXT: [row[4] for row in rows],
            "reviewed_by": [TO_FILL] * len(rows),
        }
    )
    return table(
        "quotes",
        "Quotes: what respondents wrote, word for word",
        f"Up to {PER_THEME} for each theme, from different areas, kinds of respondents and points of view; nothing is "
        "changed but personal details that were replaced",
        "No figures",
        frame,
        notes=("suppression", "not_a_vote"),
    )


def _candidates(
    answers: pd.DataFrame, labels: pd.DataFrame, themes: pd.DataFrame, counted: Tally, seen: Published
) -> dict[str, list[Pick]]:
    """Return, for each theme, the labels that may be quoted: best first."""
    labels = labels[labels[columns.KIND] == "theme"].dropna(subset=[columns.START, columns.END])
    labels = labels[(labels[columns.SOURCE] == "person") | (labels[columns.SCORE] >= SURE_ENOUGH)]
    position, _ = plain_positions(answers[columns.POSITION])
    about = answers.assign(position=position)[
        may_be_quoted(answers[columns.CONSENT], answers[columns.CHANNEL]).to_numpy(bool)
        & answers[columns.CAMPAIGN_ID].isna().to_numpy(bool)
    ]
    joined = labels.merge(about, on=columns.RESPONSE_ID)
    code = pd.Index(counted.codes).get_indexer(pd.Index(joined[columns.CODE]))
    area = pd.Index(counted.areas).get_indexer(pd.Index(joined[columns.AREA].fillna(AREA_NOT_KNOWN)))
    kind = pd.Index(counted.types).get_indexer(pd.Index(joined[columns.RESPONDENT_TYPE].fillna(TYPE_NOT_GIVEN)))
    # A person whose answers disagree about their area or type may stand in no counted place: leave them out.
    placed = (code >= 0) & (area >= 0) & (kind >= 0)
    joined, code, area, kind = (
        joined[placed].assign(area_at=area[placed], type_at=kind[placed]),
        code[placed],
        area[placed],
        kind[placed],
    )
    # Quotes are of people who raise the theme outside campaigns: of 40 answers with 37 copies, three quotes would say
    # that a hidden number of them is three.
    told = (seen.own > 0) | (seen.mentions - seen.books_in_all[-1] >= OTHERS)
    shown = (
        (seen.mentions[code] > 0)
        & told[code]
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
    joined = joined.groupby([columns.CODE, "position", "area_at", "type_at"], dropna=False, sort=False).head(LOOKED_AT)
    picks = [Pick(*row) for row in joined[list(Pick._fields)].itertuples(index=False)]
    pool: dict[str, list[Pick]] = {}
    for pick in picks:
        pool.setdefault(pick.code, []).append(pick)
    return pool


def _choose(picks: list[Pick], excerpts: Excerpts, used: set[str], said: set[str]) -> list[tuple[Pick, str]]:
    """Take the best first, then the best of those that add most: a new view, a new area, a new kind of person.

    `used` holds who has been quoted already, `said` the sentences that stand under other themes; both are added to.
    """
    fresh, again = list[tuple[Pick, str]](), list[tuple[Pick, str]]()
    places: Counter[tuple[bool, str, int, int]] = Counter()
    for pick in picks:
        if pick.respondent_id in used:
            continue
        words = excerpts.around(pick.response_id, pick.text, int(pick.start), int(pick.end))
        if words is None:
            continue
        told = not said.isdisjoint(sayings(words))
        place = (told, str(pick.position), pick.area_at, pick.type_at)
        if places[place] < PER_THEME:
            places[place] += 1
            (again if told else fresh).append((pick, words))
    found = fresh or again
    chosen: list[tuple[Pick, str]] = []
    while found and len(chosen) < PER_THEME:
        pick, words = found[int(np.argmax([_gain(other, [who for who, _ in chosen]) for other, _ in found]))]
        chosen.append((pick, words))
        used.add(pick.respondent_id)
        mine = sayings(words)
        found = [
            (other, text) for other, text in found if other.respondent_id not in used and mine.isdisjoint(sayings(text))
        ]
    for _, words in chosen:
        said |= sayings(words)
    return chosen


def _gain(pick: Pick, chosen: list[Pick]) -> float:
    return (
        NEW_POSITION * all(str(pick.position) != str(other.position) for other in chosen)
        + NEW_AREA * all(pick.area_at != other.area_at for other in chosen)
        + NEW_TYPE * all(pick.type_at != other.type_at for other in chosen)
    )


def _where(pick: Pick, counted: Tally, seen: Published, limits: Limits, left: Left) -> tuple[str, str]:
    """Return the area and the respondent type that may stand beside a quote.

    "The only councillor of Thurrock" must not be told from a quote: where the count of the type in the area is hidden,
    the type goes unnamed. Where the area itself is too small to be named, the type may stand alone.

    That somebody of the type raises the theme there is a number, too: at least one. It may only be said where it holds
    in every twin that hides a count.
    """
    area, kind = counted.areas[pick.area_at], counted.types[pick.type_at]
    at = pick.area_at, pick.type_at
    named = seen.by_area[pick.area_at] >= limits.percentages
    if min(left.raising[at], left.present[at]) < 1 or (named and not seen.by_area_type[at] > 0):
        kind = NOT_NAMED
    else:
        for one in left:
            one[at] -= 1
    return (area if named else NOT_NAMED), kind
