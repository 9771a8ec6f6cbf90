"""Whose words may be quoted: one rule for typical answers, quotes and topic words."""

import re
from typing import Final

import pandas as pd

from feedback_nlp.columns import CHANNEL, CONSENT, RESPONDENT_ID

NEGATION: Final = (
    r"\b(?:no[tnr]?|none|nobody|nothing|never|neither|cannot|\w+n\Wt"
    r"|(?:do|does|did|ca|could|wo|would|should|sha|must|need|is|are|was|were|have|has|had)"
    r"(?:not|\W?n(?:.?|[^\sa-z]{2,4}|&#?\w{1,6};)t))\b"
)
"""A word that takes back what stands beside it, in lower case.

The mark in "don't" may be any, a letter of a wrong encoding, or lost.
"""

# A refusal quoted harms a person, and a willing person left out does not: any doubt is a no.
REFUSAL: Final = re.compile(
    rf"{NEGATION}|\b(?:n|false|0|refus\w*|withh[eo]ld\w*|withdr[ae]w\w*|declin\w*|den(?:y|ied|ies)|disagree\w*|object\w*"
    r"|opt\w*\W?out|un(?:happy|willing|able|comfortable)|forbid\w*|exclud\w*|confidential\w*|private\w*|nope|nah|revok\w*|retract\w*|cancel\w*|remov\w*|expir\w*"
    r"|prohibit\w*|disallow\w*|refrain\w*|against|hate|skip\w*|reject\w*|negative|without my (?:consent|permission)"
    r"|before you|only|unsure|unclear|uncertain|unless|mind|omit\w*|in confidence|off the record"
    r"|nicht|keine?\w*|niet|geen|nid|ddim)\b|[✗✘❌☐]|\[ ?\]"
)
"""A word that refuses or leaves in doubt, in lower case."""
_YES: Final = re.compile(
    r"(?<!-)\b(yes|y|true|1|ok|okay|agree\w*|consent\w*|may|can|happy|allow\w*|give|given|quote\w*|publish\w*)\b"
)


def may_be_quoted(consent: pd.Series, channel: pd.Series) -> pd.Series:
    """Return whether each answer may be quoted.

    Where a channel asked for consent, only a plain yes will do: a blank is not one. Where nobody in a channel answered
    such a question, it was not asked there, and the redacted words may be quoted as in any published consultation.

    Parameters
    ----------
    consent
        What people ticked, in words that say themselves whether they refuse (`read` turns "Yes" round where the heading
        was a refusal); NA where nothing.
    channel
        How each answer came in.
    """
    words = consent.str.casefold()
    yes = pd.Series(
        [bool(_YES.search(said)) and not REFUSAL.search(said) for said in words.fillna("")], consent.index, dtype=bool
    )
    asked = consent.notna().groupby(channel.fillna("")).transform("any")
    return yes | ~asked.astype(bool)


def with_every_refusal(responses: pd.DataFrame) -> pd.DataFrame:
    """Return responses in which whoever gives no leave in one answer gives none in others either.

    Somebody may agree on the web and refuse on paper, or change their mind: any doubt is a no. A blank stays a blank:
    it gives no leave where a channel asked, and must not make it look as if one that did not had asked.
    """
    answered = responses[responses[CONSENT].notna()]
    refused = answered[~may_be_quoted(answered[CONSENT], answered[CHANNEL])]
    first = refused.drop_duplicates(RESPONDENT_ID).set_index(RESPONDENT_ID)[CONSENT]
    said = responses[RESPONDENT_ID].map(first).astype("string")
    return responses.assign(**{CONSENT: responses[CONSENT].where(responses[CONSENT].isna() | said.isna(), said)})


def understood(responses: pd.DataFrame) -> pd.DataFrame:
    """Return what was answered about consent where it was asked, and whether it gives leave to quote.

    Returns
    -------
    DataFrame
        value (NA where blank), leave, n (respondents), most frequent first. No rows where no channel asked.
    """
    consent, channel = responses[CONSENT], responses[CHANNEL]
    said = responses[[RESPONDENT_ID]].assign(value=consent, leave=may_be_quoted(consent, channel))
    said = said[consent.notna().groupby(channel.fillna("")).transform("any").astype(bool)].drop_duplicates()
    counted = said.groupby(["value", "leave"], dropna=False).size().rename("n").reset_index()
    return counted.sort_values(["n", "value"], ascending=[False, True], kind="stable", ignore_index=True)


def said_of_channels(responses: pd.DataFrame) -> tuple[str, ...]:
    """Return a note on each channel in which people answered about consent and nobody gives leave: a misreading?"""
    answered = responses[responses[CONSENT].notna()]
    leave = may_be_quoted(answered[CONSENT], answered[CHANNEL]).groupby(answered[CHANNEL].fillna("")).any()
    return tuple(
        f'Channel "{name}": nobody is quoted, since nothing that was answered about consent gives leave to quote. If '
        "people meant to give it, say what each answer means under [sources.recode.consent]."
        for name in sorted(leave.index[~leave.astype(bool)])
    )
