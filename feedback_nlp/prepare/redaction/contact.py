"""E-mail addresses, links and handles, and telephone numbers as people in the UK write them."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
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


# Telephone ---------------------------------------------------------------------------------------

_DIGIT_WORDS: Final = "zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine"
_FIGURES: Final = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
# A blank line, or a full stop that ends a line, ends the number: "07700 900123.\n2. Parking". A comma that parts
# thousands is followed by three figures only: "10,012 2019".
_GAP: Final = r"(?:(?!\n\s?\n|\.\s?\n)[\s().·•/–—_*~|-]){0,3}"
_RUN: Final = re.compile(
    r"(?<![\w£$€])(?<!\d[./-])(?:(?<!\d,)|(?=0\d{3}))[+(]{0,2}(?:[0-9]|[Oo](?=[0-9]))"
    rf"(?:{_GAP}[0-9]|(?<=[0-9Oo])[OoIl]){{6,}}(?!\w)"
)
_GROUP: Final = re.compile(r"(?:\(0\)\s?|[+(]{0,2})[0-9OoIl]+")
# Begins a number and lies in none: "0770 090012 / 07700 900123".
_CODE: Final = re.compile(r"\(?(?:\+|0\d{4}(?:\d{6})?(?!\d))")
_MOST_GROUPS: Final = 8
# A mobile's eleven digits with a word stuck to them: "tel07700900123", "07700900123Thanks", "07700900123x5".
_GLUED: Final = re.compile(
    r"(?<![\d£$€.])(?:(?<![A-Za-z])|(?<=tel)|(?<=mob)|(?<=phone)|(?<=mobile)|(?<=number))(?:\+44|0)7\d{9}(?![\d_])",
    re.IGNORECASE,
)
_EXTENSION: Final = re.compile(
    r"[\s,;(]{0,3}(?:ext(?:ension)?|x|extn|opt(?:ion)?)\.?\s?(?:no\.?\s?)?\d{1,6}\)?", re.IGNORECASE
)
_SAID_RUN: Final = re.compile(
    rf"\b(?:plus\s)?(?:(?:double|treble|triple)\s)?(?:{_DIGIT_WORDS}|\d{{1,6}})"
    rf"(?:[\s,.-]{{1,3}}(?:(?:double|treble|triple)[\s-])?(?:{_DIGIT_WORDS}|hundred|thousand|\d{{1,6}})){{3,16}}\b",
    re.IGNORECASE,
)
_CUE: Final = re.compile(
    r"(?:\b(?:tel(?:ephone)?|phone|mob(?:ile)?|call(?:ing|ed)?|ring(?:ing)?|rang|text(?:ed)?|whats\s?app|number"
    r"|landline|fax|contact|cell|dial(?:led)?|reach)\b|☎|📞|📱).{0,40}$",
    re.IGNORECASE | re.DOTALL,
)
# "Document Number 2025-08701" leads to a paper.
_OF_A_PAPER: Final = re.compile(
    r"\b(?:document|docket|file|policy|invoice|order|act|petition|application|isbn|version|serial|model|contract)"
    r"\s(?:number|no\.?|ref(?:erence)?)\W{0,3}$",
    re.IGNORECASE,
)
# Local numbers, without the area's code, only where they are called a telephone number.
_LOCAL: Final = re.compile(
    r"\b(?:tel(?:ephone)?|phone|landline|home)\s?(?:no|number|num)?\s?[.:]{1,2}\s?(?P<number>\d{5,6}"
    r"|\d{3}[ -]\d{3})(?![\w-]|[.,]\d)",
    re.IGNORECASE,
)
# Numbers of services, which people name and which identify nobody.
_SERVICES: Final = frozenset([
    "116123", "116117", "116111", "0800585858", "08001111", "03001234567", "08088010600", "08001070160", "03003305468",
    "119", "111", "999", "101", "105",
])  # fmt: skip


def phones(text: str, doc: "Doc | None" = None) -> Iterator[Span]:
    """Find telephone numbers in every usual UK spelling, with their extension.

    Judged by libphonenumber on the digits alone, for people put spaces anywhere. A number that cannot be right is
    still taken after "call me on", "mob:" or the like. With spelled-out digits ("oh seven seven double oh") too.
    """
    for match in _RUN.finditer(text):
        for start, end in [*_numbers(text, *match.span())] or [match.span()]:
            yield from _telephone(text, start, end, _digits(text[start:end]), "phone")
    for match in _GLUED.finditer(text):
        yield from _telephone(text, match.start(), match.end(), _digits(match[0]), "phone")
    for match in _LOCAL.finditer(text):
        yield Span(*match.span("number"), "phone", "phone", marker("phone"))
    if _MAY_BE_SAID.search(text):
        for match in _SAID_RUN.finditer(text):
            digits = _said_digits(match[0])
            if len(digits) >= 7 and not match[0].replace(" ", "").isdigit():
                yield from _telephone(text, match.start(), match.end(), digits, "phone said")


_MAY_BE_SAID: Final = re.compile(
    rf"\b(?:{_DIGIT_WORDS})[\s,.-]{{1,3}}(?:double|treble|triple|{_DIGIT_WORDS})\b", re.IGNORECASE
)


_WITHIN: Final = re.compile(r"\d[-/]")
"""What stands before a part of "21/02345/678901", which is no number of its own."""


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where telephone numbers lie in a run of figures: all of it, or parts, as in "07700 900123 - 45 years"."""
    if _is_number(_digits(text[start:end])):
        yield start, end
        return
    groups = [match.span() for match in _GROUP.finditer(text, start, end)]
    i, last = 0, -1
    while i < len(groups):
        (begin, end), i = groups[i], i + 1
        longest, stops = None, [end]
        if _may_begin(text, begin, end) and (last == i - 2 or not _WITHIN.match(text, begin - 2)):
            inside = takewhile(lambda group: not _CODE.match(text, group[0]), groups[i : i + _MOST_GROUPS - 1])
            stops += [stop for _, stop in inside]
            longest = next((stop for stop in reversed(stops) if _is_number(_digits(text[begin:stop]))), None)
        if longest:
            yield begin, longest
            i += stops.index(longest)
            last = i - 1
        elif last >= 0:  # a second number after "call me on", without its area's code
            yield begin, end


