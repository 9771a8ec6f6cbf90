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

# "McKay", "DeSouza", "LaToya", "ApRhys"
_PREFIX: Final = re.compile(r"^(?:Mc|Mac|Fitz|De|Di|Du|La|Le|Van|Von|Ap|Al|El|Jo|O['’`])(?=[A-Z][a-z]+$)")
_TOKEN: Final = re.compile(r"(?:Dr|Mr|Mrs|Ms|Prof)(?=[A-Z][a-z]{2})|[^\W\d_]+(?:[’'`-][^\W\d_]+)*")
_MARKER: Final = markers()
_SHORTENED: Final = frozenset(["Dr", "Drs", "Mr", "Mrs", "Ms", "Prof", "Rev", "Revd", "Cllr", "St", "Sr"])
_INITIALS: Final = frozenset("ABCDEFGHJKLMNOPQRSTUVWXYZ") | _SHORTENED
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
    loud = _loud([m[0] for m in found])
    titled = len(long) >= 6 and sum(w[0].isupper() for w in long) > 0.8 * len(long)
    words: list[Word] = []
    previous = 0
    for match in found:
        gap = blank[previous : match.start()]
        raw = match[0]
        # "Kofi A. Mensah", "Dr. Tom Ode": a stop after an initial or a title ends no sentence.
        initial = bool(words) and words[-1].raw in _INITIALS and gap in (". ", ".")
        opens = not words or (bool(_SENTENCE_GAP.search(gap)) and not initial)
        capital = raw[0].isupper() and not loud and not titled and not (raw.isupper() and 1 < len(raw) <= 5)
        words.append(Word(match.start(), match.end(), _form(raw), raw, capital, opens, gap))
        previous = match.end()
    return tuple(words)


def shouted(words: Sequence[Word]) -> bool:
    """Say whether the text is in capitals throughout, or nearly."""
    return _loud([word.raw for word in words])


def _loud(raws: Sequence[str]) -> bool:
    long = [raw for raw in raws if len(raw) > 3]
    mostly = len(long) >= 3 and sum(raw.isupper() for raw in long) > 0.7 * len(long)
    return mostly or (len(raws) > 1 and bool(long) and all(raw.isupper() for raw in raws))


def is_acronym(raw: str) -> bool:
    """Say whether it is made of capitals, or has some inside: "ACOs", "CMS's", "SystmOne", but not "McKay"."""
    bare = _PREFIX.sub("", re.sub("['’]?s$", "", raw))
    return any(c.isupper() for part in re.split("[-'’]", bare) for c in part[1:])


def is_initial(words: Sequence[Word], i: int) -> bool:
    """Say whether it is one capital letter, and not the word "I" or "a" (but "Kofi A. Mensah")."""
    dotted = i + 1 < len(words) and words[i + 1].gap.startswith(".")
    return len(words[i].raw) == 1 and words[i].raw.isupper() and (dotted or words[i].form not in ("i", "a"))


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
    entity = 0
    for i, word in enumerate(words):  # both stand in order
        while entity < len(spans) and spans[entity][1] <= word.start:
            entity += 1
        if entity < len(spans) and spans[entity][0] <= word.start:
            found[i] = spans[entity][2]
    return found
