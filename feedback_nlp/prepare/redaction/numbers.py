"""Numbers that stand for a person: NHS, National Insurance, hospital."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from feedback_nlp.prepare.redaction.spans import Span, marker

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TEN: Final = re.compile(r"(?:(?<![\w£$€.-])|(?<=\bnhs)|(?<=\bNHS))\d(?:[ .·–—-]{0,2}\d){9}(?![\w:/])(?![.,]\d)")
_TEN_SLASHED: Final = re.compile(r"(?<![\w£$€./-])\d{3}/\d{3}/\d{4}(?![\w/])")
_NHS_CUE: Final = re.compile(
    r"\bn\.?h\.?s\.?\s?(?:number|no\.?|num\.?|id|#|nr)?\s?(?:is|was|:|=|-|#)?\s?(?:is)?\s*$", re.IGNORECASE
)
# Called a number, it may be parted by any sign: "NHS no.999/000/0018".
_NHS_SAID: Final = re.compile(
    r"\bn\.?h\.?s\.?\s?(?:number|no|num|id|nr|#)\.?\s?(?:[a-z]{2,8}\s){0,4}?[:=-]?\s?"
    r"(?P<number>\d(?:[ .,·/_–—*|-]{0,3}\d){9})(?!\w)",
    re.IGNORECASE,
)
# HMRC, NIM39110: D F I Q U V never first or second, O never second, some prefixes never used; the suffix is A to D.
_NI: Final = re.compile(
    r"(?<![A-Za-z0-9])(?!BG|GB|KN|NK|NT|TN"
    r"|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z][\s.-]{0,2}\d{2}[\s.-]{0,2}\d{2}[\s.-]{0,2}\d{2}"
    r"(?:[\s.-]{0,2}[A-D])?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_NI_LOOSE: Final = re.compile(
    r"\b(?:nat(?:ional)?\.?\s?ins(?:urance)?|insurance|ni|nino|n\.i\.)\.?\s?(?:contributions?\s)?(?:number|no\.?|num\.?|nr"
    r"|#)?\s?(?:which\s)?(?:is|was|:|=|-)?\s{0,2}(?P<number>[A-Z]{2}(?:[\s./-]{0,2}\d){6}[\s./-]{0,2}[A-Z]?)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# Parted otherwise ("AB 123 456 C", "AB/12/34/56/C"): its last letter must then be there.
_NI_PARTED: Final = re.compile(
    r"(?<![A-Za-z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z](?:\s?\d{3}\s\d{3}\s?|(?:/\d{2}){3}/)"
    r"[A-D](?![A-Za-z0-9])",
    re.IGNORECASE,
)
_A_DATE: Final = re.compile(r"(?:on|by|as|at|am|pm|an|ex)[\s.-]{1,2}\d{2}([.\s-])\d{2}\1\d{2}$", re.IGNORECASE)
"""A word and a date have the form too where the last letter is left out: "on 12-03-19"."""
_HOSPITAL: Final = re.compile(
    r"\b(?:(?:hospital|hosp|patient|pt|clinic|medical record|mrn|unit|case|referral|booking|appointment|reference|ref"
    r"|complaint|pals|incident|datix|"
    r"record|crn|rio|emis|systmone|chart)\b\.?\s?){1,3}(?:(?:number|no|num|nr|id|ref|reference|code)\b\.?"
    r"|#)?\s{0,2}(?:is|was|:|=|#|-)?\s{0,2}"
    r"(?P<number>(?=[A-Z0-9/-]{0,14}\d{3})[A-Z0-9](?:[/-]?[A-Z0-9]){4,14}|[A-Z]\s\d{5,9})(?![\w%])",
    re.IGNORECASE,
)
# "21/01234/FUL", "EIR/2291/23": a planning application, a request for information, an Act or an order: public.
_PUBLIC: Final = re.compile(
    r"(?:[A-Z]{1,5}/)?\d{2,4}/\d{3,6}/[A-Z]{1,5}|(?:FOIA?|EIR|RFI|IRF|PCBC|SI|CP|HC|HL|CM)[/-].*", re.IGNORECASE
)


def nhs_numbers(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find NHS numbers: ten digits with a right check digit, or any ten digits that are called one."""
    for match in (*_TEN.finditer(text), *_TEN_SLASHED.finditer(text)):
        digits = re.sub(r"\D", "", match[0])
        called = bool(_NHS_CUE.search(text[max(0, match.start() - 30) : match.start()]))
        if called or (has_check_digit(digits) and digits[0] != "0"):
            yield Span(match.start(), match.end(), "nhs_number", "NHS number", marker("nhs_number"))
    for match in _NHS_SAID.finditer(text):
        yield Span(*match.span("number"), "nhs_number", "NHS number said", marker("nhs_number"))


def has_check_digit(digits: str) -> bool:
    """Say whether ten digits are a valid NHS number (modulus 11, NHS Data Dictionary).

    >>> has_check_digit("9990000018"), has_check_digit("9990000019")
    (True, False)
    """
    if len(digits) != 10 or not digits.isascii() or not digits.isdigit() or len(set(digits)) == 1:
        return False
    total = sum(int(d) * weight for d, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def ni_numbers(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find National Insurance numbers, with or without their last letter, in any spacing and case."""
    for match in (*_NI.finditer(text), *_NI_PARTED.finditer(text)):
        if _A_DATE.match(match[0]):
            continue
        yield Span(match.start(), match.end(), "ni_number", "NI number", marker("ni_number"))
    for match in _NI_LOOSE.finditer(text):
        yield Span(*match.span("number"), "ni_number", "NI number said", marker("ni_number"))


def hospital_numbers(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find hospital, patient, referral and complaint numbers: they have no common form, so only named ones."""
    for match in _HOSPITAL.finditer(text):
        if _PUBLIC.fullmatch(match["number"]):
            continue
        yield Span(*match.span("number"), "hospital_number", "hospital number", marker("hospital_number"))
