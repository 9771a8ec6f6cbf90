"""Capitalised words that no list of given names holds, weighed by all that speaks for a person and against one.

No single sign will do. The model takes Grays for a person; a family name may be a hospital's ("the Freeman");
Cramlington is in no dictionary either. Each sign gives points, and the sum decides. The points were set by hand on
sentences that are used for mending, see docs/benchmarks.md.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from feedback_nlp.prepare.redaction import cues
from feedback_nlp.prepare.redaction.cued import is_kin
from feedback_nlp.prepare.redaction.gazetteer import sounds_like_a_place
from feedback_nlp.prepare.redaction.lexicon import Lexicon, fold
from feedback_nlp.prepare.redaction.words import Word, is_acronym

_ENOUGH: Final = 2.0
_LONG_ENOUGH: Final = 5
_MODEL: Final = {
    "PERSON": 1.5,
    "GPE": -1.5,
    "LOC": -1.5,
    "FAC": -1.5,
    "NORP": -1.5,
    "LANGUAGE": -1.5,
    "LAW": -1.5,
    "ORG": -0.5,
    "PRODUCT": -0.5,
    "EVENT": -0.5,
}
# Medicines (WHO stems), illnesses and procedures.
_MEDICAL: Final = re.compile(
    r"..(?:pril|sartan|statin|azole|icillin|mycin|cycline|zepam|zolam|mab|tinib|vir|itis|osis|a?emia|pathy|plasty|ectomy|"
    r"scopy|gram|graphy|ology|xane|parin|gliptin|flozin|tide|triptan|setron|dipine|oxetine|apine|idone|olol|nox|xin|tropium|"
    r"terol|sone|caine|phine|profen|prazole|oid|phobia|algia|trophy|plegia|phasia|lysis)$"
)
_BETWEEN: Final = frozenset(["is", "was", "the", "my", "our", "a"])
_WORKS: Final = frozenset(["at", "in", "on", "from", "behind"])


class Weighed:
    """Weigh what is no listed given name.

    Parameters
    ----------
    lexicon
        Names, words and places to weigh.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, words: Sequence[Word], entities: Mapping[int, str]) -> Iterator[int]:
        """Yield places of words with enough points; an acronym or a word of the language is not weighed."""
        lower = {word.form for word in words if word.raw.islower()}
        for i, word in enumerate(words):
            if word.capital and self._can_be(word) and word.form not in lower:
                points = self._of_word(word) + _of_model(entities.get(i)) + self._of_place(words, i)
                if points >= _ENOUGH:
                    yield i

    def doubtful(self, words: Sequence[Word], entities: Mapping[int, str]) -> Iterator[int]:
        """Yield given names that are words too, where what stands beside them says so: "I asked Bill".

        Their letters say nothing, so only the model and the words beside them count.
        """
        lex = self.lexicon
        for i, word in enumerate(words):
            if not word.capital or word.form not in lex.english or word.form in lex.plain | lex.places | lex.never:
                continue
            points = _of_model(entities.get(i)) + self._of_place(words, i) - 0.5 * (word.form in cues.MOSTLY_WORDS)
            before = words[i - 1].form if i and not word.opens else ""
            if before in ("u", "you", "to") and i > 1:
                before = words[i - 2].form  # "thank you Precious"
            plainly = before in cues.PLAINLY and word.gap == " "
            after = words[i + 1].form if i + 1 < len(words) else ""
            subject = after in cues.DOES or self._at_work(words, i) or self._says_who(words, i + 1)
            free = not after or words[i + 1].gap != " " or after in cues.FUNCTION | cues.PERSON_VERBS
            told = plainly or subject or (entities.get(i) == "PERSON" and free and not word.raw.endswith(("'s", "’s")))
            if points + plainly >= _ENOUGH and told and before not in cues.ARTICLES:
                yield i

    def _at_work(self, words: Sequence[Word], i: int) -> bool:
        """Say whether a place of work and then a verb of people follow: "at the garage says", "on reception is"."""
        following = [word.form for word in words[i + 1 : i + 6]]
        if not following or following[0] not in _WORKS:
            return False
        end = 2 + (len(following) > 1 and following[1] in cues.ARTICLES | {"our", "my"})
        return any(form in cues.PERSON_VERBS | cues.DOES for form in following[end : end + 2])

    def _can_be(self, word: Word) -> bool:
        lex, form = self.lexicon, word.form
        if len(form) < 3 or lex.is_word(form) or form in lex.never or form in lex.places:
            return False
        if form in cues.TITLES | cues.ROLES | cues.KIN | cues.EXTRA_NON_NAMES or form in cues.FUNCTION:
            return False
        parts = re.split("[-'’]", word.raw)
        return not is_acronym(word.raw) and not any(fold(part) in lex.never for part in parts)  # "Guillain-Barré"

    def _of_word(self, word: Word) -> float:
        """Return what its letters say: "Hargreaves" is listed, "Amandip" sounds listed, "Theropy" is like no name."""
        lex, form = self.lexicon, word.form
        points = 0.0
        if form in lex.family:
            points += 1.5
        elif lex.sounds_listed(form):
            points += 1.0
        letters = lex.likeness.score(form)
        points += 0.5 if letters > 0 else -1.0 if letters < -0.7 else 0.0
        if sounds_like_a_place(form):
            points -= 1.0 if form in lex.family else 1.5
        if _MEDICAL.search(form):
            points -= 2.0
        if word.opens and len(form) < 5 and form not in lex.family:
            points -= 1.0  # "Thay were", "Shoud"
        return points

    def _of_place(self, words: Sequence[Word], i: int) -> float:
        """Return what the words beside it say, and whether its capital says anything."""
        word = words[i]
        points = -0.75 if word.opens else 1.0
        before = words[i - 1] if i and not (word.opens and "(" not in word.gap) else None
        after = words[i + 1] if i + 1 < len(words) and not words[i + 1].opens else None
        if word.gap.endswith("#"):
            points -= 2.0
        if before is not None and before.form in cues.GREETING:
            points += 2.0
        elif before is not None and before.form in cues.FOND and word.gap == " ":
            points += 1.0 if not before.opens else 2.0  # "Little Esme was so brave"
        elif before is not None and before.form in cues.TOWARDS | cues.PLACE_BEFORE:
            thanked = before.form == "to" and i > 1 and words[i - 2].form in ("thanks", "thank", "spoke", "talked")
            points += 1.5 if thanked else -1.5
        elif before is not None and before.form in cues.ARTICLES:
            points -= 2.0
        elif before is not None and before.form in cues.ADDRESSING:
            points += 1.5
        elif before is not None and before.form in cues.SUBJECT_NEXT:
            points += 0.5
        elif before is not None and before.form == "our" and word.gap == " ":
            points += 0.5  # "our Kayleigh"
        elif before is not None and before.form in ("u", "you") and i > 1 and words[i - 2].form in ("thank", "thanks"):
            points += 1.5
        elif before is not None and before.capital and before.form in self.lexicon.places | self.lexicon.never:
            points -= 1.5  # "Southend's Kursaal", "the Vauxhall Corsa"
        elif before is not None and before.capital and word.gap == " ":
            points -= 0.5
        if after is not None:
            points += self._of_next(words, i, after)
        elif word.opens and i == len(words) - 1 and i > _LONG_ENOUGH:
            # "... and that is all I want to say. Trish"
            points += 2.0 if self.lexicon.looks_like_a_name(word.form) else 1.0
        return points

    def _of_next(self, words: Sequence[Word], i: int, after: Word) -> float:
        word = words[i]
        if word.raw.endswith(("'s", "’s")):
            return 1.5 if word.opens else 0.5
        if after.gap == ", ":
            return 1.5 if after.form in cues.APPOSITIONS else 0.0
        if after.gap != " ":
            return 0.0
        if (after.form in cues.HEADS and after.raw[0].isupper()) or (after.raw.isupper() and len(after.raw) > 1):
            return -2.5  # "Wansbeck RVI"
        if after.form == "who" or after.form in cues.DOES:
            return 1.5
        further = words[i + 2].form if i + 2 < len(words) else ""
        if after.form == "and" and i + 2 < len(words) and words[i + 2].raw in ("I", "me"):
            return 1.5
        if after.form in _BETWEEN and self._says_who(words, i + 2 if after.form in cues.PERSON_VERBS else i + 1):
            return 2.0  # "Tunde is my carer", "Agnieszka the healthcare assistant"
        if after.form in _WORKS:
            if self._at_work(words, i):
                return 2.0 if after.form == "from" else 3.5  # "Grant from the council was refused"
            return 1.5 if further in ("reception", "the", "my", "our") and word.opens else 0.5
        if after.form in cues.IMPERSONAL:
            return 0.25
        return 0.75 if after.form in cues.PERSON_VERBS else 0.0

    def _says_who(self, words: Sequence[Word], i: int) -> bool:
        """Say whether an article, or a possessive, and soon a role or a relative follow: "the park keeper"."""
        if i >= len(words) or words[i].form not in cues.APPOSITIONS or words[i].gap != " ":
            return False
        following = []
        for word in words[i + 1 : i + 4]:
            if word.gap != " ":
                break
            following.append(word)
        return any(w.form in cues.ROLES - cues.UNITS or is_kin(w) for w in following)


def _of_model(label: str | None) -> float:
    return _MODEL.get(label or "", 0.0)
