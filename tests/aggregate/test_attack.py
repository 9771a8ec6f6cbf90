"""No arithmetic over all that a run publishes brings a hidden count back."""

import os
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from feedback_nlp.summary import Summary
from tests.aggregate.attack import certain, found, read
from tests.aggregate.consultations import Consultation, answered, areas, drawn, many

SOAK = int(os.environ.get("FEEDBACK_NLP_SOAK", "0"))
"""Consultations to draw in the long form (`make soak`)."""

small_consultations = st.builds(
    drawn,
    st.integers(0, 2**32 - 1),
    n=st.sampled_from([1, 3, 6, 12, 25, 40, 80]),
    n_themes=st.integers(1, 5),
    n_areas=st.integers(1, 5),
    n_types=st.integers(1, 4),
    n_questions=st.integers(1, 3),
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
    truth = consultation.summary(threshold=1)
    return found(consultation.summary(rounding=rounding), truth, rounding=rounding)


@settings(drawing, max_examples=12)
@given(small_consultations, st.booleans())
def test_nothing_is_found_in_random_small_consultations(consultation: Consultation, rounding: bool) -> None:
    assert attacked(consultation, rounding=rounding) == []


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="long: set FEEDBACK_NLP_SOAK to the number of consultations to draw")
@settings(drawing, max_examples=max(SOAK, 1))
@given(small_consultations, st.booleans())
def test_nothing_is_found_in_thousands(consultation: Consultation, rounding: bool) -> None:
    assert attacked(consultation, rounding=rounding) == []


def test_an_area_whose_people_are_one_type_does_not_give_its_cell_away() -> None:
    # "Paper forms" all come from East: the cell of the type is the cell of the area, wherever it is printed.
    people = [
        *many(20, area="North", type="Patient", raises="A"),
        *many(30, area="North", type="Patient"),
        *many(20, area="West", type="Patient", raises="A"),
        *many(12, area="East", type="Paper"),
        *many(3, area="East", type="Paper", raises="A"),
    ]
    consultation = answered(people, "A", areas=areas("North", "West", "East"))
    assert attacked(consultation) == []
    by_type = consultation.table("themes_by_type").set_index("respondent_type")["respondents"]
    assert by_type.to_dict() == {"Paper": "[c]", "Patient": "[c]"}


def test_that_nobody_of_a_type_lives_in_an_area_counts_as_known() -> None:
    # All of North are staff, and staff live nowhere else: their count, if shown, is that of North, and gives South.
    people = [
        *many(30, area="North", type="Staff", raises="A"),
        *many(3, area="South", type="Patient", raises="A"),
        *many(30, area="South", type="Carer"),
        *many(40, area="East", type="Patient"),
    ]
    assert attacked(answered(people, "A", areas=areas("North", "South", "East"))) == []


def test_the_attack_finds_what_small_numbers_alone_would_leave() -> None:
    """A check of the attack: with only the small counts hidden, it brings them back."""
    people = [*many(9, area="North", raises="A"), *many(3, area="South", raises="A"), *many(20, area="South")]
    consultation = answered(people, "A", areas=areas("North", "South"))
    truth = consultation.summary(threshold=1)
    naive = _only_small_counts_hidden(truth, ["themes_by_area"])
    assert any("A / South is 3" in line for line in found(naive, truth))
    assert found(consultation.summary(), truth) == []


def test_the_attack_finds_a_count_that_another_table_gives_away() -> None:
    people = [
        *many(9, area="North", type="Patient", raises="A"),
        *many(3, area="South", type="Carer", raises="A"),
        *many(9, area="South", type="Carer"),
    ]
    consultation = answered(people, "A", areas=areas("North", "South"))
    summary, truth = consultation.summary(), consultation.summary(threshold=1)
    # Hidden by area and not by type: Carers are all in South.
    half = replace(summary, tables=summary.tables | {"themes_by_type": truth.tables["themes_by_type"]})
    assert any("A / South is 3" in line for line in found(half, truth))


def test_no_figure_stands_beside_a_hidden_count() -> None:
    for seed in range(3):
        summary = drawn(seed, n=120, n_themes=6, n_areas=4).summary()
        for name in ("themes_by_area", "themes_by_type"):
            frame = summary.tables[name].frame
            hidden = frame[frame["respondents"] == "[c]"]
            rest = ["share", "lower", "upper", "rest_share", "difference", "difference_lower", "difference_upper"]
            rest += ["index", "p", "adjusted_p", "significance", "finding"]
            assert len(hidden)
            assert (hidden[rest] == "[c]").all(axis=None)


def test_figures_are_worked_out_from_published_counts_alone() -> None:
    """Two consultations that publish the same counts publish the same everything else."""
    summary = drawn(5, n=200, n_themes=5, n_areas=3, missing=0.05).summary()
    frame = summary.tables["themes_by_area"].frame
    total = summary.tables["themes"].frame.set_index("code")["respondents"]
    everybody = summary.facts["respondents"]
    shown = frame[frame["rest_share"].map(lambda value: isinstance(value, float))]
    assert len(shown)
    rest = [(total[row.code] - row.respondents) / (everybody - row.base) for row in shown.itertuples()]
    assert np.allclose(shown["rest_share"].astype(float), rest, atol=1e-6)


def test_the_example_gives_nothing_away(example: pd.Series) -> None:
    gold = pd.read_csv(example / "gold.csv", dtype="string")
    responses = pd.read_csv(example / "responses.csv", dtype="string").set_index("Response ID")
    codes = sorted(pd.read_csv(example / "codeframe.csv", dtype="string")["code"])
    raised = gold[gold["code"] != "NONE"].groupby(["respondent_id", "question"])["code"].agg(list)
    people = []
    for person, row in responses.iterrows():
        own = raised[raised.index.get_level_values(0) == person]
        if len(own):
            about = {"area": row.iloc[1], "type": row.iloc[2], "position": row.iloc[3]}
            people.append({"id": person, **about, "raises": {question: own for (_, question), own in own.items()}})
    consultation = answered(people, *codes)
    assert attacked(consultation) == []


def _only_small_counts_hidden(truth: Summary, names: list[str]) -> Summary:
    tables = dict(truth.tables)
    for name in names:
        frame = tables[name].frame.copy()
        small = frame["respondents"].map(lambda n: 0 < n < 5)
        frame.loc[small, "respondents"] = "[c]"
        tables[name] = replace(tables[name], frame=frame)
    return replace(truth, tables=tables)


def test_the_attack_names_what_it_finds() -> None:
    people = [*many(9, area="North", raises="A"), *many(3, area="South", raises="A"), *many(20, area="South")]
    truth = answered(people, "A").summary(threshold=1)
    naive = _only_small_counts_hidden(truth, ["themes_by_area"])
    assert certain(read(naive)) == {("theme", "A", "South"): 3}
