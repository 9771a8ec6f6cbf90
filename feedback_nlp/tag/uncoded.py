"""Codes that no coded answer has: what a trained tagger says of them was not measured."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

NEVER: Final = "codes_never_coded"
"""In a card: the codes that no answer had from which the tagger learnt."""
_MOST: Final = 5


def codes_never_coded(card: Mapping[str, Any]) -> list[str]:
    """Return the codes that no coded answer had when the tagger learnt; a card that is older does not tell."""
    return list(card.get(NEVER, ()))


def said_of_codes(codes: Sequence[str]) -> list[str]:
    """Return a sentence on the tags with codes that no coded answer has; nothing where there are none.

    >>> said_of_codes(["JOBS", "TRAVEL"])[0][:43]
    'No coded answer has the code JOBS or TRAVEL'
    """
    if not codes:
        return []
    if len(codes) > _MOST:
        which = f"any of {len(codes)} codes ({', '.join(codes[:_MOST])} and {len(codes) - _MOST} more)"
    else:
        which = f"the code {' or '.join([', '.join(codes[:-1]), codes[-1]] if len(codes) > 1 else codes)}"
    return [
        f"No coded answer has {which}: how often such tags are right was not measured, so all of them are marked for a "
        "person to check."
    ]
