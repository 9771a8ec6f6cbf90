"""Closed questions hold free text too: "Other: Jo Bloggs, ring 07700 900123" typed under the type of respondent."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd

from feedback_nlp.columns import AREA, POSITION, RESPONDENT_ID, RESPONDENT_TYPE, RESPONSES
from feedback_nlp.prepare.redaction import redact

if TYPE_CHECKING:
    from spacy.language import Language

_SHARED: Final = 5
"""What this many respondents give is an option of the form, not something that one person typed."""


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
        The same rows. Values that five or more respondents share stay as they are.
    """
    columns = [AREA, RESPONDENT_TYPE, POSITION, *(name for name in rows.columns if name not in RESPONSES)]
    changed = {}
    for column in columns:
        if not pd.api.types.is_string_dtype(rows[column].dtype):
            continue
        respondents = rows.groupby(column, observed=True)[RESPONDENT_ID].nunique()
        rare = sorted(respondents.index[respondents < _SHARED])
        done = redact(rare, nlp=nlp, hide=hide, keep=keep, places=places) if rare else []
        new = {value: one.text for value, one in zip(rare, done, strict=True) if one.text != value}
        if new:
            changed[column] = rows[column].map(lambda value, new=new: new.get(value, value), na_action="ignore")
    return rows.assign(**{name: values.astype("string") for name, values in changed.items()})
