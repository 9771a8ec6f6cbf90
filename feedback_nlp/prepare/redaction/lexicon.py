"""The words that a name finder weighs: names, words that are also names, places, what is never a name.

Names come from `names.py`, places from `gazetteer.py`. Ordinary words come from the WordNet index of the spaCy
pipeline's own lemmatizer: a capitalised word that is in no index is likely to be a name; one that is there ("Hope",
"Grays") needs a better reason. That index also holds "anil" and "hyacinth", which nobody writes: what the pipeline
never met when it was trained is no ordinary word where it is a name.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from feedback_nlp.prepare.redaction import cues, gazetteer
from feedback_nlp.prepare.redaction.fold import fold
from feedback_nlp.prepare.redaction.likeness import Likeness
from feedback_nlp.prepare.redaction.names import names, of_locales, phrases_by_line, phrases_of, words_of
from feedback_nlp.prepare.redaction.sound import sound

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Lexicon", "build", "fold"]

_SHORT: Final = 3
_SUFFIXES: Final = (
    *(
        ("ies", "y"),
        ("ied", "y"),
        ("ier", "y"),
        ("iest", "y"),
        ("ily", "y"),
        ("es", ""),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
    ),
    *(("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("est", ""), ("ly", ""), ("ness", ""), ("ment", "")),
)
_CONTRACTED: Final = frozenset(
    re.split(
        r"\s+",
        "i'm i've i'd i'll you're it's that's don't didn't doesn't isn't wasn't can't couldn't wouldn't won't "
        "haven't hasn't there's they're we're we've he's she's let's what's who's dont didnt cant wont ive im "
        "its thats isnt wasnt doesnt couldnt wouldnt havent hasnt",
    )
)


@dataclass(frozen=True)
class Lexicon:
    """Casefolded words without accents; see the module."""

    given: frozenset[str]
    listed: frozenset[str]
    """All given names, also those that are a place or never a name by themselves."""
    english: frozenset[str]
    """Given names of the English-speaking locales, and those of our own list."""
    plain: frozenset[str]
    """Given names that are no ordinary word and no place."""
    lower: frozenset[str]
    """Of `plain`, those that are safe in lower case."""
    ambiguous: frozenset[str]
    family: frozenset[str]
    never: frozenset[str]
    surnames: frozenset[str]
    """All family names, also "Green" and "White", which need a title or a role before them."""
    medical: frozenset[str]
    eponyms: frozenset[str]
    """Family names that stand for a minister, an inquiry or a writer, unless a title or the like announces a person."""
    places: frozenset[str]
    words: frozenset[str]
    nouns: frozenset[str]
    """Ordinary words that can be a thing."""
    phrases: Mapping[str, tuple[str, ...]]
    """Longer names of places and bodies, and sayings, that are never redacted, by their first word."""
    famous: frozenset[str]
    """Of `phrases`, names that somebody may bear too ("my husband Tom Ford")."""

    @cached_property
    def likeness(self) -> Likeness:
        """Letters of names against letters of ordinary words."""
        return Likeness((self.listed | self.surnames) - self.words, (w for w in self.words if w.isalpha()))

    @cached_property
    def sounds(self) -> frozenset[str]:
        """What listed names sound like."""
        return frozenset(sound(name) for name in self.given | self.family if len(name) > _SHORT)

    # Asked one after the other: a union of tens of thousands of words, made for one word, costs a millisecond.

    def is_kept(self, form: str) -> bool:
        """Say whether it is a place, or never a name by itself."""
        return form in self.places or form in self.never

    def is_name(self, form: str) -> bool:
        """Say whether it is listed, as a given or as a family name."""
        return form in self.given or form in self.family

    def sounds_listed(self, form: str) -> bool:
        """Say whether a word sounds like a listed name: "Amandip" for "Amandeep"."""
        return len(form) > _SHORT and sound(form) in self.sounds

    def looks_like_a_name(self, form: str) -> bool:
        """Say whether an unknown word sounds like a listed name or has the letters of one."""
        if len(form) < _SHORT or self.is_word(form) or form in self.never or form in self.places:
            return False
        return self.sounds_listed(form) or self.likeness.score(form) > 0

    def is_word(self, form: str) -> bool:
        """Say whether `form` is an ordinary English word, or an inflected one."""
        if form in self.words or form in _CONTRACTED:
            return True
        if form.endswith(("'d", "'ll", "'ve", "'re", "n't", "'m")):
            return True
        for ending, instead in _SUFFIXES:
            if form.endswith(ending) and len(form) > len(ending) + 2:
                stem = form[: -len(ending)] + instead
                if stem in self.words or (len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in self.words):
                    return True
        return "-" in form and all(self.is_word(part) for part in form.split("-") if part)


def build(nlp: "Language", *, keep: Sequence[str] = (), places: Sequence[str] = ()) -> Lexicon:
    """Return the lexicon for a pipeline, with the consultation's own places and words to keep."""
    return _build(nlp, tuple(keep), tuple(places))


