"""The words of the published tables: shorthand, names of rows that are not in the data, and fixed meanings."""

from typing import Final

HIDDEN: Final = "[c]"
LOW: Final = "[u]"
NONE: Final = "[x]"
NOT_APPLICABLE: Final = "[z]"

AREA_NOT_KNOWN: Final = "Area not known"
"""None was given, or one that the table of areas does not have."""
TYPE_NOT_GIVEN: Final = "Type not given"
CHANNEL_NOT_GIVEN: Final = "Channel not given"
ALL_AREAS: Final = "All areas"
ALL_TYPES: Final = "All types"
ALL_CHANNELS: Final = "All channels"
NOT_NAMED: Final = "Not named"
NOT_AGREED: Final = "not shown: no sender agreed to be quoted"
TO_FILL: Final = "To be completed"

HIGHER: Final = "higher than among others"
LOWER: Final = "lower than among others"
NO_DIFFERENCE: Final = "no clear difference"
TOO_SMALL: Final = "base too small to compare"

ENOUGH: Final = "acceptable"
"""Reliability of a figure whose base is large enough."""

RANGES: Final = ((0.5, "most"), (0.3, "many"), (0.1, "some"), (0.0, "a few"))
"""Smallest share -> the word for it, largest first."""

STARS: Final = ((0.001, "[sss]"), (0.01, "[ss]"), (0.05, "[s]"), (1.1, "[ns]"))
"""An adjusted p below the first gets the second."""


def range_word(share: float) -> str:
    """Return the word that stands for a share of respondents.

    >>> range_word(0.34)
    'many'
    >>> range_word(0)
    'none'
    """
    return "none" if share <= 0 else next(word for least, word in RANGES if share >= least)


def stars(p: float) -> str:
    """Return the shorthand of an adjusted p.

    >>> stars(0.004)
    '[ss]'
    """
    return next(mark for above, mark in STARS if p < above)


def count_of(n: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> count_of(1, "area"), count_of(1200, "area")
    ('1 area', '1,200 areas')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"
