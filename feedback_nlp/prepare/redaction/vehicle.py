"""What somebody drives: registrations of vehicles."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from feedback_nlp.prepare.redaction.spans import Span, marker

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PLATE: Final = re.compile(
    r"(?<![A-Za-z0-9])(?P<plate>[A-HJ-PR-Y]{2}\s?[0-9]{2}(?:\s{0,2}|-)[A-HJ-PR-Z]{3})(?![A-Za-z0-9])", re.IGNORECASE
)
_OLD_PLATE: Final = re.compile(
    r"(?<![A-Za-z0-9])(?P<plate>[A-HJ-NPR-TV-Y]\s?\d{1,3}\s?[A-HJ-PR-Z]{3}"
    r"|[A-HJ-PR-Z]{3}\s?\d{1,3}\s?[A-HJ-NPR-TV-Y])(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_DRIVES: Final = re.compile(
    r"\b(?:reg(?:istration)?|number\s?plate|plate|vrm|car|vehicle|van|taxi|ambulance|(?:motor)?bike|moped|lorry|park(?:ed"
    r"|ing|s)?|ticket(?:ed)?|fine[ds]?|pcn|clamped|towed|drives?|driving|blue badge|permit|speed(?:s|ing)|pavement"
    r"|disabled bay)\b",
    re.IGNORECASE,
)
_REGISTERED: Final = re.compile(
    r"\b(?:reg(?:istration)?|number\s?plate|plate|vrm)\b\.?\s?(?:no\.?|number|mark)?\s?(?:is|was|:|=|-)?\s?$",
    re.IGNORECASE,
)
_IS_DRIVEN: Final = re.compile(r"\b(?:car|vehicle|van|taxi|motorbike|drives?|driving)\s(?:is\s)?$", re.IGNORECASE)
# "p123 xyz", "eo68 fgh": without a vowel the last letters are no word of the sentence ("m25 jam", "to 20 mph").
_SPACED: Final = re.compile(r"(?:[a-z]{2}\d{2}|[a-z]\d{2,3}) [b-df-hj-np-tv-z]{3}")
_LETTERS: Final = frozenset(
    re.split(
        r"\s+",
        "NHS CCG GPS PCN STP ICS ICB MIU FOR AND THE BUT NOT ALL ARE BUS CAR DAY HRS MIN AGE YRS PPL WAS HAS HAD MPH "
        "KMS MTR MTS MLS SEC PER VAN WAY ROW END AM PM AT TO OF ON BY IN AS BE WE HE ME MY UP US OR SO GO DO NO CAN "
        "HER OUR SEE YOU SHE NEW OLD BED ONE TWO TEN "
        "TRY DRY WHY FLY SKY CRY SHY SPY GYM BBC CPR ECG LTD PLC PHD BSC MSC STD TBC TBH PTS HSE KGS LBS YDS KWH JCT "
        "JNC",
    )
)


def vehicles(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find vehicle registrations: today's form where nothing in it is a word, others where a car is spoken of."""
    for pattern in (_PLATE, _OLD_PLATE):
        for match in pattern.finditer(text):
            plate = match["plate"]
            about = text[max(0, match.start() - 50) : match.start()] + " " + text[match.end() : match.end() + 30]
            letters = {part.upper() for part in re.findall(r"[A-Za-z]+", plate)}
            word = bool(letters & _LETTERS)
            spaced = not word and _SPACED.fullmatch(plate)
            glued = plate.isupper() or (plate.isalnum() and plate.islower())
            sure = pattern is _PLATE and not word and (glued or spaced)
            before = text[max(0, match.start() - 30) : match.start()]
            close = _REGISTERED.search(before) or (spaced and _IS_DRIVEN.search(before))
            # In lower case "to 20 mph" has the form too: a car must be spoken of, and nothing in it be a word.
            driven = not word and (plate.isupper() or pattern is _PLATE or plate.isalnum()) and _DRIVES.search(about)
            if sure or close or driven:
                yield Span(match.start(), match.end(), "vehicle", "vehicle", marker("vehicle"))
