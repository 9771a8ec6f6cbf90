"""No arithmetic over all that a run publishes brings a hidden count back."""

import os
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from feedback_nlp.summary import Summary
from tests.aggregate.attack import certain
from tests.aggregate.consultations import Consultation, answered, areas, drawn, many
from tests.aggregate.reader import found, read

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
    summary = consultation.summary(rounding=rounding)
    assert summary.tables["qa_log"].frame["result"].iloc[-1] == "pass"
    told = consultation.told_apart_as_in(summary)
    truth = told.summary(threshold=1)
    return found(summary, truth, rounding=rounding, asked=told.asked(), mentions=told.mentions())


@settings(drawing, max_examples=5)
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


def test_rows_that_say_too_much_are_withheld() -> None:
    # Six answers from six types of people: one from each, whatever is hidden in these rows.
    consultation = answered([{"type": f"Type {i}", "area": "North", "raises": ["A"]} for i in range(6)], "A")
    assert attacked(consultation) == []
    summary = consultation.summary()
    assert summary.tables["respondent_types"].frame.empty
    assert summary.tables["responses"].frame["respondent_type"].tolist() == ["All types"]
    assert summary.tables["areas"].frame[["area", "respondents"]].to_numpy().tolist() == [["North", 6]]
    assert "Results by respondent type are withheld" in summary.notes["suppression"]


def test_without_areas_nothing_is_said_of_their_differences() -> None:
    consultation = answered([{"area": f"Area {i}", "raises": ["A"]} for i in range(6)], "A")
    assert attacked(consultation) == []
    summary = consultation.summary()
    assert summary.facts["areas"] == 0
    assert summary.facts["areas_differ"].startswith("Results by area are withheld")


@pytest.mark.parametrize("rounding", [False, True])
@pytest.mark.parametrize("n", [1, 2, 4])
def test_hardly_anybody_responded(n: int, rounding: bool) -> None:
    consultation = answered(many(n, area="North", type="Patient", position="Yes", raises=["A"]), "A", "B")
    assert attacked(consultation, rounding=rounding) == []
    assert consultation.summary(rounding=rounding).facts["respondents"] == "[c]"


def test_a_nought_hides_a_small_area_and_what_is_raised_there() -> None:
    # West is empty and hidden beside South: that nobody raises A there is known only as long as nobody is there.
    people = [
        *many(60, area="North", raises=["A"]),
        *many(2, area="South", raises=["A"]),
        *many(1, area="South"),
        *many(50, area="East"),
    ]
    consultation = answered(people, "A", "B", areas=areas("North", "South", "East", "West"))
    assert attacked(consultation) == []
    summary = consultation.summary()
    bases = summary.tables["areas"].frame.set_index("area")["respondents"].to_dict()
    assert bases == {"North": 60, "South": "[c]", "East": 50, "West": "[c]"}
    raised = summary.tables["themes_by_area"].frame.set_index(["code", "area"])["respondents"]
    assert raised["A"].to_dict() == {"North": 60, "South": "[c]", "East": "[c]", "West": "[c]"}
    # Nobody at all raises B, which is shown, and therefore nobody there.
    assert set(raised["B"]) == {0}


def test_a_theme_that_everybody_raises_leaves_room_for_twins() -> None:
    # Nobody can move from one area to another without their theme.
    people = [*many(4, area="North", raises=["A"]), *many(9, area="South", raises=["A"]), *many(30, area="East")]
    people[13:] = many(30, area="East", raises=["A"])
    consultation = answered(people, "A")
    assert attacked(consultation) == []
    assert consultation.table("areas")["respondents"].tolist() == [30, "[c]", "[c]"]
    # One more in North and one fewer in South, who both raise it, is a twin: no need to hide that all 43 do.
    assert consultation.table("themes")["respondents"].tolist() == [43]


def test_copies_word_for_word_are_not_found_either() -> None:
    people = [*many(12, area="North", raises=["A"], campaign="C1"), *many(30, area="North")]
    details = pd.DataFrame({"campaign_id": ["C1"], "kind": ["personalised"], "copies": [12], "own_words": [10]})
    found_ = answered(people, "A").table("campaigns", campaigns=details)
    assert found_[["copies", "own_words"]].to_numpy().tolist() == [[12, "[c]"]]


def test_the_attack_finds_what_small_numbers_alone_would_leave() -> None:
    """A check of the attack: with only the small counts hidden, it brings them back."""
    people = [*many(9, area="North", raises="A"), *many(3, area="South", raises="A"), *many(20, area="South")]
    consultation = answered(people, "A", areas=areas("North", "South"))
    truth = consultation.summary(threshold=1)
    naive = _only_small_counts_hidden(truth, ["themes_by_area"])
    assert any("A / area / South is 3" in line for line in found(naive, truth))
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
    assert any("A / area / South is 3" in line for line in found(half, truth))


