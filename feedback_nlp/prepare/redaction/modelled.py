"""Names that stand alone and that the language model takes for people."""

from collections.abc import Iterator, Sequence

from feedback_nlp.prepare.redaction import cues
from feedback_nlp.prepare.redaction.gazetteer import sounds_like_a_place
from feedback_nlp.prepare.redaction.lexicon import Lexicon
from feedback_nlp.prepare.redaction.lone import is_surname
from feedback_nlp.prepare.redaction.words import Word


class ModelledNames:
    """Find what the model takes for a person; yields places in the list of words.

    Parameters
    ----------
    lexicon
        Names, words and places to weigh.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, words: Sequence[Word], entities: dict[int, str]) -> Iterator[int]:
        """Yield what the model takes for a person, where the words do not speak against it."""
        lex = self.lexicon
        for i, label in entities.items():
            word = words[i]
            if label != "PERSON" or not word.capital or word.form in lex.never or word.form in cues.FUNCTION:
                continue
            if word.form in cues.TITLES | cues.ROLES | cues.KIN | cues.EXTRA_NON_NAMES or word.form in lex.places:
                continue
            before = words[i - 1] if i else None
            after = words[i + 1] if i + 1 < len(words) else None
            if word.form not in lex.given:
                plainly = _acts(words, i) and (before is None or before.form not in cues.OF_PLACES_TOO)
                if sounds_like_a_place(word.form) and not plainly and not self._after_a_name(words, i):
                    continue  # left to be weighed
                if after and after.gap == " " and after.raw[0].isupper() and after.form in cues.LANDSCAPE:
                    continue  # "Carr Vale"
            if before and before.form in cues.PLACE_BEFORE and word.form not in lex.given:
                continue
            if any(c.isupper() for c in word.raw[2:]) and "-" not in word.raw:
                continue  # an acronym or a product: "SystmOne"
            if before and before.form in cues.ARTICLES - {"that"} and word.form not in lex.plain:
                continue  # "the Beveridge report", "a Foley catheter"
            unknown = not lex.is_word(word.form)
            beside = any(
                entities.get(j) == "PERSON" and words[j].capital and is_surname(lex, words[j]) for j in (i - 1, i + 1)
            )
            if (unknown and (word.form in lex.given or word.form in lex.family or beside or _acts(words, i))) or (
                beside and word.form in lex.given and word.form in lex.family
            ):
                yield i

    def _after_a_name(self, words: Sequence[Word], i: int) -> bool:
        """Say whether a given name or an initial stands before it."""
        if not i or words[i].gap not in (" ", ". ", "."):
            return False
        before = words[i - 1]
        return (before.capital and before.form in self.lexicon.given) or len(before.raw) == 1


def _acts(words: Sequence[Word], i: int) -> bool:
    """Say whether the word does what people do, or has done to it what is done to people."""
    before = words[i - 1].form if i else ""
    after = words[i + 1].form if i + 1 < len(words) else ""
    return before in cues.ADDRESSING or after in cues.DOES or after == "who"
