"""Telephone numbers as people in the UK write them."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from feedback_nlp.prepare.redaction.spans import Span, marker

if TYPE_CHECKING:
    from spacy.tokens import Doc

_DIGIT_WORDS: Final = "zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine"
_FIGURES: Final = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
# A blank line, or a full stop that ends a line, ends the number: "07700 900123.\n2. Parking". A comma that parts
# thousands is followed by three figures only: "10,012 2019".
_GAP: Final = r"(?:(?!\n\s?\n|\.\s?\n)[\s().·•/–—_*~|-]){0,3}"
_RUN: Final = re.compile(
    r"(?<![\w£$€])(?<!\d[./-])(?:(?<!\d,)|(?=0\d{3}))[+(]{0,2}(?:[0-9]|[Oo](?=[0-9]))"
    rf"(?:{_GAP}[0-9]|(?<=[0-9Oo])[OoIl]){{6,}}(?!\w)"
)
_GROUP: Final = re.compile(r"(?:\(0\)\s?|[+(]{0,2})[0-9OoIl]+")
# Begins a number and lies in none: "0770 090012 / 07700 900123".
_CODE: Final = re.compile(r"\(?(?:\+|0\d{4}(?:\d{6})?(?!\d))")
_MOST_GROUPS: Final = 8
# A mobile's eleven digits with a word stuck to them: "tel07700900123", "07700900123Thanks", "07700900123x5".
_GLUED: Final = re.compile(
    r"(?<![\d£$€.])(?:(?<![A-Za-z])|(?<=tel)|(?<=mob)|(?<=phone)|(?<=mobile)|(?<=number))(?:\+44|0)7\d{9}(?![\d_])",
    re.IGNORECASE,
)
_EXTENSION: Final = re.compile(
    r"[\s,;(]{0,3}(?:ext(?:ension)?|x|extn|opt(?:ion)?)\.?\s?(?:no\.?\s?)?\d{1,6}\)?", re.IGNORECASE
)
_SAID_RUN: Final = re.compile(
    rf"\b(?:plus\s)?(?:(?:double|treble|triple)\s)?(?:{_DIGIT_WORDS}|\d{{1,6}})"
    rf"(?:[\s,.-]{{1,3}}(?:(?:double|treble|triple)[\s-])?(?:{_DIGIT_WORDS}|hundred|thousand|\d{{1,6}})){{3,16}}\b",
    re.IGNORECASE,
)
_CUE: Final = re.compile(
    r"(?:\b(?:tel(?:ephone)?|phone|mob(?:ile)?|call(?:ing|ed)?|ring(?:ing)?|rang|text(?:ed)?|whats\s?app|number"
    r"|landline|fax|contact|cell|dial(?:led)?|reach)\b|☎|📞|📱).{0,40}$",
    re.IGNORECASE | re.DOTALL,
)
# "Document Number 2025-08701" leads to a paper.
_OF_A_PAPER: Final = re.compile(
    r"\b(?:document|docket|file|policy|invoice|order|act|petition|application|isbn|version|serial|model|contract|charity"
    r"|company)\s(?:is\s)?(?:reg(?:istered|istration)?\s)?(?:number|no\.?|ref(?:erence)?)\W{0,3}$",
    re.IGNORECASE,
)
# Local numbers, without the area's code, only where they are called a telephone number.
_LOCAL: Final = re.compile(
    r"\b(?:tel(?:ephone)?|phone|landline|home)\s?(?:no|number|num)?\s?[.:]{1,2}\s?(?P<number>\d{5,6}"
    r"|\d{3}[ -]\d{3})(?![\w-]|[.,]\d)",
    re.IGNORECASE,
)
# Numbers of services, which people name and which identify nobody.
_SERVICES: Final = frozenset([
    "116123", "116117", "116111", "0800585858", "08001111", "03001234567", "08088010600", "08001070160", "03003305468",
    "119", "111", "999", "101", "105",
])  # fmt: skip


def phones(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find telephone numbers in every usual UK spelling, with their extension.

    Judged by libphonenumber on the digits alone, for people put spaces anywhere. A number that cannot be right is
    still taken after "call me on", "mob:" or the like. With spelled-out digits ("oh seven seven double oh") too.
    """
    for match in _RUN.finditer(text):
        for start, end in [*_numbers(text, *match.span())] or [match.span()]:
            yield from _telephone(text, start, end, _digits(text[start:end]), "phone")
    for match in _GLUED.finditer(text):
        yield from _telephone(text, match.start(), match.end(), _digits(match[0]), "phone")
    for match in _LOCAL.finditer(text):
        yield Span(*match.span("number"), "phone", "phone", marker("phone"))
    if _MAY_BE_SAID.search(text):
        for match in _SAID_RUN.finditer(text):
            digits = _said_digits(match[0])
            if len(digits) >= 7 and not match[0].replace(" ", "").isdigit():
                yield from _telephone(text, match.start(), match.end(), digits, "phone said")


