"""No hidden count is the same in every set of people that would publish these figures."""

import os
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.aggregate.consultations import Consultation, answered, areas, drawn, frame, many
from tests.aggregate.microdata import Worlds
from tests.aggregate.microdata_search import Solver, found
from tests.aggregate.skewed import skewed

SOAK = int(os.environ.get("FEEDBACK_NLP_SOAK", "0"))
seeds = st.integers(0, 2**32 - 1)
small = st.builds(
    drawn,
    seeds,
    n=st.sampled_from([1, 3, 6, 12, 25, 40, 80]),
    n_themes=st.integers(1, 4),
    n_areas=st.integers(1, 4),
    n_types=st.integers(1, 3),
    n_questions=st.integers(1, 2),
    n_channels=st.integers(1, 2),
    n_campaigns=st.integers(0, 2),
    missing=st.sampled_from([0, 0.05, 0.3]),
    positions=st.booleans(),
    listed=st.booleans(),
)
drawing = settings(
    deadline=None, suppress_health_check=list(HealthCheck), derandomize=not SOAK, database=None, phases=[Phase.generate]
)


def attacked(consultation: Consultation, *, rounding: bool = False) -> list[str]:
    summary = consultation.summary(rounding=rounding)
    told = consultation.told_apart_as_in(summary)
    return found(summary, told.summary(threshold=1), rounding=rounding, asked=told.asked())


@settings(drawing, max_examples=8)
@given(small | st.builds(skewed, seeds, most_questions=st.just(2)), st.booleans())
def test_nothing_is_found_in_small_and_skewed_consultations(consultation: Consultation, rounding: bool) -> None:
    assert attacked(consultation, rounding=rounding) == []


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="long: set FEEDBACK_NLP_SOAK to the number of consultations to draw")
@settings(drawing, max_examples=max(SOAK, 1))
@given(small | st.builds(skewed, seeds), st.booleans())
def test_nothing_is_found_in_thousands(consultation: Consultation, rounding: bool) -> None:
    assert attacked(consultation, rounding=rounding) == []


def test_where_every_answer_raises_a_theme_everybody_does() -> None:
    raises = {"q0": ["A"], "q1": ["A"]}
    people = [*many(3, area="North", raises=raises), *many(9, area="South", raises=raises), *many(20, raises=raises)]
    consultation = answered(people, "A", areas=areas("North", "South"))
    assert attacked(consultation) == []
    # All 32 raise it in all 64 answers: that is no secret of anybody, but a hidden total must not be found.
    truth = consultation.summary(threshold=1)
    hidden = truth.tables["themes"].frame.assign(
        **dict.fromkeys(["respondents", "unique_wording", "without_campaigns", "machine_share"], "[c]")
    )
    quotes = replace(truth.tables["quotes"], frame=truth.tables["quotes"].frame[:0])
    tables = truth.tables | {"themes": replace(truth.tables["themes"], frame=hidden), "quotes": quotes}
    for name in ("themes_by_area", "themes_by_type"):
        tables[name] = replace(truth.tables[name], frame=truth.tables[name].frame.assign(respondents="[c]"))
    assert "theme / A is 32" in found(replace(truth, tables=tables), truth, asked=2)


def test_more_people_than_one_letter_has_copies_are_behind_two() -> None:
    people = [*many(12, raises=["A"], campaign="C1"), *many(9, raises=["A"], campaign="C2"), *many(30, raises=[])]
    assert attacked(answered(people, "A")) == []


def of_letters(*copies: int) -> pd.DataFrame:
    names = [f"C{n}" for n in range(1, len(copies) + 1)]
    return pd.DataFrame(
        {"campaign_id": names, "kind": "identical", "copies": copies, "own_words": 0, "wording": "Dear"}
    )


def test_copies_of_identical_letters_are_not_found_through_their_themes() -> None:
    # A letter of five raises A and one of four raises nothing: 11 respondents, 6 without campaigns, one letter.
    people = [*many(6, raises=["B"], campaign="C1"), *many(5, raises=["A"], campaign="C2"), *many(4, campaign="C3")]
    people += [*many(6, raises=["A"]), *many(30, raises=["B"])]
    consultation = answered(people, "A", "B", campaigns=of_letters(6, 5, 4))
    assert attacked(consultation) == []
    summary = consultation.summary()
    assert summary.tables["campaigns"].frame["copies"].tolist() == [6, "[c]", "[c]"]
    # Not only "five and four, whichever is which".
    worlds = Worlds(summary)
    others = [(worlds.named["copies", "C2"], copies, copies) for copies in (3, 6)]
    assert any(Solver(worlds).world({}, [other]) is not None for other in others)


def test_who_raises_a_theme_in_other_words_is_not_found_through_an_identical_letter() -> None:
    # Fourteen raise A, and only five wrote no copy: some copies raise it, so all twelve do, so two others do.
    people = [*many(12, raises=["A"], campaign="C1"), *many(2, raises=["A"]), *many(3)]
    consultation = answered(people, "A", campaigns=of_letters(12))
    assert attacked(consultation) == []
    assert consultation.table("campaigns")["copies"].tolist() == [12]


def test_what_is_identical_is_told_where_nothing_follows() -> None:
    people = [*many(12, raises=["A"], campaign="C1"), *many(9, raises=["A"]), *many(9)]
    consultation = answered(people, "A", campaigns=of_letters(12))
    assert attacked(consultation) == []
    assert consultation.table("campaigns")["kind"].tolist() == ["identical"]
    assert consultation.table("campaigns", rounding=True)["kind"].tolist() == ["[c]"]


def test_types_that_are_all_of_one_channel_give_nothing_away() -> None:
    # Who is of no known type has no analysed answer: so the two non-answers, of known types, came by the web.
    raises = {"q0": ["A"], "q1": []}
    one = answered([*many(16, type="Patient", raises=raises), *many(9, type="Carer", raises=raises)], "A")
    ledger = list(one.ledger.itertuples(index=False, name=None))
    set_aside = {2 * who: "non_answer" if who in (0, 16) else "blank" for who in (*range(7), *range(16, 23))}
    for row, state in set_aside.items():
        ledger[row] = (*ledger[row][:4], state, pd.NA)
    ledger += [("f.csv", 99 + i, f"S{i}", q, "blank", pd.NA) for i in range(4) for q in ("q0", "q1")]
    consultation = replace(one, answers=one.answers.drop(index=list(set_aside)), ledger=frame("LEDGER", ledger))
    consultation = replace(
        consultation, labels=one.labels[one.labels["response_id"].isin(consultation.answers["response_id"])]
    )
    assert attacked(consultation) == []
