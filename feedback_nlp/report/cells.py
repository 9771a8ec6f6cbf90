"""What a cell of a summary says: as text that any file can hold, and as words for people.

A cell is a number, a text or missing. A shorthand such as ``[c]`` is a text.
"""

import math
import re
from collections.abc import Iterable
from numbers import Number
from typing import Final

import pandas as pd

SHORTHAND: Final = {
    "[c]": "hidden for confidentiality",
    "[u]": "low reliability",
    "[e]": "estimated",
    "[x]": "not available",
    "[z]": "not applicable",
    "[ns]": "no clear difference",
    "[s]": "significant at the 0.05 level",
    "[ss]": "significant at the 0.01 level",
    "[sss]": "significant at the 0.001 level",
}
NOT_APPLICABLE: Final = "[z]"
SMALLEST_P: Final = 0.001
SMALL_P: Final = f"under {SMALLEST_P}"
"""What a smaller p-value is shown as, in every file."""
LONGEST: Final = 32_767
"""UTF-16 units that a spreadsheet cell can hold (an emoji takes two)."""
REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

# What XML 1.0 cannot hold: control characters but tab and line ends, lone surrogates, the two non-characters.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")
_CUT = " … [cut here: the whole text has {n:,} characters, more than a cell holds]"


def is_number(value: object) -> bool:
    """Say whether a cell holds a number; booleans and missing values are none."""
    # The plain types first: this is asked of every cell, and the abstract Number is slow to ask.
    plain = type(value) in (int, float)
    return (plain or (isinstance(value, Number) and not isinstance(value, bool))) and not is_missing(value)


def is_missing(value: object) -> bool:
    """Say whether a cell holds nothing: NA, NaN, infinity or the empty text."""
    if isinstance(value, str):
        return value == ""
    if type(value) in (int, float):
        return not math.isfinite(value)  # type: ignore[arg-type]
    return bool(pd.isna(value)) or (isinstance(value, float) and math.isinf(value))  # type: ignore[call-overload]


def clean(text: object) -> str:
    """Return `text` as a file can hold it: each character that XML forbids becomes "�", every line end a line feed.

    Nothing else changes.
    """
    return _NOT_XML.sub(REPLACEMENT, _LINE_ENDS.sub("\n", str(text)))


def fitting(text: str) -> str:
    """Return a text that fits a spreadsheet cell; where it is cut, it says so.

    XlsxWriter drops a longer text without a word, and Excel calls the file damaged.
    """
    if _units(text) <= LONGEST:
        return text
    said = _CUT.format(n=len(text))
    room = LONGEST - _units(said)
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * room]
    # "ignore" drops the half of an emoji that the cut went through.
    return raw.decode("utf-16-le", "ignore") + said


def _units(text: str) -> int:
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def decimals(values: Iterable[object]) -> int:
    """Return how many decimals the "number" cells of a column need: 2 below ten, 1 below a thousand, else 0."""
    numbers = [float(value) for value in values if is_number(value)]  # type: ignore[arg-type]
    if all(number.is_integer() for number in numbers):
        return 0
    largest = max(abs(number) for number in numbers)
    return 2 if largest < 10 else 1 if largest < 1000 else 0


def shown(value: object, kind: str, places: int = 0) -> str:
    """Return a cell as people read it on the page and in the document.

    Parameters
    ----------
    value
        A number, a text or a missing value (shown as ``[z]``).
    kind
        "text", "count", "share", "points" (a difference between shares), "number" or "p".
    places
        Decimals of a "share" (in percent), "points" or "number".
    """
    if is_missing(value):
        return NOT_APPLICABLE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not is_number(value):
        return clean(value)
    number = float(value)  # type: ignore[arg-type]
    if kind == "share":
        none, text, whole = (f"{part:.{places}f}%" for part in (0, 100 * number, 100))
        if number > 0 and text == none:
            return f"under {10**-places:.{places}f}%"
        if number < 1 and text == whole:
            return f"over {100 - 10**-places:.{places}f}%"
        return text
    if kind == "points":
        return _signed(100 * number, places)
    if kind == "p":
        return SMALL_P if number < SMALLEST_P else f"{number:.3f}"
    if kind == "number" and not number.is_integer():
        return f"{number:,.{places}f}"
    return f"{number:,.0f}" if number.is_integer() else f"{number:,.2f}"


def _signed(number: float, places: int) -> str:
    text = f"{number:+.{places}f}"
    # A true minus sign; a hyphen may break at the end of a line. And never "-0".
    return text.replace("-", "\N{MINUS SIGN}") if text.strip("+-0.") else f"{0:.{places}f}"
