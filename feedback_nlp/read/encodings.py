"""Which encoding is a text file written in? Sound rules first, statistics last.

1. a byte-order mark; 2. zero bytes in every second place (UTF-16 without a mark); 3. strict UTF-8;
4. UTF-8 with a few stray bytes; 5. cp1252 against MacRoman by what the bytes above 127 would spell;
6. charset-normalizer for everything else.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from feedback_nlp.errors import DataError

STRAYS: Final = "stray_bytes_as_cp1252"
"""Name of the error handler that reads bytes which are not UTF-8 as cp1252, one by one."""

_CHUNK: Final = 1024**2
_SAMPLE: Final = 2 * 1024**2
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8 with a byte-order mark"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
_MULTIBYTE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_TWICE: Final = re.compile("[ÃÂ][\x80-¿]|â€[™œ\x9d˜“”¦\x93\x94]|â\x80[\x90-¯]")
_USUAL: Final = frozenset("£€‘’“”–—…•°½¼¾²³´·©®™\xa0§«»¿¡éèêëàâäáãåæçíìîïñóòôöõøœúùûüýßÉÈÀÂÄÁÅÆÇÍÎÑÓÖØÚÜŒ")


@dataclass(frozen=True)
class Encoding:
    """How the bytes of a file become text.

    Parameters
    ----------
    name
        A codec of Python.
    errors
        "strict", or `STRAYS` where single bytes do not fit.
    notes
        What a person should know, in sentences.
    """

    name: str
    errors: str = "strict"
    notes: tuple[str, ...] = ()


def _stray_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", errors="replace").replace("\ufffd", chr(byte[0])), error.start + 1


codecs.register_error(STRAYS, _stray_as_cp1252)


def sniff_encoding(path: Path) -> Encoding:
    """Return the encoding of a text file, with what had to be assumed. An empty file is UTF-8."""
    with path.open("rb") as stream:
        head = stream.read(_SAMPLE)
    for mark, name, said in _MARKS:
        if head.startswith(mark):
            return Encoding(name, notes=() if name == "utf-8-sig" else (f"The file is written in {said}.",))
    if guessed := _utf_16_without_mark(head):
        return Encoding(guessed, notes=("The file is written in UTF-16 without a byte-order mark.",))
    multibyte, stray = _count_utf_8(path)
    if stray == 0:
        return Encoding("utf-8", notes=_written_twice(head))
    # A file in cp1252 holds hardly any sequence that happens to be UTF-8; a UTF-8 file with stray bytes holds mostly
    # those.
    if multibyte > 2 * stray:
        many = "a stray byte that is" if stray == 1 else f"{stray:,} stray bytes that are"
        note = f"The file is written in UTF-8 but holds {many} not; read as Windows-1252."
        return Encoding("utf-8", STRAYS, (note, *_written_twice(head)))
    return _eight_bit(head)


def known(encoding: str) -> Encoding:
    """Return the encoding that a person named, or raise `DataError` where Python has none of that name."""
    try:
        return Encoding(codecs.lookup(encoding).name)
    except LookupError:
        raise DataError(
            f'There is no encoding "{encoding}". Usual ones are "utf-8", "cp1252", "mac_roman" and "utf-16"; '
            "left out, it is found from the file."
        ) from None


def _utf_16_without_mark(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _count_utf_8(path: Path) -> tuple[int, int]:
    """Count the sequences over one byte that are UTF-8, and the bytes that are not, over the whole file."""
    multibyte = stray = 0
    tail = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if chunk.isascii() and not tail:
                continue
            chunk = tail + chunk
            # A sequence may be cut by the end of the chunk: keep up to three of its bytes for the next one.
            cut = len(chunk)
            while cut > len(chunk) - 4 and cut > 0 and chunk[cut - 1] & 0xC0 == 0x80:
                cut -= 1
            if cut > 0 and chunk[cut - 1] >= 0xC0:
                cut -= 1
            else:
                cut = len(chunk)
            chunk, tail = chunk[:cut], chunk[cut:]
            multibyte, stray = _add(chunk, multibyte, stray)
    return _add(tail, multibyte, stray)


def _add(chunk: bytes, multibyte: int, stray: int) -> tuple[int, int]:
    high = len(chunk) - len(chunk.translate(None, bytes(range(128, 256))))
    if not high:
        return multibyte, stray
    try:
        chunk.decode("utf-8")
    except UnicodeDecodeError:
        good = [len(m) for m in _MULTIBYTE.findall(chunk)]
        return multibyte + len(good), stray + high - sum(good)
    return multibyte + 1 + high // 4, stray


def _written_twice(head: bytes) -> tuple[str, ...]:
    n = len(_TWICE.findall(head.decode("utf-8", errors="ignore")))
    if n == 0:
        return ()
    where = "one place looks" if n == 1 else f"{n:,} places look"
    return (f"In the file, {where} as if it had been encoded twice (for example Ã© for é); the text is kept as it is.",)


def _eight_bit(head: bytes) -> Encoding:
    scores = {name: _plausible(head, name) for name in ("cp1252", "mac_roman")}
    best = max(scores, key=lambda name: (scores[name], name == "cp1252"))
    if scores[best] > 0:
        said = {"cp1252": "Windows-1252", "mac_roman": "MacRoman"}[best]
        return Encoding(best, _errors_for(best), (f"The file is not UTF-8; it is read as {said}.",))
    from charset_normalizer import from_bytes

    found = from_bytes(head[: 256 * 1024]).best()
    name = found.encoding if found is not None else "cp1252"
    # It names cousins such as cp1250 for a handful of bytes; without a letter of theirs, cp1252 is the better bet.
    return Encoding(name, _errors_for(name), (f"The file is not UTF-8; it looks like {name} and is read as that.",))


def _errors_for(name: str) -> str:
    # Five bytes mean nothing in cp1252; they must not stop the reading, nor be lost.
    return STRAYS if name == "cp1252" else "backslashreplace"


def _plausible(head: bytes, name: str) -> float:
    """Score how far the bytes above 127 spell usual text: about +1 each where they do, -1 where not."""
    text = head.decode(name, errors="replace")
    score = 0.0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        i = found.start()
        char = text[i]
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        if char == "\ufffd" or unicodedata.category(char) == "Cc":
            score -= 2
        elif char in "’'" and before.isalpha() and after.isalpha():
            score += 2  # don’t
        elif char in "‘“" and before.isalnum():
            score -= 1  # Zo‘: an opening mark at the end of a word
        elif char.isalpha() and before.islower() and char.isupper():
            score -= 2  # donÕt: a MacRoman apostrophe read as cp1252
        elif char in _USUAL:
            score += 1
        elif char.isalpha() and unicodedata.name(char, "").startswith("LATIN"):
            score += 0.2
        else:
            score -= 1
    return score
