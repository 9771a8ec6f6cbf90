"""The headline facts, from the published tables."""

import numpy as np
import pandas as pd

from feedback_nlp import columns
from feedback_nlp.aggregate.intervals import share_of
from feedback_nlp.aggregate.limits import Limits
from feedback_nlp.aggregate.published import Floats, Published
from feedback_nlp.aggregate.tables_themes import order_of
from feedback_nlp.aggregate.tally import Tally
from feedback_nlp.aggregate.words import AREA_NOT_KNOWN, HIDDEN, HIGHER, LOWER, TYPE_NOT_GIVEN

TOP = 5
AREA, TYPE = ("area", "areas"), ("respondent type", "respondent types")
"""What groups are called: one, and several."""
ONE_GROUP = "Respondents are shown for one {one} at most, so {many} cannot be compared."
NO_THEMES = "For no theme are figures shown by which {many} can be compared."
LEFT_OUT = " Respondents whose {one} is not known are left out of this."
MANY_UNKNOWN = 0.1
"""Where the area of a larger share of respondents is not known, that is said at the head of results by area."""


def facts(
    themes: pd.DataFrame,
    by_area: pd.DataFrame,
    counted: Tally,
    seen: Published,
    p_of_areas: float | None,
    p_of_types: float | None,
    limits: Limits,
) -> dict[str, str | int | float | None]:
    """Return headline facts: numbers as in the tables, "[c]" where hidden."""
    order = order_of(themes, seen)
    top = [str(themes[columns.THEME].iloc[i]) for i in order[:TOP] if seen.mentions[i] > 0]
    finding = by_area["finding"] if len(by_area) else pd.Series(dtype=object)
    return {
        "respondents": _shown(seen.respondents),
        "answers": _shown(seen.books_in_all[-2]),
        "received": _shown(seen.books_in_all[0]),
        "themes": len(themes),
        "areas": sum(name != AREA_NOT_KNOWN for name in counted.areas) if counted.has_areas else 0,
        "campaigns": len(counted.campaigns),
        "top_themes": "; ".join(top) if top else None,
        "areas_differ": differ_in_words(
            p_of_areas, _n_areas(counted, seen), AREA, left_out=AREA_NOT_KNOWN in counted.areas
        )
        if counted.has_areas
        else None,
        "areas_not_known": _areas_not_known(counted, seen, limits),
        "types_differ": differ_in_words(
            p_of_types, _n_types(counted, seen), TYPE, left_out=TYPE_NOT_GIVEN in counted.types
        )
        if counted.has_types
        else None,
        "notable_findings": int(finding.isin([HIGHER, LOWER]).sum()),
    }


def _shown(value: Floats) -> str | int:
    return HIDDEN if np.isnan(value) else int(value)


def _n_areas(counted: Tally, seen: Published) -> int:
    """Return how many areas are shown to have respondents."""
    return sum(n > 0 and name != AREA_NOT_KNOWN for n, name in zip(seen.by_area, counted.areas, strict=True))


def _n_types(counted: Tally, seen: Published) -> int:
    """Return how many respondent types are shown to have respondents."""
    return sum(n > 0 and name != TYPE_NOT_GIVEN for n, name in zip(seen.by_type, counted.types, strict=True))


def _areas_not_known(counted: Tally, seen: Published, limits: Limits) -> str | None:
    """Return a warning where the area of many is not known: nothing where a hidden count would have to say so."""
    if not counted.has_areas or AREA_NOT_KNOWN not in counted.areas:
        return None
    share = float(share_of(seen.by_area[counted.areas.index(AREA_NOT_KNOWN)], seen.respondents))
    if np.isnan(share) or share <= MANY_UNKNOWN:
        return None
    many = "more than one in ten" if seen.respondents < limits.percentages else f"{share:.0%}"
    return (
        f"The area of {many} of the respondents is not known: they gave none, or one that could not be placed. They "
        "count in no area."
    )


def differ_in_words(p: float | None, n: int, names: tuple[str, str], *, left_out: bool = False) -> str:
    """Return the outcome of the test over all of `n` groups and all themes as a sentence.

    How p compares with two limits is enough: its digits would only look exact. `left_out` says that there are people
    whose area (or type) is not known.

    >>> differ_in_words(0.001, 5, AREA)
    'Taken together, areas differ in what they raise by more than chance would explain (p under 0.01).'
    >>> differ_in_words(0.3, 5, TYPE)
    'Taken together, what respondent types raise is not distinguishable from chance.'
    """
    one, many = names
    if p is None:
        return (NO_THEMES if n > 1 else ONE_GROUP).format(one=one, many=many)
    others = LEFT_OUT.format(one=one) if left_out else ""
    if p >= 0.05:
        return f"Taken together, what {many} raise is not distinguishable from chance.{others}"
    under = "0.01" if p < 0.01 else "0.05"
    return (
        f"Taken together, {many} differ in what they raise by more than chance would explain (p under {under}).{others}"
    )
