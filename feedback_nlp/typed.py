"""What single people typed where others picked an answer, as it may be shown to the team: redacted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from feedback_nlp.config import Consultation, Privacy
from feedback_nlp.consent import understood
from feedback_nlp.languages import ENGLISH
from feedback_nlp.publishing import places_of

if TYPE_CHECKING:
    from feedback_nlp.read import Reading


def unmatched_areas(reading: Reading, consultation: Consultation) -> pd.DataFrame | None:
    """Return the areas that the table does not know, as they may be written: some people type their name there."""
    from feedback_nlp.prepare import redact_typed

    if reading.unmatched is None or reading.unmatched.empty or not consultation.privacy.redact:
        return reading.unmatched
    return redact_typed(reading.unmatched, **what_to_hide(reading, consultation))


def answers_on_consent(reading: Reading, consultation: Consultation) -> pd.DataFrame:
    """Return what people answered about consent, and whether it gives leave; what somebody typed is redacted.

    Returns
    -------
    DataFrame
        value (NA where blank), leave, n (respondents), most frequent first. Channels that did not ask are left out.
    """
    from feedback_nlp.prepare import redact_typed

    counted = understood(reading.responses)
    said = counted[counted["value"].notna()]
    if said.empty or not consultation.privacy.redact:
        return counted
    hide = what_to_hide(reading, consultation)
    # Apart, so that what is hidden of those who refuse does not stand among those who give leave.
    parts = [redact_typed(part[["value", "n"]], **hide).assign(leave=leave) for leave, part in said.groupby("leave")]
    counted = pd.concat([*parts, counted[counted["value"].isna()]])
    return counted.sort_values(["n", "value"], ascending=[False, True], kind="stable", ignore_index=True)


def what_to_hide(reading: Reading, consultation: Consultation | None) -> dict[str, Any]:
    """Return what redaction needs to know of a consultation, by name."""
    from feedback_nlp.represent import load_language

    privacy = consultation.privacy if consultation else Privacy()
    about = consultation.consultation if consultation else None
    english = about is None or about.language == ENGLISH
    return {
        "nlp": load_language() if privacy.redact and english else None,
        "hide": privacy.hide,
        "keep": privacy.keep,
        "places": [*places_of(reading.areas), *([about.asked_by] if about and about.asked_by else [])],
    }
