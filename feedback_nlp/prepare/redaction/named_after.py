"""Names of people that stand for a place, a ward, a king or a storm, by the words around them.

Lists cannot hold every "James Cook" that is a hospital; what people say about places tells: they go *to* it, it stands
in a row with towns, it has a number. Such words are kept unless a title or a relative stands before them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from feedback_nlp.prepare.redaction import cues
from feedback_nlp.prepare.redaction.beside import at_work
from feedback_nlp.prepare.redaction.cued import reached
from feedback_nlp.prepare.redaction.gazetteer import ends_as_a_place
from feedback_nlp.prepare.redaction.lexicon import Lexicon
from feedback_nlp.prepare.redaction.names import words_of
from feedback_nlp.prepare.redaction.words import Word

_MOST: Final = 3
_BACK: Final = 4
_HONOURS: Final = frozenset(["sir", "dame", "lord", "lady"])
_JOINING: Final = frozenset(["and", "or", "&"])
_NUMBERED: Final = re.compile(r" (?:[A-Z]?\d{1,2})(?![\d:/%.-]|\s?(?:am|pm|stars?|years?|out)\b)", re.IGNORECASE)
_ORDINALS: Final = frozenset(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "great"])


def named_after(lex: Lexicon, text: str, words: Sequence[Word]) -> Iterator[int]:
    """Yield the places of words that are a person's only by origin."""
    for i, word in enumerate(words):
        if not word.raw[0].isupper() and _lower_saint(words, i):
            yield i
        if word.form in _HONOURS and reached(words, i):
            yield from range(i, _end(words, i) + 1)  # "she goes to Sir John Lawes"
        if _abroad(words, i):
            yield from (i - 1, i)
        if not word.capital or word.form in cues.TITLES | cues.KIN | cues.ROLES:
            continue
        end = _end(words, i)
        if (
            _after_a_prefix(lex, words, i)
            or reached(words, i)
            or _in_a_row(lex, words, i, end)
            or _numbered(text, words, i)
            or _crowned(words, end)
            or _heads_many(words, i)
            or _is_full(words, end)
            or _under_article(lex, words, i, end)
            or _of_an_office(words, i)
            or _comes_from(lex, words, i)
        ):
            yield from range(i, end)


def _heads_many(words: Sequence[Word], i: int) -> bool:
    """Say whether a row of capitals that it is in ends in what they all are: "Harty, Marlowe and Kent wards"."""
    j, joined = i, False
    while j + 1 < len(words):
        after = words[j + 1]
        if after.form in cues.MANY and after.gap == " ":
            return joined or j > i or words[i - 1].form in _JOINING
        row = after.gap == " " or (after.gap == ", " and after.capital)
        if not row or not (after.capital or after.form in _JOINING) or j - i > _BACK:
            return False
        joined = joined or after.form in _JOINING or after.gap == ", "
        j += 1
    return False


def _is_full(words: Sequence[Word], end: int) -> bool:
    """Say whether what follows is said of places alone: "Elizabeth Gale in Halstead is full"."""
    j = end
    if j + 1 < len(words) and words[j].form == "in" and words[j].gap == " " and words[j + 1].capital:
        j = _end(words, j + 1)
    if j + 1 >= len(words) or words[j].gap != " " or words[j].form not in ("is", "was", "are", "were"):
        return False
    said = [word.form for word in words[j + 1 : j + 3]]
    return said[0] in cues.OF_ROOMS or (said[0] in ("too", "always", "so", "already") and said[-1] in cues.OF_ROOMS)


def _under_article(lex: Lexicon, words: Sequence[Word], i: int, end: int) -> bool:
    """Say whether "the" stands before, as before no person's name: "the Norman Quill is an hour away"."""
    if not i or words[i].gap != " " or words[i - 1].form != "the":
        return False
    if lex.is_word(words[i].form) and words[i].form not in lex.plain:
        return False
    if any(word.form in cues.TITLES | cues.ROLES | cues.KIN for word in words[i:end]):
        return False
    one = words[i].form.removesuffix("s")
    if end == i + 1 and one != words[i].form and one in lex.family:
        return False  # "the Patels"
    after = words[end] if end < len(words) and words[end].gap in (" ", ", ") else None
    if after is None:
        return True
    person = after.form in cues.FAMILIES | cues.ROLES | cues.KIN | {"who", "whom", "i", "we"}
    return not person and not at_work(words, end - 1)  # "the Chloe on reception was kind"


