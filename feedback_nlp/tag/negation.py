"""Whether a cue is taken back by the words around it: "not worried about local focus" is no worry about local focus.

After NegEx (Chapman et al. 2001): triggers before or after a term, each with a reach that ends at a clause boundary.
What a trigger takes back depends on the kind of the code. "No bus" is a worry about buses, whereas "no savings" is not
a hope of savings.
"""

from collections.abc import Sequence
from typing import Final

_BOUNDARIES: Final = {
    ".", ";", ":", "!", "?", "(", ")", "but", "however", "although", "though", "whereas", "yet", "except", "because",
    "unless",
}  # fmt: skip
_NOT: Final = {"not", "n't", "nt", "never", "no", "without", "nor", "neither", "none", "cannot", "hardly", "nobody"}
_NOT_REALLY: Final = {("not", "only"), ("not", "just"), ("not", "merely"), ("no", "doubt"), ("not", "least")}
"""These look like a denial and are none."""

_WORRY: Final = {
    "worried", "worry", "worries", "concerned", "concern", "concerns", "bothered", "bother", "afraid", "fear", "fears",
    "problem", "problems", "issue", "issues", "objection", "objections", "mind", "anxious", "matter", "risk",
}  # fmt: skip
_HOPE: Final = {
    "convinced", "persuaded", "believe", "expect", "see", "think", "sure", "guarantee", "evidence", "confident",
}  # fmt: skip
_DOUBT: Final = {"doubt", "doubtful", "unconvinced", "sceptical", "unlikely", "fail", "fails"}
_WISH: Final = {"need", "want", "require", "point", "use"}
_HARM: Final = {
    "lose", "losing", "loss", "losses", "cut", "cuts", "cutting", "cutback", "cutbacks", "close", "closure", "closures",
    "closing", "waste", "wasted", "downgrade", "reduce", "reduced", "reduction", "privatisation", "privatise",
    "privatised", "bureaucracy", "bureaucratic", "delay", "delays", "redundancy", "redundancies", "redundant",
    "takeover", "ignored", "swallowed", "unfair", "unequal", "worse", "poor", "too", "rude", "lack", "shortage",
    "dirty", "late", "long", "wait", "waiting", "pain", "debt", "deficit", "overspend", "unclear", "vague", "remote",
    "problem", "deprivation", "poverty", "rationing", "layers", "complaint", "closed", "cancelled", "drained",
    "duplication", "sham", "jargon", "unsafe", "harm", "damage", "abuse", "crime", "noise", "pollution", "traffic",
}  # fmt: skip
"""Words for what is bad in itself: denying them denies the concern, whereas "no bus" is one."""

_REACH: Final = 6
"""Words between a trigger and the cue; NegEx uses five or six."""


def taken_back(words: Sequence[str], first: int, last: int, kind: str) -> bool:
    """Return whether the words around a cue deny what its code says.

    Parameters
    ----------
    words
        The words of a segment, lower case, with straight apostrophes, split as spaCy does ("do", "n't").
    first, last
        The first and the last word of the cue. Negations within the cue ("don't drive") are part of it.
    kind
        Of the code: "concern", "benefit", "suggestion" or "other" (columns.THEME_KINDS).

    >>> taken_back(["i", "am", "not", "worried", "about", "local", "focus"], 5, 6, "concern")
    True
    >>> taken_back(["there", "is", "no", "bus"], 3, 3, "concern")
    False
    """
    before = _before(words, first)
    after = _after(words, last)
    denied = _denial(before)
    if kind == "concern":
        harm = not _HARM.isdisjoint(words[first : last + 1])
        no_worry = denied is not None and not _WORRY.isdisjoint(before[denied:])
        return no_worry or (harm and denied is not None and _DOUBT.isdisjoint(before)) or _no_worry_after(after)
    if kind == "benefit":
        doubted = not _DOUBT.isdisjoint(before) and denied is None
        return denied is not None or doubted or _denied_after(after)
    if kind == "suggestion":
        # "Don't close the local office" asks for a local office; "we don't need a local office" does not.
        return denied is not None and not _WISH.isdisjoint(before[denied:])
    return False


def _before(words: Sequence[str], first: int) -> list[str]:
    """Return up to `_REACH` words before the cue, in order, none from before a clause boundary."""
    found: list[str] = []
    for word in reversed(words[max(0, first - _REACH) : first]):
        if word in _BOUNDARIES:
            break
        found.append(word)
    return found[::-1]


def _after(words: Sequence[str], last: int) -> list[str]:
    found: list[str] = []
    for word in words[last + 1 : last + 1 + _REACH]:
        if word in _BOUNDARIES or word == ",":
            break
        found.append(word)
    return found


def _denial(before: Sequence[str]) -> int | None:
    """Return where the last true negation stands in `before`, or None; two of them cancel each other."""
    at = [
        i
        for i, word in enumerate(before)
        if word in _NOT and (word, before[i + 1] if i + 1 < len(before) else "") not in _NOT_REALLY
    ]
    return at[-1] if len(at) % 2 else None


def _no_worry_after(after: Sequence[str]) -> bool:
    """Return whether what follows says "… is not a problem" or "… does not worry me"."""
    at = _denial(after[:4])
    return at is not None and not _WORRY.isdisjoint(after[at : at + 4])


def _denied_after(after: Sequence[str]) -> bool:
    """Return whether what follows says "… will never happen" or "… are not real"."""
    return _denial(after[:3]) is not None or not _DOUBT.isdisjoint(after[:3])
