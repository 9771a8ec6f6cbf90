"""Does an unknown word look like a name, or like a slip of the keyboard?

"Olek" and "Chukwuma" are in no dictionary, and neither are "appointement" and "theropy". Runs of three letters tell
most of them apart: how often each stands in listed names, against how often in ordinary words.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import log
from typing import Final

_RUN: Final = 3
_SMOOTH: Final = 0.5


class Likeness:
    """Score words by their letters.

    Parameters
    ----------
    names, words
        Folded examples of both.
    """

    def __init__(self, names: Iterable[str], words: Iterable[str]) -> None:
        self._names = Counter(run for name in sorted(names) for run in _runs(name))
        self._words = Counter(run for word in sorted(words) for run in _runs(word))
        self._shift = log((self._words.total() + 1) / (self._names.total() + 1))
        self.score = lru_cache(maxsize=65_536)(self._score)

    def _score(self, form: str) -> float:
        """Return the mean over runs of letters of log(share in names / share in words); 0 says nothing."""
        runs = list(_runs(form))
        if not runs:
            return 0.0
        ratios = (log((self._names[run] + _SMOOTH) / (self._words[run] + _SMOOTH)) for run in runs)
        return sum(ratios) / len(runs) + self._shift


def _runs(form: str) -> Iterator[str]:
    edged = f"^{form}$"
    return (edged[i : i + _RUN] for i in range(len(edged) - _RUN + 1))
