"""What is published of the notes that were made when an export was read.

On screen they are told whole. Beside hidden or rounded counts, "3 letters could not be read" is an exact count of few
people, so what is published of a note holds no number that counts cells, rows or people.
"""

import re
from typing import Final

READ: Final = "The export as it was read"
"""The check whose evidence these notes are."""
WITHHELD: Final = "something was noticed that is told with numbers; it is shown on screen, and not published."
_FILE: Final = re.compile(r".+?\.\w{2,5}(?: \[[^\]]*\])?: ")
# The words beside these numbers are the same for one and for many.
_COUNT: Final = re.compile(
    r"\b\d[\d,]* (?=cells (?:hold|held|look|have)\b|rows have\b|empty rows\b|formatted but\b|different entries\b"
    r"|respondent ids\b)"
)
_NO_COUNT: Final = re.compile(
    r'"[^"]*"|exactly (?:255|32,767) characters|UTF-\d+|Windows-\d+|<?U\+[0-9A-F]{4}>?|\(10-49 into Oct-49\)'
    r"|\S+\.(?:csv|tsv|txt|xlsx?|ods)\b|\b[A-Za-z_]\w*"
)
_LEFT: Final = re.compile(r"\d")
_ONE: Final = re.compile(r"\bone place\b|\ba stray byte\b")


def without_counts(note: str) -> str:
    """Return a note without what it counts; where that cannot be left out alone, that there is one.

    >>> without_counts('x.csv: "Why?": 3 cells have exactly 255 characters and none has more.')
    'x.csv: "Why?": some cells have exactly 255 characters and none has more.'
    >>> without_counts("1 letter could not be read; the ledger says why.")
    'Something was noticed that is told with numbers; it is shown on screen, and not published.'
    """
    file = found[0] if (found := _FILE.match(note)) else ""
    said = _COUNT.sub("some ", note[len(file) :])
    if _ONE.search(said) or _LEFT.search(_NO_COUNT.sub("", said)):
        said = WITHHELD
    elif said == note[len(file) :]:
        return note
    return file + said if file else said[:1].upper() + said[1:]
