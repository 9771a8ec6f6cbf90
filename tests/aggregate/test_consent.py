import pandas as pd

from feedback_nlp.aggregate.consent import may_be_quoted


def test_only_a_plain_yes_where_it_was_asked() -> None:
    given = {
        "Yes": True,
        "yes, without my name": True,
        "I agree": True,
        "No": False,
        "no thank you": False,
        "I do not consent": False,
        "Don't quote me": False,
        "perhaps": False,
        None: False,
    }
    consent = pd.Series(list(given), dtype="string")
    assert may_be_quoted(consent, pd.Series(["web"] * len(given), dtype="string")).tolist() == list(given.values())


def test_where_nobody_was_asked_words_may_be_quoted() -> None:
    consent = pd.Series(["No", pd.NA, pd.NA, pd.NA], dtype="string")
    channel = pd.Series(["web", "web", "paper", pd.NA], dtype="string")
    assert may_be_quoted(consent, channel).tolist() == [False, False, True, True]
