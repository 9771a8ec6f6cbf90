"""What the screen says at the end of a run."""

import pandas as pd
import pytest

from feedback_nlp.console import areas_not_known, stands_out
from feedback_nlp.summary import Summary, SummaryTable

THEMES = SummaryTable("themes", "", "", "", pd.DataFrame({"code": ["BUS"], "theme": ["Buses"]}))


def summary(facts: dict[str, str], **tables: list[tuple[object, ...]]) -> Summary:
    made = {"themes": THEMES}
    for name, rows in tables.items():
        group = "area" if name == "themes_by_area" else "respondent_type"
        names = ["theme", group, "share", "rest_share", "difference", "finding", "reliability"]
        made[name] = SummaryTable(name, "", "", "", pd.DataFrame(rows, columns=names))
    return Summary(dict(facts), made, {})


def test_what_stands_out_by_type_is_told_as_that_by_area() -> None:
    by_type: list[tuple[object, ...]] = [
        ("Buses", "GP", 0.1, 0.3, -0.2, "lower than among others", "[u]"),
        ("Fares", "Patient", 0.5, 0.1, 0.4, "higher than among others", "acceptable"),
        ("Fares", "Carer", "[c]", "[c]", "[c]", "[c]", "[c]"),
    ]
    by_area: list[tuple[object, ...]] = [("Buses", "North", 0.1, 0.3, -0.2, "no clear difference", "acceptable")]
    types = [
        "What stands out by respondent type:",
        "  Patient: Fares — 50% against 10% among others",
        "  GP: Buses — 10% against 30% among others (few people: low reliability)",
        "  Types differ.",
    ]
    assert stands_out(summary({"types_differ": "Types differ."}, themes_by_area=[], themes_by_type=by_type)) == types
    assert stands_out(summary({"types_differ": "Types differ."}, themes_by_area=by_area, themes_by_type=by_type)) == [
        "What stands out by area:",
        "  No single theme in any one area by at least 5 percentage points and by more than chance would give.",
        *types,
    ]


def test_where_nothing_can_be_compared_it_says_why() -> None:
    nothing = ["No areas or respondent types in this export: nothing to compare."]
    assert stands_out(summary({}, themes_by_area=[], themes_by_type=[])) == nothing
    withheld = {"types_differ": "Results by respondent type are withheld."}
    assert stands_out(summary(withheld, themes_by_area=[], themes_by_type=[])) == list(withheld.values())


@pytest.mark.parametrize(
    ("listed", "mend"),
    [
        (True, "add it as aliases to the table of areas, and run again."),
        (False, "name a table of areas that has it as aliases, and run again."),
    ],
)
def test_what_to_do_where_many_areas_are_not_known_stands_on_the_screen_alone(listed: bool, mend: str) -> None:
    fact = "The area of 12% of the respondents is not known."
    said = areas_not_known(Summary({"areas_not_known": fact}, {}, {}), listed=listed)
    assert said == [f"{fact} unmatched.csv (internal) lists what was typed and could not be placed: {mend}"]
    assert areas_not_known(Summary({"areas_not_known": None}, {}, {}), listed=listed) == []
