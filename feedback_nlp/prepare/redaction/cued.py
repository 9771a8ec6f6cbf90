"""Names that something beside them announces: a title, a role, a relative, an introduction."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from feedback_nlp.prepare.redaction import cues
from feedback_nlp.prepare.redaction.gazetteer import sounds_like_a_place
from feedback_nlp.prepare.redaction.lexicon import Lexicon, fold
from feedback_nlp.prepare.redaction.words import Word, is_acronym, shouted

_INTRODUCED: Final = re.compile(
    r"\b(?:my (?:full )?name(?:'s|’s| is)|(?:his|her|the|whose) (?:first |last |sur)?name (?:is|was)|i am|i'm|i’m"
    r"|badge (?:said|says|read)|im|this is|name was|name is|by the name of|calls? (?:me|him|her)|"
    r"calling (?:me|him|her)|(?:am|is|was|are|were|lady|man|woman|person|someone|somebody|chap|nurse|doctor|who is"
    r"|guy|girl|boy) (?:called|named)|called|named|ask(?:ed)? for(?: (?:big|little|old|young|the lovely))?|ask"
    r"|spoke (?:to|with)|spoken to|speak to|seen by|told by"
    r"|by)\s+",
    re.IGNORECASE,
)
_A_PERSON_CALLED: Final = re.compile(
    r"(?:lady|man|woman|person|someone|somebody|chap|nurse|doctor|guy|girl|boy) (?:called|named)", re.IGNORECASE
)
_IS_CALLED: Final = re.compile(r"(?:is|was) (?:called|named)", re.IGNORECASE)
# Kin at one or more removes, and the usual slip ("grandaughter").
_FAR_KIN: Final = re.compile(
    r"(?:(?:great|grand?|step|half|foster|god|ex|late|big|little|baby)-?)*"
    r"(?:mother|father|mum|mam|dad|brother|sister|son|daughter|child|children|niece|nephew|uncle|aunt|auntie|parent|"
    r"nan|partner|husband|wife|cousin)s?(?:-in-?law)?"
)
_NEARLY: Final = -0.3
_BACK: Final = 4


class CuedNames:
    """Find where a name is announced; each method yields places in the list of words.

    Parameters
    ----------
    lexicon
        Names, words and places to weigh.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def after_titles(self, text: str, words: Sequence[Word]) -> Iterator[int]:
        """Yield words after a title: "Dr Patel", "Drs Malik and Owusu"."""
        for i, word in enumerate(words[:-1]):
            if word.form.removesuffix("s") not in cues.TITLES and word.form not in cues.TITLES:
                continue
            after = words[i + 1]
            if not re.fullmatch(r"\.?\s{1,3}|\.?|\s?[&/]\s?", after.gap):
                continue
            if after.gap.startswith(".") and (
                word.form in cues.LONG_TITLES or (word.raw == "MS" and not shouted(words))
            ):
                continue  # "their doctor. Seven in ten", "with MS. Seven clinics"
            if after.form in ("and", "or") and i + 2 < len(words) and words[i + 2].form in cues.TITLES:
                continue
            if after.form in cues.TITLES:
                continue
            if after.form in cues.PARTICLES and i + 2 < len(words) and words[i + 2].gap == " ":
                if words[i + 2].capital or not self.lexicon.is_word(words[i + 2].form):
                    yield from (i + 1, i + 2)
                continue
            if word.form in ("sir", "dame", "lord", "lady") and reached(words, i):
                continue  # "she goes to Sir John Lawes"
            if self._is_teacher(words, i):
                yield i + 1
                continue
            soft = word.form in cues.SOFT_TITLES or not word.capital
            initials = _initials(words, i + 1)
            named = words[i + 1 + initials] if initials else after
            article = initials and after.form == "a" and named.form not in self.lexicon.family
            if initials and not article and self._could_follow_title(named, soft=soft, title=word):
                yield from range(i + 1, i + 2 + initials)  # "dr r k mehta"
                continue
            if self._could_follow_title(after, soft=soft, title=word):
                yield i + 1
                # "Drs Malik and Owusu"
                if (
                    i + 3 < len(words)
                    and words[i + 2].form == "and"
                    and fold(word.raw).endswith("s")
                    and word.form not in ("miss", "mrs", "ms")
                    and words[i + 3].capital
                    and words[i + 3].form in self.lexicon.family
                ):
                    yield i + 3

    def _is_teacher(self, words: Sequence[Word], i: int) -> bool:
        """Say whether it is "miss" in lower case as a title, not as a verb: "her teacher miss pemberton"."""
        lex, after = self.lexicon, words[i + 1]
        if words[i].raw != "miss" or not i or not after.raw.islower() or lex.is_word(after.form):
            return False
        cue = words[i - 1].form in cues.ROLES | cues.KIN | {"by", "with", "called", "named"}
        return cue and (after.form in lex.family or lex.looks_like_a_name(after.form))

    def _could_follow_title(self, word: Word, *, soft: bool, title: Word) -> bool:
        lex = self.lexicon
        if word.form in cues.FUNCTION or word.form in cues.EXTRA_NON_NAMES:
            return word.capital and word.form == "may" and not title.form.startswith("doctor")
        if title.form == "miss" and not title.capital and not word.capital:
            return word.form in lex.plain and word.form in lex.given
        if title.form in cues.SOFT_TITLES - {"doctor"} and word.form in cues.HEADS - cues.SURNAME_HEADS:
            return False  # "Lord Street", "Lady Day"
        named = word.form in lex.given or word.form in lex.family
        if title.form in ("doctors", "misters") and lex.is_word(word.form):
            return False
        if word.raw[0].isupper() and (word.capital or title.raw[0].isupper()):
            if word.form in cues.ROLES | cues.KIN | cues.HEADS and word.form not in lex.surnames:
                return False
            return named or not soft or not lex.is_word(word.form)
        titled = title.form in ("mr", "mrs", "ms", "dr")
        if lex.is_kept(word.form) or word.form in cues.ROLES | cues.KIN | cues.HEADS:
            return False
        if named:
            return not lex.is_word(word.form) or titled or (word.form in lex.plain and not soft)
        if title.form in ("doctor", "professor", "prof", "sister"):
            near = title.form in ("professor", "prof") and lex.likeness.score(word.form) > _NEARLY
            return (lex.looks_like_a_name(word.form) or near) and not is_slip(word.form)
        return titled and not lex.is_word(word.form) and len(word.form) > 3 and not is_slip(word.form)

    def after_roles(self, text: str, words: Sequence[Word]) -> Iterator[int]:
        """Yield words after a role or a relative: "nurse Chloe", "my husband john"."""
        for i, word in enumerate(words):
            kin = is_kin(word) and self._has_possessive(words, i)
            named = (
                word.form
                in (
                    "aunt",
                    "auntie",
                    "aunty",
                    "uncle",
                    "grandad",
                    "granddad",
                    "grandma",
                    "nan",
                    "nanny",
                    "gran",
                    "granny",
                )
                and not kin
            )
            role = word.form in cues.ROLES and not word.raw.endswith(("'s", "’s"))
            if not (kin or role or named):
                continue
            j = i + 1
            # What may stand between: "the nurse, who was called ..."
            while (
                j < len(words)
                and j <= i + 3
                and words[j].form in ("was", "is", "called", "named", "a", "who", "are", "were", "mr", "mrs", "dr")
            ):
                j += 1
            if j >= len(words) or not re.fullmatch(r"[\s,(:–-]{1,3}|\s?\(\s?", words[j].gap):
                continue
            close = kin or named or word.form in ("nurse", "sister", "midwife", "matron")
            yield from self._cued(words, j, strong=close, linked=j > i + 1)

    def _initials_of_a_body(self, word: Word, words: Sequence[Word]) -> bool:
        """Say whether it is "ACOs" or "SystmOne", and not "CHLOE" or a word in a text all in capitals."""
        lex = self.lexicon
        listed = word.raw.isupper() and len(word.raw) > 3 and (word.form in lex.given or word.form in lex.family)
        return not listed and is_acronym(word.raw) and not shouted(words)

    def _has_possessive(self, words: Sequence[Word], i: int) -> bool:
        return any(
            words[j].form in cues.POSSESSIVES or fold(words[j].raw) in cues.POSSESSIVES for j in range(max(0, i - 4), i)
        )

    def _cued(self, words: Sequence[Word], j: int, *, strong: bool, linked: bool) -> Iterator[int]:
        """Yield the word after a cue if it can be a name."""
        lex, word = self.lexicon, words[j]
        form = word.form
        if form in cues.FUNCTION and not (word.capital and form in ("will", "may")):
            return
        if form.removesuffix("s") in cues.CALENDAR and form.endswith("s"):
            return  # "I have my grandson Tuesdays"
        if linked and words[j - 1].form in ("is", "was", "are") and not word.raw[0].isupper():
            return  # "my son is trans"
        if (
            form in cues.EXTRA_NON_NAMES
            or form in cues.ROLES
            or form in cues.KIN
            or self._initials_of_a_body(word, words)
        ):
            return
        inside = word.capital and not word.opens and word.gap == " "
        between = word.gap == ", " and j + 1 < len(words) and words[j + 1].gap.startswith(", ")
        if word.capital and between and form in lex.listed and form not in lex.medical:
            yield j  # "the volunteer, Chelsea, showed us round"
            return
        if not strong and word.gap == ", " and not between and form not in lex.given and sounds_like_a_place(form):
            return  # "retired headteacher, Westmarsh"
        if strong and inside and (form in lex.listed or form in lex.surnames) and form not in lex.medical:
            yield j  # "my son Jordan", "Nurse Green": what else would stand here?
            return
        if form in lex.never or form in cues.HEADS:
            return
        if strong and inside and words[j - 1].raw[0].isupper() and self._only_looks_inflected(words, j):
            yield j  # "Nurse Ratched was rude": no form of a word that anybody uses
            return
        if strong and inside and not linked and words[j - 1].form in cues.KIN:
            yield j  # "my daughter Saffron": a common word, but with a capital
        elif word.capital and not (word.opens and "(" not in word.gap and ":" not in word.gap):
            if form in lex.given or form in lex.family or not lex.is_word(form):
                yield j
        elif (
            form in lex.plain
            or (form in lex.given and form in cues.LOWER_WITH_CUE and (strong or linked))
            or (strong and not linked and form in lex.given and not lex.is_word(form))
            or (strong and word.gap == " " and lex.looks_like_a_name(form))
        ):
            yield j
        elif (
            strong
            and form in lex.ambiguous
            and form in lex.given
            and form not in cues.VERBS
            and not word.raw[0].isupper()
            and word.gap == " "
        ):
            # "my wife rose and i": the next word must not make it a verb's object or a phrase
            after = words[j + 1].form if j + 1 < len(words) else ""
            if after in cues.PERSON_VERBS | {"are", "were"} and form not in cues.COMMON_LOWER:
                yield j

    def _only_looks_inflected(self, words: Sequence[Word], j: int) -> bool:
        """Say whether a word ends as a verb in the past, and a verb of people or the end of the clause follows."""
        lex, form = self.lexicon, words[j].form
        if not form.endswith("ed") or form in lex.words or form.removesuffix("ed") + "e" in lex.words:
            return False
        after = words[j + 1] if j + 1 < len(words) else None
        return after is None or after.gap != " " or after.form in cues.PERSON_VERBS - {"and", "in", "on"}

    def introduced(self, text: str, words: Sequence[Word]) -> Iterator[int]:
        """Yield words after "my name is", "a lady called", "spoke to" and the like."""
        lex = self.lexicon
        by_start = {word.start: i for i, word in enumerate(words)}
        for match in _INTRODUCED.finditer(text):
            i = by_start.get(match.end())
            if i is None:
                continue
            word = words[i]
            if word.form in cues.FUNCTION:
                continue
            if word.capital and (
                _A_PERSON_CALLED.match(match[0]) or (_IS_CALLED.match(match[0]) and word.form in lex.listed)
            ):
                yield i  # "a young woman called Temperance", "he was called Cliff"
                continue
            if word.form in lex.never or word.form in lex.places:
                continue
            if word.form in cues.TITLES | cues.ROLES | cues.KIN or self._initials_of_a_body(word, words):
                continue
            if match[0].split()[-1].casefold() == "by" and word.form not in lex.plain and not _is_done(words, i - 1):
                continue  # "go round by Foregate"
            named = "name" in match[0].casefold() or "call" in match[0].casefold()
            if (
                (word.capital and (word.form in lex.given or not lex.is_word(word.form)))
                or word.form in lex.plain
                or (named and (word.form in cues.LOWER_WITH_CUE or (not lex.is_word(word.form) and len(word.form) > 2)))
            ):
                yield i


