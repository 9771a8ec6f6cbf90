"""Where somebody lives, when they were born, what they drive."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from feedback_nlp.prepare.redaction import cues
from feedback_nlp.prepare.redaction.spans import Span, marker

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SURE: Final = (
    r"roads?|rd|streets?|avenue|ave|av|lane|ln|crescent|cres|terrace|terr|parade|gardens|gdns|grove|cottages|mews|"
    r"villas|mansions|esplanade|boulevard|broadway|causeway|chase"
)
_LOOSE: Final = (
    r"close|cl|drive|dr|way|court|ct|place|pl|park|hill|row|walk|rise|square|sq|view|path|green|end|vale|dene|"
    r"wharf|quay|point|gate|mead|meadow|meadows|field|fields|croft|common|heights|reach|loke|yard|st"
)
_FLAT: Final = r"(?:(?:flat|apartment|apt|unit|room|suite|floor)\s?(?:no\.?\s?)?\d{1,4}[a-z]?,?\s{1,2})"
_NUMBER: Final = r"(?:no\.?\s?)?\d{1,4}\s?[a-z]?(?:\s?[-–/]\s?\d{1,4}[a-z]?)?,?\s{1,2}"
_CAPITALS: Final = re.compile(
    rf"(?<![\w£$€.,/])(?:(?i:{_FLAT}))?(?i:{_NUMBER})(?:[A-Z][\w'’.-]{{0,20}}\s(?:(?:of|on|the"
    rf"|in)\s){{0,2}}){{1,3}}?(?i:{_SURE}|{_LOOSE})\b\.?(?!\s?\d)"
)
_THE: Final = re.compile(
    rf"(?<![\w£$€.,/])(?:(?i:{_FLAT}))?(?i:{_NUMBER})(?:The|the)\s(?:Green|Close|Avenue|Street|Drive|Crescent"
    rf"|Parade|Terrace|Grove|Lane|Mews|Chase|Square|Row|Hill|Broadway|Esplanade|Walk|Causeway)\b"
    rf"|(?<![\w£$€.,/])(?i:{_NUMBER})The\s[A-Z][\w'’-]{{1,20}}(?=,)"
)
_LOWER: Final = re.compile(
    rf"(?<![\w£$€.,/])(?:{_FLAT})?(?P<number>{_NUMBER})(?P<words>(?:[a-z][\w'’-]{{1,20}}\s){{1,3}}?)(?:{_SURE}"
    rf"|close|drive|court|st)\b(?!\s?\d)",
    re.IGNORECASE,
)
_HOUSE: Final = re.compile(
    rf"\b(?:[A-Z][\w'’-]{{1,20}}\s){{1,3}}(?:Cottage|House|Lodge|Farm|Farmhouse|Barn|Villa|Bungalow|Manor|Mill"
    rf"|Court|Hall),?\s(?:\d{{1,4}}[a-z]?\s)?(?:[A-Z][\w'’-]{{1,20}}\s){{1,3}}(?i:{_SURE}|hill|close|drive)\b"
)
_CUED: Final = re.compile(
    r"\b(?:i live|lives?|living|i am|i'm|we are|we live|my (?:home )?address(?: is)?|address|home is|house is"
    r"|reside|moved)\s?(?:at|to|is|in|:|-)?\s?:?\s?(?P<address>(?:[A-Z][\w'’-]{1,20}\s){1,3}(?:Cottage|Farm"
    r"|Farmhouse|Barn|Villa|Bungalow)\b)"
)
_DATE: Final = (
    r"(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:19|20)?\d{2}|(?:19|20)\d{2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov"
    r"|dec)[a-z]{0,6}\.?,?(?:\s(?:19|20)?\d{2}\b)?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}(?:st|nd|rd|th)?\b,?(?:\s(?:19"
    r"|20)\d{2})?"
    r"|\d{2}\s\d{2}\s(?:19|20)?\d{2}|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2})"
)
_BORN: Final = re.compile(
    r"(?:\bd\.?\s?o\.?\s?b\.?|\b(?:date|day)\s(?:of|on)\sbirth|\bbirth\s?(?:date|day)|\bborn|\(b\.?|\bb\.)"
    r"(?:\s|,|is|was|:|=|-|–|\(|on|the|a|being|of|in){0,8}?\s{0,2}(?P<date>" + _DATE + r")(?!\w)",
    re.IGNORECASE,
)
_THEN_BORN: Final = re.compile(
    r"(?<!\w)(?P<date>" + _DATE + r")\s?,?\s?(?:\(\s?)?(?:is|was|being|-|=)?\s?(?:my|his|her|their|our|the)?"
    r"\s?(?:\w+'s\s)?(?:d\.?o\.?b\b|date of birth|birth\s?day|birth\s?date)",
    re.IGNORECASE,
)
_PLATE: Final = re.compile(
    r"(?<![A-Za-z0-9])(?P<plate>[A-HJ-PR-Y]{2}\s?[0-9]{2}\s{0,2}[A-HJ-PR-Z]{3})(?![A-Za-z0-9])", re.IGNORECASE
)
_OLD_PLATE: Final = re.compile(
    r"(?<![A-Za-z0-9])(?P<plate>[A-HJ-NPR-TV-Y]\s?\d{1,3}\s?[A-HJ-PR-Z]{3}"
    r"|[A-HJ-PR-Z]{3}\s?\d{1,3}\s?[A-HJ-NPR-TV-Y])(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_DRIVES: Final = re.compile(
    r"\b(?:reg(?:istration)?|number\s?plate|plate|vrm|car|vehicle|van|taxi|ambulance|motorbike|lorry|park(?:ed"
    r"|ing)?|ticket(?:ed)?|fine[ds]?|pcn|clamped|towed|drives?|driving|blue badge|permit)\b",
    re.IGNORECASE,
)
_REGISTERED: Final = re.compile(
    r"\b(?:reg(?:istration)?|number\s?plate|plate|vrm)\b\.?\s?(?:no\.?|number|mark)?\s?(?:is|was|:|=|-)?\s?$",
    re.IGNORECASE,
)
_LETTERS: Final = frozenset(
    re.split(
        r"\s+",
        "NHS CCG GPS PCN STP ICS ICB MIU FOR AND THE BUT NOT ALL ARE BUS CAR DAY HRS MIN AGE YRS PPL WAS HAS HAD",
    )
)


def addresses(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find street addresses: a number before a street, or a named house. A street alone is a place, and stays."""
    for pattern in (_CAPITALS, _THE, _HOUSE):
        for match in pattern.finditer(text):
            words = {word.casefold() for word in re.findall(r"[a-z'’]+", match[0], re.IGNORECASE)[:-1]}
            if pattern is _HOUSE or not words & (
                cues.NOT_STREETS
                - {
                    "on",
                    "of",
                    "in",
                    "the",
                    "main",
                    "new",
                    "high",
                    "old",
                    "long",
                    "station",
                    "local",
                    "side",
                    "point",
                    "star",
                    "good",
                    "great",
                    "part",
                    "a",
                }
            ):
                yield Span(match.start(), match.end(), "address", "address", marker("address"))
    for match in _LOWER.finditer(text):
        words = set(match["words"].casefold().split())
        if not words & cues.NOT_STREETS:
            yield Span(match.start(), match.end(), "address", "address", marker("address"))
    for match in _CUED.finditer(text):
        yield Span(*match.span("address"), "address", "house", marker("address"))


def dates_of_birth(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find birth dates, where they are said to be one. "Born in 1948" is an age, and stays."""
    for pattern in (_BORN, _THEN_BORN):
        for match in pattern.finditer(text):
            yield Span(*match.span("date"), "date_of_birth", "date of birth", marker("date_of_birth"))


def vehicles(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find vehicle registrations: today's form in capitals anywhere, others where a car is spoken of."""
    for pattern in (_PLATE, _OLD_PLATE):
        for match in pattern.finditer(text):
            plate = match["plate"]
            about = text[max(0, match.start() - 50) : match.start()] + " " + text[match.end() : match.end() + 30]
            sure = pattern is _PLATE and plate.isupper() and plate[-3:] not in _LETTERS
            close = _REGISTERED.search(text[max(0, match.start() - 30) : match.start()])
            if sure or close or (plate.isupper() and plate[-3:] not in _LETTERS and _DRIVES.search(about)):
                yield Span(match.start(), match.end(), "vehicle", "vehicle", marker("vehicle"))
