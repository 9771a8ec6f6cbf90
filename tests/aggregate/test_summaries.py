import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from feedback_nlp import columns
from feedback_nlp.aggregate import summarise
from feedback_nlp.errors import ConfigError
from feedback_nlp.summary import Summary
from tests.aggregate.consultations import WORDS, Consultation, answered, areas, drawn, frame, many, themes

TABLES = [
    "responses",
    "areas",
    "respondent_types",
    "themes",
    "themes_by_area",
    "themes_by_type",
    "themes_by_question",
    "level_of_support",
    "campaigns",
    "suggestions",
    "quotes",
    "codebook",
    "qa_log",
]


def whole(summary: Summary) -> Summary:
    """Check what holds for every summary."""
    assert list(summary.tables) == TABLES
    for name, table in summary.tables.items():
        assert table.name == name
        assert list(table.headers) == list(table.formats) == list(table.frame) or set(table.headers) == set(table.frame)
        assert set(table.formats) == set(table.frame), name
        assert set(table.notes) <= set(summary.notes), name
        assert not table.frame.isna().any(axis=None), name
        assert not (table.frame == "").any(axis=None), name
        assert table.frame.columns.is_unique
        kinds = table.frame.map(type).stack().unique() if len(table.frame) else []
        assert set(kinds) <= {str, int, float}, (name, kinds)
    assert summary.tables["qa_log"].frame["result"].iloc[-1] == "pass"
    return summary


EMPTY = Consultation(columns.empty("prepared"), columns.empty("labels"), themes("A"), columns.empty("ledger"))


@pytest.mark.parametrize(
    "consultation",
    [
        EMPTY,
        Consultation(EMPTY.answers, EMPTY.labels, EMPTY.themes, EMPTY.ledger, areas("North", "South")),
        Consultation(EMPTY.answers, EMPTY.labels, columns.empty("themes"), EMPTY.ledger),
        answered([{"raises": ["A"]}], "A"),
        answered([{"raises": [], "area": "North", "type": "Patient", "position": "Yes"}], "A"),
        answered(many(60, raises=["A"]), "A"),  # no area, no type, no position
        answered(many(60, area="North", type="Patient", raises=["A"]), "A"),  # all in one place, all say it
        answered(many(60, area="North"), "A", areas=areas("North", "Empty")),  # no label
    ],
    ids=["nothing", "areas only", "no frame", "one", "one, no label", "no areas", "one area", "no labels"],
)
@pytest.mark.parametrize("rounding", [False, True])
def test_complete_tables_of_little(consultation: Consultation, rounding: bool) -> None:
    whole(consultation.summary(rounding=rounding))


def test_an_area_that_nobody_chose_stands_with_nought() -> None:
    people = [*many(40, area="North", raises=["A"]), *many(40, area="South", raises=["A"])]
    consultation = answered(people, "A", areas=areas("North", "Empty", "South"))
    found = consultation.table("areas").set_index("area")
    assert found.loc["Empty", ["respondents", "share", "per_10000", "reliability"]].tolist() == [0, 0.0, 0.0, "[z]"]
    assert found.loc["North", ["respondents", "share", "population_share", "representation_ratio"]].tolist() == [
        40,
        0.5,
        0.333333,
        1.5,
    ]
    row = consultation.table("themes_by_area").set_index("area").loc["Empty"]
    assert row[["base", "respondents", "share", "finding", "reliability"]].tolist() == [0, 0, "[z]", "[z]", "[z]"]


def test_an_area_without_population_is_not_available_rather_than_hidden() -> None:
    table = areas("North", "Dock").assign(population=pd.array([100_000, 0], "Int64"))
    found = answered([*many(40, area="North"), *many(40, area="Dock")], areas=table).table("areas")
    assert found[["area", "population_share", "per_10000", "representation_ratio"]].to_numpy().tolist() == [
        ["North", 1.0, 4.0, 0.5],
        ["Dock", 0.0, "[x]", "[x]"],
    ]


