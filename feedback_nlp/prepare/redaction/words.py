"""A text as words, each with what its letters and its place say about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from feedback_nlp.prepare.redaction.lexicon import fold
from feedback_nlp.prepare.redaction.spans import markers

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TOKEN: Final = re.compile(r"[^\W\d_]+(?:[’'`-][^\W\d_]+)*")
_MARKER: Final = markers()
_SENTENCE_GAP: Final = re.compile(r"[.!?…:;\n•\"“(]|\s-\s|^\s*-")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, ``text[start:end]``."""

    start: int
    end: int
    form: str
    """In lower case, without accents and without a possessive 's."""
    raw: str
    capital: bool
    """It starts with a capital, and that says something: not where all is in capitals, nor for "NHS"."""
    opens: bool
    """It opens a sentence, where any word has a capital."""
    gap: str
    """What stands between it and the word before."""


@lru_cache(maxsize=16_384)
def read(text: str) -> tuple[Word, ...]:
    """Return the words; where all is in capitals, or every word has one, a capital says nothing."""
    # A marker of what was redacted before is no word.
    blank = _MARKER.sub(lambda m: " " * len(m[0]), text)
    found = list(_TOKEN.finditer(blank))
    long = [m[0] for m in found if len(m[0]) > 3]
    shouted = len(long) >= 3 and sum(w.isupper() for w in long) > 0.7 * len(long)
    titled = len(long) >= 6 and sum(w[0].isupper() for w in long) > 0.8 * len(long)
    words: list[Word] = []
    previous = 0
    for match in found:
        gap = blank[previous : match.start()]
        raw = match[0]
        opens = not words or bool(_SENTENCE_GAP.search(gap))
        capital = raw[0].isupper() and not shouted and not titled and not (raw.isupper() and 1 < len(raw) <= 5)
        words.append(Word(match.start(), match.end(), _form(raw), raw, capital, opens, gap))
        previous = match.end()
    return tuple(words)


@lru_cache(maxsize=65_536)
def _form(raw: str) -> str:
    folded = fold(raw)
    return folded[:-2] if folded.endswith("'s") else folded


def labels(doc: "Doc | None", words: Sequence[Word]) -> dict[int, str]:
    """Return the model's label for each word that lies in one of its entities."""
    if doc is None:
        return {}
    found: dict[int, str] = {}
    spans = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
    for i, word in enumerate(words):
        for start, end, label in spans:
            if start <= word.start < end:
                found[i] = label
    return found
