"""E-mail addresses, links and handles."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from feedback_nlp.prepare.redaction.spans import Span, marker

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Bounded repeats and look-arounds keep these linear on 100,000 characters of "a" or "@".
_EMAIL: Final = re.compile(
    r"(?<![\w.+%-])[\w+%'’.-]{1,64}\s?@\s?(?:[\w-]{1,63}\.){1,6}[a-z]{2,24}(?![\w-])", re.IGNORECASE
)
# Spelled out: jo dot bloggs at example dot org; jo(at)example.org; jo [at] example [dot] org; jo@example . org.
_SAID_DOT: Final = r"(?:\s?\.\s?|\s?[(\[{<]\s?dot\s?[)\]}>]\s?|\sdot\s)"
_SAID_AT: Final = r"(?:\s?@\s?|\s?[(\[{<]\s?(?:at|@)\s?[)\]}>]\s?|\sat\s(?=[\w-]{2,40}(?:\sdot\s|\s?[(\[{<]\s?dot)))"
# Before the sign a stop and then a space end a sentence: "nothing. jo@example.org".
_SAID_DOT_BEFORE: Final = _SAID_DOT.replace(r"\s?\.\s?", r"\.|\s\.\s?")
_ENDINGS: Final = r"(?:com|org|net|co|uk|nhs|info|gmail|gov|ac|eu|me|io)"
_SAID_EMAIL: Final = re.compile(
    rf"(?<![\w.'’+-])[\w+'’-]{{1,40}}(?:{_SAID_DOT_BEFORE}[\w+'’-]{{1,40}}){{0,3}}{_SAID_AT}"
    rf"[\w-]{{1,40}}(?:{_SAID_DOT}[\w-]{{2,40}}){{0,2}}?{_SAID_DOT}{_ENDINGS}(?:{_SAID_DOT}(?:uk|net|com))?(?!\w)",
    re.IGNORECASE,
)
# "my email is jo_b99 at example.org": a bare "at" needs to be told, or a first part that is no word.
_BARE_AT: Final = re.compile(
    rf"(?P<told>(?:\be-?\s?mail\w*|\bmail|\bcontact|\bwrite to|\breach)\b.{{0,14}}?[\s:])?"
    rf"(?<![\w.'’+-])(?P<email>(?P<local>[\w+'’.-]{{1,64}})\sat\s(?:[\w-]{{1,63}}\.){{1,4}}{_ENDINGS}(?!\w))",
    re.IGNORECASE,
)
_NO_LOCAL: Final = frozenset(
    ["me", "us", "him", "her", "them", "you", "it", "look", "looking", "page", "site", "online", "address", "website"]
)
# What no server would take and everybody can read: "jo.bloggs@example,org", "jo@192.0.2.1", '"jo bloggs"@example.org'.
_ODD_EMAIL: Final = re.compile(
    r"(?<![\w.+-])(?:\"[^\"\n@]{1,40}\"@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|(?P<local>[\w+'’.-]{1,64})@[\w-]{1,63}(?:[.,][\w-]{1,63}){0,4})(?![\w@])"
)
_TOLD_EMAIL: Final = re.compile(r"\b(?:e-?\s?mail|mail|contact|write to|reach|message)\b[^@]{0,14}$", re.IGNORECASE)
_LINK: Final = re.compile(
    r"(?<![\w@.])(?:https?://[^\s<>\"“”]{1,2000}|www\.[^\s<>\"“”]{1,2000}"
    r"|(?:[a-z0-9-]{1,63}\.){1,4}(?:com|co\.uk|org|org\.uk|net|nhs\.uk|gov\.uk|ac\.uk|info|io|me|uk|eu|tv|ly"
    r"|biz)(?:/[^\s<>\"“”]{0,2000})?(?![\w@]))",
    re.IGNORECASE,
)
_LINK_TAIL: Final = re.compile(r"[.,;:!?)\]'’\"”]+$")
_HANDLE: Final = re.compile(
    r"(?<![\w@.])@(?!(?:work|home|school|night|lunch|the|nhs\w*)\b)[A-Za-z_][\w.]{1,29}(?<!\.)(?![\w@])"
    r"|(?<![\w@])@[A-Za-z_]\w{1,29}@(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}(?![\w@])"  # Mastodon: "@jo@example.org"
)
# "insta: jo_bloggs", "my twitter is jobloggs99", "facebook: jo.bloggs": a site and something unlike a word.
_SAID_HANDLE: Final = re.compile(
    r"\b(?:twitter|instagram|insta|facebook|fb|tiktok|snapchat|snap|linkedin|skype|telegram|whatsapp|discord|youtube)\b"
    r"(?:\s(?:handle|account|name|username|user|profile|id|page))?(?:\sis|\sas|\sat|\sunder)?\s?[:=-]?\s?"
    r"(?P<handle>(?=\w{0,29}[\d_]|\w{1,29}\.\w)[A-Za-z_][\w.]{2,28}\w)",
    re.IGNORECASE,
)
_SAID_USER: Final = re.compile(
    r"\b(?:user\s?name|username|handle|screen name|gamertag)\s?(?:is|:|=)\s?(?P<handle>@?[A-Za-z_][\w.]{2,28}\w)",
    re.IGNORECASE,
)


def emails(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find e-mail addresses, also spelled out ("jo dot bloggs at example dot org")."""
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Span(*_no_space_inside(match, text), "email", "email", marker("email"))
        for match in _ODD_EMAIL.finditer(text):
            local = match["local"]
            odd = local is None or re.search(r"[\w][._+\d-]", local)
            if odd or _TOLD_EMAIL.search(text[max(0, match.start() - 22) : match.start()]):
                yield Span(match.start(), match.end(), "email", "email", marker("email"))
    lowered = text.casefold()
    if ("at" in lowered and "dot" in lowered) or any(sign in lowered for sign in ("at)", "at]", "at}", "at>", "@")):
        for match in _SAID_EMAIL.finditer(text):
            yield Span(match.start(), match.end(), "email", "email said", marker("email"))
    if " at " in lowered and "." in text:
        for match in _BARE_AT.finditer(text):
            told = match["told"] and match["local"].casefold() not in _NO_LOCAL
            if told or re.search(r"[\w][._+\d-]", match["local"]):
                yield Span(*match.span("email"), "email", "email said", marker("email"))


def _no_space_inside(match: re.Match[str], text: str) -> tuple[int, int]:
    r"""Return the span without what only looks like the local part: "Write to me' @home.example"."""
    start = match.start()
    while text[start] in "'’.-%+":
        start += 1
    return start, match.end()


def links(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find links: a page may be a person's own. Public bodies' bare domains (nhs.uk, gov.uk) are kept."""
    if "." not in text:
        return
    for match in _LINK.finditer(text):
        found = _LINK_TAIL.sub("", match[0])
        host = re.sub(r"^https?://|^www\.", "", found.casefold()).split("/")[0]
        if "/" not in found.split("//")[-1] and host.endswith(_PUBLIC):
            continue
        if found:
            yield Span(match.start(), match.start() + len(found), "link", "link", marker("link"))


_PUBLIC: Final = ("nhs.uk", "gov.uk", "parliament.uk", "police.uk", "nhs.net", "111.nhs.uk")


def handles(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find handles of social media: ``@jobloggs``, "insta: jo_bloggs"."""
    if "@" in text:
        for match in _HANDLE.finditer(text):
            yield Span(match.start(), match.end(), "handle", "handle", marker("handle"))
    for pattern in (_SAID_HANDLE, _SAID_USER):
        for match in pattern.finditer(text):
            yield Span(*match.span("handle"), "handle", "handle said", marker("handle"))
