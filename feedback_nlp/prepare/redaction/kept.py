"""Words that are no person's name, with the reason: phrases, places, saints, and names of bodies."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from feedback_nlp.prepare.redaction import cues
from feedback_nlp.prepare.redaction.lexicon import Lexicon, fold
from feedback_nlp.prepare.redaction.named_after import named_after
from feedback_nlp.prepare.redaction.words import Word, shouted

_SIGNED: Final = re.compile(rf"(?:(?:^|\W)(?:{cues.SIGN_OFFS}|{cues.LABELS})[\s,.!:–-]*|\n[\s–-]*)$", re.IGNORECASE)
_ENDS: Final = re.compile(r"[\s.!x]*(?:$|[,\n])")
_SURNAMES: Final = frozenset(["church", "cross", "field", "forest", "green", "hall", "heath", "hill", "lane", "wood"])


def kept_words(lex: Lexicon, text: str, words: Sequence[Word]) -> dict[int, str]:
    """Return the places of words that are no person's name, with the reason."""
    folded = fold(text)
    kept: dict[int, str] = {}
    loud = shouted(words)
    if len(folded) == len(text):
        end, why = 0, "phrase"
        for i, word in enumerate(words):
            for phrase in lex.phrases.get(word.form, ()):
                after = word.start + len(phrase)
                here = folded.startswith(phrase, word.start) and not folded[after : after + 1].isalnum()
                if after > end and here and not (phrase in lex.famous and _signs(text, word.start, after)):
                    end, why = after, "famous" if phrase in lex.famous else "phrase"
                    break
            if word.start < end:
                kept[i] = why
    for i, word in enumerate(words):
        if word.form in lex.places and word.form not in lex.plain:
            kept.setdefault(i, "place")
        if i and words[i - 1].form in ("st", "saint") and word.gap in (" ", ". ") and word.raw[0].isupper():
            kept.setdefault(i, "saint")
        for j in _body(lex, words, i, loud=loud):
            kept.setdefault(j, "body")
        if word.capital and word.form in lex.eponyms and not _has_given(lex, words, i):
            kept.setdefault(i, "eponym")
    for i in named_after(lex, text, words):
        kept.setdefault(i, "place")
    return kept


def _signs(text: str, start: int, end: int) -> bool:
    """Say whether ``text[start:end]`` stands where people sign: alone on the last line, or after "regards"."""
    before, after = text[max(0, start - 60) : start], text[end : end + 30]
    return bool(_ENDS.match(after) and _SIGNED.search(before))


def _has_given(lex: Lexicon, words: Sequence[Word], i: int) -> bool:
    """Say whether a given name stands before it: "Linda Blair"."""
    return i > 0 and words[i].gap == " " and words[i - 1].capital and words[i - 1].form in lex.given


def _body(lex: Lexicon, words: Sequence[Word], i: int, *, loud: bool) -> Iterator[int]:
    """Yield the words before a head that belong to it: "Princess Alexandra Hospital", "Hickman line"."""
    head = words[i]
    heads = cues.HEADS if head.raw[0].isupper() and not loud else cues.LOWER_HEADS
    if head.form not in heads or (head.opens and head.capital):
        return
    connectors = ("of", "and", "the") if head.raw[0].isupper() and not loud else ()
    j = i - 1
    while j >= 0 and words[j + 1].gap.strip(" -&") == "" and (words[j].raw[0].isupper() or words[j].form in connectors):
        if j and words[j - 1].form in cues.TITLES | cues.ROLES and words[j].gap in (" ", ". "):
            return  # "Dr Patel's surgery" holds a person
        named = words[j].form in lex.plain or words[j].form in lex.family
        if (
            _is_surname(lex, words, j, i)
            or _owns(lex, words[j], head=head)
            or (words[j + 1].form in ("of", "and", "the") and named)
        ):
            return  # "Sharon's clinic", "Meera Patel of the CCG"
        yield j
        if loud:
            return  # where all is in capitals, they do not say how far a name goes back
        j -= 1


def _is_surname(lex: Lexicon, words: Sequence[Word], j: int, i: int) -> bool:
    """Say whether the head is a family name: "I saw Rachel Hall", but not "at Rachel Hall" or "the Albert Hall"."""
    if j != i - 1 or words[i].form not in _SURNAMES or not words[i].capital or words[j].form not in lex.plain:
        return False
    before = words[j - 1].form if j and not words[j].opens else ""
    after = words[i + 1].form if i + 1 < len(words) and words[i + 1].gap == " " else ""
    near = before in cues.PLACE_BEFORE | cues.ARTICLES | cues.TOWARDS or (j and words[j - 1].capital and before)
    return not near and (bool(before) or after in cues.DOES or after in ("who", "is", "was", "has"))


def _owns(lex: Lexicon, word: Word, *, head: Word) -> bool:
    """Say whether a person has the thing: "Sharon's clinic", but not "Guy's Hospital" or "Parkinson's clinic"."""
    owned = head.raw[0].islower() and head.form not in cues.LAWS  # "Clare's law" is nobody's own
    return word.raw.endswith(("'s", "’s")) and owned and word.form in lex.plain
