"""One way of writing each character, and none of them lost.

An export can hold the same words in many disguises: composed and decomposed letters, seven kinds of space, the
line ends of three systems, Excel's ``_x000D_``, text decoded with the wrong table. `normalise` brings them to one
form, so that rules, redaction and comparison see the same words a reader sees. Visible characters are never dropped.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final

_EXCEL_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINE_ENDS: Final = re.compile("\r\n?|\x0b|\x0c|\u2028|\u2029")
_SPACES: Final = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Invisible, and in the way: a phone number pasted from an address book is wrapped in U+202A and U+202C, and a soft
# hyphen hides a word from every rule. The joiners U+200C and U+200D stay: emoji families and some scripts need them.
_INVISIBLE: Final = re.compile(
    "[\ufeff\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069]"
)
# Between Latin letters they join nothing, and hide an e-mail address.
_IDLE_JOINER: Final = re.compile("(?<=[A-Za-z0-9@._-])[\u200c\u200d]+(?=[A-Za-z0-9@._-])")
_NEVER_BROKEN: Final = re.compile(_INVISIBLE.pattern.replace("\u00ad", ""))
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_C1: Final = re.compile("[\x80-\x9f]")
_MOST_ROUNDS: Final = 3


def normalise(text: str) -> str:
    r"""Return `text` in one form: NFC, plain spaces, ``\n`` line ends, certain mojibake repaired.

    Parameters
    ----------
    text
        An answer as the export holds it. May hold lone surrogates and control characters.

    Returns
    -------
    str
        The same visible characters in the same order, without white space at the ends. "" stays "". What cannot be
        a character (half a surrogate pair) becomes U+FFFD. Doing it twice changes nothing.

    >>> normalise("Caf\u0065\u0301\u00a0costs Â£3_x000D_\nand it’s open")
    'Café costs £3\nand it’s open'
    """
    for step in STEPS:
        text = step(text)
    return text.strip()


def _pair_surrogates(text: str) -> str:
    """Join surrogate pairs that were split; half a pair becomes U+FFFD, and everything around it stays."""
    if text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescape_excel(text: str) -> str:
    r"""Turn Excel's ``_x000D_`` into the character that it stands for.

    Only for control characters: ``file_x00e9_2`` may be a file name.
    """
    if "_x" not in text:
        return text

    def character(match: re.Match[str]) -> str:
        code = int(match[1], 16)
        return chr(code) if code < 32 else match[0]

    return _EXCEL_ESCAPE.sub(character, text)


def _repair_mojibake(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252, where that is certain.

    Certain means that the characters are, byte for byte, one valid UTF-8 sequence written in Windows-1252, that the
    result is one character, and that nobody writes such a sequence: Â or Ã and a symbol (``Â£``, ``Ã©``), Ä or Å and
    a symbol that is no quotation mark or dash, â or ï and two symbols (``â€™``), ð and three (an emoji). Other
    leading letters are left: ``“É”`` is valid UTF-8 too. It is done sequence by sequence, so that right characters
    beside a broken one are never touched, and again for text that was broken twice.
    """
    if text.isascii():
        return text
    broken = _broken()
    for _ in range(_MOST_ROUNDS):
        fixed = broken.sub(_decode, text)
        if fixed == text:
            break
        text = fixed
    # U+0080..U+009F are no characters; in Windows-1252 those bytes are ’ “ ” – … €, and nothing else was ever meant.
    return _C1.sub(lambda m: m[0].encode("latin-1").decode("sloppy-windows-1252"), text)


@cache
def _broken() -> re.Pattern[str]:
    import ftfy.bad_codecs  # noqa: F401  (registers "sloppy-windows-1252")

    bytes_ = bytes(range(0x80, 0xC0))
    follow = "".join(sorted(set(bytes_.decode("sloppy-windows-1252") + bytes_.decode("latin-1"))))
    no_quotes = "".join(c for c in follow if c not in "‘’“”–—…‚„‹›")
    any_, safe = re.escape(follow), re.escape(no_quotes)
    return re.compile(f"[ÂÃ][{any_}]|[ÄÅ][{safe}]|[âï][{any_}]{{2}}|ð[{any_}]{{3}}")


def _decode(match: re.Match[str]) -> str:
    try:
        # A character of U+0080..U+009F stands for its own byte.
        raw = b"".join(c.encode("latin-1" if ord(c) < 256 else "sloppy-windows-1252") for c in match[0])
        return raw.decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return match[0]


def _line_ends(text: str) -> str:
    return _LINE_ENDS.sub("\n", text)


def _plain_spaces(text: str) -> str:
    return _SPACES.sub(" ", text)


def _drop_between(text: str) -> str:
    """Drop what is never part of a broken character. The soft hyphen can be one: half of a broken "í"."""
    return _IDLE_JOINER.sub("", _CONTROLS.sub("", _NEVER_BROKEN.sub("", text)))


def _drop_invisible(text: str) -> str:
    return _IDLE_JOINER.sub("", _CONTROLS.sub("", _C1.sub("", _INVISIBLE.sub("", text))))


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


STEPS: Final[tuple[Callable[[str], str], ...]] = (
    _pair_surrogates,
    _unescape_excel,
    _drop_between,  # before mojibake: what stood apart would stand together afterwards, and look broken
    _repair_mojibake,  # before spaces: the broken "à" ends in a non-breaking space
    _line_ends,
    _plain_spaces,
    _drop_invisible,
    _compose,
)
"""What `normalise` does, in order."""
