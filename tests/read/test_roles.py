"""Free text against drop-downs: the two failures to hunt, both ways."""

import itertools
from pathlib import Path

import pytest

from feedback_nlp.read import column_roles, read_export, read_source
from tests.read.files import write_csv
from tests.read.test_layouts import LONG

N = 60
CAMPAIGN = (
    "I object to the closure of our hospital, which serves thousands of people and is the only one for many miles."
)
OPTION = "Yes, I encourage the other members of my house to take part in such activities wherever they can do so"
STATEMENTS = [
    "I would prefer to keep the present arrangements with five boards as they are for now",
    "I would prefer a single board for the whole county with a committee for each place",
    "I would prefer a single board for the whole county and no committees for any place",
    "I would like to hear more about the plan before I can say what I would prefer",
    "I have no preference as long as none of the services that I use are affected by it",
]
REASONS = ["For a blood test or other test", "For a hospital appointment", "As a member of staff"]
WANTED = [
    "a café",
    "More GPs",
    "Parking",
    "Seats",
    "shorter waits",
    "Lights",
    "signs",
    "Buses",
    "warm rooms",
    "Toilets",
]


def roles_of(tmp_path: Path, heading: str, cells: list[str]) -> str:
    rows = [["Response ID", heading], *[[f"R{i}", cell] for i, cell in enumerate(cells)]]
    return column_roles(read_export(write_csv(tmp_path / "x.csv", rows)))[1].role


