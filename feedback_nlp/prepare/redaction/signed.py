"""Names that sign an answer, or stand behind a label of a form."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from feedback_nlp.prepare.redaction import cues
from feedback_nlp.prepare.redaction.lexicon import Lexicon
from feedback_nlp.prepare.redaction.words import Word, is_initial

_SIGN_OFF: Final = re.compile(rf"(?:^|[.!?\n,]\s*|\s)(?:{cues.SIGN_OFFS})[\s,.!:–-]*", re.IGNORECASE)
_THANKS: Final = re.compile(r"thank|cheers|love|god|care|br$|kr$", re.IGNORECASE)
_LAST_DASH: Final = re.compile(
    r"(?:^|\n|[.!?]\s)[-–—~]\s?(?P<names>[A-Z][\w'’-]{1,30}(?:\s[A-Z][\w'’.-]{0,30}){1,2})"
    r"(?:,\s[A-Z][\w'’ -]{1,40})?\s*$"
)
_BULLET: Final = re.compile(r"(?:^|\n)\s*[-–—~•*]")
_LABEL: Final = re.compile(rf"(?:^|\n|[.;]\s)\s*(?:{cues.LABELS})\s?[:=–-]\s*", re.IGNORECASE)
_MOST_TOKENS: Final = 4


class SignedNames:
    """Find who signed; yields places in the list of words.

    Parameters
    ----------
    lexicon
        Names, words and places to weigh.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, text: str, words: Sequence[Word]) -> Iterator[int]:
        """Yield names after a sign-off or a label, where nothing but names follows to the end of the line."""
        lex = self.lexicon
        starts = [word.start for word in words]
        signs = [(m.end(), False, not _THANKS.search(m[0])) for m in _SIGN_OFF.finditer(text)]
        for end, label, formal in signs + [(m.end(), True, False) for m in _LABEL.finditer(text)]:
            first = bisect_left(starts, end)
            following = [(i, words[i]) for i in range(first, min(len(words), first + _MOST_TOKENS + 2))]
            chosen: list[int] = []
            for place, (i, word) in enumerate(following):
                gap = text[end : word.start] if place == 0 else word.gap
                initial = place and len(following[place - 1][1].raw) == 1 and gap == ". "
                if (place and not initial and ("\n" in gap or re.search(r"[,;:(@!]|\d|\.\s", gap))) or (
                    place == 0 and not re.fullmatch(r"[\s,.!:–-]*", gap)
                ):
                    break
                if word.form in ("and", "xx", "xxx", "x") or word.form in cues.TITLES:
                    continue
                known = word.form in lex.given or word.form in lex.family
                closes = i == len(words) - 1
                ends = closes and bool(chosen) and bool(re.match(r"\.?\s*$", text[word.end :]))
                letter = is_initial(words, i) or (ends and len(word.raw) == 1 and word.raw.isupper())  # "Gwen A."
                opens = not chosen and i + 1 < len(words) and words[i + 1].capital and "\n" not in words[i + 1].gap
                looks = (
                    (word.raw[0].isupper() and (known or not lex.is_word(word.form)))
                    or word.form in lex.plain
                    or (word.form in lex.english and word.form not in cues.MOSTLY_WORDS | cues.COMMON_LOWER)
                    or (bool(chosen) and word.form in lex.family and word.form not in cues.COMMON_LOWER)
                    or (bool(chosen) and word.gap == " " and not lex.is_word(word.form))
                    or (word.capital and not label and place == 0 and gap.strip(" ") in ("", ",", "\n") and formal)
                    or (letter and (bool(chosen) or opens))  # "J. R. Hartley", "T Mensah", "Gwen A."
                    or (closes and place == 0 and "\n" in word.gap and self._is_nickname(word))
                )
                role = word.form not in lex.surnames and (
                    word.form in cues.ROLES | cues.KIN or word.form.endswith(("ologist", "ologists"))
                )
                if not looks or role or (not letter and (word.form in lex.never or word.form in cues.FUNCTION)):
                    chosen = chosen if label and chosen else []
                    break
                chosen.append(i)
            if 0 < len(chosen) <= _MOST_TOKENS:
                last = words[chosen[-1]].end
                rest = re.match(r"[\s.!,x]*(?:\n|$|[(@,;:\[]|\d|[A-Z]{1,2}\d)", text[last : last + 30])
                if rest or label:
                    yield from chosen
        dash = _LAST_DASH.search(text)
        if dash and not _BULLET.search(text, 0, dash.start()):  # "- Petronella Quill, Sevenoaks", and no list of points
            line = [i for i, w in enumerate(words) if w.start >= dash.start("names") and w.end <= dash.end("names")]
            if line and (words[line[0]].form in lex.given or lex.looks_like_a_name(words[line[0]].form)):
                yield from line
        # The whole of a line is a name and nothing else, after at least one line of text, or the whole answer.
        alone = 0 < len(words) <= 2 and text.strip() == text[words[0].start : words[-1].end]
        if alone and words[0].form in lex.plain and all(lex.is_name(w.form) for w in words):
            yield from range(len(words))

    def _is_nickname(self, word: Word) -> bool:
        """Say whether it looks like a name and is not as short as "lol" or "tbh"."""
        return len(word.form) > 3 and self.lexicon.looks_like_a_name(word.form)
