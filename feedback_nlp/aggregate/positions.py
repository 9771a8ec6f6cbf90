"""What people ticked when asked whether they support the proposal: support, neutral or oppose, where that is plain."""

import re
from typing import Final

import pandas as pd

SUPPORT: Final = "Support"
NEUTRAL: Final = "Neutral"
OPPOSE: Final = "Oppose"
PLAIN: Final = [SUPPORT, NEUTRAL, OPPOSE]

# Tried in this order: "neither support nor oppose" holds all the words, "do not support" holds "support".
_PATTERNS: Final = (
    (
        NEUTRAL,
        re.compile(
            r"\b(neither|neutral|no (?:strong )?(?:opinion|view|preference)|undecided|unsure|not sure|don.?t know"
            r"|do not know|mixed|unclear)\b"
        ),
    ),
    (
        OPPOSE,
        re.compile(
            r"\b(oppos\w*|disagree\w*|against|object\w*|reject\w*|unfavou?rable"
            r"|(?:do not|don.?t|not) (?:support|agree|in favou?r)|no)\b"
        ),
    ),
    (SUPPORT, re.compile(r"\b(support\w*|agree\w*|in favou?r|favou?rable|approve\w*|yes)\b")),
)


def plain_positions(given: pd.Series) -> tuple[pd.Series, list[str]]:
    """Return the positions as support, neutral or oppose, and the categories in their order.

    Where any category is none of these ("Option B", "4"), all are kept as given, in alphabetical order.

    Parameters
    ----------
    given
        One position a respondent, NA where none was given.
    """
    categories = sorted(given.dropna().unique())
    plain = {category: _plain(category) for category in categories}
    if not categories or None in plain.values():
        return given, categories
    return given.map(plain), list(PLAIN)


def _plain(category: str) -> str | None:
    words = category.casefold()
    return next((name for name, pattern in _PATTERNS if pattern.search(words)), None)
