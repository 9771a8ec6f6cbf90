"""What the matcher reads of a code: all that its frame says, as one text."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from feedback_nlp import columns as c

_BEFORE: Final = {
    c.THEME: "",
    c.KIND: "",
    c.DEFINITION: "",
    c.EXAMPLES: "For example: ",
    c.CUES: "Words: ",
    c.INCLUDE: "Includes: ",
    c.EXCLUDE: "Not: ",
}
"""In the order in which they are read: a network sees so many words and no more, and what tells most comes first."""


def parts(code: Mapping[Any, Any]) -> dict[str, str]:
    """Return what a frame says of a code, part by part, as sentences; what it does not say is left out.

    Parameters
    ----------
    code
        A row of the themes table.

    >>> parts({"theme": "Travel", "kind": "concern", "definition": "Journeys get longer.", "cues": ("bus", "fare")})
    {'theme': 'Travel.', 'kind': 'Concern.', 'definition': 'Journeys get longer.', 'cues': 'Words: bus; fare.'}
    """
    said: dict[str, str] = {}
    for part, before in _BEFORE.items():
        value = code.get(part)
        text = ("; " if part == c.CUES else " ").join(value) if isinstance(value, (tuple, list)) else value
        if pd.isna(text) or not text.strip() or (part == c.KIND and text == "other"):
            continue
        text = text.strip()
        text = text.capitalize() if part == c.KIND else text
        same = part == c.DEFINITION and text.rstrip(".").casefold() == said.get(c.THEME, "").rstrip(".").casefold()
        if not same:
            said[part] = before + (text if text[-1] in ".!?" else f"{text}.")
    return said


def described(code: Mapping[Any, Any]) -> str:
    """Return what the matcher reads of a code, as one text."""
    return " ".join(parts(code).values())
