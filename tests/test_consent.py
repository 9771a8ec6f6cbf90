import pandas as pd
import pytest

from feedback_nlp.consent import may_be_quoted


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


@pytest.mark.parametrize(
    "refusal",
    [
        "You cannot quote me",
        "You can't publish my response",
        "You can’t publish my response",
        "Please dont quote me",
        "I donÕt want to be quoted",
        "donâ€™t quote me",
        "don&rsquo;t quote me",
        "don''t quote me",
        "Do'nt quote me",
        "Donot quote me",
        "Consent revoked",
        "I retract my consent",
        "I would hate to be quoted",
        "I am against being quoted",
        "Nope (my boss can see this)",
        "Without my consent",
        "I consent to counting only",
        "❌ consent",
        "☐ Yes",
        "[ ] I consent",
        "I donʼt agree to be quoted",
        "I'd rather you didn't quote me",
        "I wouldn't want to be quoted",
        "I never agreed to this",
        "Opt out of being quoted",
        "Nobody may quote me",
        "None of my comments may be published",
        "Refusal to publish",
        "Declined",
        "Unwilling to be quoted",
        "Yes, but not my name",
        "You may read it, but keep it confidential",
    ],
)
def test_any_doubt_is_a_no(refusal: str) -> None:
    web = pd.Series(["web", "web", "web"], dtype="string")
    consent = pd.Series(["I consent", refusal, "I want to be quoted"], dtype="string")
    assert may_be_quoted(consent, web).tolist() == [True, False, True]


def test_where_nobody_was_asked_words_may_be_quoted() -> None:
    consent = pd.Series(["No", pd.NA, pd.NA, pd.NA], dtype="string")
    channel = pd.Series(["web", "web", "paper", pd.NA], dtype="string")
    assert may_be_quoted(consent, channel).tolist() == [False, False, True, True]
