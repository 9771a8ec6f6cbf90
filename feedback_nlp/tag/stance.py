"""Does the writer support the proposal, oppose it, or support it with conditions?

From the closed question where there is one. Else from the text, which is less sure: `from_text` says so little because
words of support and of conditions are plain, whereas opposition is mostly meant and not said.
"""

import re
from typing import Final

import pandas as pd

from feedback_nlp import columns as c

STANCES: Final = ("supports", "conditional", "opposes", "unclear")
STANCE: Final = "stance"
STANCE_FROM: Final = "stance_from"

_NOT: Final = r"(?:not|\w+n['’]t|never|no longer|cannot|hardly)"


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(phrases) + r")\b", re.IGNORECASE)


_OPPOSE: Final = _any(
    r"oppose[ds]?",
    r"against (?:it|this|the|any|merging|these)",
    r"object(?:ion)? to",
    r"disagree|reject",
    r"(?:bad|terrible) idea",
    r"(?:do not|don['’]t) (?:agree|support|want|merge|do (?:it|this))",
    r"(?:leave|keep) (?:it|things|them|us) as (?:it|they|we)",
    rf"should {_NOT} (?:go ahead|happen|merge)",
    rf"{_NOT} (?:a )?(?:good idea|in favour|convinced|happy with|(?:support|agree)(?! (?:\w+ ){{0,2}}(?:more|enough)))",
    r"no benefits?",
    r"waste of (?:money|time)",
)
_SUPPORT: Final = _any(
    r"support|agree|in favour|welcome[ds]?|approve",
    r"(?:good|great|excellent) idea",
    r"makes sense|sensible|positive step|right thing",
    r"go ahead|long overdue|about time|please do|yes",
)
_CONDITION: Final = _any(
    r"as long as|so long as|provided(?: that)?|providing|only if|but only|on condition|subject to",
    r"(?:support|agree|fine|yes|good idea|happy)[^.]{0,40}\b(?:if|but|however|unless)",
)
_CLOSED: Final = (
    (
        "unclear",
        _any(
            "neither|don['’]?t know|not sure|unsure|undecided|unclear|prefer not",
            "no (?:view|opinion|preference|answer|response)",
            "not (?:applicable|answered)",
        ),
    ),
    ("conditional", _any("conditions?|partly|partially|in part|to some extent|with reservations|yes,? but|depends")),
    ("opposes", _any("disagree|oppose|against|no|not|reject|negative")),
    ("supports", _any("agree|support|yes|favour|for|approve|positive")),
)
"""Tried in this order: "disagree" holds "agree", and "do not support" holds "support"."""


def stances(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the stance of each answer.

    Parameters
    ----------
    answers
        The prepared table. `position` (the closed question) counts where it is given and can be read; the text else.

    Returns
    -------
    response_id, stance ("supports", "conditional", "opposes", "unclear") and stance_from ("position", "text"), in the
    order of `answers`. No rows give an empty table.
    """
    position = answers[c.POSITION] if c.POSITION in answers else pd.Series(pd.NA, index=answers.index)
    rows = []
    for response, said, text in zip(answers[c.RESPONSE_ID], position, answers[c.TEXT], strict=True):
        closed = None if pd.isna(said) else from_position(str(said))
        rows.append((response, closed or from_text(text), "position" if closed else "text"))
    return pd.DataFrame(rows, columns=[c.RESPONSE_ID, STANCE, STANCE_FROM]).astype("string")


def from_position(choice: str) -> str | None:
    """Return the stance that an option of a closed question says, None where its words say none.

    >>> from_position("Tend to disagree")
    'opposes'
    """
    return next((stance for stance, words in _CLOSED if words.search(choice)), None)


def from_text(text: str) -> str:
    """Return the stance that a text says in plain words; most texts do not, and are "unclear".

    >>> from_text("I support this as long as each place keeps its budget.")
    'conditional'
    """
    against = _OPPOSE.search(text)
    if _CONDITION.search(text) and not against:
        return "conditional"
    if against:
        return "opposes"
    return "supports" if _SUPPORT.search(text) else "unclear"
