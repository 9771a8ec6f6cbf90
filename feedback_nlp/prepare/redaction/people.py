"""Names of people, from signs that are weighed together.

The small spaCy model alone misses "Chloe" and "my husband john" and takes Grays and Macmillan for people. So a name is
taken where a *reason* stands: a title, a role or a relative before it, a signature, a name list, the model. And it is
left where a better reason stands: it is a place, a body, an illness, a saying, or a word that only looks like a name.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from feedback_nlp.prepare.redaction import cues
from feedback_nlp.prepare.redaction.capitals import CapitalSurnames, in_capitals
from feedback_nlp.prepare.redaction.cued import CuedNames, is_kin, is_slip
from feedback_nlp.prepare.redaction.kept import kept_words
from feedback_nlp.prepare.redaction.lexicon import Lexicon
from feedback_nlp.prepare.redaction.lone import LoneNames
from feedback_nlp.prepare.redaction.modelled import ModelledNames
from feedback_nlp.prepare.redaction.signed import SignedNames
from feedback_nlp.prepare.redaction.spans import Span, marker
from feedback_nlp.prepare.redaction.weighed import Weighed
from feedback_nlp.prepare.redaction.words import Word, is_acronym, is_initial, labels, read, shouted

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MOST_TOKENS: Final = 4
_BORNE: Final = frozenset(["eponym", "famous"])
"""Names that some respondent or nurse bears too, so what announces a person outweighs the list."""
_TOWARDS: Final = frozenset(["by", "ask", "for", "to", "with"])  # "books by Jane Austen"
_CUED: Final = frozenset(["title", "signature", "introduced", "role or kin"])


class People:
    """Recognise people's names.

    Parameters
    ----------
    lexicon
        Names, words and places to weigh.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.cued = CuedNames(lexicon)
        self.signed = SignedNames(lexicon)
        self.capitals = CapitalSurnames(lexicon)
        self.lone = LoneNames(lexicon)
        self.modelled = ModelledNames(lexicon)
        self.weighed = Weighed(lexicon)

    def may_hold_name(self, text: str) -> bool:
        """Say whether the model is worth asking: some capitalised word could be a name or stands inside a sentence."""
        lex = self.lexicon
        return any(
            word.capital
            and len(word.form) > 1
            and word.form not in lex.never
            and word.form not in cues.FUNCTION
            and (not word.opens or word.form in lex.given or not lex.is_word(word.form))
            for word in read(text)
        )

    def __call__(self, text: str, doc: "Doc | None") -> Iterator[Span]:
        """Yield the names in `text`; titles and roles stay ("Dr [name]")."""
        words = read(text)
        if not words:
            return
        entities = labels(doc, words)
        kept = kept_words(self.lexicon, text, words)
        cued, lone = self.cued, self.lone
        taken: dict[int, str] = {}
        for seeds, source in (
            (cued.after_titles(text, words), "title"),
            (self.capitals(words), "surname in capitals"),
            (self.signed(text, words), "signature"),
            (cued.introduced(text, words), "introduced"),
            (cued.after_roles(text, words), "role or kin"),
            (lone.listed(text, words, entities), "name list"),
            (self.modelled(words, entities), "model"),
            (self.weighed(words, entities), "weighed"),
            (self.weighed.doubtful(words, entities), "weighed"),
        ):
            for seed in seeds:
                hard = source == "title" or (source == "role or kin" and seed > 0 and is_kin(words[seed - 1]))
                cue = source in _CUED and (source != "introduced" or words[seed - 1].form not in _TOWARDS)
                announced = (hard and kept.get(seed) == "place") or (cue and kept.get(seed) in _BORNE)
                if seed in taken or (seed in kept and not announced):
                    continue
                for i in self._grown(words, seed, kept, hard=hard, cued=source in _CUED):
                    taken.setdefault(i, source)
        self._coordinate(words, taken, kept)
        yield from _joined(text, words, taken)

    def _coordinate(self, words: Sequence[Word], taken: dict[int, str], kept: dict[int, str]) -> None:
        """Take "Sue" in "Pat or Sue" where Pat is taken: doubtful names beside a sure one."""
        lex = self.lexicon
        for i in range(2, len(words)):
            word = words[i]
            joined = words[i - 1].form in ("and", "or", "&") and word.gap == " "
            beside = (joined and i - 2 in taken) or (i - 1 in taken and word.gap.strip() in ("&", ","))
            unknown = joined and words[i - 1].form == "and" and self._unlisted(word)
            if beside and i not in kept and word.capital and (word.form in lex.given or unknown):
                taken.setdefault(i, "beside a name")
            first = words[i - 2]  # "Jag and Manjit": the first of two, where the second is sure
            free = first.raw[0].isupper() and i - 2 not in kept and i in taken and word.form in lex.given
            doubtful = first.form in lex.given and first.form not in cues.VERBS and first.form not in cues.FUNCTION
            if joined and free and (doubtful or self._unlisted(first)):
                taken.setdefault(i - 2, "beside a name")

    def _unlisted(self, word: Word) -> bool:
        lex, form = self.lexicon, word.form
        known = (
            lex.is_word(form) or form in lex.never or form in lex.places or form in cues.TITLES | cues.ROLES | cues.KIN
        )
        return len(form) > 2 and not known and not is_acronym(word.raw)

    # Growing ----------------------------------------------------------------------------------

    def _grown(self, words: Sequence[Word], seed: int, kept: dict[int, str], *, hard: bool, cued: bool) -> list[int]:
        """Return the seed with the initials, given and family names beside it."""
        lex = self.lexicon
        chosen = [seed]
        i = seed + 1
        while i < len(words) and len(chosen) < _MOST_TOKENS:
            word, last = words[i], words[i - 1]
            if last.raw.endswith(("'s", "’s")):
                break
            listed = word.form in lex.family or word.form in lex.given
            if is_acronym(word.raw) and not listed and not shouted(words):
                break  # "Mariam Kamara RGN"
            joint = word.gap in (" ", "-", "  ", ". ", ".") and not (word.gap.startswith(".") and len(last.form) > 1)
            if not joint or (kept.get(i) in ("phrase", "body", "saint") and word.form not in lex.family):
                break
            if _is_gaelic(words, i):
                chosen += [i, i + 1, i + 2]  # "Mac an t-Saoir"
                i += 3
                continue
            if (
                is_initial(words, i)
                or (
                    word.form in cues.PARTICLES
                    and i + 1 < len(words)
                    and words[i + 1].capital
                    and word.form not in cues.FUNCTION
                )
                or (word.raw[0].isupper() and self._continues(word))
                or (cued and i == seed + 1 and self._ends_as_surname(words, i))  # "nurse jo smith"
                or (hard and word.capital and last.form in lex.given and self._is_firm(word))  # "Mrs Iris Fenwick"
                or (
                    not word.capital
                    and not word.raw[0].isupper()
                    and not words[seed].capital
                    and word.form in lex.family
                    and not lex.is_word(word.form)
                )
                or (
                    not word.raw[0].isupper()
                    and word.form in lex.family
                    and not lex.is_word(word.form)
                    and len(word.form) > 3
                )
            ):
                chosen.append(i)
            else:
                break
            i += 1
        while chosen[-1] != seed and words[chosen[-1]].form in cues.PARTICLES and words[chosen[-1]].raw.islower():
            chosen.pop()
        i = seed - 1
        while i >= 0 and words[i + 1].gap in (" ", ". ", ".", "-"):
            word = words[i]
            initial = is_initial(words, i) or (
                len(word.raw) == 2
                and word.raw.isupper()
                and word.form not in lex.never
                and word.form not in cues.TWO_LETTERS | cues.FUNCTION | cues.TITLES
            )
            given = (
                word.capital
                and word.form in lex.given
                and word.form not in cues.FUNCTION
                and not (word.opens and word.form in cues.VERBS)
            )
            if not (initial or given) or kept.get(i) in ("phrase", "body") or word.form in cues.TITLES:
                break
            chosen.insert(0, i)
            i -= 1
        return chosen

    def _ends_as_surname(self, words: Sequence[Word], i: int) -> bool:
        """Say whether a family name in lower case, a word too or in no list, closes a clause or has a verb after it."""
        lex, word, first = self.lexicon, words[i], words[i - 1]
        if not word.raw.islower() or not first.raw.islower() or first.form not in lex.given:
            return False
        never = cues.FUNCTION | cues.TIMES | cues.PERSON_VERBS
        unlisted = not lex.is_word(word.form) and not lex.is_kept(word.form) and not is_slip(word.form)
        if not (word.form in lex.surnames or unlisted) or len(word.form) < 4 or word.form in never:
            return False
        after = words[i + 1] if i + 1 < len(words) else None
        return after is None or after.gap != " " or after.form in cues.PERSON_VERBS | cues.DOES

    def _is_firm(self, word: Word) -> bool:
        """Say whether it is the name of a firm that was a family's, and no word, title or place."""
        lex, form = self.lexicon, word.form
        known = lex.is_word(form) or form in lex.places or form in lex.medical
        return form in lex.never and not known and form not in cues.TITLES | cues.ROLES | cues.KIN | cues.CALENDAR

    def _continues(self, word: Word) -> bool:
        lex = self.lexicon
        form = word.form
        if word.capital and word.raw.isalpha() and len(form) > 1 and form in lex.surnames and form in cues.FUNCTION:
            return True  # "Nguyen Van An"
        if form in cues.FUNCTION or form in cues.CALENDAR or re.split("['’]", form)[0] in cues.FUNCTION - {"do", "o"}:
            return False  # "Tyson I'd"
        if form in lex.surnames and (form in lex.family or word.capital):  # also "Thomas Young"
            return form not in cues.HEADS - cues.SURNAME_HEADS
        if (
            form in cues.FUNCTION
            or form in lex.never
            or form in cues.HEADS
            or form in cues.ROLES
            or form in cues.KIN
            or form in cues.EXTRA_NON_NAMES
        ):
            return False
        if form in lex.given or not lex.is_word(form):
            return True
        return word.capital  # after a given name a capital is a surname: "Iris Croft"


