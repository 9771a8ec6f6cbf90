"""Is this an answer at all? A judgement on the whole answer, never on a part of it."""

import re
from functools import lru_cache
from typing import Final

from feedback_nlp.prepare import state_patterns as patterns


def _whole(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in alternatives))


_LONGEST: Final = 160  # no rule describes a longer answer; it also bounds what a hostile text can cost
_NOT_GIVEN: Final = _whole(patterns.NOT_GIVEN)
_UNREADABLE: Final = _whole(patterns.UNREADABLE)
_NON_ANSWER: Final = _whole(patterns.NON_ANSWERS)
_YES_NO: Final = _whole(patterns.YES_NO)
_TEST: Final = _whole(patterns.TESTS)
_INVITES_MORE: Final = _whole(patterns.INVITES_MORE)
_ELSEWHERE: Final = _whole(patterns.ELSEWHERE)
_OPENER: Final = re.compile(patterns.ATTACHED_OPENERS + r"\b")
_ATTACHED: Final = re.compile(patterns.ATTACHED)
_HEADED: Final = re.compile(r"(.*[:.–]\s)?(.*)", re.DOTALL)
_POINTS: Final = _whole(patterns.ATTACHED_POINTERS)
_SAYS_MORE: Final = re.compile(patterns.ATTACHED_SAYS_MORE)
_EDGES: Final = re.compile(r"^[\s\W_]+|[\s\W_]+$")
_NO_WORD: Final = re.compile(r"[\W_]+")
_PUNCTUATION: Final = re.compile(r"[\s!-/:-@\[-`{-~‐-―‘-‟…•·«»¿¡£€]*")
_SENTENCE_END: Final = re.compile(r"[.!?]\s+(?=\S)")


@lru_cache(maxsize=65_536)
def judge(text: str, wording: str = "") -> tuple[str, str]:
    """Return the ledger state of a whole answer, and the reason.

    Parameters
    ----------
    text
        A normalised answer.
    wording
        The question as it was put, where known. It matters only for a bare "yes" or "no", which answers "Do you
        support the proposal?" but not "Is there anything else?". With no wording a bare "no" is kept as an answer:
        better one answer without a theme than one that is lost.

    Returns
    -------
    tuple
        State ("analysed", "blank", "excluded" for a test, "non_answer", "refers_elsewhere" or "unreadable") and reason;
        the reason of "analysed" is "". Reasons never hold the answer.

    >>> judge("N/A")
    ('non_answer', 'no comment, nothing, not applicable or not known')
    >>> judge("No comment on the merger, but parking is awful")
    ('analysed', '')
    """
    if not text.strip():
        return "blank", "nothing written"
    if len(text) > _LONGEST:
        return "analysed", ""
    if _PUNCTUATION.fullmatch(text):
        return "non_answer", "punctuation only"
    folded = fold(text)
    if not folded:  # an emoji, or a mark that we do not know, may well be an answer
        return "analysed", ""
    if _UNREADABLE.fullmatch(folded):
        return "unreadable", "marked as unreadable by whoever entered it"
    if _NOT_GIVEN.fullmatch(folded):
        return "blank", "a placeholder for no answer"
    if _NON_ANSWER.fullmatch(folded) or _every_part(text, _NON_ANSWER):
        return "non_answer", "no comment, nothing, not applicable or not known"
    if _TEST.fullmatch(_NO_WORD.sub(" ", folded)):
        return "excluded", "test row"
    if wording and _YES_NO.fullmatch(folded) and _invites_more(wording):
        return "non_answer", "yes or no to a question that asks whether there is more to say"
    if _ELSEWHERE.fullmatch(folded):
        return "refers_elsewhere", "points to another answer"
    if _points_to_attachment(folded, text):
        return "refers_elsewhere", "points to an attachment"
    return "analysed", ""


def fold(text: str) -> str:
    """Return `text` in lower case with straight quotes, single spaces and no punctuation at its ends."""
    text = text.casefold().replace("’", "'").replace("‘", "'").replace("`", "'").replace("´", "'")
    return _EDGES.sub("", re.sub(r"[\s.,;:!?…]+(?=\s|$)|\s+", " ", text))


def _every_part(text: str, pattern: re.Pattern[str]) -> bool:
    """Say whether each sentence of a short answer matches, as in "No. Nothing to add." or "None, thank you"."""
    parts = [fold(part) for part in re.split(r"[.,;!?\n/]+(?=\s|$)|\n| - ", text)]
    parts = [part for part in parts if part]
    polite = {"thanks", "thank you", "sorry", "no", "really", "many thanks", "ta", "thank you very much"}
    return (
        1 < len(parts) <= 4
        and all(part in polite or pattern.fullmatch(part) for part in parts)
        and any(pattern.fullmatch(part) for part in parts)
    )


def _invites_more(wording: str) -> bool:
    """Say whether a question, or what follows its heading or a statement, asks only whether there is more to say."""
    before, last = _HEADED.match(wording).groups()  # type: ignore[union-attr]
    return any(_INVITES_MORE.fullmatch(fold(part)) for part in (wording, last if "?" not in (before or "") else ""))


def _points_to_attachment(folded: str, text: str) -> bool:
    words = folded.split()
    if len(words) > patterns.ATTACHED_MOST_WORDS or not _ATTACHED.search(folded) or not _POINTS.search(folded):
        return False
    if _SAYS_MORE.search(folded):
        return False
    sentences = [fold(part) for part in _SENTENCE_END.split(text)]
    rest = [s for s in sentences if s and not _ATTACHED.search(s)]
    courtesy = re.compile(r"(many |with )?(thanks?|thank you)( .{0,40})?|regards|please see above")
    if any(not courtesy.fullmatch(s) for s in rest):
        return False
    return bool(_OPENER.match(folded)) or folded.endswith(("attached", "attachment", "enclosed"))
