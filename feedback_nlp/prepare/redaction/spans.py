"""What a recogniser finds, and what it must offer. Finding is apart from replacing."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from spacy.tokens import Doc

KINDS: Final = (
    "email",
    "link",
    "phone",
    "nhs_number",
    "ni_number",
    "hospital_number",
    "passport_number",
    "driving_licence",
    "ip_address",
    "date_of_birth",
    "postcode",
    "address",
    "vehicle",
    "handle",
    "account",
    "name",
    "hidden",
)
"""What is redacted; each is replaced by itself in brackets, but a postcode by its outward part."""


class Span(NamedTuple):
    """Something to redact: ``text[start:end]``.

    ``replacement`` is what stands there afterwards; ``source`` names the recogniser, for the audit table.
    """

    start: int
    end: int
    kind: str
    source: str
    replacement: str


class Recogniser(Protocol):
    """Finds one kind of thing in a text."""

    def __call__(self, text: str, doc: "Doc | None") -> Iterable[Span]:
        """Yield what is to be redacted, in any order; spans may overlap those of others.

        Parameters
        ----------
        text
            A normalised answer.
        doc
            The same text analysed by spaCy, or None: then only what the characters show can be found.
        """
        ...


def marker(kind: str) -> str:
    """Return what stands for a redacted thing.

    >>> marker("nhs_number")
    '[NHS number]'
    """
    return _MARKERS.get(kind, f"[{kind.replace('_', ' ')}]")


def markers() -> re.Pattern[str]:
    """Return a pattern of all markers, so that a redacted text is never read for what it hides."""
    return re.compile("|".join(re.escape(marker(kind)) for kind in KINDS))


_MARKERS: Final = {
    "nhs_number": "[NHS number]",
    "ni_number": "[NI number]",
    "ip_address": "[IP address]",
    "vehicle": "[registration]",
}
