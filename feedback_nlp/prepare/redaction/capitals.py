"""Names whose family name is in capitals: "OKAFOR, Ngozi", "Ngozi OKAFOR", "N. OKAFOR"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from feedback_nlp.prepare.redaction import cues
from feedback_nlp.prepare.redaction.lexicon import Lexicon
from feedback_nlp.prepare.redaction.words import Word, is_initial, shouted

_SMALL_PREFIX: Final = re.compile(r"^(?:Mc|Mac|[OD]['’])")
_NO_PART: Final = (
    cues.FUNCTION | cues.CALENDAR | cues.TITLES | cues.ROLES | cues.KIN | cues.EXTRA_NON_NAMES | cues.GREETING
)
_LONGER_THAN_MOST_ACRONYMS: Final = 5


class CapitalSurnames:
    """Find given names beside a family name in capitals; yields places in the list of words.

    Parameters
    ----------
    lexicon
        Names, words and places to weigh.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, words: Sequence[Word]) -> Iterator[int]:
        """Yield both names; where all is in capitals, they say nothing."""
        if not any(in_capitals(word.raw) for word in words) or shouted(words):
            return
        for i in range(1, len(words)):
            first, second = words[i - 1], words[i]
            given = second.gap == " " and self._is_given(first) and self._is_surname(second, beside=first)
            turned = second.gap == " " and second.form in self.lexicon.plain and self._is_listed(first, beside=second)
            if given or turned or (is_initial(words, i - 1) and self._follows_initial(second)):
                yield from (i - 1, i)
            elif second.gap in (", ", ",") and self._is_given(second) and self._is_surname(first, beside=second):
                after = words[i + 1] if i + 1 < len(words) else None
                # "CLOSE, Grace said": a word in capitals, unless the name closes the line.
                ends = after is None or after.gap != " " or after.raw[0].isupper()
                if ends or not self.lexicon.is_word(first.form):
                    yield from (i - 1, i)

    def _is_given(self, word: Word) -> bool:
        return word.raw.istitle() and word.form in self.lexicon.listed and word.form not in _NO_PART

    def _follows_initial(self, word: Word) -> bool:
        """Say whether a listed family name stands there: "N. OKAFOR", but not "Ward C CLOSED"."""
        lex = self.lexicon
        listed = word.form in lex.family and (word.gap.startswith(".") or not lex.is_word(word.form))
        return listed and word.gap in (" ", ". ", ".") and in_capitals(word.raw) and not lex.is_kept(word.form)

    def _is_listed(self, word: Word, *, beside: Word) -> bool:
        lex = self.lexicon
        listed = word.form in lex.family and not lex.is_word(word.form) and beside.raw.istitle()
        return listed and self._is_surname(word, beside=beside)

    def _is_surname(self, word: Word, *, beside: Word) -> bool:
        lex, form = self.lexicon, word.form
        if not in_capitals(word.raw) or form in _NO_PART or form in lex.never or form in lex.places:
            return False
        if form in cues.HEADS - cues.SURNAME_HEADS:
            return False  # "Charlotte WARD"
        known = any(part in lex.surnames for part in form.split("-"))
        if lex.is_word(form):
            return known and beside.form in lex.plain  # "Jane GREEN", but not "Will STAFF"
        return known or len(form) >= _LONGER_THAN_MOST_ACRONYMS  # "Mariam RGN"


def in_capitals(raw: str) -> bool:
    """Say whether a word is in capitals, but perhaps for a prefix: "McALLISTER"."""
    rest = _SMALL_PREFIX.sub("", raw)
    return len(rest) > 1 and rest.isupper()
