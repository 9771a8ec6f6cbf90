"""Spellings that sound alike: Chowdhury, Choudhary and Chaudhry; Shaun and Shawn; Meera and Mira.

A name that comes from another script, or that a parent made their own, has many spellings, and a list has a few.
"""

import re
from functools import lru_cache
from typing import Final

# In order: each rule gives two usual spellings of one sound the same letters.
_RULES: Final = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"[^a-z]", ""),
        (r"^(?:kn|gn)", "n"),
        (r"gh$|gh(?=[tn])", ""),
        (r"sz|sch|sh|ş", "S"),
        (r"cz|tch|chh|ch", "C"),
        (r"ph", "f"),
        (r"ck|q|c(?=[aoulrkt])|kh", "k"),
        (r"x", "ks"),
        (r"([bdgjptw])h", r"\1"),
        (r"c(?=[eiy])", "s"),
        (r"au|[ao]w(?![aeiou])", "o"),
        (r"w", "v"),
        (r"ee|ea|ie|ey|ei|y", "i"),
        (r"oo|ou", "u"),
        (r"ai|ay|ae", "e"),
        (r"(.)\1+", r"\1"),
        (r"(?<=.)h", ""),
        (r"(?<=..)e$", ""),
    )
)


@lru_cache(maxsize=65_536)
def sound(form: str) -> str:
    """Return letters that spellings of one name share.

    >>> sound("chaudhry") == sound("chaudry"), sound("meera") == sound("mira"), sound("kayleigh") == sound("kaylee")
    (True, True, True)
    """
    for pattern, instead in _RULES:
        form = pattern.sub(instead, form)
    return form
