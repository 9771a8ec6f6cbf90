"""Names that stand alone: known from a list, or by what the word does."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from feedback_nlp.prepare.redaction import cues
from feedback_nlp.prepare.redaction.beside import Beside, says_who
from feedback_nlp.prepare.redaction.lexicon import Lexicon, fold
from feedback_nlp.prepare.redaction.words import Word, shouted

_VIETNAMESE: Final = re.compile("[\u1ea0-\u1ef9ơưƠƯ]")
_RUN_TOGETHER: Final = re.compile("([A-Z][a-z]{2,})([A-Z][a-z]{2,})")
_SUBJECT: Final = cues.PERSON_VERBS - {"and", "in", "on"}


class LoneNames:
    """Find names that nothing announces; each method yields places in the list of words.

    Parameters
    ----------
    lexicon
        Names, words and places to weigh.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.beside = Beside(lexicon)

    def listed(self, text: str, words: Sequence[Word], entities: dict[int, str]) -> Iterator[int]:
        """Yield names by the lists: plain ones anywhere, doubtful ones where a sign stands beside them."""
        lex = self.lexicon
        loud = shouted(words)
        for i, word in enumerate(words):
            form = word.form
            first = form.split("-")[0]
            if self._run_together(word):
                yield i  # "JaneDoe"
                continue
            if self._has_initial(words, i) and (form in lex.family or not lex.is_word(form)):
                yield i
                continue
            post = _at_a_post(words, i)
            a_who = word.capital and not word.opens and i + 1 < len(words) and (words[i + 1].form == "who" or post)
            if a_who and words[i + 1].gap == " " and form in lex.listed and (form in lex.places or form in lex.never):
                yield i  # "Devon, who covers for her": no place is a "who"
                continue
            who = i + 2 < len(words) and words[i + 1].form == "who" and words[i + 2].form in cues.PERSON_VERBS
            if who and i and words[i - 1].form in cues.VERBS_OF_MEETING and lex.looks_like_a_name(form):
                yield i  # "i rang and got sukhi who was lovely"
                continue
            if word.capital and _VIETNAMESE.search(word.raw) and form not in lex.places:
                yield i  # "Nguyễn": these letters stand in no English word
                continue
            if self._in_lower_case(words, i):
                yield from (i, i + 1)  # "sarah o'connor told me"
                continue
            if form not in lex.given and not ("-" in form and first in lex.plain):
                continue
            before = words[i - 1] if i else None
            after = words[i + 1] if i + 1 < len(words) else None
            if form in lex.never or form in lex.places or (form in cues.TITLES and after and after.capital):
                continue
            if form == "tel" and text[word.end : word.end + 1] in (":", "."):
                continue  # "Tel:"
            if re.sub("['’]?s$", "", word.raw).isupper() and len(word.raw) > 1 and not loud:
                continue  # "OTA", "MACs": in a text that is not all in capitals, initials of something
            if word.opens and form not in lex.words and lex.is_word(form) and form not in lex.english:
                continue  # "Fares went up": a word of the language, inflected
            if form in ("will", "may") and word.opens and _is_question(text, word):
                continue  # "Will Tilbury get its hub?"
            surname_too = word.capital and after and after.capital and after.gap == " " and after.form in lex.surnames
            if surname_too and i + 2 < len(words) and words[i + 2].form in ("is", "was") and says_who(words, i + 3):
                yield i  # "Will Young is my doctor"
                continue
            if form in ("will", "may") and word.opens and _is_the(words, i + 1):
                yield i  # "Will the paramedic was kind"
                continue
            if (
                word.opens
                and form not in lex.english
                and after
                and after.gap == " "
                and self.beside.names_a_thing(words, i)
            ):
                continue  # "Pavlik harness"
            if (
                word.gap == " "
                and before
                and before.form in cues.ARTICLES - {"that"} | {"several", "many"}
                and after
                and after.gap == " "
                and not after.capital
                and after.form not in cues.FUNCTION
                and not _has_role(words, i + 1)
            ):
                continue  # "a Roman mosaic"
            if form in lex.plain or ("-" in form and first in lex.plain):
                lower = not word.raw[0].isupper() or (loud and word.raw.isupper())
                if lower and (
                    len(form) < 4 or (form not in cues.LOWER_WITH_CUE and (form not in lex.lower or lex.is_word(form)))
                ):
                    continue
                if (
                    entities.get(i) in ("GPE", "LOC", "FAC")
                    and before
                    and before.form in ("in", "near", "around", "via")
                ):
                    continue
                if (
                    before
                    and before.form == "the"
                    and (form not in lex.lower or (word.capital and after and after.form in cues.HEADS))
                ):
                    continue  # "the Freeman"
                yield i
                continue
            if not word.capital:
                continue
            if _is_set_off(words, i) and form not in cues.CALENDAR and form in lex.english:
                yield i  # "The volunteer at the door, Beryl, is 84"
                continue
            surname = after and after.gap == " " and after.capital and is_surname(self.lexicon, after)
            if surname and not (before and before.form in cues.PLACE_BEFORE and word.form in lex.places):
                if not (word.opens and form in cues.FUNCTION and after and after.form in lex.never):
                    yield i
                continue
            if (
                form == "will"
                and word.opens
                and after
                and after.form in ("my", "our", "from", "who")
                and not text.rstrip().endswith("?")
            ):
                yield i
            if (
                after
                and (after.form == "who" or after.form in cues.DOES)
                and after.gap == " "
                and not word.opens
                and form not in cues.FUNCTION
            ):
                yield i  # "it was Rose who called"
                continue
            if form in cues.FUNCTION or (before and before.form in cues.PLACE_BEFORE and not word.opens):
                continue
            if entities.get(i) in ("GPE", "LOC", "FAC", "NORP", "DATE", "PRODUCT") and not (
                before and before.form in ("thank", "and", "by")
            ):
                continue
            if word.opens:
                listed_next = (
                    after
                    and after.form in ("and",)
                    and i + 2 < len(words)
                    and words[i + 2].capital
                    and words[i + 2].form in lex.given
                )
                role_next = after and (
                    after.form in cues.ROLES
                    or after.form
                    in (
                        "my",
                        "our",
                        "from",
                        "who",
                        "was",
                        "has",
                        "did",
                        "rang",
                        "cheered",
                        "told",
                        "said",
                        "helped",
                        "explained",
                    )
                )
                if ((listed_next or role_next) and form in lex.english and form not in cues.VERBS) or (
                    form in cues.VERBS
                    and after
                    and after.form in ("from", "who", "was")
                    and not (
                        i + 2 < len(words)
                        and words[i + 2].form in ("shown", "given", "lost", "found", "needed", "restored")
                    )
                ):
                    yield i
            elif form not in cues.MOSTLY_WORDS and (form in lex.english or entities.get(i) == "PERSON"):
                yield i

    def _run_together(self, word: Word) -> bool:
        """Say whether a given and a family name stand in it without a space: "JaneDoe", but not "SystmOne"."""
        halves = _RUN_TOGETHER.fullmatch(word.raw)
        if not halves:
            return False
        lex, first, last = self.lexicon, fold(halves[1]), fold(halves[2])
        body = f"{first} {last}" in lex.phrases.get(first, ())  # "JohnLewis"
        second = last in lex.surnames or last in lex.given or not lex.is_word(last)
        return first in lex.plain and first in lex.english and second and not body and last not in cues.HEADS

    def _in_lower_case(self, words: Sequence[Word], i: int) -> bool:
        """Say whether a usual given name and a family name, both in lower case, do what people do."""
        word, lex = words[i], self.lexicon
        if i + 2 >= len(words) or not word.raw.islower() or word.form not in lex.english:
            return False
        if any(word.form in of for of in (cues.COMMON_LOWER, cues.MOSTLY_WORDS, cues.VERBS, cues.FUNCTION)):
            return False
        family, verb = words[i + 1], words[i + 2]
        known = family.form in lex.family and family.form not in cues.FUNCTION and family.form not in cues.COMMON_LOWER
        sure = "'" in family.form or family.form not in lex.nouns or word.form in cues.LOWER_WITH_CUE
        return known and sure and family.raw.islower() and family.gap == verb.gap == " " and verb.form in _SUBJECT

    def _has_initial(self, words: Sequence[Word], i: int) -> bool:
        """Say whether an initial stands before a capitalised word: "M. Prentice", "J Smith", not "Hepatitis B"."""
        if (
            not i
            or not words[i].capital
            or words[i].form in self.lexicon.never
            or words[i].form in cues.HEADS | cues.FUNCTION
        ):
            return False
        initial = words[i - 1]
        if len(initial.raw) != 1 or not initial.raw.isupper() or words[i].gap not in (". ", ".", " "):
            return False
        return words[i].gap.startswith(".") or (initial.form not in ("a", "i") and words[i].form in self.lexicon.family)


