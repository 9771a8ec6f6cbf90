"""Which words tell a topic from the others? Terms of a text, and the few to show for a topic.

Scores are BERTopic's class-based TF-IDF. A term counts once a segment, so that one person who writes "parking" nine
times does not name a topic.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

N_WORDS: Final = 8
_SHARED: Final = 1 / 30
SEPARATOR: Final = "\x1f"
"""Put behind every text before BERTopic joins them, so that no term spans two people's texts."""

_TAG: Final = re.compile(r"\[[^\[\]\n]{1,40}\]")
_BREAK: Final = re.compile(r"[^\w\s'’&-]+|\s-+\s|--+|\n")
_WORD: Final = re.compile(r"[^\W\d_](?:[\w'’&-]*\w)?")
_CONTRACTED: Final = re.compile(r"(?:n't|'(?:s|m|ve|d|ll|re))$")
_COURTESIES: Final = {
    "en": "thank thanks thankyou please regards sincerely faithfully yes no ok okay none nil na above below previous "
    "previously same see comment comments answer answers question questions wo sha dont cant didnt wont im ive",
    "es": "gracias favor sí no ninguno ninguna nada misma mismo arriba anterior respuesta comentario comentarios",
    "cy": "diolch ie na dim uchod sylw sylwadau ateb",
}
"""Words beyond spaCy's stop words that say nothing where they stand alone; "wo" is what is left of "won't"."""


class Terms:
    """Cut a text into the words, and the pairs of neighbouring words, that bear meaning.

    Parameters
    ----------
    language
        Two letters. `known` is False, and no word is a stop word, where spaCy has no list for it.
    """

    def __init__(self, language: str = "en") -> None:
        stop_words = _stop_words(language)
        self.known = stop_words is not None
        self.stop_words = frozenset(stop_words or ()) | frozenset(_COURTESIES.get(language, "").split())

    def __call__(self, text: str) -> list[str]:
        """Return the terms of a text, each once a segment (segments end in `SEPARATOR`), in lower case.

        Redaction tags break the text: they are no words of the writer. Digits alone are no term.
        """
        terms: list[str] = []
        for segment in text.split(SEPARATOR):
            found: dict[str, None] = {}
            for part in _BREAK.split(_TAG.sub("\n", segment)):
                before = ""
                for token in part.split():
                    word = self.word(token)
                    if word:
                        found[word] = None
                        if before and before != word:
                            found[f"{before} {word}"] = None
                    before = word
            terms.extend(found)
        return terms

    def word(self, token: str) -> str:
        """Return the token as a term, or "" where it bears no meaning."""
        match = _WORD.search(token)
        if not match:
            return ""
        word = _CONTRACTED.sub("", match.group().replace("’", "'").lower())
        return "" if len(word) < 2 or word in self.stop_words else word


def _stop_words(language: str) -> Iterable[str] | None:
    from spacy.util import get_lang_class

    try:
        return get_lang_class(language).Defaults.stop_words or None
    except ImportError:
        return None


def pick_words(
    scored: Sequence[tuple[str, float]], texts: Iterable[str], terms: Callable[[str], list[str]]
) -> list[str]:
    """Choose the words to show for a topic.

    Parameters
    ----------
    scored
        Terms of the topic with their scores, best first.
    texts
        The wordings of the topic.
    terms
        Text to terms, as they were scored.

    Returns
    -------
    At most `N_WORDS`, best first, none near to another ("appointment", "appointments"), a pair of words in the place of
    either alone where that word stands mostly in the pair. Terms of one wording, or of fewer than one in thirty, only
    where there are no others.
    """
    texts = list(texts)
    counts = Counter(term for text in texts for term in terms(text))
    enough = max(2, _SHARED * len(texts))
    shared = [(term, score) for term, score in scored if counts[term] >= enough]
    candidates = shared or [(term, score) for term, score in scored if term]
    pairs_of: dict[str, list[str]] = {}
    for pair in (term for term, _ in candidates if " " in term):
        for word in pair.split():
            pairs_of.setdefault(word, []).append(pair)
    chosen: list[str] = []
    for term, _ in candidates:
        pairs = [pair for pair in pairs_of.get(term, ()) if counts[pair] >= counts[term] / 2]
        for option in (*pairs[:1], term):
            if not any(_near(word, other) for word in option.split() for kept in chosen for other in kept.split()):
                chosen.append(option)
                break
        if len(chosen) == N_WORDS:
            break
    forms = _surface(texts)
    return [" ".join(forms.get(word, word) for word in term.split()) for term in chosen]


def _near(word: str, other: str) -> bool:
    shared = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    return word == other or shared >= max(4, 0.7 * max(len(word), len(other)))


def _surface(texts: Iterable[str]) -> Mapping[str, str]:
    """Return how each word is mostly written inside its sentence: NHS, Basildon, parking."""
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        for token in text.split()[1:]:
            match = _WORD.search(token)
            if match:
                form = _CONTRACTED.sub("", match.group().replace("’", "'"))
                forms.setdefault(form.lower(), Counter())[form] += 1
    return {word: max(sorted(count), key=lambda form: (count[form], form.islower())) for word, count in forms.items()}


def title(words: Sequence[str]) -> str:
    """Return the first three words as a title for people.

    >>> title(["car park", "NHS", "disabled bays", "cost"])
    'Car park, NHS, disabled bays'
    """
    joined = ", ".join(words[:3])
    return joined[:1].upper() + joined[1:]
