"""Short keys for questions and attributes, made from the words people were asked."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_SMALL: Final = frozenset(
    {
        "a", "about", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can", "could", "did", "do",
        "does", "for", "from", "had", "has", "have", "how", "i", "if", "in", "is", "it", "its", "may", "me", "more",
        "most", "my", "of", "on", "or", "other", "our", "out", "please", "question", "response", "should", "so",
        "some", "such", "tell", "than", "that", "the", "their", "them", "there", "these", "they", "this", "to",
        "us", "use", "using", "was", "we", "were", "what", "when", "where", "which", "who", "whom", "why", "will",
        "with", "would", "you", "your", "space", "box", "select", "give", "provide", "explain", "following",
        "below", "think", "feel", "like", "share", "comment", "comments", "further", "additional", "q1", "q2", "q3",
        "q4", "q5", "q6", "q7", "q8", "q9", "prop", "able", "arent", "cant", "cannot", "didnt", "doesnt", "dont",
        "entirely", "etc", "havent", "id", "im", "isnt", "ive", "just", "list", "make", "might", "must", "specific",
        "specifically", "thats", "theres", "things", "thing", "way", "ways", "well", "whats", "wish", "wont",
        "youd", "youre", "youve",
    }
)  # fmt: skip

_LONGEST: Final = 40


def short_key(words: str, taken: Iterable[str] = (), most: int = 4) -> str:
    """Return a short key of letters, digits and underscores, different from those taken.

    >>> short_key("What do you see as the benefits and risks of commissioning over a wider area?")
    'see_benefits_risks_commissioning'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower().replace("'", "")
    every = re.findall(r"[a-z0-9]+", plain)
    telling = [word for word in every if word not in _SMALL and not re.fullmatch(r"\d+", word)]
    # "Organisation type - Organisation type", as some platforms write it, says it once.
    telling = list(dict.fromkeys(telling))
    chosen = (telling or every or ["question"])[:most]
    while len(chosen) > 1 and len("_".join(chosen)) > _LONGEST:
        chosen.pop()  # no half of a word
    key = "_".join(chosen)[:_LONGEST].strip("_")
    key = key if not key[:1].isdigit() else f"q_{key}"
    return unlike(key, taken)


def unlike(key: str, taken: Iterable[str]) -> str:
    """Return the key, with a number behind it where it is taken."""
    taken = set(taken)
    unique, n = key, 1
    while unique in taken:
        n += 1
        unique = f"{key}_{n}"
    return unique
