import logging
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from feedback_nlp.columns import STATES, check
from feedback_nlp.errors import DataError
from feedback_nlp.prepare import prepare


def tables(*rows: dict) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return responses and ledger; each row gives what differs from an ordinary answer."""
    responses = pd.DataFrame(
        [
            {
                "response_id": f"p{i}/q", "respondent_id": f"p{i}", "question": "q", "area": "Grays",
                "respondent_type": pd.NA, "position": pd.NA, "submitted": pd.NA, "consent": pd.NA,
                "channel": "web", "text_raw": "Keep it local.",
                "source_file": "f.csv", "source_row": i + 2, "age": "65+",
            } | row
            for i, row in enumerate(rows)
        ]
    )  # fmt: skip
    responses = check(responses, "responses") if len(responses) else responses
    ledger = responses[["source_file", "source_row", "respondent_id", "question"]].assign(
        state="analysed", reason=pd.NA
    )
    return responses, ledger


LONG = "The walk-in centre must stay open in the evening because the buses stop at six."


def test_every_row_ends_in_one_state_with_its_reason() -> None:
    responses, ledger = tables(
        {"text_raw": "Ring me on 07700 900123_x000D_"},
        {"text_raw": pd.NA},
        {"text_raw": "N/A"},
        {"text_raw": "as above"},
        {"text_raw": "[unreadable]"},
        {"text_raw": LONG, "submitted": "2020-03-01 10:00"},
        {"text_raw": LONG, "submitted": "2020-03-01 10:05"},
        {"text_raw": "Late but heartfelt", "submitted": "2020-06-01"},
        {"text_raw": "Please keep it", "consent": "I do not consent to my response being analysed"},
        {"text_raw": "Do not quote me on this", "consent": "No"},
    )
    extra = ledger.iloc[[0]].assign(source_row=99, state="excluded", reason="preview row")
    done = prepare(responses, pd.concat([ledger, extra]), closed=date(2020, 4, 10), enforce_dates=True)
    assert done.ledger["state"].to_list() == [
        "analysed", "blank", "non_answer", "refers_elsewhere", "unreadable", "analysed", "duplicate",
        "excluded", "excluded", "analysed", "excluded",
    ]  # fmt: skip
    assert done.ledger["reason"].to_list()[6:9] == [
        "same submission as respondent p5",
        "submitted outside the dates of the consultation",
        "consent to analysis withheld",
    ]
    assert done.ledger["reason"].to_list()[-1] == "preview row"
    assert set(done.ledger["state"]) <= set(STATES)
    assert done.answers["response_id"].to_list() == ["p0/q", "p5/q", "p9/q"]
    assert done.answers["text"].to_list()[0] == "Ring me on [phone]"
    assert done.answers["n_redactions"].to_list() == [1, 0, 0]
    assert done.redactions.to_dict("records") == [
        {"response_id": "p0/q", "kind": "phone", "start": 11, "end": 18, "source": "phone"}
    ]
    assert "age" in done.answers.columns
    assert "text_raw" not in done.answers.columns


@pytest.mark.parametrize(
    ("consent", "state"),
    [
        ("I do not want my response to be analysed", "excluded"),
        ("I don't want my response to be analysed", "excluded"),
        ("I don’t consent to you using my response", "excluded"),
        ("I do not consent to my data being used", "excluded"),
        ("I consent to my data being used", "analysed"),
        ("I don't mind my data being used", "analysed"),
        ("I have no objection to my response being analysed", "analysed"),
        ("No personal details will be kept, and I agree to my data being used", "analysed"),
        ("I agree to be counted but do not include my comments in the analysis", "excluded"),
        ("I consent to storage but not to analysis of my answers", "excluded"),
        ("I do not think I agree to my data being processed", "excluded"),
        ("I don't want my name used", "analysed"),
        ("Refused: Yes", "analysed"),
        ("Unclear: Yes, you may use my answers, keep including me in the process", "analysed"),
        ("Refused: I do not want my response to be used publicly", "analysed"),
        ("Refused: Do not include my comments word for word, they are confidential", "analysed"),
        ("Refused: I do not want my response to be analysed", "excluded"),
    ],
)
def test_consent_to_analysis(consent: str, state: str) -> None:
    responses, ledger = tables({"consent": consent})
    assert prepare(responses, ledger).ledger["state"].to_list() == [state]


@pytest.mark.parametrize("redact", [True, False])
def test_people_of_different_types_are_not_one_though_redaction_makes_them_alike(redact: bool) -> None:
    responses, ledger = tables(
        {"text_raw": LONG, "submitted": "2020-03-01 10:00", "respondent_type": "Other: school governor"},
        {"text_raw": LONG, "submitted": "2020-03-01 10:05", "respondent_type": "Other: parish clerk"},
    )
    assert prepare(responses, ledger, redact=redact).ledger["state"].to_list() == ["analysed", "analysed"]


def test_who_sends_again_on_the_opening_day_counts_once() -> None:
    responses, ledger = tables(
        {"text_raw": LONG, "submitted": "2020-02-16 23:55"},
        {"text_raw": LONG, "submitted": "2020-02-17 00:05"},
    )
    done = prepare(responses, ledger, opened=date(2020, 2, 17), enforce_dates=True)
    assert done.ledger["state"].to_list() == ["excluded", "analysed"]


def test_late_forms_count_unless_dates_are_enforced() -> None:
    responses, ledger = tables({"submitted": "2020-06-01"})
    assert len(prepare(responses, ledger, closed=date(2020, 4, 10)).answers) == 1


def test_row_order_does_not_matter() -> None:
    responses, ledger = tables(*({"text_raw": f"{LONG} {i % 3}", "area": f"A{i % 2}"} for i in range(12)))
    done = prepare(responses, ledger)
    again = prepare(responses.sample(frac=1, random_state=1), ledger.sample(frac=1, random_state=2))
    for name in ("answers", "segments", "redactions", "campaigns", "own_words"):
        assert getattr(again, name).equals(getattr(done, name)), name
    assert done.campaigns["copies"].to_list() == [12] or done.campaigns["copies"].to_list() == [4, 4, 4]


def test_wording_decides_on_a_bare_no() -> None:
    responses, ledger = tables({"text_raw": "No"})
    assert len(prepare(responses, ledger).answers) == 1
    assert prepare(responses, ledger, wording={"q": "Any other comments?"}).ledger["state"].to_list() == ["non_answer"]


def test_redaction_can_be_left_out() -> None:
    responses, ledger = tables({"text_raw": "07700 900123"})
    assert prepare(responses, ledger, redact=False).answers["text"].to_list() == ["07700 900123"]


def test_no_rows() -> None:
    responses, ledger = tables({})
    done = prepare(responses.iloc[:0], ledger.iloc[:0])
    assert [len(t) for t in (done.answers, done.segments, done.ledger, done.redactions, done.campaigns)] == [0] * 5


def test_a_response_outside_the_ledger_is_an_error_without_its_words() -> None:
    responses, ledger = tables({"text_raw": "secret words"}, {})
    with pytest.raises(DataError, match="1 responses have no row in the ledger") as error:
        prepare(responses, ledger.iloc[1:])
    assert "secret" not in str(error.value)


def test_nothing_written_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    responses, ledger = tables({"text_raw": "CANARY my card 4111 1111 1111 1111 and canary@example.org"})
    prepare(responses, ledger)
    assert "canary" not in caplog.text.casefold()
    assert "4111" not in caplog.text


def test_friends_and_family_adds_up(shared_data: Path) -> None:
    raw = pd.read_csv(shared_data / "nhs_fft/v6framework_230831.csv", dtype=str, keep_default_na=False).head(1500)
    responses, ledger = tables(*({"text_raw": text or pd.NA} for text in raw["FFT answer"]))
    done = prepare(responses, ledger)
    assert len(done.ledger) == 1500
    assert len(done.answers) == (done.ledger["state"] == "analysed").sum()
