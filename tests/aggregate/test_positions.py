import pandas as pd
import pytest

from feedback_nlp.aggregate.positions import plain_positions


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("Yes", "Support"),
        ("Strongly agree", "Support"),
        ("I am in favour", "Support"),
        ("No", "Oppose"),
        ("Tend to disagree", "Oppose"),
        ("I do not support the proposal", "Oppose"),
        ("Don't know", "Neutral"),
        ("Neither support nor oppose", "Neutral"),
        ("No opinion", "Neutral"),
        ("Not sure", "Neutral"),
    ],
)
def test_plain_words(given: str, plain: str) -> None:
    assert plain_positions(pd.Series([given], dtype="string"))[0].tolist() == [plain]


def test_one_strange_category_keeps_all_as_given() -> None:
    given = pd.Series(["Yes", "Option B", pd.NA], dtype="string")
    kept, axis = plain_positions(given)
    assert axis == ["Option B", "Yes"]
    assert kept.equals(given)


def test_nobody_was_asked() -> None:
    assert plain_positions(pd.Series([pd.NA, pd.NA], dtype="string"))[1] == []