_MAY_BE_SAID: Final = re.compile(
    rf"\b(?:{_DIGIT_WORDS})[\s,.-]{{1,3}}(?:double|treble|triple|{_DIGIT_WORDS})\b", re.IGNORECASE
)


_WITHIN: Final = re.compile(r"\d[-/]")
"""What stands before a part of "21/02345/678901", which is no number of its own."""


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where telephone numbers lie in a run of figures: all of it, or parts, as in "07700 900123 - 45 years"."""
    if _is_number(_digits(text[start:end])):
        yield start, end
        return
    groups = [match.span() for match in _GROUP.finditer(text, start, end)]
    i, last = 0, -1
    while i < len(groups):
        (begin, end), i = groups[i], i + 1
        longest, stops = None, [end]
        if _may_begin(text, begin, end) and (last == i - 2 or not _WITHIN.match(text, begin - 2)):
            inside = takewhile(lambda group: not _CODE.match(text, group[0]), groups[i : i + _MOST_GROUPS - 1])
            stops += [stop for _, stop in inside]
            longest = next((stop for stop in reversed(stops) if _is_number(_digits(text[begin:stop]))), None)
        if longest:
            yield begin, longest
            i += stops.index(longest)
            last = i - 1
        elif last >= 0:  # a second number after "call me on", without its area's code
            yield begin, end


def _may_begin(text: str, start: int, end: int) -> bool:
    """Say whether a part of a run looks like the start of a number: "01/02/2019 12 500" and "2019 2020" hold none."""
    opening = _digits(text[start:end])
    eaten = re.match(r"7[1-9]\d\d", opening) and _CUE.search(text[max(0, start - 60) : start])
    return bool(eaten or re.match(r"\+|0\d\d|447\d{9}", opening))


def _is_number(digits: str) -> bool:
    national = _national(digits)
    return national in _SERVICES or _is_uk(national) or _is_foreign(digits)


def _national(digits: str) -> str:
    """Return the digits as dialled in the UK, with the nought that a spreadsheet, or haste, ate."""
    national = re.sub(r"^(?:0044|\+?44)0?", "0", digits)
    return "0" + national if len(national) == 10 and re.match(r"7[1-9]", national) else national


def _telephone(text: str, start: int, end: int, digits: str, source: str) -> Iterator[Span]:
    national = _national(digits)
    if national in _SERVICES or not (_is_number(digits) or _is_cued(text, start, national)):
        return
    extension = _EXTENSION.match(text, end)
    if text[start] == "(" and text.count("(", start, end) > text.count(")", start, end):
        start += 1
    yield Span(start, extension.end() if extension else end, "phone", source, marker("phone"))


def _digits(found: str) -> str:
    plus = "+" if found.lstrip("(").startswith("+") else ""
    return plus + re.sub(r"\D", "", found.translate(str.maketrans("OoIl", "0011")))


def _said_digits(found: str) -> str:
    digits, times = "", 1
    for word in re.split(r"[\s,.-]+", found.casefold()):
        if word in ("double", "treble", "triple"):
            times = 2 if word == "double" else 3
        elif word in ("hundred", "thousand"):
            digits += "00" if word == "hundred" else "000"
        elif word != "plus":
            digits, times = digits + _FIGURES.get(word, word) * times, 1
    return digits


@cache
def _is_uk(national: str) -> bool:
    import phonenumbers

    if not national.startswith("0") or not 9 <= len(national) <= 11:
        return False
    try:
        number = phonenumbers.parse(national, "GB")
    except phonenumbers.NumberParseException:
        return False
    # Ofcom's numbers for drama (07700 900xxx) are possible but not valid: the shape is what counts.
    return phonenumbers.is_valid_number(number) or (
        len(national) == 11 and national[1] in "123789" and phonenumbers.is_possible_number(number)
    )


@cache
def _is_foreign(digits: str) -> bool:
    import phonenumbers

    if not digits.startswith(("+", "00")) or digits.startswith("000"):
        return False
    try:
        number = phonenumbers.parse("+" + digits.lstrip("+0"), None)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_possible_number(number)) and len(digits) >= 9


def _is_cued(text: str, start: int, national: str) -> bool:
    digits = national.lstrip("+")
    if digits.startswith("0") and len(digits) < 9:
        return False  # "0300 123" is the beginning of a number that leads to no one
    cue = _CUE.search(text[max(0, start - 60) : start])
    return 7 <= len(digits) <= 13 and cue is not None and not _OF_A_PAPER.search(text[max(0, start - 60) : start])