def is_surname(lex: Lexicon, word: Word) -> bool:
    """Say whether a word can be a family name."""
    if word.form in cues.HEADS and word.form not in lex.family:
        return False
    if (
        word.form in lex.never
        or word.form in cues.FUNCTION
        or word.form in cues.ROLES
        or word.form in cues.EXTRA_NON_NAMES
    ):
        return False
    return word.form in lex.family or not lex.is_word(word.form)


def _has_role(words: Sequence[Word], i: int) -> bool:
    return any(word.form in cues.ROLES for word in words[i : i + 2])


def _is_question(text: str, word: Word) -> bool:
    """Say whether the sentence that a word opens ends in a question mark."""
    end = re.search(r"[.!?\n]", text[word.end :])
    return end is not None and end[0] == "?"


def _at_a_post(words: Sequence[Word], i: int) -> bool:
    """Say whether "on the desk who" or the like follows."""
    following = [word.form for word in words[i + 1 : i + 5]]
    return len(following) > 3 and following[0] in ("on", "at", "behind") and following[3] == "who"


def _is_set_off(words: Sequence[Word], i: int) -> bool:
    """Say whether a word stands between commas, and in the same sentence before them a role."""
    if not i or words[i].gap != ", " or i + 1 == len(words) or not words[i + 1].gap.startswith(", "):
        return False
    for j in range(i - 1, max(-1, i - 7), -1):
        if words[j].form in cues.ROLES:
            return True
        if words[j].opens or "," in words[j].gap:
            break
    return False


def _is_the(words: Sequence[Word], i: int) -> bool:
    """Say whether "the", a role and then a verb in the past or of being follow."""
    if i + 2 >= len(words) or words[i].form != "the" or words[i + 1].form not in cues.ROLES or words[i + 2].gap != " ":
        return False
    verb = words[i + 2].form
    return verb in ("is", "was", "has", "had", "did") or verb.endswith("ed")
