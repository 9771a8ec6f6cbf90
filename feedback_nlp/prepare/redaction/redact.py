"""Find, settle overlaps, replace."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, overload

from feedback_nlp.prepare.redaction.accounts import accounts
from feedback_nlp.prepare.redaction.birth import dates_of_birth
from feedback_nlp.prepare.redaction.contact import emails, handles, links
from feedback_nlp.prepare.redaction.documents import driving_licences, passports
from feedback_nlp.prepare.redaction.fold import as_typed
from feedback_nlp.prepare.redaction.network import ip_addresses
from feedback_nlp.prepare.redaction.numbers import hospital_numbers, nhs_numbers, ni_numbers
from feedback_nlp.prepare.redaction.places import addresses
from feedback_nlp.prepare.redaction.postcode import postcodes
from feedback_nlp.prepare.redaction.spans import Recogniser, Span, marker, markers
from feedback_nlp.prepare.redaction.telephone import phones
from feedback_nlp.prepare.redaction.vehicle import vehicles

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PATTERNS: Final[tuple[Recogniser, ...]] = (
    emails,
    links,
    nhs_numbers,
    ni_numbers,
    passports,
    driving_licences,
    ip_addresses,
    dates_of_birth,
    accounts,
    phones,
    hospital_numbers,
    postcodes,
    vehicles,
    addresses,
    handles,
)
"""What needs only the characters, the surest first: where two overlap, the earlier in the list names the kind."""
_ONLY_ENTITIES: Final = "ner"
_BATCH: Final = 128
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


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
def redact(  # type: ignore[overload-overlap]  # a str is a Sequence[str] to mypy
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
        Words never to redact as a name or an address, also as a part of one; they win over everything but `hide`.
        What else holds a kept word is redacted ("Southend" in an e-mail address), unless all of it is kept.
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
    found = find(texts, nlp=nlp, hide=hide, keep=keep, places=places)
    done = [replace(t, spans) for t, spans in zip(texts, found, strict=True)]
    return done[0] if isinstance(text, str) else done


def find(
    texts: Sequence[str],
    *,
    nlp: "Language | None" = None,
    hide: Sequence[str] = (),
    keep: Sequence[str] = (),
    places: Sequence[str] = (),
) -> list[list[Span]]:
    """Return what `redact` would replace in each text, with offsets in that text."""
    hidden = _terms(hide)
    if nlp is None:
        people = None
        docs: list[Doc | None] = [None] * len(texts)
    else:
        from feedback_nlp.prepare.redaction.lexicon import build
        from feedback_nlp.prepare.redaction.people import People

        people = People(build(nlp, keep=keep, places=places))
        docs = _docs(texts, people.may_hold_name, nlp)
    kept = _terms(keep)
    return [[*_settled(text, doc, people, hidden, kept)] for text, doc in zip(texts, docs, strict=True)]


def _settled(
    text: str,
    doc: "Doc | None",
    people: Recogniser | None,
    hidden: "re.Pattern[str] | None",
    kept: "re.Pattern[str] | None",
) -> list[Span]:
    found: list[Iterable[Span]] = []
    if hidden:
        found.append(
            [Span(m.start(), m.end(), "hidden", "consultation file", marker("hidden")) for m in hidden.finditer(text)]
        )
    safe = [m.span() for m in kept.finditer(text)] if kept else []
    # A marker of an earlier redaction is no text: it is not read again.
    marked = [m.span() for m in _MARKER.finditer(text)]
    typed = as_typed(text)
    for recogniser in (*PATTERNS, people) if people else PATTERNS:
        spans = recogniser(text if recogniser is people else typed, doc)
        found.append([s for s in spans if not _is_kept(s, safe) and not _touches(s, marked)])
    return settle(found)


def _is_kept(span: Span, safe: Sequence[tuple[int, int]]) -> bool:
    if span.kind in ("name", "address"):
        return _touches(span, safe)
    return any(start <= span.start and span.end <= end for start, end in safe)


def _touches(span: Span, places: Sequence[tuple[int, int]]) -> bool:
    return any(span.start < end and start < span.end for start, end in places)


_MARKER: Final = markers()
_QUOTE: Final = re.compile("['’‘`´\"“”]")


def _terms(terms: Sequence[str]) -> "re.Pattern[str] | None":
    """Return a pattern of the terms, longest first, whatever their quotation marks and white space."""
    listed = sorted({t.strip() for t in terms if t.strip()}, key=lambda t: (-len(t), t))
    if not listed:
        return None
    loose = [_QUOTE.sub(_QUOTE.pattern, r"\s+".join(map(re.escape, term.split()))) for term in listed]
    return re.compile(r"(?<!\w)(?:" + "|".join(loose) + r")(?!\w)", re.IGNORECASE)


def _docs(texts: Sequence[str], worth: Callable[[str], bool], nlp: "Language") -> "list[Doc | None]":
    """Return the model's reading of each text that may hold a name; only its entity recogniser runs."""
    wanted = [i for i, text in enumerate(texts) if worth(text)]
    off = [name for name in nlp.pipe_names if name not in _needed(nlp)]
    docs: list[Doc | None] = [None] * len(texts)
    # The model refuses texts over its limit; the lists and patterns still read those.
    wanted = [i for i in wanted if len(texts[i]) <= nlp.max_length]
    with nlp.select_pipes(disable=off):
        whole = (_SURROGATE.sub("\ufffd", texts[i]) for i in wanted)  # half a character breaks spaCy
        for i, doc in zip(wanted, nlp.pipe(whole, batch_size=_BATCH), strict=True):
            docs[i] = doc
    return docs


def _needed(nlp: "Language") -> set[str]:
    """Return the components that the entity recogniser reads: itself, and a shared tok2vec where it listens to one."""
    if _ONLY_ENTITIES not in nlp.pipe_names:
        return set()
    model = nlp.get_pipe(_ONLY_ENTITIES).model  # type: ignore[attr-defined]
    listens = any("listener" in node.name for node in model.walk())
    return {_ONLY_ENTITIES, "tok2vec", "transformer"} if listens else {_ONLY_ENTITIES}


def settle(found: Iterable[Iterable[Span]]) -> list[Span]:
    """Return spans in order and without overlaps.

    Of two that overlap the one found first names the kind; what it leaves uncovered of the other is covered too.
    """
    kept: list[Span] = []  # in order, without overlaps
    found_as: dict[Span, int] = {}
    for spans in found:
        for span in sorted(spans):
            # Those that overlap stand together; the first of them ends after this one's start.
            low = bisect_right(kept, span.start, key=lambda k: k.end)
            high = bisect_left(kept, span.end, key=lambda k: k.start)
            clash = kept[low:high]
            first = min(clash, key=found_as.__getitem__) if clash else span
            joined = first._replace(
                start=min(span.start, *(k.start for k in clash), span.start),
                end=max(span.end, *(k.end for k in clash), span.end),
            )
            found_as[joined] = found_as.get(first, len(found_as))
            kept[low:high] = [joined]
    return kept


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
