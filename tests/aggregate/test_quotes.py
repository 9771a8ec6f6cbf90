from typing import Any

import numpy as np
import pandas as pd

from feedback_nlp.aggregate.figures import Rule
from feedback_nlp.aggregate.limits import Limits
from feedback_nlp.aggregate.published import publish
from feedback_nlp.aggregate.quotes import Left, Pick, _where
from feedback_nlp.aggregate.tally import tally
from tests.aggregate.consultations import Consultation, answered, areas, many

LINES = [f"The bus to the clinic never comes on day {chr(97 + i)} of the week." for i in range(26)]


def voices(n: int, start: int = 0, **who: Any) -> list[dict[str, Any]]:
    return [{"raises": ["A"], "text": LINES[(start + i) % 26], **who} for i in range(n)]


def quotes(people: list[dict[str, Any]], **options: Any) -> pd.DataFrame:
    return answered(people, "A", areas=areas("North", "South")).table("quotes", **options)


def test_exact_words_from_different_places_and_views() -> None:
    people = [
        *voices(40, area="North", type="Patient", position="Yes"),
        *voices(40, 13, area="South", type="Patient", position="Yes"),
        *voices(6, 5, area="South", type="Carer", position="No"),
    ]
    found = quotes(people)
    assert found["quote_id"].tolist() == ["Q001", "Q002", "Q003"]
    assert set(found["area"]) == {"North", "South"}
    assert set(found["respondent_type"]) == {"Patient", "Carer"}  # the few who oppose are heard
    assert all(text in LINES for text in found["text"])


def test_none_from_a_hidden_cell() -> None:
    people = [
        *voices(9, area="North", text="What is wrong here is the missing bus, again."),
        *voices(3, area="South", text="Nobody must read this about the southern bus."),
        *many(40, area="North"),
        *many(40, area="South"),
    ]
    assert quotes(people).empty  # North goes with South: the two counts hide one another
    assert len(quotes(people, threshold=1)) == 2


def test_none_without_consent() -> None:
    people = [
        *voices(20, area="North", consent="No", text="You must not print this about the bus."),
        *voices(20, area="North", consent="Yes", text="You may well print this about the bus."),
        *voices(20, area="North", text="Nobody said you may print this of the bus."),
    ]
    assert set(quotes(people)["text"]) == {"You may well print this about the bus."}


def test_none_from_a_campaign_and_one_from_each_respondent() -> None:
    letter = "We the undersigned demand the return of the bus."
    people = [
        *voices(20, area="North", campaign="C1", text=letter),
        {"area": "North", "raises": {"q1": ["A", "B"], "q2": ["A", "B"]}, "text": LINES[0]},
        *voices(9, area="North", text="Too short."),
    ]
    found = answered(people, "A", "B").table("quotes", threshold=1)
    assert list(found["text"]) == [LINES[0]]


def test_quotes_do_not_give_back_how_many_raise_it_in_their_own_words() -> None:
    """Three quotes where all but three of the answers are copies would say that it is three."""
    copies = [*voices(20, campaign="C1"), *many(17, campaign="C1")]
    few = answered([*voices(3), *copies], "A")
    assert few.table("themes")[["respondents", "unique_wording", "without_campaigns"]].to_numpy().tolist() == [
        [23, "[c]", "[c]"]
    ]
    assert few.table("quotes").empty
    # The few are those who raise it through copies alone: with 28 to 18, everybody sees that others raise it.
    through_copies = answered([*voices(26), *voices(2, campaign="C1"), *many(16, campaign="C1")], "A")
    assert through_copies.table("themes")[["respondents", "without_campaigns"]].to_numpy().tolist() == [[28, "[c]"]]
    assert len(through_copies.table("quotes")) == 3


def test_a_small_area_is_not_named_and_a_lone_type_is_not_either() -> None:
    people = [
        *voices(12, area="North", type="Patient"),
        *many(8, area="North", type="Patient"),
        *voices(40, area="South", type="Patient", text="Too short."),
        *voices(6, 3, area="South", type="Carer", text="Too short."),
        *voices(1, 4, area="South", type="Councillor"),
        *voices(5, 6, area="North", type="Councillor", text="Too short."),
        *many(4, area="North", type="Councillor"),
        *many(10, area="South", type="Patient"),
    ]
    found = quotes(people)
    assert set(zip(found["area"], found["respondent_type"], strict=True)) == {
        ("Not named", "Patient"),  # 29 answered in North: too few to name it
        ("South", "Not named"),  # the one councillor of South
    }


