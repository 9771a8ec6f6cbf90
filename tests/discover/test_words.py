"""Terms of a text, and the few that are shown."""

import pytest

from feedback_nlp.discover.words import SEPARATOR, Terms, pick_words, title


@pytest.fixture(scope="module")
def terms() -> Terms:
    return Terms("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Thank you.", []),
        ("See above", []),
        ("No, I don't. I’m OK!", []),
        ("It wouldn't and they won't", []),
        ("N/A", []),
        ("12345 60%", []),
        ("The waiting times are awful", ["waiting", "times", "waiting times", "awful"]),
        ("Parking, buses", ["parking", "buses"]),  # no pair across a comma
        ("waiting for times", ["waiting", "times"]),  # nor across a word that bears no meaning
        ("parking parking parking", ["parking"]),  # once a segment
        ("Dr [name] was rude to [NHS number]", ["dr", "rude"]),
        ("call [telephone number]parking", ["parking"]),
        ("the surgery's A&E co-location", ["surgery", "a&e", "surgery a&e", "co-location", "a&e co-location"]),
        ("Llŷn ŵyl £5 – café", ["llŷn", "ŵyl", "llŷn ŵyl", "café"]),
        ("😀 ... !!!", []),
    ],
)
def test_terms(terms, text, expected):
    assert terms(text) == expected


def test_no_pair_spans_two_texts(terms):
    joined = " ".join(text + SEPARATOR for text in ("free parking", "buses late", "free parking"))
    assert terms(joined) == [
        "free", "parking", "free parking", "buses", "late", "buses late", "free", "parking", "free parking",
    ]  # fmt: skip


def test_a_long_text_is_quick(terms):
    assert len(terms("[" * 20_000 + "a-" * 20_000 + "'" * 20_000)) <= 1


def test_spanish_and_a_language_without_stop_words():
    assert Terms("es")("Gracias por la salud de los niños") == ["salud", "niños"]
    unknown = Terms("zzz")
    assert (unknown.known, unknown("the cat")) == (False, ["the", "cat", "the cat"])


def test_picked_words_are_not_near_repeats(terms):
    texts = ["appointment late", "appointments late", "an appointment", "appointments", "bus late", "bus"]
    scored = [("appointment", 0.9), ("appointments", 0.8), ("late", 0.5), ("bus", 0.4), ("", 0.0)]
    assert pick_words(scored, texts, terms) == ["appointment", "late", "bus"]


def test_a_pair_takes_the_place_of_its_words(terms):
    texts = ["The waiting times", "waiting times and parking", "waiting", "Parking"]
    scored = [("waiting", 0.9), ("times", 0.5), ("waiting times", 0.6), ("parking", 0.4)]
    assert pick_words(scored, texts, terms) == ["waiting times", "parking"]
    texts += ["waiting", "waiting"]
    assert pick_words(scored, texts, terms) == ["waiting", "times", "parking"]


def test_the_word_of_one_wording_does_not_name_a_topic_unless_there_is_no_other(terms):
    assert pick_words([("rink", 0.9), ("shops", 0.3)], ["ice rink", "shops", "more shops"], terms) == ["shops"]
    assert pick_words([("rink", 0.9), ("shops", 0.3)], ["ice rink", "shops"], terms) == ["rink", "shops"]
    assert pick_words([], ["ice rink"], terms) == []


def test_words_are_shown_as_they_are_mostly_written(terms):
    texts = ["My GP is in Basildon", "The GP is kind", "Kind people in Basildon"]
    scored = [("gp", 0.9), ("basildon", 0.8), ("kind", 0.7)]
    assert pick_words(scored, texts, terms) == ["GP", "Basildon", "kind"]


def test_title():
    assert title(["car park", "NHS", "cost", "bays"]) == "Car park, NHS, cost"
    assert title(["NHS"]) == "NHS"
    assert title([]) == ""
