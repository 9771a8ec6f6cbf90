"""What people ticked when asked whether they support the proposal: support, neutral or oppose, where that is plain."""

import re
from typing import Final

import pandas as pd

from feedback_nlp.consent import NEGATION

SUPPORT: Final = "Support"
NEUTRAL: Final = "Neutral"
OPPOSE: Final = "Oppose"
PLAIN: Final = [SUPPORT, NEUTRAL, OPPOSE]

# Tried first: "neither support nor oppose" holds all the words.
_NEUTRAL: Final = re.compile(
    r"\b(neither|neutral|no (?:strong )?(?:opinion|view|preference)|undecided|unsure|not sure|don.?t know"
    r"|do not know|mixed|unclear)\b"
)
# A "no" alone is a refusal; a "no" to the word behind it ("no objection") need not be.
_REFUSAL: Final = re.compile(
    rf"{NEGATION}(?: (?:at all|very|really|particularly|to|in))* (?:support|agree|favou?r|approv)\w*"
    r"|\bno\b(?!-\w| (?!i\b|we\b)\w)"
)
_PLAIN_NO: Final = re.compile(r"no(?:,| [-–—:(]|$| (?:to|the|thanks?|this|we|i|it)\b)")
_NEGATION: Final = re.compile(NEGATION)
_DOUBT: Final = re.compile(r"\b(?:unable|hardly|fail\w*|withdr[ae]w\w*)\b")
_AGAINST: Final = re.compile(r"\b(oppos\w*|disagree\w*|against|object\w*|reject\w*|unfavou?rable)\b")
_FOR: Final = re.compile(r"\b(support\w*|agree\w*|in favou?r|favou?rable|approve\w*|yes)\b")


def plain_positions(given: pd.Series) -> tuple[pd.Series, list[str]]:
    """Return the positions as support, neutral or oppose, and the categories in their order.

    Where any category is none of these ("Option B", "4", "No objection"), all are kept as given, in alphabetical order.

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
    words = " ".join(category.casefold().split())
    if _NEUTRAL.search(words):
        return NEUTRAL
    if _PLAIN_NO.match(words) and not _AGAINST.search(words):
        return OPPOSE
    rest, refusals = _REFUSAL.subn("", words)
    against, denied = _AGAINST.search(rest), _NEGATION.search(rest)
    if against and denied and against.start() < denied.start():
        return OPPOSE  # "oppose - it should not go ahead"
    if denied or _DOUBT.search(rest):
        return None  # "not opposed", "yes, with no changes": a person must say what is meant
    if refusals or against:
        return OPPOSE
    return SUPPORT if _FOR.search(rest) else None