@pytest.mark.parametrize(
    ("heading", "cells", "role"),
    [
        ("What do you think?", [f"{LONG[i % 6]} {i}" for i in range(N)], "open"),
        ("Any comments?", ["No"] * 50 + [f"{text} {i}" for i, text in enumerate(LONG)], "open"),
        ("Please tell us why", [CAMPAIGN] * 300 + [f"{LONG[i % 6]} {i}" for i in range(20)], "open"),
        ("Q7", [f"{LONG[i % 6]} {i}" for i in range(N)], "open"),
        ("What matters most to you?", [f"travel {i}" if i % 2 else f"parking {i}" for i in range(N)], "open"),
        ("Do you take part?", [OPTION, OPTION[:80], "No, " + OPTION[5:], "I live alone"] * 15, "closed"),
        (
            "Which practice are you registered with?",
            [f"The {i % 20} Medical Centre Surgery" for i in range(300)],
            "closed",
        ),
        (
            "Which practice are you with?",
            ["The Elms Surgery", "St Mary's Medical Centre", "Mill Lane Surgery", "Castle Health Centre"] * 2,
            "closed",
        ),
        ("Which statement is nearest to your view?", STATEMENTS * 40, "closed"),
        (
            "What was the main reason for your visit?",
            ["To see a doctor today", "To collect a form", *REASONS] * 3,
            "closed",
        ),
        ("What is your ethnic group?", ["White and Asian", "Any other White background", *REASONS[:1]] * 3, "closed"),
        ("Which do you use? Tick all that apply", [f"Bus, Train {i}, Walk" for i in range(N)], "closed"),
        ("How many years have you lived here?", ["all my life", *[f"about {i} years" for i in range(N)]], "closed"),
        (
            "Anything else?",
            ["Nothing", "Nothing.", "nothing", "No.", "No", "Parking.", "the bus", "All ok"] * 4,
            "open",
        ),
        (
            "What one word describes us?",
            ["Quiet", "busy", "Tired", "proud", "home", "Green", "old", "Safe"] * 5,
            "open",
        ),
        (
            "What support would you need?",
            [*WANTED, *WANTED, *[f"{one}, {two.title()}" for one, two in itertools.pairwise(WANTED)]],
            "open",
        ),
        ("What would you change?", ["longer play", "no homework", "More goals", "Less shouting"] * 6, "open"),
        ("What would you change?", ["Longer play", "No homework", "More goals", "Less shouting"] * 6, "closed"),
        ("What do you use?", ["iPhone", "Android", "none of these", "Nokia"] * 6, "closed"),
        ("Good", [f"The {a} {b}" if a < "e" else f"{a} {b}" for a in "abcdefgh" for b in "xyz"], "open"),
        ("Suggestions for improvement", ["Be quicker", "More staff", "Shorter waits", *["Nothing"] * 3], "open"),
        ("Please upload evidence", [f"https://example.org/{i}.pdf" for i in range(N)], "metadata"),
        ("Officer response", [f"{LONG[i % 6]} {i}" for i in range(N)], "staff"),
        ("What is your unique code?", [f"AB{i:02}C7D" for i in range(N)], "closed"),
        ("Date of birth", [f"{1 + i % 28}/02/1950" for i in range(N)], "personal"),
        ("Fertigstellungszeit", [f"2020-02-{1 + i % 28:02} 09:{i % 60:02}:00" for i in range(N)], "date"),
        ("Other ethnic group, please describe", ["Cornish"] * 9, "other_specify"),
        ("Which option do you prefer?", ["Option A", "Option B"] * 30, "position"),
        ("Policy H1 - Do you support policy H1?", ["Yes", "No", "In part", "Not answered"] * 20, "position"),
        ("Q1 For or against the bypass", ["For", "Against"] * 20, "position"),
        ("Support? Y/N", ["Y", "N"] * 20, "position"),
        ("Do you broadly support the strategy?", ["Yes", "No", "Unsure"] * 20, "position"),
        ("Hi! First, where in the city do you live?", ["North", "South"] * 30, "area"),
        ("Your town", ["Stroud", "Dursley"] * 30, "area"),
        ("Which of these best describes where you live?", ["Paignton", "Brixham"] * 30, "area"),
        ("Which council do you live in?", ["Breckland", "Broadland"] * 30, "area"),
        ("Where do you mainly work?", ["Ely", "Soham"] * 30, "area"),
        ("What do you value about where you live?", [f"the sea {i}" for i in range(N)], "open"),
        ("Are you *for* or *against* the merger?", ["For", "Against"] * 30, "position"),
        ("How do you feel about the design?", ["Happy", "Mostly happy", "Neutral", "Dissatisfied"] * 20, "position"),
        ("How do you feel about your staff?", ["Happy", "Mostly happy", "Neutral", "Dissatisfied"] * 20, "closed"),
        ("Location - address", ["Derbyshire", "Derby City"] * 30, "area"),
        ("Location - address", [f"{i} High Street" for i in range(N)], "personal"),
        ("Where are you joining us from?", ["London", "Leeds"] * 30, "area"),
        ("RespondentType", ["Developer", "Council"] * 30, "respondent_type"),
        ("reply_text", [f"Thank you, we will look into it {i}" for i in range(N)], "staff"),
        ("gor", ["North East", "London", "Wales"] * 20, "area"),
        ("D7", ["North East", "London", "Not answered"] * 20, "area"),
        ("D7", ["NHS Swale CCG", "NHS Medway CCG"] * 20, "area"),
        ("D7", ["Elm", "Oak"] * 20, "closed"),
        ("Which library do you use most?", ["Swanley Library", "Dartford Library"] * 20, "area"),
        ("You - Which library do you use most? - Drop-down", ["Swanley Library", "Dartford Library"] * 20, "area"),
        ("Where is your practice?", ["Deal", "Dover"] * 20, "area"),
        ("What is your street or area?", ["Elm Road", "Station area"] * 20, "area"),
        ("Settlement", ["Wye", "Charing"] * 30, "area"),
        ("Which village is your nearest?", ["Upton", "Hoo"] * 30, "area"),
        ("Your nearest library (please choose one)", ["Oadby Library", "Ratby Library"] * 30, "area"),
        ("Q6: In which nation do you live?", ["England", "Wales"] * 30, "area"),
        ("Entry Id", [str(9000 + i) for i in range(N)], "id"),
        ("Support or object?", ["Support", "Object", "Comment"] * 20, "position"),
        ("Suburb", ["Rainham", "Strood"] * 30, "area"),
        ("AREA_NAME", ["Swale", "Thanet"] * 30, "area"),
        ("Q6. Which of these districts do you live in?", ["Swale", "Thanet"] * 30, "area"),
        ("Which of these do you use? Tick all", ["Bus, Car", "Car", "Bus, Train", "Bus, Car, Train"] * 15, "closed"),
        (
            "Please explain how satisfied you are",
            ["Very satisfied", "Fairly satisfied", "Not satisfied"] * 20,
            "closed",
        ),
        ("To what extent do you support the plan?", ["Strongly support", "Oppose", "Neither"] * 20, "position"),
        ("Do you support the proposal to have one CCG?", ["Yes", "No", "Not sure"] * 20, "position"),
        ("Which CCG are you in?", ["NHS Thurrock CCG", "NHS Southend CCG"] * 30, "area"),
        ("What region do you live in?", ["North", "South"] * 30, "area"),
        ("Where do you live?", [f"{i % 20} Rainham" if i % 2 else "Chatham" for i in range(N)], "area"),
        ("Postcode", [f"ME1{i % 9} 1AA" for i in range(N)], "postcode"),
        ("E-mail address", [f"a{i}@b.org" for i in range(N)], "personal"),
        ("Name", [f"Jo Bloggs {i}" for i in range(N)], "personal"),
        ("Organisation", [f"The Organisation {i} Ltd" for i in range(N)], "metadata"),
        ("If other, please specify", [f"something else {i}" for i in range(N)], "other_specify"),
        ("Are you happy for us to publish your response?", ["Yes", "No"] * 30, "consent"),
        ("Would you like your response to be kept confidential?", ["Yes", "No"] * 30, "consent"),
        ("We may publish your response. Should it be confidential?", ["Yes", "No"] * 30, "consent"),
        ("I do not wish to be quoted", ["I do not wish to be quoted", ""] * 30, "consent"),
        ("Tick if you do NOT want your comments published", ["1", ""] * 30, "consent"),
        ("Opt out of publication", ["TRUE", "FALSE"] * 30, "consent"),
        ("May we quote you?", ["1", "0"] * 30, "consent"),
        ("I agree to be quoted", ["Yes", ""] * 30, "consent"),
        ("Do you agree to be quoted?", ["Yes", "No"] * 30, "consent"),
        ("Do you agree to your response being published?", ["Yes", "No"] * 30, "consent"),
        ("Do you agree that the plan should be published?", ["Yes", "No"] * 30, "position"),
        ("I do not wish to be contacted", ["Yes", "No"] * 30, "closed"),
        ("Names are confidential. May we quote you?", ["Yes", "No"] * 30, "consent"),
        ("How many times did you visit?", [str(i % 7) for i in range(N)], "closed"),
        ("When did you last visit?", [f"{1 + i % 28}/02/2020" for i in range(N)], "date"),
    ],
)
def test_what_a_column_is(tmp_path: Path, heading: str, cells: list[str], role: str) -> None:
    assert roles_of(tmp_path, heading, cells) == role


