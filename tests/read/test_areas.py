from pathlib import Path

import pandas as pd
import pytest

from feedback_nlp import columns as c
from feedback_nlp.errors import DataError
from feedback_nlp.read import match_areas, read_areas
from feedback_nlp.read.gazetteer import Gazetteer
from tests.conftest import ROOT
from tests.read.files import write_csv

TABLE = [
    ["area", "code", "population", "aliases", "postcode_prefixes"],
    ["Basildon and Brentwood", "99E", "281,597", "Basildon | Brentwood", "SS13 | SS14 | CM13"],
    ["Southend", "99G", "189414", "Southend-on-Sea | Leigh", "SS1 | SS2 | SS9 | SS13 2"],
    ["Mid Essex", "06Q", "", "Chelmsford | Leigh", "CM | CM13 1AB"],
    ["Thurrock", "07G", "179124.0", "", "RM17 | SS9"],
]


@pytest.fixture
def areas(tmp_path: Path) -> pd.DataFrame:
    return read_areas(write_csv(tmp_path / "areas.csv", TABLE))


def test_table_is_read_whole(areas: pd.DataFrame) -> None:
    assert areas[c.POPULATION].tolist() == [281597, 189414, pd.NA, 179124]
    assert areas[c.ALIASES].tolist() == [
        ("Basildon", "Brentwood"),
        ("Southend-on-Sea", "Leigh"),
        ("Chelmsford", "Leigh"),
        (),
    ]
    assert areas[c.POSTCODE_PREFIXES][3] == ("RM17", "SS9")


@pytest.mark.parametrize(
    ("value", "area"),
    [
        ("Southend", "Southend"),
        ("  southend ", "Southend"),
        ("NHS Southend CCG", "Southend"),
        ("NHS Basildon & Brentwood Clinical Commissioning Group", "Basildon and Brentwood"),
        ("Basildon and Brentwood CCG area", "Basildon and Brentwood"),
        ("99E", "Basildon and Brentwood"),
        ("Chelmsford, Essex", "Mid Essex"),
        ("Basildon / Brentwood", "Basildon and Brentwood"),
        ("Basildon / Southend", None),  # two areas
        ("Leigh", None),  # an alias of two
        ("Essex", None),
        ("Southminster", None),  # begins like one
        ("SS1 2AB", "Southend"),
        ("ss12ab", "Southend"),
        ("SS17 8AA", None),  # SS1 is no prefix of SS17
        ("SS1", "Southend"),
        ("SS13 1AA", "Basildon and Brentwood"),
        ("SS13 2AA", "Southend"),  # the longer prefix
        ("CM13 1AB", "Mid Essex"),
        ("CM13 1AC", "Basildon and Brentwood"),
        ("CM9 1AB", "Mid Essex"),  # the postcode area
        ("SS9 1AA", None),  # a district of two areas
        ("not telling", None),
        ("I live at SS1 2AB", None),
    ],
)
def test_value_is_matched_or_left_alone(areas: pd.DataFrame, value: str, area: str | None) -> None:
    assert Gazetteer(areas).find(value) == area


def test_of_a_town_and_what_stands_behind_it_the_town_counts() -> None:
    rows = [
        ("Edinburgh", ("Leith", "York")),
        ("Lothian", ("Musselburgh", "East Lothian")),
        ("Rest of Scotland", ("Scotland", "Fife")),
        ("Elsewhere", ("UK", "England", "Leith Hill")),
        ("York", ()),
    ]
    table = pd.DataFrame({c.AREA: [name for name, _ in rows], c.CODE: list("abcde"), c.ALIASES: [a for _, a in rows]})
    table[c.POSTCODE_PREFIXES] = [(), (), (), (), ()]
    found = Gazetteer(table)
    assert {
        value: found.fits(value)
        for value in (
            "Edinburgh, UK", "Scotland - Edinburgh", "Leith, Edinburgh, U.K.", "Musselburgh (East Lothian), Scotland",
            "Leith, Musselburgh", "Edinburgh / Musselburgh, UK", "Scotland, UK", "Scotland / England", "York", "UK",
            "Mars, UK",
        )
    } == {
        "Edinburgh, UK": ["Edinburgh"],
        "Scotland - Edinburgh": ["Edinburgh"],
        "Leith, Edinburgh, U.K.": ["Edinburgh"],
        "Musselburgh (East Lothian), Scotland": ["Lothian"],
        "Leith, Musselburgh": ["Edinburgh", "Lothian"],
        "Edinburgh / Musselburgh, UK": ["Edinburgh", "Lothian"],
        "Scotland, UK": ["Rest of Scotland"],
        "Scotland / England": ["Elsewhere", "Rest of Scotland"],
        "York": ["York"],  # a name, and another's alias
        "UK": ["Elsewhere"],
        "Mars, UK": ["Elsewhere"],
    }  # fmt: skip


def test_an_alias_that_is_a_dash_is_no_name() -> None:
    table = pd.DataFrame({c.AREA: ["Hull", "York"], c.CODE: ["-", "Y"], c.ALIASES: [("-",), ("Ebor",)]})
    table[c.POSTCODE_PREFIXES] = [(), ()]
    said = ["?", "🙂", "London (", "Ebor", "hull"]
    found = Gazetteer(table)
    assert {value: found.find(value) for value in said} == {
        "?": None,
        "🙂": None,
        "London (": None,
        "Ebor": "York",
        "hull": "Hull",
    }