def _is_gaelic(words: Sequence[Word], i: int) -> bool:
    """Say whether "Mac an" or the like stands there, and then a word with a capital somewhere: "Mac an t-Saoir"."""
    if i + 2 >= len(words) or words[i].form not in ("mac", "nic", "mhic", "ni", "ui") or words[i + 1].gap != " ":
        return False
    return words[i + 1].raw in ("an", "na", "a") and words[i + 2].gap == " " and not words[i + 2].raw.islower()


def _turned(words: Sequence[Word], taken: dict[int, str], i: int) -> bool:
    """Say whether the family name stands before it, in capitals and parted by a comma: "OKAFOR, Ngozi"."""
    capitals = taken[i] == taken[i - 1] == "surname in capitals"
    return capitals and words[i].gap in (", ", ",") and in_capitals(words[i - 1].raw)


def _joined(text: str, words: Sequence[Word], taken: dict[int, str]) -> Iterator[Span]:
    """Yield one span for each run of taken words, without a possessive 's at its end."""
    places = sorted(taken)
    while places:
        run = [places.pop(0)]
        while (
            places
            and places[0] == run[-1] + 1
            and (words[places[0]].gap in (" ", "-", ". ", ".", "  ") or _turned(words, taken, places[0]))
            and not words[run[-1]].raw.endswith(("'s", "’s"))
        ):
            run.append(places.pop(0))
        start, end = words[run[0]].start, words[run[-1]].end
        raw = text[start:end]
        if raw.endswith(("'s", "’s", "`s")):
            end -= 2
        if text[end : end + 1] == "." and len(words[run[-1]].form) == 1:
            end += 1
        yield Span(start, end, "name", taken[run[0]], marker("name"))
