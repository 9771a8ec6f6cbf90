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
        ("No, not at all", "Oppose"),
        ("No to the merger", "Oppose"),
        ("Support withdrawn", None),
        ("Unable to support", None),
        ("No thank you", "Oppose"),
        ("Oppose - it should not go ahead", "Oppose"),
        ("Disagree (do nothing)", "Oppose"),
        ("Strongly oppose, cannot be justified", "Oppose"),
        ("No - keep it local", "Oppose"),
        ("No, I do not object", None),
        ("No opinion", "Neutral"),
        ("Not sure", "Neutral"),
        ("No particular view", None),
        ("Not supportive", "Oppose"),
        ("Not at all supportive", "Oppose"),
        ("Not very supportive", "Oppose"),
        ("Tend not to support", "Oppose"),
        ("Tend not to agree", "Oppose"),
        ("Do not approve", "Oppose"),
        ("Cannot support", "Oppose"),
        ("Can't support", "Oppose"),
        ("I don’t agree", "Oppose"),
        ("Not favourable", "Oppose"),
        ("Not in favour", "Oppose"),
        ("No, I do not support the proposal", "Oppose"),
        ("No I do not support the proposal", "Oppose"),
        ("1 - No", "Oppose"),
        ("Not fully supportive", None),
        ("It does not have my support", None),
        ("No objection", None),
        ("I do not object", None),
        ("Not opposed", None),
        ("Yes, with no changes", None),
        ("Support with no changes", None),
        ("No answer", None),
        ("No response", None),
    ],
)
def test_plain_words(given: str, plain: str | None) -> None:
    """None: what is denied is not plain, and the category stays as given."""
    assert plain_positions(pd.Series([given], dtype="string"))[0].tolist() == [plain or given]


def test_one_strange_category_keeps_all_as_given() -> None:
    given = pd.Series(["Yes", "Option B", pd.NA], dtype="string")
    kept, axis = plain_positions(given)
    assert axis == ["Option B", "Yes"]
    assert kept.equals(given)


def test_nobody_was_asked() -> None:
    assert plain_positions(pd.Series([pd.NA, pd.NA], dtype="string"))[1] == []
