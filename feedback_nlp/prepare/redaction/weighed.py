"""Capitalised words that no list of given names holds, weighed by all that speaks for a person and against one.

No single sign will do. The model takes Grays for a person; a family name may be a hospital's ("the Freeman");
Cramlington is in no dictionary either. Each sign gives points, and the sum decides. The points were set by hand on
sentences that are used for mending, see docs/benchmarks.md.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from feedback_nlp.prepare.redaction import cues
from feedback_nlp.prepare.redaction.beside import Beside, at_work, of_a_family, says_who
from feedback_nlp.prepare.redaction.gazetteer import sounds_like_a_place
from feedback_nlp.prepare.redaction.lexicon import Lexicon, fold
from feedback_nlp.prepare.redaction.words import Word, is_acronym

_ENOUGH: Final = 1.75
_UNLISTED: Final = 0.5
_LIKE_A_NAME: Final = 0.4
_ARTICLES: Final = cues.ARTICLES - {"that"}
_CLAUSES: Final = frozenset(["when", "because", "since", "until", "unless", "although", "though", "while"])
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


class Weighed:
    """Weigh what is no listed given name.

    Parameters
    ----------
    lexicon
        Names, words and places to weigh.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.beside = Beside(lexicon)

    def __call__(self, words: Sequence[Word], entities: Mapping[int, str]) -> Iterator[int]:
        """Yield places of words with enough points; an acronym or a word of the language is not weighed."""
        lower = {word.form for word in words if word.raw.islower()}
        for i, word in enumerate(words):
            if word.capital and self._can_be(word) and word.form not in lower:
                if of_a_family(words, i) or self._is_plural_family(words, i):
                    yield i  # "the Okeke family", "the Patels"
                    continue
                if i and words[i].gap == " " and words[i - 1].form in _ARTICLES:
                    continue  # "A Foley catheter", "the Fryatt"
                beside = self.beside(words, i)
                letters = self._of_word(word)
                points = letters + _of_model(entities.get(i)) + beside
                # Families are called after places ("Thorley"), and a make or a medicine is in no list either
                # ("Evorel"): something beside such a word must say person.
                unlisted = letters <= _UNLISTED and self.lexicon.likeness.score(word.form) < _LIKE_A_NAME
                doubtful = unlisted or sounds_like_a_place(word.form)
                if points >= _ENOUGH and (not doubtful or self.beside.says_person(words, i)):
                    yield i

    def _is_plural_family(self, words: Sequence[Word], i: int) -> bool:
        lex, one = self.lexicon, words[i].form.removesuffix("s")
        before = words[i - 1].form if i else ""
        named = one != words[i].form and one in lex.family and not lex.is_word(one) and not lex.is_kept(one)
        alone = i + 1 == len(words) or words[i + 1].gap != " " or not words[i + 1].capital
        return before == "the" and named and alone and words[i].gap == " "

    def doubtful(self, words: Sequence[Word], entities: Mapping[int, str]) -> Iterator[int]:
        """Yield given names that are words too, where what stands beside them says so: "I asked Bill".

        Their letters say nothing, so only the model and the words beside them count.
        """
        lex = self.lexicon
        for i, word in enumerate(words):
            if not word.capital or word.form not in lex.given or word.form in lex.plain:
                continue
            if lex.is_kept(word.form):
                continue
            if _of_a_kind(words, i):
                continue  # "the draft Bill"
            points = _of_model(entities.get(i)) + self.beside(words, i) - 0.5 * (word.form in cues.MOSTLY_WORDS)
            before = words[i - 1].form if i and not word.opens else ""
            if before in ("u", "you", "to") and i > 1:
                before = words[i - 2].form  # "thank you Precious"
            plainly = before in cues.PLAINLY and word.gap == " "
            after = words[i + 1].form if i + 1 < len(words) else ""
            # "Faith in the system": a person is rather "on" or "at" something.
            working = at_work(words, i) and not (after == "in" and word.form in cues.MOSTLY_WORDS)
            subject = after in cues.DOES or working or says_who(words, i + 1)
            verb = after.endswith("ed") or after in cues.PERSON_VERBS
            subject = subject or (before in _CLAUSES and verb and word.form not in cues.MOSTLY_WORDS)
            free = not after or words[i + 1].gap != " " or after in cues.FUNCTION | cues.PERSON_VERBS
            told = plainly or subject or (entities.get(i) == "PERSON" and free and not word.raw.endswith(("'s", "’s")))
            if points + plainly >= _ENOUGH and told and before not in cues.ARTICLES:
                yield i

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


def _of_model(label: str | None) -> float:
    return _MODEL.get(label or "", 0.0)


def _of_a_kind(words: Sequence[Word], i: int) -> bool:
    """Say whether an article and a word in lower case stand before, and nothing fond or of a post."""
    if i < 2 or words[i].gap != " " or words[i - 1].gap != " ":
        return False
    kind = words[i - 1]
    person = cues.FOND | cues.ROLES | cues.KIN | cues.FUNCTION | cues.PLAINLY
    return words[i - 2].form in cues.ARTICLES - {"that"} and kind.raw.islower() and kind.form not in person