def _of_an_office(words: Sequence[Word], i: int) -> bool:
    """Say whether it is what an office or a public house is of: "the Duke of Clarence"."""
    if i < 2 or words[i - 1].form != "of" or words[i].gap != " ":
        return False
    return words[i - 2].form in cues.PEERS and words[i - 2].raw[0].isupper()


def _abroad(words: Sequence[Word], i: int) -> bool:
    """Say whether "San" or the like stands before it, and no name before that: "San Miguel", not "Aung San Suu"."""
    if not i or not words[i].capital or words[i].gap != " " or not words[i - 1].capital:
        return False
    named = (i > 1 and words[i - 2].capital and words[i - 1].gap == " ") or words[i].form in cues.FOREIGN_PREFIXES
    return words[i - 1].form in cues.FOREIGN_PREFIXES and not named


def _comes_from(lex: Lexicon, words: Sequence[Word], i: int) -> bool:
    """Say whether people are from there, or were born there: "families from Biharamulo and Kasulu"."""
    if words[i].raw.endswith(("'s", "’s")):
        return False
    for _ in range(_BACK):  # back along a row of places
        joined = i > 1 and words[i - 1].form in _JOINING and words[i - 2].capital
        if not joined and not (i and words[i].gap == ", " and words[i - 1].capital):
            break
        after = words[i + 1].form if i + 1 < len(words) else ""
        if words[i].form in lex.english or after in (cues.PERSON_VERBS - {"and"}) | cues.DOES:
            return False
        i -= 2 if joined else 1
        i -= i > 0 and words[i].gap == " " and words[i - 1].capital  # "Lào Cai"
    if i < 2 or words[i].gap != " " or words[i - 1].gap != " ":
        return False
    before, earlier = words[i - 1].form, words[i - 2].form
    from_there = before == "from" and earlier in cues.COMING and words[i].form not in lex.english
    return from_there or (before in ("in", "near") and earlier in cues.LIVING)


def _end(words: Sequence[Word], i: int) -> int:
    """Return where the run of capitals ends that begins here."""
    end = i + 1
    while end < len(words) and end < i + _MOST and words[end].gap == " " and words[end].capital:
        end += 1
    return end


def _after_a_prefix(lex: Lexicon, words: Sequence[Word], i: int) -> bool:
    """Say whether "King", "Storm" or "Upper" stands before: "Storm Arwen", "Great Ashby", but not "Martin King"."""
    if not i or words[i].gap != " " or not words[i - 1].raw[0].isupper():
        return False
    before = words[i - 1]
    surname = i > 1 and before.gap == " " and words[i - 2].capital and words[i - 2].form in lex.given
    if surname:
        return False
    if before.form in cues.CROWNS:
        return True
    # "Great Sharon was there" opens a sentence; "Great Ashby" then only shows by its ending or by no list.
    return before.form in cues.PLACE_PREFIXES and (
        not before.opens or words[i].form not in lex.plain or ends_as_a_place(words[i].form)
    )


def _in_a_row(lex: Lexicon, words: Sequence[Word], i: int, end: int) -> bool:
    """Say whether towns stand beside it: "James Paget and Colchester", "Darlington, James Cook, Sedgefield"."""

    def town(j: int) -> bool:
        return 0 <= j < len(words) and words[j].form in lex.places and words[j].form not in lex.listed

    firms = words_of("bodies") - lex.surnames

    def comma(j: int) -> bool:
        return 0 < j < len(words) and words[j].gap == ", "

    if comma(i) and town(i - 1) and comma(end) and town(end):
        return True
    joined = end + 1 < len(words) and words[end].form in _JOINING and words[end].gap == " "
    return joined and (town(end + 1) or (words[end + 1].capital and words[end + 1].form in firms))


def _numbered(text: str, words: Sequence[Word], i: int) -> bool:
    """Say whether it is a ward with a number: "on Rowan 1"."""
    if not i or words[i - 1].form not in cues.TOWARDS or words[i].gap != " ":
        return False
    return bool(_NUMBERED.match(text, words[i].end))


def _crowned(words: Sequence[Word], end: int) -> bool:
    """Say whether a ruler's number follows: "Edward the First"."""
    return (
        end + 1 < len(words)
        and words[end].form == "the"
        and words[end].gap == " "
        and words[end + 1].form in _ORDINALS
        and words[end + 1].raw[0].isupper()
    )


def _lower_saint(words: Sequence[Word], i: int) -> bool:
    """Say whether it is a saint or a queen in lower case, in a place's name: "chadwell st mary", "queen mary's"."""
    if not i or words[i].gap != " " or words[i - 1].raw[0].isupper():
        return False
    return words[i - 1].form in ("st", "saint", "queen", "king")
