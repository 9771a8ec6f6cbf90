"""Names in other scripts as people in England spell them: अनिल is Anil, Олександр is Oleksandr.

Faker keeps Nepali, Hindi, Bengali, Tamil, Gujarati and Cyrillic names in their own letters. The scripts of India share
one plan, and the Unicode name of a letter says its sound ("DEVANAGARI LETTER KHA"), so one short rule reads them all.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Final

INDIC: Final = ("ne_NP", "hi_IN", "mr_IN", "bn_BD", "gu_IN", "ta_IN", "or_IN")
CYRILLIC: Final = ("uk_UA", "bg_BG", "ru_RU", "mk_MK")
GREEK: Final = ("el_GR",)

_LETTER: Final = re.compile(
    r"^(?:DEVANAGARI|BENGALI|GUJARATI|GURMUKHI|ORIYA|TAMIL|TELUGU|KANNADA|MALAYALAM) "
    r"(?P<sort>LETTER|VOWEL SIGN|SIGN|AU LENGTH MARK) ?(?P<sound>.*)$"
)


def _table(pairs: str) -> dict[str, str]:
    """Read "a=b c=d"; an underscore stands for a space in what is replaced."""
    return {old.replace("_", " "): new for old, new in (pair.split("=") for pair in pairs.split())}


_VOWELS: Final = _table(
    "A=a AA=A I=i II=I U=u UU=U E=e EE=e AI=ai O=o OO=o AU=au VOCALIC_R=ri CANDRA_E=e CANDRA_O=o SHORT_E=e SHORT_O=o"
)
_CONSONANTS: Final = _table(
    "C=ch CH=ch TT=t TTH=th DD=d DDH=dh NN=n NNN=n SS=sh NY=n NG=n LL=l LLL=zh RR=r RRR=r DDDH=rh YY=y V=v"
)
# Long vowels and v are spelled in two ways: Meera and Mira, Vikash and Wikash, Pooja and Puja.
_SPELLINGS: Final = {"A": ("a", "aa"), "I": ("i", "ee"), "U": ("u", "oo"), "v": ("v", "w"), "kSh": ("ksh", "x")}
_MOST_SPELLINGS: Final = 16
_CYRILLIC: Final = _table(
    "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch "
    "ъ=a ы=y ь= э=e ю=yu я=ya і=i є=ye ї=yi ґ=g ѓ=g ѕ=dz ј=j љ=l њ=n ќ=k џ=dzh ё=e"
)
_GREEK: Final = _table(
    "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o"
)


def latin(name: str) -> Iterator[str]:
    """Yield the usual English spellings of a name in lower case; nothing for a script that is not known here.

    >>> sorted(latin("मीरा"))
    ['meera', 'meeraa', 'mira', 'miraa']
    >>> list(latin("олександр"))
    ['oleksandr']
    """
    first = unicodedata.name(name[0], "") if name else ""
    if first.startswith("CYRILLIC"):
        plain = "".join(_CYRILLIC.get(c, "") for c in name)
        yield plain
        if plain.endswith("iy"):
            yield plain[:-2] + "y"
    elif first.startswith("GREEK"):
        yield "".join(_GREEK.get(unicodedata.normalize("NFD", c)[0], "") for c in name).replace("oy", "ou")
    elif _LETTER.match(first):
        yield from _spelled(_sounds(name))


def _sounds(name: str) -> str:
    """Return the sounds; a consonant holds an "a" where no vowel sign follows, none at the end of a word."""
    sounds: list[str] = []
    inherent = False
    for character in name:
        match = _LETTER.match(unicodedata.name(character, ""))
        if match is None:
            inherent = False
            continue
        sort, sound = match["sort"], match["sound"]
        if sort == "VOWEL SIGN" or sound == "VIRAMA":
            if inherent:
                sounds.pop()
            if sort == "VOWEL SIGN":
                sounds.append(_VOWELS.get(sound, ""))
            inherent = False
        elif sort == "SIGN":
            if sound in ("ANUSVARA", "CANDRABINDU"):
                sounds.append("n")
                inherent = False
        elif sound in _VOWELS:
            sounds.append(_VOWELS[sound])
            inherent = False
        else:
            consonant = sound.removesuffix("A")
            sounds += [_CONSONANTS.get(consonant, consonant.lower()), "a"]
            inherent = True
    return "".join(sounds[:-1] if inherent and len(sounds) > 3 else sounds)


@cache
def _spelled(sounds: str) -> tuple[str, ...]:
    found: set[str] = set()
    # Kamalesh is also Kamlesh: a short "a" between single consonants may fall silent.
    for form in {sounds, re.sub(r"(?<=[aeiouAIU][^aeiouAIU])a(?=[^aeiouAIUh][aeiouAIU])", "", sounds)}:
        parts = re.split(r"([AIUv])", form)
        choices = [_SPELLINGS.get(part, (part,)) for part in parts]
        for spelling, _ in zip(product(*choices), range(_MOST_SPELLINGS), strict=False):
            found.add("".join(spelling))
    return tuple(sorted(found))
