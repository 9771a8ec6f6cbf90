"""Full postcodes, of which the outward part is kept: enough for a map by district, too little to find a street."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from feedback_nlp.prepare.redaction.places import addresses
from feedback_nlp.prepare.redaction.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

# The 124 postcode areas (Royal Mail Programmers' Guide), so that "MS10 4AB", a drawing number, is not taken for one.
_AREAS: Final = (
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN "
    "EX FK FY "
    "G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP "
    "NR NW "
    "OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA "
    "WC WD "
    "WF WN WR WS WV YO ZE"
)
_AREA: Final = "|".join(sorted(_AREAS.split(), key=lambda area: (-len(area), area)))
# The inward part never holds C I K M O V.
_POSTCODE: Final = re.compile(
    rf"(?<![A-Za-z0-9£])(?P<outward>(?:{_AREA})\d[0-9A-HJKMNP-Y]?|GIR|BFPO)"
    r"(?P<gap>[\s.,·-]{0,3})(?P<inward>[0-9O][\s]?[ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_NOT_A_GAP: Final = re.compile(r"\.\s|\n|,,")
_OVER_A_LINE: Final = re.compile(r",? ?\n ?")


def postcodes(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find full postcodes in any case and spacing; the outward part stays ("SS1 1AA" becomes "SS1").

    An outward part alone ("near SS1") is kept.
    """
    for match in _POSTCODE.finditer(text):
        over_a_line = _OVER_A_LINE.fullmatch(match["gap"]) and match[0].isupper()
        if over_a_line and match["inward"][1:].casefold() in _WORDS:
            continue
        if _NOT_A_GAP.search(match["gap"]) and not over_a_line:
            continue
        if not _is_real(match["inward"], match["outward"]) and not _is_told(text, match):
            continue
        if "," in match["gap"] and not match[0].isupper():
            continue  # "in e1, 4us": a list
        ran_on = match[0].islower() and match["gap"] and match["inward"][1:].strip() in _WORDS
        if ran_on and not _ENDS_CLAUSE.match(text, match.end()) and not _is_told(text, match):
            continue  # "b1 2be or not", "to e3 4us all": words that ran on
        outward = match["outward"].upper()
        yield Span(match.start(), match.end(), "postcode", "postcode", outward)


_WORDS: Final = frozenset(
    ["as", "at", "be", "by", "he", "us", "up", "we", "ad", "an", "pm", "am", "gp", "ed", "st", "nd", "rd", "th"]
)
_ENDS_CLAUSE: Final = re.compile(r"[ )\]\"'’”]*(?:[.,;:!?\n]|$)")
_TOLD: Final = re.compile(
    r"\b(?:post\s?code[^.;!?\n]{0,12}|(?:liv(?:e|es|ed|ing)|resid(?:e|es|ed|ing))\s(?:at|in|near)\s)$", re.IGNORECASE
)


def _is_told(text: str, match: re.Match[str]) -> bool:
    """Say whether a postcode is due: it is the whole text, or follows "postcode", "live at" or an address."""
    before = text[max(0, match.start() - 80) : match.start()]
    return match[0] == text.strip() or bool(_TOLD.search(before)) or any(addresses(before))


def _is_real(inward: str, outward: str) -> bool:
    # "m25 1st": an ordinal is no inward part.
    return (
        inward.casefold() not in {"1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "0th"}
        or outward.isupper()
    )