@lru_cache(maxsize=4)
def _build(nlp: "Language", keep: tuple[str, ...], places: tuple[str, ...]) -> Lexicon:
    english, others, further, family = names()
    listed = english | others | further
    dictionary = _words(nlp)
    ambiguous = words_of("ambiguous")
    medical, bodies = words_of("medical") | words_of("medicines"), words_of("bodies") | words_of("products")
    never = words_of("never")
    bodies |= {body.removesuffix("'s") for body in bodies}
    told = [fold(phrase) for phrase in (*keep, *places) if phrase.strip()]
    place_names = gazetteer.places()
    # "Keith" and "Martin" are towns too; our own lists of places have no such names.
    borne = (english | others) - phrases_of("places") - phrases_of("towns")
    towns = frozenset(p for p in place_names if " " not in p) - borne
    one_word_places = towns | {word for phrase in places for word in _one_word(phrase)}
    common = of_locales(("en_GB", "en_US"))[0]
    # "Hargreaves", "hyacinth": in the index, but nobody writes them as words.
    words = dictionary - ((listed | family) - _met(nlp) - ambiguous - never)
    plain = frozenset(
        name for name in listed - ambiguous - never - one_word_places - medical - bodies
        if name not in words or (name in common and len(name) > _SHORT)
    )  # fmt: skip
    famous = phrases_by_line("named_bodies") | phrases_by_line("famous") | phrases_by_line("hospitals")
    longer = {
        *told,
        *phrases_by_line("kept_phrases"),
        *famous,
        *(p for p in place_names if " " in p or "-" in p),
    }
    return Lexicon(
        given=listed - never - ((further & words) - english - others),
        listed=listed - ((further & words) - english - others),
        english=english - never,
        plain=plain,
        lower=(plain & (english | others)) - (dictionary - common),
        ambiguous=ambiguous | ((listed & words) - plain),
        family=family - never,
        never=never | medical | bodies | frozenset(t for t in told if " " not in t),
        surnames=family,
        medical=medical,
        eponyms=words_of("eponyms"),
        places=one_word_places,
        words=words,
        nouns=_nouns(nlp),
        phrases=_by_first_word(longer),
        # "Lady Margaret Hall" is announced by nothing.
        famous=frozenset(p for p in famous - phrases_by_line("kept_phrases") if p.split()[0] not in cues.TITLES),
    )


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        first = re.match(r"[^\W\d_]+(?:['-][^\W\d_]+)*", phrase)
        if first:
            found.setdefault(first[0].removesuffix("'s"), []).append(phrase)
    return {first: tuple(listed) for first, listed in found.items()}


def _one_word(phrase: str) -> Iterable[str]:
    return [fold(word) for word in re.findall(r"[^\W\d_]{3,}", phrase) if word[0].isupper()]


@cache
def _words(nlp: "Language") -> frozenset[str]:
    """Return the pipeline's ordinary words: the WordNet index of its lemmatizer, and its stop words."""
    words = set(nlp.Defaults.stop_words)
    if "lemmatizer" in nlp.component_names:
        lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups")  # noqa: B009  (typed as a plain callable)
        if lookups.has_table("lemma_index"):
            words.update(word for index in lookups.get_table("lemma_index").values() for word in index)
        if lookups.has_table("lemma_exc"):
            words.update(word for index in lookups.get_table("lemma_exc").values() for word in index)
    return frozenset(words)


@cache
def _nouns(nlp: "Language") -> frozenset[str]:
    if "lemmatizer" not in nlp.component_names:
        return frozenset()
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups")  # noqa: B009  (typed as a plain callable)
    return (
        frozenset(lookups.get_table("lemma_index").get("noun", ())) if lookups.has_table("lemma_index") else frozenset()
    )


@cache
def _met(nlp: "Language") -> frozenset[str]:
    """Return the words of the texts that the pipeline was trained on; all ordinary words where it was not saved."""
    path = nlp.path and Path(nlp.path) / "vocab" / "strings.json"
    if not path or not path.exists():
        return _words(nlp)
    return frozenset(json.loads(path.read_text(encoding="utf-8")))
