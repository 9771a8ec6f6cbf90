"""Find the cues of a code frame in texts, whatever form their words take."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING, Final

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.tag.negation import taken_back
from feedback_nlp.tag.words import WordReader, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SKIPPED: Final = frozenset(
    ("a", "an", "the", "my", "our", "your", "their", "his", "her", "its", "this", "that", "these", "those", "any",
     "some", "-", "–", '"', "“", "”")
)  # fmt: skip
"""Left out within a cue: "see a GP" is also "see my GP", "joined up" is also "joined-up"."""
_MOST_FORMS: Final = 64


@dataclass(frozen=True)
class Hit:
    """A cue in a text.

    Parameters
    ----------
    code
        Position of the code in the frame.
    start, end
        The words, as characters: ``text[start:end]`` is the cue, in the form that the writer gave it.
    denied
        The writer takes it back (`negation`): "not worried about local focus".
    """

    code: int
    start: int
    end: int
    denied: bool = False


class CueFinder:
    """Finds the cues of all codes in texts.

    A cue matches where its words stand in order, in any inflection (as noun, verb or adjective), with articles and
    possessives between them ignored. Where a cue lies within a longer one of another code, only the longer counts.

    Parameters
    ----------
    themes
        The themes table of a frame.
    reader
        Gives the words of texts; cues are read with its tokenizer and base forms.
    """

    def __init__(self, themes: pd.DataFrame, reader: WordReader) -> None:
        from spacy.matcher import PhraseMatcher

        self.reader = reader
        self._kinds = list(themes[c.KIND])
        self._codes: list[int] = []
        self._whole: PhraseMatcher = PhraseMatcher(reader.nlp.vocab, attr="ORTH")
        self._inner: PhraseMatcher = PhraseMatcher(reader.nlp.vocab, attr="ORTH")
        for code, cues in enumerate(themes[c.CUES]):
            for cue in cues:
                self._add(code, cue)

    def find(self, words: Words) -> list[Hit]:
        """Return the hits in one text, by code, then start, the longest first."""
        spans = {span for reading in dict.fromkeys([words.plain, words.lemmas]) for span in self._spans(words, reading)}
        hits = []
        for n, first, last in sorted(spans):
            code = self._codes[n]
            if any(a <= first and last <= b and b - a > last - first and self._codes[m] != code for m, a, b in spans):
                continue
            denied = self.reader.english and taken_back(words.plain, first, last, self._kinds[code])
            hits.append(Hit(code, words.starts[first], words.ends[last], denied))
        return sorted(set(hits), key=lambda hit: (hit.code, hit.start, -hit.end))

    def _add(self, code: int, cue: str) -> None:
        words = self.reader.split(cue)
        if len("".join(words)) < 2:
            return
        key = str(len(self._codes))
        self._codes.append(code)
        self._whole.add(key, self._forms(words))
        if not {words[0], words[-1]} & _SKIPPED:
            self._inner.add(key, self._forms([word for word in words if word not in _SKIPPED]))

    def _forms(self, words: Sequence[str]) -> "list[Doc]":
        """Return the cue as it is written and with its words in every base form: the text is looked through twice,
        for the words as they stand and for their lemmas.
        """
        choices = [sorted({word, *self.reader.base_forms(word)}) for word in words]
        forms = [tuple(words), *islice(product(*choices), _MOST_FORMS)]
        return [self._doc(form) for form in dict.fromkeys(forms)]

    def _doc(self, words: Sequence[str]) -> "Doc":
        from spacy.tokens import Doc

        return Doc(self.reader.nlp.vocab, words=list(words))

    def _spans(self, words: Words, reading: Sequence[str]) -> set[tuple[int, int, int]]:
        """Return (number of the cue, first word, last word)."""
        spans = set()
        strings = self.reader.nlp.vocab.strings
        every = list(range(len(reading)))
        for matcher, kept in (
            (self._whole, every),
            (self._inner, [i for i in every if words.plain[i] not in _SKIPPED]),
        ):
            if kept:
                found = matcher(self._doc([reading[i] for i in kept]))
                spans |= {(int(strings[key]), kept[a], kept[b - 1]) for key, a, b in found}
        return spans
