"""Where somebody's money is: payment cards, bank accounts and sort codes, IBANs."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from feedback_nlp.prepare.redaction.spans import Span, marker

if TYPE_CHECKING:
    from presidio_analyzer import PatternRecognizer
    from spacy.tokens import Doc

# Short pieces only: presidio's patterns take seconds on a page of figures.
_MAY_BE_CARD: Final = re.compile(
    r"(?<![\w.])(?<!\d[ -])(?:\d(?:[ -]?\d){11,18}(?![ -]?\d)"
    r"|[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)(?!\w)"
)
# In lower case too, for people type so; then figures must follow, and not words ("ss12 near here").
_MAY_BE_IBAN: Final = re.compile(
    r"(?<![\w.])[a-z]{2}\d{2} ?[a-z0-9]{4}(?: ?\d{4}){2,6}(?: ?[a-z0-9]{1,3})?(?!\w)", re.IGNORECASE
)
_SURE: Final = 0.9  # presidio gives 1.0 where the check sum is right
_IS: Final = r"\s?(?:is|was|:|=|-)?[\s(]{0,2}"
_A_YEAR: Final = r"(?!(?:19|20)\d\d ?[-–] ?\d{2}(?:\d\d)?(?!\d))"  # "the revenue account 2020-21"
_ACCOUNT: Final = re.compile(
    rf"\b(?:sort(?:ing)? code|s/c|account|acc(?:oun)?t|acc|a/c)\b\.?\s?(?:number|no\.?|num\.?|#)?{_IS}{_A_YEAR}"
    r"(?P<number>\d(?:[ -]?\d){5,12}|\d\d([./–])\d\d\2\d\d)(?!\w)",
    re.IGNORECASE,
)
_CARD: Final = re.compile(
    rf"\b(?:card|visa|mastercard)\s(?:number|no\.?|num\.?){_IS}(?P<number>\d{{4}}(?:[ -]?\d{{4}}){{3}})(?!\d)",
    re.IGNORECASE,
)
# A sort code beside an account number needs nobody to say what it is: "12-34-56 12345678".
_PAIR: Final = re.compile(
    r"(?<![\w£$€])(?<!\d[.,/-])(?P<sort>\d{2}-\d{2}-\d{2}|\d{2} \d{2} \d{2}|\d{6})[\s,;/|]{1,3}"
    r"(?:(?:and|account|acc(?:oun)?t?|a/c|number|no|is)\b[.: ]{0,2}){0,4}(?P<account>\d{8})(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)


def accounts(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find payment cards and IBANs (presidio's recognisers, with check sums), and accounts that are named."""
    for match in (*_MAY_BE_CARD.finditer(text), *_MAY_BE_IBAN.finditer(text)):
        for recogniser in _presidio():
            for found in recogniser.analyze(match[0].upper(), recogniser.supported_entities):
                if found.score >= _SURE:
                    start = match.start()
                    source = type(recogniser).__name__
                    yield Span(start + found.start, start + found.end, "account", source, marker("account"))
    for pattern in (_ACCOUNT, _CARD):
        for match in pattern.finditer(text):
            yield Span(*match.span("number"), "account", "account", marker("account"))
    for match in _PAIR.finditer(text):
        for part in ("sort", "account"):
            yield Span(*match.span(part), "account", "sort code and account", marker("account"))


@cache
def _presidio() -> "tuple[PatternRecognizer, ...]":
    from presidio_analyzer.predefined_recognizers import CreditCardRecognizer, IbanRecognizer

    return CreditCardRecognizer(), IbanRecognizer()