def test_themes_by_area_in_full() -> None:
    people = [
        *many(24, area="North", raises=["A"]),
        *many(36, area="North"),
        *many(6, area="South", raises=["A"]),
        *many(54, area="South"),
        *many(20, area="West", raises=["A"]),
        *many(10),
    ]
    found = answered(people, "A", areas=areas("North", "South", "West")).table("themes_by_area").set_index("area")
    assert found[["base", "respondents", "share", "rest_share", "difference", "index"]].to_numpy().tolist() == [
        [60, 24, 0.4, round(26 / 90, 6), round(0.4 - 26 / 90, 6), 138.46],
        [60, 6, 0.1, round(44 / 90, 6), round(0.1 - 44 / 90, 6), 20.45],
        [20, 20, "[u]", round(30 / 130, 6), "[u]", "[u]"],
        [10, 0, "[u]", round(50 / 140, 6), "[z]", "[z]"],
    ]
    assert found["finding"].tolist() == [
        "no clear difference",
        "lower than among others",
        "base too small to compare",
        "[z]",
    ]
    assert found["significance"].tolist() == ["[ns]", "[sss]", "[u]", "[z]"]
    assert found["reliability"].tolist() == ["acceptable", "acceptable", "[u]", "[u]"]


def test_themes_in_order_hidden_ones_last_by_code() -> None:
    people = [
        *many(20, raises=["B"]),
        *many(30, raises=["C"]),
        *many(4, raises=["Z"]),
        *many(1, raises=["A"]),
        *many(5),
    ]
    found = answered(people, "Z", "A", "B", "C").table("themes")
    assert found[["rank", "code", "respondents", "share", "in_words"]].to_numpy().tolist() == [
        [1, "C", 30, 0.5, "most"],
        [2, "B", 20, 0.333333, "many"],
        ["[c]", "A", "[c]", "[c]", "[c]"],
        ["[c]", "Z", "[c]", "[c]", "[c]"],
    ]


def test_three_ways_of_counting() -> None:
    people = [*many(20, raises=["A"], campaign="C1"), *many(10, raises=["A"]), *many(30)]
    found = answered(people, "A").table("themes").iloc[0]
    assert found[["respondents", "unique_wording", "without_campaigns"]].tolist() == [30, 11, 10]


def test_three_ways_of_counting_do_not_give_a_few_signers_away() -> None:
    people = [*many(3, raises=["A"], campaign="C1"), *many(9, campaign="C1"), *many(30, raises=["A"])]
    found = answered(people, "A").table("themes").iloc[0]
    assert found[["respondents", "unique_wording", "without_campaigns"]].tolist() == [33, "[c]", "[c]"]


def test_level_of_support() -> None:
    people = [
        *many(20, area="North", type="GP", position="Yes"),
        *many(8, area="North", type="GP", position="No"),
        *many(12, area="South", type="GP", position="No"),
        *many(6, area="South", type="GP"),
    ]
    found = answered(people, "A").table("level_of_support")
    assert found.to_numpy().tolist()[:2] == [
        ["All areas", "All types", 20, 0, 20, 40, "Mixed, no position above half"],
        ["All areas", "GP", 20, 0, 20, 40, "Mixed, no position above half"],
    ]
    assert found.query("area == 'North' and respondent_type == 'GP'").to_numpy().tolist() == [
        ["North", "GP", 20, 0, 8, 28, "Support"]
    ]


def test_rounding() -> None:
    people = [*many(43, area="North", raises=["A"]), *many(7, area="South", raises=["A"]), *many(31, area="South")]
    consultation = answered(people, "A")
    found = consultation.table("themes_by_area", rounding=True)
    assert found[["base", "respondents"]].to_numpy().tolist() == [[45, 45], [40, "[c]"]]
    assert consultation.table("themes", rounding=True)["share"].tolist() == [round(50 / 80, 6)]
    assert "rounded to the nearest 5" in consultation.summary(rounding=True).notes["suppression"]


def test_suggestions_have_room_for_an_answer() -> None:
    consultation = answered(many(40, area="North", raises=["A"]), "A", kind="suggestion")
    assert consultation.table("suggestions").to_numpy().tolist() == [["A", "Theme A", 40, "North", "To be completed"]]