def test_no_figure_stands_beside_a_hidden_count() -> None:
    summary = drawn(0, n=120, n_themes=6, n_areas=4).summary()
    for name in ("themes_by_area", "themes_by_type"):
        frame = summary.tables[name].frame
        hidden = frame[frame["respondents"] == "[c]"]
        rest = ["share", "lower", "upper", "rest_share", "difference", "difference_lower", "difference_upper"]
        rest += ["index", "p", "adjusted_p", "significance", "finding"]
        assert len(hidden)
        assert (hidden[rest] == "[c]").all(axis=None)


def nobody(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return, for each row, what is printed for everybody: of the theme where there are themes."""
    if "code" in frame:
        return frame.groupby("code")[column].transform(lambda given: 0 if (given == 0).all() else 1)
    return pd.Series([frame[column].iloc[0]] * len(frame), frame.index)


@pytest.mark.parametrize("rounding", [False, True])
@pytest.mark.parametrize("seed", [0, 3])
def test_nothing_stands_beside_a_hidden_base(seed: int, rounding: bool) -> None:
    """What nobody in an area of two raises is what those two think."""
    summary = drawn(seed, n=30, n_themes=4, n_areas=5, n_types=3, missing=0.05).summary(rounding=rounding)
    for name, base, figures in (
        ("themes_by_area", "base", ["respondents", "share", "rest_share", "finding", "reliability"]),
        ("themes_by_type", "base", ["respondents", "share", "rest_share", "finding", "reliability"]),
        ("themes_by_question", "base", ["answers", "share", "reliability"]),
        ("respondent_types", "base", ["share"]),
        ("level_of_support", "base", ["support", "oppose", "not_sure", "prevailing_view"]),
        ("responses", "received", ["blank", "duplicate", "excluded", "analysed", "of_which_campaign"]),
    ):
        frame = summary.tables[name].frame
        figures = [column for column in figures if column in frame]
        beside = frame.loc[frame[base] == "[c]", figures]
        # But where it is a nought for everybody, which is shown: then it is known, and says nothing of the group.
        assert ((beside == "[c]") | (beside == 0)).all(axis=None), name
        for column in figures:
            nought = beside[column].index[beside[column] == 0]
            assert (nobody(frame, column).loc[nought] == 0).all(), (name, column)
    areas_hidden = set(summary.tables["areas"].frame.query("respondents == '[c]'")["area"])
    assert areas_hidden
    for name in ("respondent_types", "level_of_support"):
        frame = summary.tables[name].frame
        of_area = frame[frame["area"].isin(areas_hidden)].drop(columns=["area", "respondent_type"])
        assert ((of_area == "[c]") | (of_area == frame[of_area.columns].iloc[0]) & (of_area == 0)).all(axis=None), name
    types = summary.tables["respondent_types"].frame
    hidden_cells = set(types[types["respondents"] == "[c]"][["area", "respondent_type"]].itertuples(index=False))
    support = summary.tables["level_of_support"].frame
    of_cell = support[[cell in hidden_cells for cell in support[["area", "respondent_type"]].itertuples(index=False)]]
    of_cell = of_cell.drop(columns=["area", "respondent_type"])
    assert ((of_cell == "[c]") | (support[of_cell.columns].iloc[0] == 0) & (of_cell == 0)).all(axis=None)


def test_the_number_of_respondents_is_no_companion() -> None:
    # Rows over questions give it, and with it any other count that is hidden behind it.
    people = [
        *many(1, area="A", type="Resident", raises={"q0": ["A"], "q1": []}),
        *many(27, area="B", type="Resident", raises={"q0": [], "q1": ["A"]}),
        *many(2, area="B", type="Carer", raises={"q0": [], "q1": []}),
    ]
    consultation = answered(people, "A")
    assert consultation.summary().facts["respondents"] == 30
    assert attacked(consultation) == []


def test_the_attack_divides_rows_by_questions() -> None:
    people = [*many(30, area="B", type="Resident", raises={"q0": [], "q1": ["A"]}), *many(9, area="B", type="Carer")]
    people[30:] = many(9, area="B", type="Carer", raises={"q0": [], "q1": []})
    truth = answered(people, "A").summary(threshold=1)
    frame = truth.tables["themes"].frame.assign(base="[c]")
    areas_frame = truth.tables["areas"].frame.assign(respondents="[c]")
    types = truth.tables["respondent_types"].frame.assign(base="[c]", respondents="[c]")
    tables = {"themes": frame, "areas": areas_frame, "respondent_types": types}
    for name in ("themes_by_area", "themes_by_type"):
        tables[name] = truth.tables[name].frame.assign(base="[c]")
    half = replace(
        truth,
        facts=truth.facts | {"respondents": "[c]"},
        tables=truth.tables | {n: replace(truth.tables[n], frame=f) for n, f in tables.items()},
    )
    assert "base / All areas / All types is 39" in found(half, truth, asked=2)


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
    assert certain(read(naive)) == {("theme", "A", "area", "South"): 3}