def _may_begin(text: str, start: int, end: int) -> bool:
    """Say whether a part of a run looks like the start of a number: "01/02/2019 12 500" and "2019 2020" hold none."""
    opening = _digits(text[start:end])
    eaten = re.match(r"7[1-9]\d\d", opening) and _CUE.search(text[max(0, start - 60) : start])
    return bool(eaten or re.match(r"\+|0\d\d|447\d{9}", opening))


def _is_number(digits: str) -> bool:
    national = _national(digits)
    return national in _SERVICES or _is_uk(national) or _is_foreign(digits)


def _national(digits: str) -> str:
    """Return the digits as dialled in the UK, with the nought that a spreadsheet, or haste, ate."""
    national = re.sub(r"^(?:0044|\+?44)0?", "0", digits)
    return "0" + national if len(national) == 10 and re.match(r"7[1-9]", national) else national


def _telephone(text: str, start: int, end: int, digits: str, source: str) -> Iterator[Span]:
    national = _national(digits)
    if national in _SERVICES or not (_is_number(digits) or _is_cued(text, start, national)):
        return
    extension = _EXTENSION.match(text, end)
    if text[start] == "(" and text.count("(", start, end) > text.count(")", start, end):
        start += 1
    yield Span(start, extension.end() if extension else end, "phone", source, marker("phone"))


def _digits(found: str) -> str:
    plus = "+" if found.lstrip("(").startswith("+") else ""
    return plus + re.sub(r"\D", "", found.translate(str.maketrans("OoIl", "0011")))


def _said_digits(found: str) -> str:
    digits, times = "", 1
    for word in re.split(r"[\s,.-]+", found.casefold()):
        if word in ("double", "treble", "triple"):
            times = 2 if word == "double" else 3
        elif word in ("hundred", "thousand"):
            digits += "00" if word == "hundred" else "000"
        elif word != "plus":
            digits, times = digits + _FIGURES.get(word, word) * times, 1
    return digits


@cache
def _is_uk(national: str) -> bool:
    import phonenumbers

    if not national.startswith("0") or not 9 <= len(national) <= 11:
        return False
    try:
        number = phonenumbers.parse(national, "GB")
    except phonenumbers.NumberParseException:
        return False
    # Ofcom's numbers for drama (07700 900xxx) are possible but not valid: the shape is what counts.
    return phonenumbers.is_valid_number(number) or (
        len(national) == 11 and national[1] in "123789" and phonenumbers.is_possible_number(number)
    )


@cache
def _is_foreign(digits: str) -> bool:
    import phonenumbers

    if not digits.startswith(("+", "00")) or digits.startswith("000"):
        return False
    try:
        number = phonenumbers.parse("+" + digits.lstrip("+0"), None)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_possible_number(number)) and len(digits) >= 9


def _is_cued(text: str, start: int, national: str) -> bool:
    digits = national.lstrip("+")
    if digits.startswith("0") and len(digits) < 9:
        return False  # "0300 123" is the beginning of a number that leads to no one
    cue = _CUE.search(text[max(0, start - 60) : start])
    return 7 <= len(digits) <= 13 and cue is not None and not _OF_A_PAPER.search(text[max(0, start - 60) : start])
