"""Given and family names from Faker's locale lists (MIT; kept by hundreds of contributors), and from `lists/`."""

import importlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from feedback_nlp.prepare.redaction.fold import fold
from feedback_nlp.prepare.redaction.transliterated import CYRILLIC, GREEK, INDIC, latin

ENGLISH: Final = ("en_GB", "en_IE", "en_US", "en_NZ")
_NEAR: Final = (
    "ga_IE en_IN en_PK en_KE en_NG yo_NG ig_NG ha_NG tw_GH zu_ZA sw pl_PL ro_RO lt_LT lv_LV hu_HU cs_CZ sk_SK hr_HR "
    "pt_PT es_ES it_IT fr_FR fr_DZ de_DE nl_NL tr_TR az_AZ vi_VN"
)
OTHERS: Final = tuple(_NEAR.split())
"""Communities of some size in the south-east of England, in Latin letters."""
_FAR: Final = (
    "en da_DK de_AT de_CH de_LU en_TH es_CL es_CO es_MX et_EE fi_FI fr_BE fr_CA id_ID ja_JP nl_BE no_NO pt_BR sl_SI "
    "sv_SE uz_UZ zh_CN zh_TW"
)
FURTHER: Final = (*_FAR.split(), *INDIC, *CYRILLIC, *GREEK)
"""Rarer here, or in other letters: taken with a capital only, for in lower case too many are slips ("yong", "thi")."""
_GIVEN: Final = ("first_names", "first_romanized_names")
_FAMILY: Final = ("last_names", "unisex_last_names", "last_romanized_names")


class Names(NamedTuple):
    """Folded names: given ones of the English-speaking locales, of near and of further ones, and family names."""

    english: frozenset[str]
    others: frozenset[str]
    further: frozenset[str]
    family: frozenset[str]


@cache
def names() -> Names:
    """Return all listed names."""
    english, family = of_locales(ENGLISH)
    others, more = of_locales(OTHERS)
    further, most = of_locales(FURTHER)
    own = words_of("given_names")
    return Names(english | own, others, further, family | more | most | words_of("family_names"))


@cache
def of_locales(locales: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return given and family names of Faker's locales, those in other scripts as they are spelled in English."""
    given: set[str] = set()
    family: set[str] = set()
    for locale in locales:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            into = given if attribute.startswith(_GIVEN) else family if attribute.startswith(_FAMILY) else None
            listed = getattr(provider, attribute)
            if into is not None and not isinstance(listed, property) and not callable(listed):
                into.update(n for name in listed or () for n in _spellings(name) if len(n) > 1 and " " not in n)
    return frozenset(given), frozenset(family)


def _spellings(name: str) -> Iterator[str]:
    folded = fold(name)
    return iter((folded,)) if folded.isascii() else latin(folded)


@cache
def words_of(name: str) -> frozenset[str]:
    """Return the words of one of `lists/`, folded."""
    return frozenset(word for line in lines_of(name) for word in fold(line).replace(",", " ").split())


@cache
def phrases_of(name: str) -> frozenset[str]:
    """Return the phrases, between commas, of one of `lists/`, folded."""
    return frozenset(fold(part.strip()) for line in lines_of(name) for part in line.split(",") if part.strip())


@cache
def phrases_by_line(name: str) -> frozenset[str]:
    """Return the lines of one of `lists/`, folded: a phrase may hold a comma ("tom, dick and harry")."""
    return frozenset(fold(line.strip()) for line in lines_of(name) if line.strip())


def lines_of(name: str) -> list[str]:
    """Return the lines of one of `lists/` without its comments."""
    text = (
        resources.files("feedback_nlp.prepare.redaction").joinpath("lists", f"{name}.txt").read_text(encoding="utf-8")
    )
    return [line for line in text.splitlines() if not line.startswith("#")]