def test_suggestions_say_that_areas_are_hidden_but_not_which() -> None:
    people = [
        *many(30, area="North", raises=["A"]),
        *many(20, area="Mid", raises=["A"]),
        *many(2, area="South", raises=["A"]),
        *many(3, area="West", raises=["A"]),
        *(who for area in ("North", "Mid", "South", "West") for who in many(30, area=area)),
        *many(30, area="Elsewhere"),
    ]
    consultation = answered(people, "A", "B", kind="suggestion", areas=areas("North", "Mid", "South", "West"))
    cells = consultation.table("themes_by_area").query("code == 'A'").set_index("area")["respondents"]
    shown = [area for area, n in cells.items() if n not in ("[c]", 0)]
    assert shown
    assert "[c]" in set(cells)
    assert consultation.table("suggestions")["areas"].tolist() == ["; ".join([*shown, "(others hidden [c])"]), "[x]"]
    few = answered([*many(3, area="North", raises=["A"]), *many(40, area="North"), *many(40, area="South")], "A",
                   kind="suggestion")  # fmt: skip
    assert few.table("suggestions")["areas"].tolist() == ["[c]"]


def test_campaigns() -> None:
    people = [*many(12, area="North", raises=["A"], campaign="C1"), *many(3, area="North", campaign="C2"), *many(30)]
    campaigns = pd.DataFrame(
        {
            "campaign_id": ["C1", "C2"],
            "kind": ["identical", "personalised"],
            "copies": [12, 3],
            "own_words": [0, 2],
            "wording": [WORDS, "Yes"],
        }
    )
    found = answered(people, "A").table("campaigns", campaigns=campaigns)
    assert found.to_numpy().tolist() == [
        ["C1", "[c]", "[c]", "[c]", "[c]", "[c]", "[c]"],
        ["C2", "[c]", "[c]", "[c]", "[c]", "[c]", "[c]"],
    ]
    open_ = answered(people, "A").table("campaigns", campaigns=campaigns, threshold=1)
    assert open_.iloc[0].tolist() == ["C1", "identical", 12, 0, WORDS, "Theme A", "North"]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        ({"consent": "No"}, "not shown: no sender agreed to be quoted"),
        ({"consent": "Yes", "text": WORDS.upper()}, WORDS),
        ({"consent": "Yes", "text": WORDS + " My mother died there."}, "not shown: no sender agreed to be quoted"),
    ],
    ids=["nobody", "one", "one who changed it"],
)
def test_a_letter_is_printed_where_one_sender_of_these_words_agreed(one: dict[str, str], expected: str) -> None:
    people = [*many(11, raises=["A"], campaign="C1", consent="No"), {"raises": ["A"], "campaign": "C1", **one}]
    people += many(30, consent="Yes")
    details = pd.DataFrame(
        {"campaign_id": ["C1"], "kind": ["identical"], "copies": [12], "own_words": [0], "wording": [WORDS]}
    )
    found = answered(people, "A").table("campaigns", campaigns=details)
    assert found[["copies", "wording"]].to_numpy().tolist() == [[12, expected]]


def test_two_worlds_that_differ_behind_hidden_counts_state_no_p() -> None:
    people = [*many(40, area="North", raises=["A"]), *many(40, area="South")]
    facts = answered(people, "A").summary(n_permutations=199).facts
    assert facts["areas_differ"].endswith("more than chance would explain (p under 0.01).")
    assert "areas_differ_p" not in facts
    assert facts["types_differ"] is None


def test_types_are_tested_as_areas_are() -> None:
    people = [*many(40, type="Patient", raises=["A"]), *many(40, type="GP"), *many(3, type="Carer", raises=["A"])]
    facts = answered([*people, *many(9)], "A").summary(n_permutations=199).facts
    assert facts["areas_differ"] is None
    assert facts["types_differ"] == (
        "Taken together, respondent types differ in what they raise by more than chance would explain (p under 0.01)."
        " Respondents whose respondent type is not known are left out of this."
    )
    alone = answered(many(40, type="GP", raises=["A"]), "A").summary().facts
    assert alone["types_differ"] == (
        "Respondents are shown for one respondent type at most, so respondent types cannot be compared."
    )
    told = answered([{"type": f"Type {i}", "raises": ["A"]} for i in range(6)], "A").summary().facts
    assert told["types_differ"] == (
        "Results by respondent type are withheld: with so few answers, they could not be given without pointing at "
        "people."
    )


def test_hidden_counts_of_types_change_no_word_about_them() -> None:
    """15 of 15 and 1 of 5, both hidden, or 12 and 4: what is said of types is the same."""
    words, true = [], []
    for few in (1, 4):
        people = [*many(30, type="Patient", raises=["A"]), *many(30, type="Patient")]
        people += [*many(16 - few, type="Carer", raises=["A"]), *many(few - 1, type="Carer")]
        people += [*many(few, type="Council", raises=["A"]), *many(5 - few, type="Council")]
        consultation = answered(people, "A")
        words.append(consultation.summary(n_permutations=199).facts["types_differ"])
        true.append(consultation.summary(n_permutations=199, threshold=1).facts["types_differ"])
    assert words[0] == words[1]
    assert true[0] != true[1]


