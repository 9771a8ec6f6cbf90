"""Where somebody lives: a number before a street, a named house, a flat."""

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
    r"wharf|quay|point|gate|mead|meadow|meadows|field|fields|croft|common|heights|reach|loke|yard|st|"
    r"approach|brook|copse|corner|fold|garth|glade|hatch|holt|lea|leas|loop|mount|nook|orchard|paddock|pightle|"
    r"platt|promenade|quayside|ride|ridge|shaw|side|spinney|strand|warren"
)
_FLAT: Final = (
    r"(?:(?:(?:flat|apartment|apt|unit|room|suite|floor)\s?(?:no\.?\s?)?\d{1,4}[a-z]?,?|flat\s[a-z],"
    r"|(?:top|ground|basement|first|second|third)(?:[ -]floor)?\sflat,)\s{1,2})"
)
_NUMBER: Final = r"(?:no\.?\s?)?\d{1,4}\s?[a-z]?(?:\s?[-–/]\s?\d{1,4}[a-z]?)?,?\s{1,2}"
# "3 Mill Lane residents", "the 22 High Street banks": so many of them.
_NOT_MANY: Final = (
    r"(?!\s(?i:residents|people|shops|houses|homes|flats|users|families|neighbours|businesses|traders|households|"
    r"parents|pupils|patients|banks|pubs|stops|surgeries|schools)\b)"
)
_CAPITALS: Final = re.compile(
    rf"(?<![\w£$€.,/])(?:(?i:{_FLAT}))?(?i:{_NUMBER})(?:[A-Z][\w'’.-]{{0,20}}\s(?:(?:of|on|the"
    rf"|in)\s){{0,2}}){{1,3}}?(?i:{_SURE}|{_LOOSE})\b\.?(?:\s(?:North|South|East|West)\b)?(?!\s?\d){_NOT_MANY}"
)
_IS_YEAR: Final = re.compile(r"^(?:19|20)\d{2}\b")
_THE: Final = re.compile(
    rf"(?<![\w£$€.,/])(?:(?i:{_FLAT}))?(?i:{_NUMBER})(?:The|the)\s(?:Green|Close|Avenue|Street|Drive|Crescent"
    rf"|Parade|Terrace|Grove|Lane|Mews|Chase|Square|Row|Hill|Broadway|Esplanade|Walk|Causeway)\b"
    rf"|(?<![\w£$€.,/])(?i:{_NUMBER})The\s[A-Z][\w'’-]{{1,20}}(?=,)"
)
_LOWER: Final = re.compile(
    rf"(?<![\w£$€.,/])(?:{_FLAT})?(?P<number>{_NUMBER})(?P<words>(?:[a-z][\w'’-]{{1,20}}\s){{1,3}}?)(?:{_SURE}"
    rf"|close|drive|court|st)\b(?!\s?\d){_NOT_MANY}",
    re.IGNORECASE,
)
_DWELLINGS: Final = (
    "Cottages?|House|Lodge|Farm|Farmhouse|Barn|Villa|Bungalow|Manor|Mill|Court|Hall|Forge|Rectory|Vicarage|Oast|"
    "Stables|Chapel|Priory|Grange|Croft|Granary|Gatehouse|Firs|Oaks|Elms|Laurels|Willows|Hollies|Beeches|Cedars|Limes|Poplars|"
    "Pines|Gables|Orchard|Nook|Haven|Smithy|Bakery|Dairy|School House|Coach House|Gate House|Mews"
)
_HOUSE: Final = re.compile(
    rf"\b(?:[A-Z][\w'’-]{{1,20}}\s){{1,3}}(?:{_DWELLINGS}),?\s(?:\d{{1,4}}[a-z]?\s)?"
    rf"(?:[A-Z][\w'’-]{{1,20}}\s){{1,3}}(?i:{_SURE}|hill|close|drive|green|way|row|end)\b"
    r"(?!\sand\s[A-Z])"  # "Chase Farm, Oak Lane and Ash Green": a list of places
)
# "Flat 3, Beech Court, 27 Harbour Terrace", "flat 6 marlow court, station approach"
_IN_A_HOUSE: Final = re.compile(
    rf"(?<!\w){_FLAT}(?:(?P<house>(?:[a-z][\w'’-]{{1,20}}\s){{1,3}}?(?:{_DWELLINGS}))\b"
    rf"|\d{{1,4}}[a-z]?(?=\s(?-i:[A-Z]))|the\s[a-z][\w'’-]{{1,20}}(?=,\s\d))"
    rf"(?:(?:,\s|(?<=\d)\s)(?:\d{{1,4}}[a-z]?\s)?(?:[a-z][\w'’-]{{1,20}}\s){{0,3}}?(?:{_SURE}|hill|close|drive|"
    r"approach|way|row|quay|quayside|green|end|walk)\b)?",
    re.IGNORECASE,
)
# "my address is 4 the spinney, billericay": what is said to be an address needs no word for a street.
_SAID: Final = re.compile(
    r"\b(?:address(?:\sis|\swas|\s?:)?|liv(?:e|es|ed|ing)\sat|resid(?:e|es|ing)\sat|(?:write|post|send|letters?)"
    r"\s(?:[a-z]{1,8}\s){0,3}?(?:to|at)|moved\s(?:to|from)|home\sis|house\sis)\s"
    r"(?P<address>(?:no\.?\s|number\s)?\d{1,4}[a-z]?,?\s(?P<words>[a-z][\w'’-]{1,20}(?:\s[a-z][\w'’-]{1,20}){0,2}))"
    r"(?=\s?(?:[,.;)\n]|$))",
    re.IGNORECASE,
)
_CUED: Final = re.compile(
    r"\b(?:i live|lives?|living|i am|i'm|we are|we live|my (?:home )?address(?: is)?|address|home is|house is"
    r"|reside|moved)\s?(?:at|to|is|in|:|-)?\s?:?\s?(?P<address>(?:[A-Z][\w'’-]{1,20}\s){1,3}(?:Cottage|Farm"
    r"|Farmhouse|Barn|Villa|Bungalow)\b)"
)
# "i live at 22, high street and ...", or an address for a whole line: there a street may have any name.
_STREET: Final = (
    rf"(?P<address>(?:{_FLAT})?{_NUMBER}(?P<words>(?:[a-z][\w'’-]{{1,20}}\s){{1,3}}?)(?:{_SURE}|{_LOOSE})\b\.?)"
)
_SAID_STREET: Final = re.compile(
    rf"\b(?:address(?:\sis|\swas|\s?:)?|liv(?:e|es|ed|ing)\sat|resid(?:e|es|ing)\sat|(?:home|house)\sis)\s{_STREET}"
    rf"(?!\s?\d|\sto\b){_NOT_MANY}|^{_STREET.replace('?P<address>', '?P<line>').replace('?P<words>', '?P<line_words>')}"
    r"(?=(?:,\s[a-z]{2,20})?$)",
    re.IGNORECASE | re.MULTILINE,
)
_OF_STREETS: Final = frozenset(["the", "high", "old", "main", "new"])
# "On 22, High Street shops were closed", "Of the 14, mill workers ...": a number, and then something else.
_COUNTS: Final = re.compile(r"\b(?:on|of|only)\s(?:the\s)?$", re.IGNORECASE)

