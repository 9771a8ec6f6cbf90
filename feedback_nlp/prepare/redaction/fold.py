"""Letters without case and accents, one for one, so that a place in the folded text is a place in the text."""

import unicodedata
from functools import cache
from typing import Final

_SPECIAL: Final = {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "ı": "i", "İ": "i", "ß": "s", "ə": "e", "Ə": "e"}


def fold(word: str) -> str:
    """Return `word` in lower case, without accents and with straight quotes, one character for one."""
    if word.isascii():
        return word.lower().replace("`", "'")
    return "".join(_fold_character(c) for c in word)


@cache
def _fold_character(character: str) -> str:
    if character in "’‘`´":
        return "'"
    if character in _SPECIAL:
        return _SPECIAL[character]
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def as_typed(text: str) -> str:
    """Return `text` with full-width signs and the digits of other scripts as a British keyboard has them.

    >>> as_typed("０７７０٠")
    '07700'
    """
    return text if text.isascii() else "".join(c if c.isascii() else _typed_character(c) for c in text)


@cache
def _typed_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return chr(ord(character) - 0xFEE0) if "！" <= character <= "～" else character
