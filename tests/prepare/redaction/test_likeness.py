"""Letters of names and of words."""

from feedback_nlp.prepare.redaction.likeness import Likeness


def test_a_word_like_the_names_scores_higher() -> None:
    likeness = Likeness(["kowalska", "nowalska", "olska"], ["station", "nation", "ration"])
    assert likeness.score("walska") > 0 > likeness.score("potation")


def test_the_order_of_examples_does_not_matter() -> None:
    one = Likeness(["anna", "ivo"], ["bus", "ward"])
    other = Likeness(["ivo", "anna"], ["ward", "bus"])
    assert one.score("anno") == other.score("anno")


def test_what_has_no_run_says_nothing() -> None:
    assert Likeness(["anna"], ["bus"]).score("") == 0.0
