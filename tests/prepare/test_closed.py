import pandas as pd

from feedback_nlp import columns
from feedback_nlp.prepare.closed import redact_closed


def responses(types: list[str | None]) -> pd.DataFrame:
    rows = columns.empty("responses").reindex(range(len(types)))
    ids = [f"R{i}" for i in range(len(types))]
    return columns.check(
        rows.assign(
            response_id=ids, respondent_id=ids, question="q", respondent_type=types, source_file="a.csv", source_row=1
        ),
        "responses",
    )


def test_what_one_person_typed_is_redacted_and_options_of_the_form_stay() -> None:
    given = responses(["Mail a.b@example.org"] * 5 + ["Carer - ring 07700 900123", None, "Resident"])
    assert redact_closed(given)["respondent_type"].tolist() == (
        ["Mail a.b@example.org"] * 5 + ["Carer - ring [phone]", pd.NA, "Resident"]
    )


def test_places_stay() -> None:
    given = responses([None]).assign(area="Stanley")
    assert redact_closed(given, places=["Stanley"])["area"].tolist() == ["Stanley"]


def test_no_rows_give_no_rows() -> None:
    assert len(redact_closed(columns.empty("responses"))) == 0
