"""When somebody was born, where it is said: a date alone is an appointment."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from feedback_nlp.prepare.redaction.spans import Span, marker

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}"
_MONTH_IN_FULL: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b"
)
_ORDINAL: Final = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
_YEAR: Final = r"(?:(?:19|20)\d{2}|['’]?\d{2})\b"
_DATE: Final = (
    r"(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:19|20)?\d{2}|(?:19|20)\d{2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s./-]?(?:of\s)?{_MONTH}\.?,?(?:[\s./-]{{0,2}}{_YEAR})?"
    rf"|(?:{_ORDINAL})(?:\sday)?\s(?:of\s)?{_MONTH_IN_FULL}(?:,?\s{_YEAR})?"
    rf"|{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b,?(?:\s(?:19|20)\d{{2}})?"
    r"|\d{2}\s\d{2}\s(?:19|20)?\d{2}|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d{2}|\d{2}))"
)
_DOB: Final = r"d\.?\s?/?o\.?\s?/?b\b\.?"
_DAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_BORN: Final = re.compile(
    rf"(?:\b{_DOB}|\b(?:date|day)\s(?:of|on)\sbirth|\bbirth\s?(?:date|day)|\bborn|\(b\.?|\bb\.)"
    rf"(?:\s(?:here|(?:in|at)(?:\s[\w'’-]{{1,20}}){{1,3}}?)(?=\son\s))?"
    rf"(?:\s|,|is|was|:|=|-|–|\(|on|the|a|being|of|in|{_DAY}){{0,10}}?\s{{0,2}}(?P<date>{_DATE})(?!\w)",
    re.IGNORECASE,
)
_THEN_BORN: Final = re.compile(
    rf"(?<!\w)(?P<date>{_DATE})\s?,?\s?(?:\(\s?)?(?:is|was|being|-|=)?\s?(?:my|his|her|their|our|the)?"
    rf"\s?(?:\w+'s\s)?(?:{_DOB}|date of birth|birth\s?day|birth\s?date)",
    re.IGNORECASE,
)
# "the NHS was born on 5 July 1948"
_NO_PERSON: Final = re.compile(
    r"(?:^|[.,;:!?]\s|\b(?:when|since|that|and|as|because)\s)(?:the|our|this)\s(?:[\w'’-]{1,20}\s)?"
    r"(?:n\.?h\.?s\.?|service|hospital|ward|unit|school|club|charity|idea|plan|scheme|trust|council|movement|union)\swas\s$",
    re.IGNORECASE,
)


def dates_of_birth(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find birth dates, where they are said to be one. "Born in 1948" is an age, and stays."""
    for pattern in (_BORN, _THEN_BORN):
        for match in pattern.finditer(text):
            if _NO_PERSON.search(text[max(0, match.start() - 60) : match.start()]):
                continue
            yield Span(*match.span("date"), "date_of_birth", "date of birth", marker("date_of_birth"))