def test_unmatched_are_listed_by_respondents(areas: pd.DataFrame) -> None:
    responses = pd.DataFrame(
        {
            c.RESPONDENT_ID: ["1", "1", "2", "3", "4", "5", "6"],
            c.AREA: ["southend", "southend", "Essex", "Essex", None, "Mars", None],
            "postcode": [None, None, None, "RM17 6AA", "RM17 6AA", None, "SS9 1ZZ"],
        },
        dtype="string",
    )
    matched, unmatched = match_areas(responses, areas)
    assert matched[c.AREA].fillna("-").tolist() == ["Southend", "Southend", "-", "Thurrock", "Thurrock", "-", "-"]
    assert "postcode" not in matched
    # Of a postcode only the outward part is listed.
    assert unmatched.to_numpy().tolist() == [
        ["Essex", 1, pd.NA],
        ["Mars", 1, pd.NA],
        ["SS9", 1, "Southend; Thurrock"],
    ]
    same, none = match_areas(responses, None)
    pd.testing.assert_series_equal(same[c.AREA], responses[c.AREA])
    assert none.empty


def test_what_fits_several_areas_is_listed_with_them(areas: pd.DataFrame) -> None:
    rows = [
        ("Leigh", None),  # an alias of two
        ("Leigh", "RM17 6AA"),  # the postcode says which
        ("Grays, Chelmsford / Basildon", "SS9 1AA"),
        ("Grays", "SS9 1AA"),
        (None, "SS9 1AA"),
        ("Leigh", "SS9 1AA"),
    ]
    responses = pd.DataFrame(rows, columns=[c.AREA, "postcode"], dtype="string")
    responses[c.RESPONDENT_ID] = pd.Series(list("123456"), dtype="string")
    matched, unmatched = match_areas(responses, areas)
    assert matched[c.AREA].fillna("-").tolist() == ["-", "Thurrock", "-", "-", "-", "-"]
    assert unmatched.to_numpy().tolist() == [
        ["Leigh", 2, "Mid Essex; Southend"],
        ["Grays", 1, pd.NA],
        ["Grays, Chelmsford / Basildon", 1, "Basildon and Brentwood; Mid Essex"],
        ["SS9", 1, "Southend; Thurrock"],
    ]


def test_without_a_table_an_area_has_one_spelling() -> None:
    said = ["hull", "Hull", "HULL", "Hull", "Beverley", "BEVERLEY", "st john's", "St John’s", None, "All areas"]
    people = ["1", "2", "3", "2", "4", "5", "6", "7", "8", "9"]
    responses = pd.DataFrame({c.RESPONDENT_ID: people, c.AREA: said}, dtype="string")
    for rows in (responses, responses[::-1]):
        one, unmatched = match_areas(rows, None)
        assert one.sort_index()[c.AREA].fillna("-").tolist() == [
            *["Hull"] * 4, "Beverley", "Beverley", "St John’s", "St John’s", "-", "-",
        ]  # fmt: skip
        assert unmatched.empty


def test_without_a_table_what_few_typed_among_many_is_no_area() -> None:
    typed = [f"{n} Mill Lane" for n in range(15)] + ["SS1 2AB"]
    said = ["Hull"] * 5 + [f"Town {n}" for n in range(5) for _ in range(2)] + typed
    responses = pd.DataFrame({c.RESPONDENT_ID: [str(n) for n in range(len(said))], c.AREA: said}, dtype="string")
    kept, unmatched = match_areas(responses, None)
    assert kept[c.AREA].dropna().tolist() == ["Hull"] * 5
    assert unmatched.to_numpy().tolist()[:6] == [
        *([f"Town {n}", 2, pd.NA] for n in range(5)),
        ["0 Mill Lane", 1, pd.NA],
    ]
    assert ["SS1", 1, pd.NA] in unmatched.to_numpy().tolist()
    chosen, none = match_areas(responses[:15], None)
    assert chosen[c.AREA].tolist() == said[:15], "six areas may have been a list to choose from"
    assert none.empty


def test_all_faults_of_a_table_are_said_at_once(tmp_path: Path) -> None:
    rows = [["area", "population"], ["North", "many"], ["", "5"], ["north", "7"]]
    with pytest.raises(DataError) as caught:
        read_areas(write_csv(tmp_path / "a.csv", rows))
    assert str(caught.value) == (
        "a.csv has 3 faults:\n"
        "  - row 3 has no area\n"
        '  - "north" stands twice (again in row 4)\n'
        '  - row 2: the population "many" is no whole number'
    )
    with pytest.raises(DataError, match='row 3: "Total" is a sum of areas, and no area; delete the row'):
        read_areas(write_csv(tmp_path / "a.csv", [["area", "population"], ["North", "5"], ["Total", "5"]]))
    with pytest.raises(DataError, match='has no column "area"'):
        read_areas(write_csv(tmp_path / "b.csv", [["place", "people"], ["North", "1"]]))


@pytest.mark.parametrize(
    ("file", "n", "registered"), [("kent_and_medway.csv", 8, 1_906_803), ("mid_and_south_essex.csv", 5, 1_230_059)]
)
def test_shipped_tables(file: str, n: int, registered: int) -> None:
    areas = read_areas(ROOT / "data" / "ccg_areas" / file)
    assert (len(areas), int(areas[c.POPULATION].sum())) == (n, registered)
    assert "ons_code" in areas
    for row in areas.itertuples():
        assert Gazetteer(areas).find(f"NHS {row.area} CCG") == row.area
