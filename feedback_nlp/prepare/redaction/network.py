"""Where somebody's computer stands: IP addresses, which are personal data (Information Commissioner's Office)."""

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import TYPE_CHECKING, Final

from feedback_nlp.prepare.redaction.spans import Span, marker

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FOUR: Final = re.compile(r"(?<![\w.£$€])\d{1,3}(?:\.\d{1,3}){3}(?![\w%]|\.\d)")
_SIX: Final = re.compile(
    r"(?<![\w:])(?=[0-9a-f:]{0,36}\d)[0-9a-f]{1,4}(?:::?[0-9a-f]{1,4}){2,7}(?:::)?(?![\w:])", re.IGNORECASE
)
_OF_A_COMPUTER: Final = re.compile(
    r"\b(?:ip|i\.p|ipv[46]|tcp|network|server|router|vpn|proxy|gateway|wi-?fi|broadband|connection|connect(?:ed|ing)?"
    r"|banned|blocked|blocks|logged|voted)\b[^.;!?\n]{0,40}$",
    re.IGNORECASE,
)
# "Section 4.2.1.100", "version 10.0.0.122": parts of a paper or of a program.
_OF_A_PAPER: Final = re.compile(
    r"\b(?:sections?|sec|para(?:graph)?s?|clauses?|chapters?|appendix|annexe?|tables?|figures?|fig|polic(?:y|ies)"
    r"|recommendations?|objectives?|items?|points?|parts?|pages?|versions?|ver|v|release|build|firmware|software"
    r"|windows|ios|android|app|chrome|edge|firefox)\b[\s.:(]{0,3}$|\bv$",
    re.IGNORECASE,
)
_NO_PART_IS_SO_LONG: Final = 100
"""A part of a section's number or of a date has at most two figures."""


def ip_addresses(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find IP addresses, of four parts and of eight.

    "4.2.1.3" has the form too: without a part of three figures, a computer must be spoken of.
    """
    if text.count(".") >= 3:
        for match in _FOUR.finditer(text):
            before = text[max(0, match.start() - 60) : match.start()]
            if _is_four(match[0], told=bool(_OF_A_COMPUTER.search(before))) and not _OF_A_PAPER.search(before):
                yield Span(*match.span(), "ip_address", "IP address", marker("ip_address"))
    if text.count(":") >= 3:
        for match in _SIX.finditer(text):
            if _is_six(match[0]):
                yield Span(*match.span(), "ip_address", "IP address", marker("ip_address"))


def _is_four(found: str, *, told: bool) -> bool:
    try:
        IPv4Address(found)
    except AddressValueError:
        return False  # "10.02.2020.1", "300.1.1.1"
    return told or max(map(int, found.split("."))) >= _NO_PART_IS_SO_LONG


def _is_six(found: str) -> bool:
    """Say whether it is an address and no list of times: "12:05::12:15" has the form of one."""
    try:
        IPv6Address(found)
    except AddressValueError:
        return False
    return any(len(part) > 2 for part in found.split(":"))
