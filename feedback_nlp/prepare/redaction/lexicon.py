"""The words that a name finder weighs: names, words that are also names, places, what is never a name.

Given and family names come from Faker's locale lists (MIT; kept by hundreds of contributors) and, for what those lack,
from `lists/`. Ordinary words come from the WordNet index of the spaCy pipeline's own lemmatizer: a capitalised word
that is in no index is likely to be a name; one that is there ("Hope", "Grays") needs a better reason.
"""

import importlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.language import Language

ENGLISH: Final = ("en_GB", "en_IE", "en_US", "en_NZ")
OTHERS: Final = (
    *("ga_IE", "en_IN", "en_PK", "en_KE", "en_NG", "yo_NG", "ig_NG", "ha_NG", "tw_GH", "zu_ZA", "sw", "pl_PL", "ro_RO"),
    *(
        "lt_LT",
        "lv_LV",
        "hu_HU",
        "cs_CZ",
        "sk_SK",
        "hr_HR",
        "pt_PT",
        "es_ES",
        "it_IT",
        "fr_FR",
        "fr_DZ",
        "de_DE",
        "nl_NL",
    ),
    *("tr_TR", "az_AZ", "vi_VN"),
)
"""Communities of some size in the south-east of England, in Latin letters."""

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
    """Given names that are safe in lower case: no ordinary word, no place."""
    ambiguous: frozenset[str]
    family: frozenset[str]
    never: frozenset[str]
    surnames: frozenset[str]
    """All family names, also "Green" and "White", which need a title or a role before them."""
    medical: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    phrases: re.Pattern[str]
    """Longer names of places and bodies, and sayings, that are never redacted."""

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
    english, others, family = _names()
    words = _words(nlp)
    ambiguous, never = _list("ambiguous"), _list("never")
    told = [fold(phrase) for phrase in (*keep, *places) if phrase.strip()]
    own_places = frozenset(word for phrase in places for word in _one_word(phrase))
    place_names = _phrases("places")
    one_word_places = frozenset(p for p in place_names if " " not in p) | own_places
    medical = _list("medical")
    plain = frozenset(
        name for name in (english | others) - ambiguous - never - one_word_places - medical
        if name not in words or (name in _common_english() and len(name) > 3)
    )  # fmt: skip
    longer = sorted(
        {*told, *_phrases("kept_phrases"), *(p for p in place_names if " " in p)}, key=lambda p: (-len(p), p)
    )
    phrases = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longer)) + r")(?!\w)")
    return Lexicon(
        given=(english | others) - never,
        listed=english | others,
        english=english - never,
        plain=plain,
        ambiguous=ambiguous | (((english | others) & words) - plain),
        family=family - never,
        never=never | medical | frozenset(t for t in told if " " not in t),
        surnames=family,
        medical=medical,
        places=one_word_places,
        words=words,
        phrases=phrases,
    )


def fold(word: str) -> str:
    """Return `word` in lower case, without accents and with straight quotes, one character for one."""
    if word.isascii():
        return word.lower().replace("`", "'")
    return "".join(_fold_character(c) for c in word)


@cache
def _fold_character(character: str) -> str:
    if character in "’‘`´":
        return "'"
    special = {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "ı": "i", "İ": "i", "ß": "s", "ə": "e", "Ə": "e"}
    if character in special:
        return special[character]
    # One for one, so that an offset in the folded text is one in the text.
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def _one_word(phrase: str) -> Iterable[str]:
    return [fold(word) for word in re.findall(r"[^\W\d_]{3,}", phrase) if word[0].isupper()]


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(fold(word) for line in _lines(name) for word in re.split(r"[\s,]+", line) if word)


@cache
def _phrases(name: str) -> frozenset[str]:
    return frozenset(fold(part.strip()) for line in _lines(name) for part in line.split(",") if part.strip())


def _lines(name: str) -> list[str]:
    text = (
        resources.files("feedback_nlp.prepare.redaction").joinpath("lists", f"{name}.txt").read_text(encoding="utf-8")
    )
    return [line for line in text.splitlines() if not line.startswith("#")]


@cache
def _names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return given names of the English-speaking locales, those of the others, and family names."""
    english, family = _of_locales(ENGLISH)
    others, more = _of_locales(OTHERS)
    own = _list("given_names")
    return english | frozenset(own), others, family | more | _list("family_names")


@cache
def _common_english() -> frozenset[str]:
    return _of_locales(("en_GB", "en_US"))[0]


def _of_locales(locales: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    given: set[str] = set()
    family: set[str] = set()
    for locale in locales:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            if attribute.startswith(("first_names", "last_names", "unisex_last_names")):
                names = {fold(name) for name in getattr(provider, attribute) or ()}
                (given if attribute.startswith("first") else family).update(
                    n for n in names if len(n) > 1 and " " not in n
                )
    return frozenset(given), frozenset(family)


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