_VERBS: Final = frozenset(
    ["would", "could", "should", "will", "can", "may", "might", "must", "has", "have", "had", "be", "to"]
)


def addresses(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find street addresses: a number before a street, or a named house. A street alone is a place, and stays."""
    for pattern in (_CAPITALS, _THE, _HOUSE):
        for match in pattern.finditer(text):
            words = {word.casefold() for word in re.findall(r"[a-z'’]+", match[0], re.IGNORECASE)[:-1]}
            if _IS_YEAR.search(match[0]) or _is_counted(text, match):
                continue  # "In 2019 Romford Road was dug up"
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
        if any(word.endswith(("n't", "n’t")) for word in words) or not words.isdisjoint(_VERBS):
            continue  # "those over 75 don't drive", "level 7 would close"
        if _is_counted(text, match):
            continue
        if not _IS_YEAR.search(match[0]) and not (words - {"old"} if len(words) > 1 else words) & cues.NOT_STREETS:
            yield Span(match.start(), match.end(), "address", "address", marker("address"))
    for match in _IN_A_HOUSE.finditer(text):
        yield Span(match.start(), match.end(), "address", "address", marker("address"))
    for match in _SAID.finditer(text):
        if not set(match["words"].casefold().split()) & (cues.NOT_STREETS - {"the", "old", "high", "new"}):
            yield Span(*match.span("address"), "address", "address said", marker("address"))
    for match in _CUED.finditer(text):
        yield Span(*match.span("address"), "address", "house", marker("address"))
    for match in _SAID_STREET.finditer(text):
        part = "address" if match["address"] else "line"
        words = set((match["words"] or match["line_words"]).casefold().split())
        if words.isdisjoint((cues.NOT_STREETS - _OF_STREETS) | _VERBS) and not _IS_YEAR.match(match[part]):
            yield Span(*match.span(part), "address", "address said", marker("address"))


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """Say whether the number before a comma ends a clause: "On 22, High Street was closed"."""
    return bool(re.match(r"\d+,", match[0]) and _COUNTS.search(text[max(0, match.start() - 20) : match.start()]))
