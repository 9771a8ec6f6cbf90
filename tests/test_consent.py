import pandas as pd
import pytest

from feedback_nlp import columns as c
from feedback_nlp.aggregate.evidence import without_counts
from feedback_nlp.consent import may_be_quoted, said_of_channels, understood, with_every_refusal
from feedback_nlp.read.leave import said_of_heading


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
        "-1",
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
        "Refused: Yes",
        "Unclear: Yes",
        "Yes, in confidence",
        "Yes, I mind being quoted",
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


def answered(*rows: tuple[str, str | None, str]) -> pd.DataFrame:
    """Return responses: respondent, consent, channel."""
    return pd.DataFrame(rows, columns=[c.RESPONDENT_ID, c.CONSENT, c.CHANNEL], dtype="string")


def test_how_it_was_understood_counts_each_respondent_once_and_leaves_out_who_was_not_asked() -> None:
    responses = answered(
        ("a", "Yes", "web"), ("a", "Yes", "web"), ("b", "Yes", "web"), ("c", None, "web"), ("d", "Refused: Yes", "web"),
        ("e", None, "paper"),
    )  # fmt: skip
    assert understood(responses).fillna("blank").values.tolist() == [
        ["Yes", True, 2], ["Refused: Yes", False, 1], ["blank", False, 1],
    ]  # fmt: skip
    assert understood(answered(("e", None, "paper"))).empty


def test_a_channel_where_nobody_gives_leave_is_said_whatever_the_order_of_the_rows() -> None:
    responses = answered(
        ("a", "Yes", "web"), ("b", "No", "web"), ("c", "2", "phone"), ("d", None, "phone"), ("e", None, "letters"),
        ("f", "No", "paper"),
    )  # fmt: skip
    said = (
        "nobody is quoted, since nothing that was answered about consent gives leave to quote. If people meant to give "
        "it, say what each answer means under [sources.recode.consent]."
    )
    for rows in (responses, responses[::-1]):
        assert said_of_channels(rows) == (f'Channel "paper": {said}', f'Channel "phone": {said}')
    assert said_of_channels(responses.iloc[:2]) == ()


def test_what_is_said_of_consent_is_published_as_it_stands() -> None:
    cells = pd.Series(["Unclear: Yes"], dtype="string")
    for heading in ('Q12. I do "not" wish to be quoted', "Q3. May we quote you? Tick if not"):
        (note,) = said_of_heading(heading, cells, blanks_are_named=False)
        assert without_counts(f"paper 2.csv: {note}") == f"paper 2.csv: {note}"
    (note,) = said_of_channels(answered(("a", "No", "phase 2")))
    assert without_counts(note) == note


def test_who_refuses_in_one_answer_refuses_in_all() -> None:
    rows = [
        ("R1", "web", "Yes"),
        ("R1", "paper", "Do not quote me"),
        ("R2", "web", "Yes"),
        ("R3", "post", None),
        ("R1", "post", None),
        ("R1", "web", None),
    ]
    responses = pd.DataFrame(rows, columns=[c.RESPONDENT_ID, c.CHANNEL, c.CONSENT], dtype="string")
    changed = with_every_refusal(responses)
    assert changed[c.CONSENT].fillna("").tolist() == ["Do not quote me", "Do not quote me", "Yes", "", "", ""]
    # Nobody was asked in letters that came by post: a refusal elsewhere does not make it look as if they had been.
    assert may_be_quoted(changed[c.CONSENT], changed[c.CHANNEL]).tolist() == [False, False, True, True, True, False]