def is_kin(word: Word) -> bool:
    """Say whether it is a relative or a friend, also "great-nephew"; after "my father's" comes a thing of his."""
    return not word.raw.endswith(("'s", "’s")) and (word.form in cues.KIN or bool(_FAR_KIN.fullmatch(word.form)))


def reached(words: Sequence[Word], i: int) -> bool:
    """Say whether somebody goes or is taken to it: "taken by air ambulance to James Cook"."""
    if i < 2 or words[i].gap != " " or words[i - 1].form not in ("to", "via"):
        return False
    return any(word.form in cues.GOING for word in words[max(0, i - 1 - _BACK) : i - 1])


def _initials(words: Sequence[Word], i: int) -> int:
    """Return how many letters in lower case stand alone from there on, before a word on the same line."""
    n = 0
    while i + n + 1 < len(words) and len(words[i + n].raw) == 1 and words[i + n].raw.islower():
        if words[i + n].form == "i" or words[i + n + 1].gap not in (" ", ". ", "."):
            return 0
        n += 1
    return n


def is_slip(form: str) -> bool:
    """Say whether an unknown word after a title is rather a slip of the keyboard: "dr apointment"."""
    return form.endswith(("ment", "ments", "tion", "tions", "ents", "hood", "ing", "ed", "ly", "ness", "able"))


def _is_done(words: Sequence[Word], by: int) -> bool:
    """Say whether what stands before "by" is done by somebody: "explained by", "seen by", but not "we went by"."""
    before = words[by - 1].form if by > 0 else ""
    return before.endswith(("ed", "en")) or before in cues.DONE_BY
