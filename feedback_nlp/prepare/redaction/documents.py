"""Numbers of documents that the state gave somebody: passports and driving licences."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from feedback_nlp.prepare.redaction.spans import Span, marker

if TYPE_CHECKING:
    from spacy.tokens import Doc

_IS: Final = r"\s?(?:is|was|:|=|-|–)?[\s(]{0,3}"
_PASSPORT: Final = re.compile(
    rf"\bpassports?\s?,?\s?(?:number|no\.?|num\.?|nr\.?|id|#){_IS}"
    r"(?P<number>(?=(?:[ -]?[A-Z]){0,3}(?:[ -]?\d){5})[A-Z0-9](?:[ -]?[A-Z0-9]){5,9})(?!\w)",
    re.IGNORECASE,
)
# Nine figures (UK), or letters and figures (elsewhere), anywhere in a sentence that speaks of a passport.
_MAY_BE_PASSPORT: Final = re.compile(
    r"(?<![\w£$€])(?<!\d[.,/-])(?:\d{9}|\d{3}([ -])\d{3}\1\d{3}|[A-Z]{1,2}\d{6,8})(?![\w%]|[.,/-]\d)", re.IGNORECASE
)
_OF_A_PASSPORT: Final = re.compile(r"\bpassports?\b(?:[^.;!?\n]|\bno\.){0,40}$", re.IGNORECASE)
_IS_A_PASSPORT: Final = re.compile(
    r"\W{1,3}(?:(?:is|was|on|in|my|his|her|our|the|uk|british)\s){1,4}passport", re.IGNORECASE
)
# Five letters of the family name (9 where it has fewer), the date of birth (a woman's month is 50 more), two initials,
# a figure and two check characters (DVLA, "Driving licence codes").
_LICENCE: Final = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Z9]{5})[A-Z]{1,5}9{0,4}[ -]?\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d"
    r"[ -]?[A-Z][A-Z9][ -]?\d[ -]?[A-Z0-9]{2}(?:[ -]?\d{2})?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# Northern Ireland's and other countries' have other forms: only where they are called one.
_SAID_LICENCE: Final = re.compile(
    rf"\b(?:driv(?:ing|er'?s?|er’s)\s)(?:licen[cs]e\s?)?(?:number|no\.?|num\.?|nr\.?|#){_IS}"
    r"(?P<number>(?=[A-Z -]{0,8}(?:[ -]?\d){5})[A-Z0-9](?:[ -]?[A-Z0-9]){5,18})(?!\w)",
    re.IGNORECASE,
)


def passports(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find passport numbers, where a passport is spoken of: nine figures alone could be anything."""
    if "passport" not in text.casefold():
        return
    for match in _PASSPORT.finditer(text):
        yield Span(*match.span("number"), "passport_number", "passport said", marker("passport_number"))
    for match in _MAY_BE_PASSPORT.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        if _OF_A_PASSPORT.search(before) or _IS_A_PASSPORT.match(text, match.end()):
            yield Span(*match.span(), "passport_number", "passport", marker("passport_number"))


def driving_licences(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find driver numbers: Great Britain's by their form, others where they are called one."""
    for match in _LICENCE.finditer(text):
        yield Span(*match.span(), "driving_licence", "driving licence", marker("driving_licence"))
    for match in _SAID_LICENCE.finditer(text):
        yield Span(*match.span("number"), "driving_licence", "driving licence said", marker("driving_licence"))
