"""The words of a text as cues and definitions are compared with them: plain, base form, place."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_STRAIGHT: Final = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "‐": "-", "‑": "-"})
"""One character for one, so that offsets stay."""
_PIPES: Final = ("tok2vec", "transformer", "tagger", "attribute_ruler", "lemmatizer")


@dataclass(frozen=True)
class Words:
    """The words of one text, four lists of one length, and those that carry meaning.

    Parameters
    ----------
    plain
        Lower case, straight apostrophes, split as spaCy does ("do", "n't").
    lemmas
        Base forms in lower case; the same as `plain` where there is no lemmatizer.
    starts, ends
        Offsets in the text: ``text[start:end]``.
    content
        The lemmas of words of two letters and more that are no stop words.
    """

    plain: tuple[str, ...]
    lemmas: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    content: frozenset[str]


class WordReader:
    """Reads the words of texts, with the tagger and lemmatizer of a spaCy pipeline and nothing else of it.

    Parameters
    ----------
    nlp
        A spaCy pipeline. With `english` false only its tokenizer is used.
    english
        False for any other language: words are then compared without case and accents, in the form that they have.
    """

    def __init__(self, nlp: "Language", *, english: bool = True) -> None:
        self.nlp = nlp
        self.english = english
        self._base_forms = _base_forms(nlp) if english else None

    def read(self, texts: Sequence[str]) -> Iterator[Words]:
        """Yield the words of each text, in order."""
        plain = (_plain(text, self.english) for text in texts)
        if not self.english:
            yield from map(self._words, map(self.nlp.make_doc, plain))
            return
        with self.nlp.select_pipes(enable=[name for name in _PIPES if name in self.nlp.pipe_names]):
            yield from map(self._words, self.nlp.pipe(plain, batch_size=256))

    def split(self, text: str) -> list[str]:
        """Return the plain words of a text, as in `Words.plain`."""
        return [t.lower_ for t in self.nlp.make_doc(_plain(text, self.english)) if not t.is_space]

    def base_forms(self, word: str) -> tuple[str, ...]:
        """Return what a word may be the form of, as a noun, a verb and an adjective, whatever stands around it.

        >>> reader.base_forms("meetings")  # doctest: +SKIP
        ('meeting', 'meet', 'meetings')
        """
        return self._base_forms(word) if self._base_forms else (word,)

    def _words(self, doc: "Doc") -> Words:
        tokens = [t for t in doc if not t.is_space]
        plain = tuple(t.lower_ for t in tokens)
        lemmas = plain
        if self.english:
            # A name keeps its form as a lemma ("Forums"); read as a noun it matches "forum".
            lemmas = tuple(
                self.base_forms(t.lower_)[0] if t.pos_ == "PROPN" else (t.lemma_.lower() or t.lower_) for t in tokens
            )
        content = frozenset(
            lemma for lemma, t in zip(lemmas, tokens, strict=True) if t.is_alpha and not t.is_stop and len(t) > 1
        )
        return Words(plain, lemmas, tuple(t.idx for t in tokens), tuple(t.idx + len(t) for t in tokens), content)


def _plain(text: str, english: bool) -> str:
    """Return `text` with straight apostrophes and, for other languages, without case and accents; same length."""
    plain = text.translate(_STRAIGHT)
    return plain if english else "".join(map(_bare, plain))


def _bare(character: str) -> str:
    bare = unicodedata.normalize("NFD", character)[0].lower()
    return bare if len(bare) == 1 else character


def _base_forms(nlp: "Language") -> Callable[[str], tuple[str, ...]]:
    from spacy.tokens import Doc

    lemmatizer = nlp.get_pipe("lemmatizer")

    @lru_cache(maxsize=100_000)
    def forms(word: str) -> tuple[str, ...]:
        found = []
        for pos in ("NOUN", "VERB", "ADJ"):
            doc = lemmatizer(Doc(nlp.vocab, words=[word], pos=[pos]))
            found.append(doc[0].lemma_.lower())
        return tuple(dict.fromkeys(found))

    return forms


def read_once(reader: WordReader, texts: Iterable[str]) -> dict[str, Words]:
    """Return the words of each distinct text."""
    distinct = sorted(set(texts))
    return dict(zip(distinct, reader.read(distinct), strict=True))