def test_people_of_no_known_area_are_left_out_where_areas_are_compared_and_that_is_said() -> None:
    people = [
        *many(40, area="North"),
        *many(20, area="North", raises=["A"]),
        *many(40, area="South"),
        *many(20, area="South", raises=["A"]),
    ]
    alone = answered(people, "A").summary(n_permutations=199).facts
    facts = answered([*people, *many(60, raises=["A"])], "A").summary(n_permutations=199).facts
    said = "Taken together, what areas raise is not distinguishable from chance."
    assert alone["areas_differ"] == said
    assert facts["areas_differ"] == f"{said} Respondents whose area is not known are left out of this."


@pytest.mark.parametrize(
    ("unknown", "people", "table", "said"),
    [
        (13, 100, True, "The area of 12% of the respondents is not known: they gave none, or one that could not be "
         "placed. They count in no area."),
        (13, 100, False, "The area of 12% of the respondents is not known: they gave none, or one that could not be "
         "placed. They count in no area."),
        (6, 20, True, "The area of more than one in ten of the respondents is not known: they gave none, or one that "
         "could not be placed. They count in no area."),
        (10, 90, True, None),  # one in ten is not more
        (4, 25, True, None),  # how many is hidden
        (0, 40, True, None),
    ],
)  # fmt: skip
def test_that_the_area_of_many_is_not_known_is_said(unknown: int, people: int, table: bool, said: str | None) -> None:
    rows = [*many(people, area="North"), *many(unknown)]
    facts = answered(rows, "A", areas=areas("North") if table else None).summary().facts
    assert facts["areas_not_known"] == said


def test_where_no_area_is_given_none_is_missing() -> None:
    assert answered(many(40), "A").summary().facts["areas_not_known"] is None


def test_a_hidden_total_hides_the_headline() -> None:
    summary = answered(many(3, raises=["A"]), "A").summary()
    assert summary.facts["respondents"] == "[c]"
    assert summary.tables["themes"].scope.endswith("[c] in all")


def test_an_unknown_correction() -> None:
    with pytest.raises(ConfigError, match=r'no correction "bhh".*Did you mean "bh"'):
        EMPTY.summary(correction="bhh")


def test_what_was_given_is_left_as_it_was() -> None:
    consultation = drawn(3)
    before = [table.copy() for table in (consultation.answers, consultation.labels, consultation.ledger)]
    consultation.summary()
    for old, new in zip(before, (consultation.answers, consultation.labels, consultation.ledger), strict=True):
        pd.testing.assert_frame_equal(old, new)


@settings(max_examples=2, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
@given(st.integers(0, 10_000))
def test_row_order_changes_nothing(seed: int) -> None:
    one = drawn(seed, n=60)
    rng = np.random.default_rng(seed)
    mixed = [table.iloc[rng.permutation(len(table))] for table in (one.answers, one.labels, one.ledger)]
    left = whole(one.summary())
    right = summarise(mixed[0], mixed[1], one.themes, mixed[2], areas=one.areas, n_permutations=19)
    assert left.facts == right.facts
    for name in TABLES:
        pd.testing.assert_frame_equal(left.tables[name].frame, right.tables[name].frame)


def test_the_ledger_adds_up_in_public() -> None:
    consultation = drawn(1, n=80)
    row = consultation.table("responses").iloc[0]
    states = ["blank", "non_answer", "refers_elsewhere", "duplicate", "excluded", "unreadable", "analysed"]
    assert row["received"] == row[states].sum() == len(consultation.ledger)


def test_rows_without_an_answer_are_in_the_ledger_alone() -> None:
    consultation = answered(many(40, area="North", raises=["A"]), "A")
    ledger = frame(
        "LEDGER", [*consultation.ledger.itertuples(index=False, name=None), ("f.csv", 99, None, "q1", "blank", None)]
    )
    row = (
        Consultation(consultation.answers, consultation.labels, consultation.themes, ledger).table("responses").iloc[0]
    )
    assert row[["received", "blank", "analysed"]].tolist() == [41, 1, 40]
