"""Find, settle overlaps, replace."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, overload

from feedback_nlp.prepare.redaction.contact import emails, handles, links, phones
from feedback_nlp.prepare.redaction.numbers import accounts, hospital_numbers, nhs_numbers, ni_numbers
from feedback_nlp.prepare.redaction.postcode import postcodes
from feedback_nlp.prepare.redaction.spans import Recogniser, Span

if TYPE_CHECKING:
    from spacy.language import Language

PATTERNS: Final[tuple[Recogniser, ...]] = (
    emails,
    links,
    nhs_numbers,
    ni_numbers,
    phones,
    hospital_numbers,
    accounts,
    postcodes,
    handles,
)
"""What needs only the characters, the surest first: where two overlap, the earlier in the list names the kind."""


@dataclass(frozen=True)
class Redacted:
    """A redacted text and what was replaced in it.

    Parameters
    ----------
    text
        The text with markers such as ``[phone]`` in place of what was found.
    spans
        In order; ``start`` and ``end`` are offsets in `text`, of the marker. The words themselves are nowhere kept.
    """

    text: str
    spans: tuple[Span, ...] = ()


@overload
def redact(
    text: str,
    *,
    nlp: "Language | None" = None,
    hide: Sequence[str] = (),
    keep: Sequence[str] = (),
    places: Sequence[str] = (),
) -> Redacted: ...
@overload
def redact(
    text: Sequence[str],
    *,
    nlp: "Language | None" = None,
    hide: Sequence[str] = (),
    keep: Sequence[str] = (),
    places: Sequence[str] = (),
) -> list[Redacted]: ...


def redact(
    text: str | Sequence[str],
    *,
    nlp: "Language | None" = None,
    hide: Sequence[str] = (),
    keep: Sequence[str] = (),
    places: Sequence[str] = (),
) -> Redacted | list[Redacted]:
    """Replace what points to a person by its kind in brackets.

    Parameters
    ----------
    text
        A normalised text, or several.
    nlp
        A spaCy English pipeline with an entity recogniser; it finds people's names. None: only what the characters
        themselves show is found (e-mail, phone, NHS number, ...), and names stay.
    hide
        Words always to redact, whole words in any case, as ``[hidden]``.
    keep
        Words never to redact as a name or an address; they win over everything but `hide`.
    places
        Names of areas, places and organisations, never redacted as a name.

    Returns
    -------
    Redacted, or a list of them for several texts
        "" gives "" with no spans. Markers already in a text stay as they are: redacting twice changes nothing.

    >>> redact("Ring me on 01632 960001 or write to SS1 1AA").text
    'Ring me on [phone] or write to SS1'
    """
    texts = [text] if isinstance(text, str) else list(text)
    found = [settle(recogniser(t, None) for recogniser in PATTERNS) for t in texts]
    done = [replace(t, spans) for t, spans in zip(texts, found, strict=True)]
    return done[0] if isinstance(text, str) else done


def settle(found: Iterable[Iterable[Span]]) -> list[Span]:
    """Return spans in order and without overlaps.

    Of two that overlap the one found first names the kind; what it leaves uncovered of the other is covered too.
    """
    kept: list[Span] = []
    for spans in found:
        for span in sorted(spans):
            clash = [k for k in kept if k.start < span.end and span.start < k.end]
            if not clash:
                kept.append(span)
                continue
            first = min(clash, key=kept.index)
            joined = Span(
                min(span.start, *(k.start for k in clash)) if clash else span.start,
                max(span.end, *(k.end for k in clash)),
                first.kind,
                first.source,
                first.replacement,
            )
            kept = [joined if k is first else k for k in kept if k is first or k not in clash]
    return sorted(kept)


def replace(text: str, spans: Sequence[Span]) -> Redacted:
    """Put each span's replacement in its place; the spans returned lie in the new text."""
    parts: list[str] = []
    moved: list[Span] = []
    done = length = 0
    for span in spans:
        parts += [text[done : span.start], span.replacement]
        start = length + span.start - done
        length = start + len(span.replacement)
        moved.append(span._replace(start=start, end=length))
        done = span.end
    return Redacted("".join([*parts, text[done:]]), tuple(moved))
