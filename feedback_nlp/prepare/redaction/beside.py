"""What stands beside a capitalised word, in points for a person or against one."""

from collections.abc import Sequence
from typing import Final

from feedback_nlp.prepare.redaction import cues
from feedback_nlp.prepare.redaction.cued import is_kin
from feedback_nlp.prepare.redaction.lexicon import Lexicon
from feedback_nlp.prepare.redaction.words import Word, is_acronym

_LONG_ENOUGH: Final = 5
_SAYS_PERSON: Final = 1.5
_OF_ONE_NAME: Final = frozenset(["family", "household", "twins", "triplets", "brothers", "sisters"])
_BETWEEN: Final = frozenset(["is", "was", "the", "my", "our", "a"])
_WORKS: Final = frozenset(["at", "in", "on", "from", "behind"])
_OBJECTS: Final = frozenset(["me", "my", "us", "our", "him", "his", "her", "himself", "herself", "them", "mum", "dad"])
# "thanks to", "on behalf of", "in memory of", "according to": what follows is a person, not a place.
_OF_PERSONS: Final = frozenset(
    tuple(pair.split())
    for pair in (
        *("thanks to", "thank to", "spoke to", "talked to", "spoken to", "according to", "out to", "behalf of"),
        *("memory of", "praise for", "heard from", "letter from", "wife of", "husband of", "mother of", "father of"),
        *(
            "friend of",
            "highly of",
            "people like",
            "someone like",
            "somebody like",
            "staff like",
            "nurses like",
            "doctors like",
        ),
    )
)