def test_row_order_changes_nothing() -> None:
    people = [*voices(40, area="North", type="Patient"), *voices(40, 13, area="South", type="Carer")]
    one = answered(people, "A")
    other = Consultation(
        one.answers.sample(frac=1, random_state=1), one.labels.sample(frac=1, random_state=2), one.themes, one.ledger
    )
    pd.testing.assert_frame_equal(one.table("quotes"), other.table("quotes"))


def test_none_of_a_tag_that_is_more_likely_wrong_than_right() -> None:
    one = answered([*voices(20, area="North"), *voices(20, 7, area="South")], "A")
    unsure = one.labels.assign(score=0.49)
    person = unsure.assign(source="person")
    tables = [Consultation(one.answers, labels, one.themes, one.ledger).table("quotes") for labels in (unsure, person)]
    assert [len(found) for found in tables] == [0, 3]
    assert len(Consultation(one.answers, one.labels.assign(score=0.5), one.themes, one.ledger).table("quotes")) == 3


def test_a_type_beside_a_quote_is_a_number_too() -> None:
    """That a carer of North raises it is only said where it is so in every twin that hides a count."""
    pick = Pick("R1/q1", "R1", "A", LINES[0], 0, 9, None, 0, 0)
    consultation = answered([*many(40, area="North", type="Carer", raises=["A"])], "A")
    counted = tally(
        consultation.answers,
        consultation.labels,
        consultation.themes,
        consultation.ledger,
        areas=None,
        responses=None,
        wording=[],
    )
    seen = publish(counted, Rule())
    assert seen.quotable.tolist() == [[[40]]]
    assert seen.present.tolist() == [[40]]
    for left in (Left(np.array([[1]]), np.array([[9]])), Left(np.array([[9]]), np.array([[1]]))):
        assert [_where(pick, counted, seen, Limits(), left) for _ in range(2)] == [
            ("North", "Carer"),
            ("North", "Not named"),
        ]


def test_it_is_not_promised_that_personal_details_were_replaced() -> None:
    """Whether they are is up to the consultation file, which this room does not know."""
    assert answered(voices(9), "A").summary().tables["quotes"].scope == (
        "Up to 3 for each theme, from different areas, kinds of respondents and points of view; nothing is changed but "
        "personal details that were replaced"
    )


def test_a_sentence_stands_under_one_theme_where_others_can_be_quoted() -> None:
    both = "Closing the ward means a long drive and nobody asked us."
    people = [
        {"area": "North", "raises": ["A"], "text": both},
        {"area": "North", "raises": ["B"], "text": f"I agree. {both.replace(' ', '  ')}"},
        *voices(5, area="North"),
        *many(40, area="North"),
        *({"area": "North", "raises": ["B"], "text": line} for line in LINES[20:25]),
    ]
    found = answered(people, "A", "B").table("quotes")
    assert found["code"].tolist() == ["A"] * 3 + ["B"] * 3
    assert [both in " ".join(text.split()) for text in found["text"]] == [True, *[False] * 5]


def test_a_sentence_stands_twice_where_nothing_else_can_be_quoted() -> None:
    people = [
        *({"area": "North", "raises": [code], "text": LINES[0]} for code in "ABABAB"),
        *many(40, area="North"),
    ]
    found = answered(people, "A", "B").table("quotes", threshold=1)
    assert found[["code", "text"]].to_numpy().tolist() == [["A", LINES[0]], ["B", LINES[0]]]


def test_a_theme_with_one_quotable_sentence_has_it_to_itself() -> None:
    """The theme that more people raise has others, and would be asked first."""
    people = [
        *({"area": "North", "raises": ["A"], "text": line} for line in LINES[:9]),
        *({"area": "North", "raises": ["B"], "text": text} for text in [LINES[0], *["Too short."] * 5]),
    ]
    found = answered(people, "A", "B").table("quotes", threshold=1)
    assert found[["code", "text"]].to_numpy().tolist() == [
        ["A", LINES[1]],
        ["A", LINES[2]],
        ["A", LINES[3]],
        ["B", LINES[0]],
    ]
