"""Who responded: responses, areas, respondent types, level of support, campaigns."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from feedback_nlp import columns
from feedback_nlp.aggregate.books import STATES
from feedback_nlp.aggregate.intervals import share_of
from feedback_nlp.aggregate.limits import Limits, reliability, share_marks
from feedback_nlp.aggregate.marks import counts, figures, frame_of
from feedback_nlp.aggregate.published import Published
from feedback_nlp.aggregate.table import table
from feedback_nlp.aggregate.tally import Tally
from feedback_nlp.aggregate.words import (
    ALL_AREAS,
    ALL_CHANNELS,
    ALL_TYPES,
    AREA_NOT_KNOWN,
    HIDDEN,
    LOW,
    NONE,
    NOT_AGREED,
    NOT_APPLICABLE,
)
from feedback_nlp.summary import SummaryTable


def responses(counted: Tally, seen: Published) -> SummaryTable:
    """Return what became of every answer asked for: in all, then by channel, then by respondent type."""
    parts = [(ALL_CHANNELS, ALL_TYPES, seen.books_in_all)]
    if len(counted.channels) > 1:
        parts += [(name, ALL_TYPES, row) for name, row in zip(counted.channels, seen.books_by_channel, strict=True)]
    if counted.has_types and len(counted.types) > 1:
        parts += [(ALL_CHANNELS, name, row) for name, row in zip(counted.types, seen.books_by_type, strict=True)]
    numbers = np.array([row for *_, row in parts])
    names = ["received", *STATES, "analysed", "of_which_campaign"]
    frame = frame_of(
        {
            columns.CHANNEL: [channel for channel, _, _ in parts],
            columns.RESPONDENT_TYPE: [kind for _, kind, _ in parts],
            **{name: counts(column) for name, column in zip(names, numbers.T, strict=True)},
        }
    )
    return table(
        "responses",
        "Responses received and what became of them",
        "Every row of the input for every open question: each is in exactly one state, and the states add up to "
        "those received",
        "Number of answers asked for (rows of the input times open questions)",
        frame,
        notes=("bases", "suppression", "campaigns"),
    )


def areas(counted: Tally, seen: Published, table_of_areas: pd.DataFrame | None, limits: Limits) -> SummaryTable:
    """Return respondents by area against population."""
    n = len(counted.areas) if counted.has_areas else 0
    known = pd.DataFrame(columns=[columns.CODE, columns.POPULATION])
    if table_of_areas is not None:
        known = table_of_areas.set_index(columns.AREA)[[columns.CODE, columns.POPULATION]]
    known = known.reindex(counted.areas[:n])
    population = np.asarray(known[columns.POPULATION].astype("Float64").to_numpy(float, na_value=np.nan), np.float64)
    base = seen.by_area[:n]
    share = share_of(base, seen.respondents)
    is_area = np.array(counted.areas[:n]) != AREA_NOT_KNOWN
    # The share of the population needs everybody's: with one missing, it is missing for all.
    population_share = share_of(population, np.asarray(population[is_area].sum(), float))
    no_people = (np.where(is_area, np.isnan(population) | (population <= 0), False), NONE)
    no_share = (np.where(is_area, np.isnan(population_share), False), NONE)
    not_an_area = (~is_area, NOT_APPLICABLE)
    hidden = (np.isnan(base) | np.isnan(seen.respondents), HIDDEN)
    low = (np.broadcast_to(seen.respondents < limits.percentages, base.shape), LOW)
    nobody = (np.broadcast_to(seen.respondents == 0, base.shape), NOT_APPLICABLE)
    frame = frame_of(
        {
            columns.AREA: counted.areas[:n],
            columns.CODE: [NONE if pd.isna(code) else str(code) for code in known[columns.CODE]],
            "respondents": counts(base),
            "share": figures(share, hidden, nobody, low),
            columns.POPULATION: [
                NOT_APPLICABLE if not a else NONE if np.isnan(v) else int(v)
                for a, v in zip(is_area, population, strict=True)
            ],
            "population_share": figures(population_share, not_an_area, no_share),
            "per_10000": figures(1e4 * share_of(base, population), not_an_area, no_people, hidden, digits=3),
            "representation_ratio": figures(
                share_of(share, population_share), not_an_area, no_people, no_share, hidden, nobody, low, digits=3
            ),
            "reliability": reliability(base, limits),
        }
    )
    if n:
        frame.loc[~is_area, columns.CODE] = NOT_APPLICABLE
    return table(
        "areas",
        "Respondents by area, against population",
        limits.scope(seen.respondents),
        "Number of respondents; percentage of all respondents; percentage of the population of all areas",
        frame,
        notes=("bases", "population", "suppression", "not_a_vote"),
        headers={"share": "Percentage of respondents"},
    )


def respondent_types(counted: Tally, seen: Published, limits: Limits) -> SummaryTable:
    """Return respondents by area and type; all areas together come first."""
    shown = counted.has_types
    area_names = [ALL_AREAS, *(counted.areas if counted.has_areas else [])] if shown else []
    type_names = counted.types if shown else []
    cells = np.concatenate([seen.by_type[None], seen.by_area_type])[: len(area_names), : len(type_names)]
    base = np.append(seen.respondents, seen.by_area)[: len(area_names), None] * np.ones(cells.shape)
    frame = frame_of(
        {
            columns.AREA: np.repeat(np.array(area_names, object), len(type_names)),
            columns.RESPONDENT_TYPE: type_names * len(area_names),
            "respondents": counts(cells),
            "base": counts(base),
            "share": figures(share_of(cells, base), *share_marks(cells, base, limits)),
        }
    )
    return table(
        "respondent_types",
        "Respondents by area and respondent type",
        limits.scope(seen.respondents),
        "Number of respondents; percentage of the respondents of the area",
        frame,
        notes=("bases", "suppression"),
        headers={"share": "Percentage of respondents in the area"},
    )


def level_of_support(counted: Tally, seen: Published, limits: Limits) -> SummaryTable:
    """Return positions by area and respondent type, where people were asked for one."""
    area_names = [*(counted.areas if counted.has_areas else []), ALL_AREAS]
    type_names = [*(counted.types if counted.has_types else []), ALL_TYPES]
    rows = [
        # All together stand in the last place of the arrays, and come first in the table.
        (area, kind, seen.support[i, j], seen.support_base[i, j])
        for i, area in _all_first(area_names, len(counted.areas))
        for j, kind in _all_first(type_names, len(counted.types))
    ]
    rows = rows if counted.positions else []
    slugs = slugs_of(counted.positions)
    frame = frame_of(
        {
            columns.AREA: [row[0] for row in rows],
            columns.RESPONDENT_TYPE: [row[1] for row in rows],
            **{slug: counts(np.array([row[2][k] for row in rows])) for k, slug in enumerate(slugs)},
            "base": counts(np.array([row[3] for row in rows])),
            "prevailing_view": [prevailing(row[2], row[3], counted.positions) for row in rows],
        }
    )
    return table(
        "level_of_support",
        "Level of support by area and respondent type",
        "Respondents with at least one analysed answer who gave a position",
        "Number of respondents",
        frame,
        notes=("bases", "suppression", "not_a_vote"),
        headers=dict(zip(slugs, counted.positions, strict=True)),
        formats=dict.fromkeys(slugs, "count"),
    )


def _all_first(names: list[str], last: int) -> list[tuple[int, str]]:
    """Return places and names, the total (which stands at `last` in the arrays) before the others."""
    return [(last, names[-1]), *enumerate(names[:-1])]


def slugs_of(names: Sequence[str]) -> list[str]:
    """Return a column name for each category, all different.

    >>> slugs_of(["Support", "Don't know!", "dont know"])
    ['support', 'don_t_know', 'dont_know']
    """
    slugs: list[str] = []
    for name in names:
        slug = "_".join("".join(c if c.isalnum() else " " for c in name.casefold()).split()) or "position"
        taken = {*slugs, columns.AREA, columns.RESPONDENT_TYPE, "base", "prevailing_view"}
        slugs.append(slug if slug not in taken else f"{slug}_{len(slugs) + 1}")
    return slugs


def prevailing(given: np.ndarray, base: float, positions: list[str]) -> str:
    """Return the position that more than half of those who gave one hold, in words; "[c]" where any count is hidden."""
    if np.isnan(given).any() or np.isnan(base):
        return HIDDEN
    if base == 0:
        return NOT_APPLICABLE
    most = int(np.argmax(given))
    if 2 * given[most] > base:
        return positions[most]
    return "Mixed, no position above half"


def campaigns(
    counted: Tally,
    seen: Published,
    details: pd.DataFrame | None,
    said: dict[str, tuple[str, str]],
    agreed: set[str],
    *,
    kinds: bool,
) -> SummaryTable:
    """Return the campaigns that were found.

    Parameters
    ----------
    details
        The campaigns table of ``prepare``: campaign_id, kind, copies, own_words, wording.
    said
        Campaign -> the themes and the areas that may be named.
    agreed
        The campaigns whose wording may be printed.
    kinds
        Whether it may be told which are identical.
    """
    names = counted.campaigns
    known = pd.DataFrame(index=names) if details is None else details.set_index(columns.CAMPAIGN_ID).reindex(names)

    def column(name: str) -> list[object]:
        return [NONE if pd.isna(value) else value for value in known[name]] if name in known else [NONE] * len(names)

    hidden = np.isnan(seen.copies)

    def unless_hidden(values: Sequence[object]) -> list[object]:
        return [HIDDEN if gone else value for gone, value in zip(hidden, values, strict=True)]

    frame = frame_of(
        {
            "campaign": names,
            columns.KIND: column(columns.KIND) if kinds else [HIDDEN] * len(names),
            "copies": counts(seen.copies),
            "own_words": counts(seen.own_words),
            "wording": unless_hidden(
                [
                    text if text == NONE or name in agreed else NOT_AGREED
                    for name, text in zip(names, column("wording"), strict=True)
                ]
            ),
            "themes": unless_hidden([said[name][0] for name in names]),
            "areas": unless_hidden([said[name][1] for name in names]),
        }
    )
    return table(
        "campaigns",
        "Campaigns: letters that several people sent",
        "Analysed answers that are copies of a campaign's letter, word for word or made personal",
        "Number of answers",
        frame,
        notes=("campaigns", "suppression"),
    )
