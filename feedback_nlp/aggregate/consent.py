"""Whose words may be quoted."""

import re
from typing import Final

import pandas as pd

_NO: Final = re.compile(
    r"\b(no|not|never|don.?t|false|n|0|refuse\w*|withh[eo]ld|decline\w*|disagree\w*|object\w*|withdrawn?)\b"
)
_YES: Final = re.compile(
    r"\b(yes|y|true|1|ok|okay|agree\w*|consent\w*|may|can|happy|allow\w*|give|given|quote\w*|publish\w*)\b"
)


def may_be_quoted(consent: pd.Series, channel: pd.Series) -> pd.Series:
    """Return whether each answer may be quoted.

    Where a channel asked for consent, only a plain yes will do: a blank is not one. Where nobody in a channel answered
    such a question, it was not asked there, and the redacted words may be quoted as in any published consultation.

    Parameters
    ----------
    consent
        What people ticked, as given; NA where nothing.
    channel
        How each answer came in.
    """
    words = consent.str.casefold()
    yes = pd.Series(
        [bool(_YES.search(said)) and not _NO.search(said) for said in words.fillna("")], consent.index, dtype=bool
    )
    asked = consent.notna().groupby(channel.fillna("")).transform("any")
    return yes | ~asked.astype(bool)
