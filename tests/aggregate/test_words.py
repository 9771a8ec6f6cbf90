import doctest

import pytest

from feedback_nlp.aggregate import excerpt, facts, tables_people, words
from feedback_nlp.aggregate.figures import Rule
from feedback_nlp.aggregate.limits import Limits
from feedback_nlp.aggregate.notes import notes


@pytest.mark.parametrize("module", [words, facts, tables_people, excerpt])
def test_examples_in_the_docstrings(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("share", "word"), [(0, "none"), (0.0999, "a few"), (0.1, "some"), (0.3, "many"), (0.5, "most")]
)
def test_range_words_start_where_the_note_says(share: float, word: str) -> None:
    assert words.range_word(share) == word
    assert notes(Rule(), Limits(), correction="bh")["ranges"] == (
        'In words, of the base: "a few" is under 10%, "some" is 10% to under 30%, "many" is 30% to under 50%, '
        '"most" is 50% or more.'
    )


def test_notes_say_the_rule_in_force() -> None:
    assert "Counts from 1 to 9 are hidden" in notes(Rule(10), Limits(), correction="bh")["suppression"]
    assert notes(Rule(1), Limits(), correction="bh")["suppression"] == "No counts are hidden."
    assert "base under 20" in notes(Rule(), Limits(percentages=20), correction="holm")["bases"]
    assert "Holm" in notes(Rule(), Limits(), correction="holm")["significance"]
    assert all("{" not in text and "\n" not in text for text in notes(Rule(8, 5), Limits(), correction="bh").values())
