"""The sentence or sentences around the words that a label points at."""

import re
from itertools import pairwise
from typing import Final

import pandas as pd

from feedback_nlp import columns

SHORTEST: Final = 6
LONGEST: Final = 60
"""Words in a quote."""

# Looks behind and never gives back: ten thousand full stops in a row are looked at once.
_END: Final = re.compile(r"(?<![.!?])[.!?]++[\"”’)]*+(?=\s)|\n++")
# Redaction is good, not perfect. A quote is read by everybody, so it must not even look as if it held a personal
# detail.
_LOOKS_PERSONAL: Final = re.compile(
    r"\[\w+( \w+)?\]|@|https?:|www\.|(?:\d[\s-]?){6,}"
    r"|\b(?i:mr|mrs|miss|ms|mx|dr|doctor|prof|professor|cllr|councillor|sister|nurse|sir|lady|rev)\b\.? +[A-Z][a-z]+"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|(?i:\b(?:my|i am|i'm|i’m) name(?:d| is| was)?\b)"
)


class Excerpts:
    """Quotable excerpts of redacted answers.

    Parameters
    ----------
    segments
        Sentence segments with offsets; None finds sentences by their punctuation.
    """

    def __init__(self, segments: pd.DataFrame | None = None) -> None:
        self._bounds: dict[str, list[tuple[int, int]]] = {}
        if segments is not None:
            ordered = segments.sort_values([columns.RESPONSE_ID, columns.START], kind="stable")
            rows = zip(ordered[columns.RESPONSE_ID], ordered[columns.START], ordered[columns.END], strict=True)
            for response, start, end in rows:
                self._bounds.setdefault(str(response), []).append((int(start), int(end)))

    def around(self, response: str, text: str, start: int, end: int) -> str | None:
        """Return the whole sentences around ``text[start:end]``, of 6 to 60 words; None where none will do.

        A short sentence takes the next ones with it, then those before. An excerpt that looks as if it held a personal
        detail, or a place where one was redacted, is not quoted.
        """
        bounds = self._bounds.get(response) or sentences(text)
        inside = [i for i, (left, right) in enumerate(bounds) if left < end and right > start]
        if not inside:
            return None
        first, last = inside[0], inside[-1]
        while _words(text, bounds, first, last) < SHORTEST and (last + 1 < len(bounds) or first > 0):
            first, last = (first, last + 1) if last + 1 < len(bounds) else (first - 1, last)
        if not SHORTEST <= _words(text, bounds, first, last) <= LONGEST:
            return None
        excerpt = text[bounds[first][0] : bounds[last][1]].strip()
        return None if _LOOKS_PERSONAL.search(excerpt) else excerpt


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text start and end; together they hold all that is not white space between them.

    >>> sentences("Too far. And dear!")
    [(0, 8), (9, 18)]
    """
    cuts = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    pieces = [(left, right, text[left:right]) for left, right in pairwise(cuts)]
    return [
        (left + len(piece) - len(piece.lstrip()), right - len(piece) + len(piece.rstrip()))
        for left, right, piece in pieces
        if piece.strip()
    ]


def sayings(excerpt: str) -> frozenset[str]:
    """Return what an excerpt says, to compare: all of it, and each sentence long enough to be quoted alone.

    Neither case nor white space matter.

    >>> sorted(sayings("I agree. The bus  to town never comes."))
    ['i agree. the bus to town never comes.', 'the bus to town never comes.']
    """
    folded = [excerpt, *(excerpt[left:right] for left, right in sentences(excerpt))]
    words = [one.casefold().split() for one in folded]
    return frozenset(" ".join(one) for one in words[:1] + [one for one in words[1:] if len(one) >= SHORTEST])


def _words(text: str, bounds: list[tuple[int, int]], first: int, last: int) -> int:
    return len(text[bounds[first][0] : bounds[last][1]].split())