class Beside:
    """Weigh the words before and after.

    Parameters
    ----------
    lexicon
        Names, words and places to weigh.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, words: Sequence[Word], i: int) -> float:
        """Return the points of a place in `words`; a capital that opens a sentence says nothing."""
        word = words[i]
        points = -0.75 if word.opens else 1.0
        if word.gap.endswith("#"):
            points -= 2.0
        if i and (not word.opens or "(" in word.gap):
            points += self._before(words, i)
        if i + 1 < len(words) and not words[i + 1].opens:
            points += self._after(words, i)
        elif word.opens and i == len(words) - 1 and i > _LONG_ENOUGH:
            # "... and that is all I want to say. Trish"
            points += 2.0 if self.lexicon.looks_like_a_name(word.form) else 1.0
        return points

    def says_person(self, words: Sequence[Word], i: int) -> bool:
        """Say whether more speaks for a person than that a capital stands inside a sentence."""
        before = words[i - 1].form if i and not words[i].opens else ""
        usual = -0.75 if words[i].opens else 1.0
        return self(words, i) - usual >= _SAYS_PERSON and before not in cues.OF_PLACES_TOO

    def _before(self, words: Sequence[Word], i: int) -> float:
        lex, word, before = self.lexicon, words[i], words[i - 1]
        form = before.form
        earlier = words[i - 2].form if i > 1 else ""
        if form in cues.GREETING:
            return 2.0
        if form in cues.FOND and word.gap == " ":
            return 2.0 if before.opens else 1.0  # "Little Esme was so brave"
        if (earlier, form) in _OF_PERSONS or (form in ("u", "you") and earlier in ("thank", "thanks")):
            return 1.5
        if form in cues.TOWARDS | cues.PLACE_BEFORE:
            return -1.5
        if form in cues.ARTICLES:
            return -2.0
        if form in cues.TAKING:
            return -2.0  # "my Adalat"
        if form in ("and", "or") and earlier in lex.medical:
            return -1.5
        if form in cues.ADDRESSING:
            return 1.5
        if form in cues.SUBJECT_NEXT or (form == "our" and word.gap == " "):
            return 0.5  # "because Amandeep", "our Kayleigh"
        if before.capital and lex.is_kept(form):
            return -1.5  # "Southend's Kursaal", "the Vauxhall Corsa"
        if before.capital and word.gap == " ":
            return 0.75 if self._unlisted(before) else -0.5  # "Olumide Fashola", but "Cancer Moonshot"
        return 0.0

    def _after(self, words: Sequence[Word], i: int) -> float:
        word, after = words[i], words[i + 1]
        further = words[i + 2] if i + 2 < len(words) else None
        if word.raw.endswith(("'s", "’s")):
            if after.gap != " " or after.form in cues.FUNCTION:
                return -0.5  # a shop, a hospital: "Spencer's, or ..."
            if after.form in cues.OF_PERSONS or is_kin(after):
                return 2.5  # "Anoushka's patience"
            return 1.5 if word.opens else 0.5
        if after.gap == ", ":
            return 1.5 if after.form in cues.APPOSITIONS else 0.0
        if after.gap != " ":
            return 0.0
        if (after.form in cues.HEADS and after.raw[0].isupper()) or (after.raw.isupper() and len(after.raw) > 1):
            return -2.5  # "Wansbeck RVI"
        if after.form in cues.LANDSCAPE and after.raw[0].isupper():
            return -2.0  # "Carr Vale"
        if after.form in cues.OF_BODIES and (further is None or further.gap != " " or further.form in cues.FUNCTION):
            return -1.5  # "Rowlands closed"
        gone = after.form in ("died", "dies") or (after.form == "passed" and further and further.form in ("away", "on"))
        if after.form == "who" or after.form in cues.DOES or gone:
            return 1.5
        if after.form == "and" and further is not None and further.form in ("i", "me", "his", "her"):
            return 1.5
        if after.form in _BETWEEN and says_who(words, i + 2 if after.form in cues.PERSON_VERBS else i + 1):
            return 2.0  # "Tunde is my carer", "Agnieszka the healthcare assistant"
        if self.names_a_thing(words, i):
            return -2.0  # "Pavlik harness"
        if after.form in _WORKS:
            if at_work(words, i):
                return 2.0 if after.form == "from" else 3.5  # "Grant from the council was refused"
            within = further is not None and further.form in ("reception", "the", "my", "our")
            return 1.5 if within and word.opens else 0.5
        if after.capital:
            return 0.75 if self._unlisted(after) else 0.0
        if after.form.endswith(("ed", "s")) and further is not None and further.form in _OBJECTS:
            return 1.5  # "Gheorghe fixed my fence"
        if after.form in cues.IMPERSONAL:
            return 0.25
        return 0.75 if after.form in cues.PERSON_VERBS else 0.0

    def names_a_thing(self, words: Sequence[Word], i: int) -> bool:
        """Say whether a thing follows that is called after it; what a person does would end in -s or -ed.

        Only where no verb stands before, for "gave Amandip tea" has a thing there too.
        """
        before, form = words[i - 1].form if i and not words[i].opens else "", words[i + 1].form
        subject = not before or before in cues.FUNCTION | cues.ARTICLES
        thing = form in self.lexicon.nouns and (not form.endswith(("s", "ed")) or form.endswith("ss"))
        doing = cues.PERSON_VERBS | cues.DOES | cues.FUNCTION | cues.ROLES | cues.KIN | cues.TIMES
        return subject and thing and form not in doing

    def _unlisted(self, word: Word) -> bool:
        """Say whether it may be the other half of a name: no word, place or body, and no acronym."""
        lex, form = self.lexicon, word.form
        known = form in lex.places or form in lex.never or form in cues.HEADS or lex.is_word(form)
        return len(form) > 2 and not known and not is_acronym(word.raw)


def at_work(words: Sequence[Word], i: int) -> bool:
    """Say whether a place of work and then a verb of people follow: "at the garage says", "on reception is"."""
    following = [word.form for word in words[i + 1 : i + 6]]
    if not following or following[0] not in _WORKS:
        return False
    verbs = (cues.PERSON_VERBS | cues.DOES) - cues.TOWARDS - {"and", "who"}
    end = 2 + (len(following) > 1 and following[1] in cues.ARTICLES | {"our", "my"})
    return any(form in verbs for form in following[end : end + 2])


def says_who(words: Sequence[Word], i: int) -> bool:
    """Say whether an article, or a possessive, and soon a role or a relative follow: "the park keeper"."""
    if i >= len(words) or words[i].form not in cues.APPOSITIONS or words[i].gap != " ":
        return False
    following = []
    for word in words[i + 1 : i + 4]:
        if word.gap != " ":
            break
        following.append(word)
    return any(w.form in cues.ROLES - cues.UNITS or is_kin(w) for w in following)


def of_a_family(words: Sequence[Word], i: int) -> bool:
    """Say whether it is what a family is called: "the Okeke family"."""
    before = words[i - 1].form if i else ""
    after = words[i + 1] if i + 1 < len(words) else None
    return before in ("the", "whole", "entire") and after is not None and after.form in _OF_ONE_NAME