def test_free_text_in_a_section_is_not_carried_as_an_attribute(tmp_path: Path) -> None:
    rows = [["Respondent", "", "Views", "", ""], ["ID", "Area", "Support?", "Safe?", "Why?"]]
    rows += [[f"R{i}", "Swale", "Good" if i % 2 else "Bad", "Yes", f"{LONG[i % 6]} {i}"] for i in range(12)]
    path = write_csv(tmp_path / "x.csv", rows)
    roles = [one.role for one in column_roles(read_export(path))]
    assert roles == ["id", "area", "closed", "closed", "open"]
    reading = read_source([path], questions={"why": "Views - Why?"}, attributes={"views": "Views"})
    assert reading.responses["views"].tolist()[:2] == ["Support?: Bad; Safe?: Yes", "Support?: Good; Safe?: Yes"]


@pytest.mark.parametrize("heading", ["You are ({})", "You are [{}]", "You are >> {}", "You are - {}", "You are? {}"])
def test_ticks_under_headings_that_end_in_the_option_are_one_question(tmp_path: Path, heading: str) -> None:
    options = ["A resident", "A visitor"]
    rows = [["Entry Id", *[heading.format(option) for option in options], "Why?"]]
    rows += [[f"R{i}", options[0] if i % 2 else "", "" if i % 2 else options[1], text] for i, text in enumerate(LONG)]
    export = read_export(write_csv(tmp_path / "x.csv", rows))
    assert [one.role for one in column_roles(export)] == ["id", "respondent_type", "respondent_type", "open"]
    assert [column.part for column in export.columns] == ["", *options, ""]


def test_headings_that_end_alike_over_answers_stay_apart(tmp_path: Path) -> None:
    rows = [["ID", "Plan A - Why?", "Plan A - Support", "Plan A - Comment"]]
    rows += [[f"R{i}", text, "Yes" if i % 2 else "No", text[::-1]] for i, text in enumerate(LONG)]
    assert [column.part for column in read_export(write_csv(tmp_path / "x.csv", rows)).columns] == [""] * 4
