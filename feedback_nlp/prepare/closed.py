"""Closed questions hold free text too: "Other: Jo Bloggs, ring 07700 900123" typed under the type of respondent."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from feedback_nlp.columns import AREA, POSITION, RESPONDENT_ID, RESPONDENT_TYPE, RESPONSES, empty
from feedback_nlp.prepare.normalise import normalise
from feedback_nlp.prepare.redaction import Redacted, redact
from feedback_nlp.prepare.redaction.fold import fold
from feedback_nlp.prepare.redaction.gazetteer import places as listed_places
from feedback_nlp.prepare.redaction.names import phrases_of
from feedback_nlp.prepare.redaction.spans import markers

if TYPE_CHECKING:
    from spacy.language import Language

_SHARED: Final = 5
"""What this many respondents give is an option of the form, not something that one person typed."""
_CERTAIN: Final = frozenset([
    "email", "phone", "nhs_number", "ni_number", "hospital_number", "passport_number", "driving_licence", "ip_address",
    "date_of_birth", "account", "handle",
])  # fmt: skip
"""What holds one of these says who somebody is, whatever stands beside it."""
_MARKER: Final = markers()
_HIDDEN: Final = "[hidden]"
_OTHER: Final = re.compile(r"other(?: ?\([^()]*\))?\s*[-–—:]\s*\S.*", re.IGNORECASE | re.DOTALL)
"""What was typed into the box beside "Other": a category of one, and no option. "Other; Carer" are two options."""
_AROUND: Final = re.compile(
    r"(?:the )?(?:(?:north|south|east|west|mid|greater) )?(?:u\.?k\.?|gb|great britain|united kingdom|england|scotland"
    r"|wales|northern ireland|yorkshire|(?:east )?riding(?: of yorkshire)?|sussex|midlands|anglia|london|glamorgan"
    r"|lothian|ayrshire|manchester|essex|kent)"
)
"""What stands behind the name of a town."""


def redact_closed(
    rows: pd.DataFrame,
    *,
    nlp: "Language | None" = None,
    hide: Sequence[str] = (),
    keep: Sequence[str] = (),
    places: Sequence[str] = (),
) -> pd.DataFrame:
    """Redact what few respondents gave as area, type, position or declared attribute.

    Parameters
    ----------
    rows
        The responses table with its attributes; not changed.
    nlp, hide, keep, places
        As for `redaction.redact`.

    Returns
    -------
    DataFrame
        The same rows. Values that five or more respondents share stay as they are. A value with a telephone number
        or the like in it, or with nothing in it but a name, is no option, and is missing afterwards. "Other: what
        somebody typed" is "Other", but where it is an area, which somebody may know.
    """
    columns = [AREA, RESPONDENT_TYPE, POSITION, *(name for name in rows.columns if name not in RESPONSES)]
    changed: dict[str, pd.Series] = {}
    for column in columns:
        if not pd.api.types.is_string_dtype(rows[column].dtype):
            continue
        respondents = rows.groupby(column, observed=True)[RESPONDENT_ID].nunique()
        rare = sorted(respondents.index[respondents < _SHARED])
        if column == AREA:
            towns = [value for value in rare if _is_a_town_called_as_people_are(value)]
            # No name is looked for in them; what the consultation file hides is hidden there too.
            rare = [v for v in rare if v not in towns or redact(normalise(v), hide=hide, keep=keep).spans]
        plain = [normalise(value) for value in rare]
        done = redact(plain, nlp=nlp, hide=hide, keep=keep, places=places) if rare else []
        new = {value: _left(one) for value, one in zip(rare, done, strict=True) if one.spans}
        if column != AREA:
            new |= {value: "Other" for value in rare if _OTHER.fullmatch(value)}
        else:
            new |= dict.fromkeys(_names_in_one_case(rare, plain, nlp=nlp, keep=keep, places=places), pd.NA)
        if new:
            changed[column] = rows[column].map(lambda value, new=new: new.get(value, value), na_action="ignore")
    return rows.assign(**{name: values.astype("string") for name, values in changed.items()})


def redact_typed(
    unmatched: pd.DataFrame,
    *,
    nlp: "Language | None" = None,
    hide: Sequence[str] = (),
    keep: Sequence[str] = (),
    places: Sequence[str] = (),
) -> pd.DataFrame:
    """Redact areas that no table knows, by the rules of `redact_closed`.

    Parameters
    ----------
    unmatched
        ``value``, ``n`` (respondents) and what else is known of a value, such as ``fits`` (areas); not changed.
    nlp, hide, keep, places
        As for `redaction.redact`.

    Returns
    -------
    DataFrame
        The same columns. What is somebody's name or number rather than a place is "[hidden]", all of these in one row.
    """
    rows = unmatched.loc[unmatched.index.repeat(unmatched["n"])].reset_index(drop=True)
    typed = empty("responses").reindex(range(len(rows)))
    who = pd.Series(range(len(rows)), dtype="string")
    typed[AREA], typed[RESPONDENT_ID] = rows["value"].astype("string"), who
    values = redact_closed(typed, nlp=nlp, hide=hide, keep=keep, places=places)[AREA].fillna(_HIDDEN)
    others = [name for name in unmatched.columns if name not in ("value", "n")]
    shown = rows[others].mask(values == _HIDDEN).assign(value=values)
    counted = shown.groupby(["value", *others], sort=True, dropna=False).size().rename("n").reset_index()
    counted = counted.sort_values(
        ["n", "value", *others], ascending=[False, True, *[True] * len(others)], kind="stable"
    )
    kinds = {"value": "string", "n": "int64"} | dict.fromkeys(others, "string")
    return counted[list(kinds)].astype(kinds).reset_index(drop=True)


def _is_a_town_called_as_people_are(value: str) -> bool:
    """Say whether it is "Beverley" or "Beverley, UK": asked where they live, people mean the town.

    "Norton, Shirley" is two of them, and may be somebody.
    """
    parts = [fold(part.strip()) for part in re.split(r"[,/()\n]", normalise(value)) if part.strip()]
    like_names = [part for part in parts if part in phrases_of("places_like_names")]
    return len(like_names) == 1 and all(
        part in like_names or part in listed_places() or _AROUND.fullmatch(part) for part in parts
    )


def _left(one: Redacted) -> Any:
    """Return what may be shown of a value: nothing where it is somebody's name or number rather than an option."""
    certain = any(span.kind in _CERTAIN for span in one.spans)
    named = any(span.kind == "name" for span in one.spans)
    alone = named and not any(c.isalnum() for c in _MARKER.sub("", one.text))
    return pd.NA if certain or alone else one.text


def _names_in_one_case(
    values: Sequence[str],
    plain: Sequence[str],
    *,
    nlp: "Language | None",
    keep: Sequence[str],
    places: Sequence[str],
) -> list[str]:
    """Return the areas that would be a name and nothing else if they were written with capitals: "jane doe"."""
    one_case = [v for v, p in zip(values, plain, strict=True) if " " in p and (p.islower() or p.isupper())]
    done = redact([normalise(v).title() for v in one_case], nlp=nlp, keep=keep, places=places)
    return [value for value, one in zip(one_case, done, strict=True) if one.spans and pd.isna(_left(one))]
