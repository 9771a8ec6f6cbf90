"""Columns that say who responds, where the heading alone hardly does."""

from pathlib import Path

import pytest

from feedback_nlp.read import column_roles, read_export
from tests.read.files import write_csv
from tests.read.test_roles import roles_of


@pytest.mark.parametrize(
    ("heading", "cells", "role"),
    [
        ("Who", ["Parent", "Young person", "Carer"], "respondent_type"),
        ("Type", ["Individual", "Statutory consultee", "Developer"], "respondent_type"),
        ("Resident / business / visitor", ["R", "B", "V"], "respondent_type"),
        ("Who are you?", ["Resident", "Councillor", "other"], "respondent_type"),
        ("What is your connection to the area?", ["I live here", "I work here", "I'm visiting"], "respondent_type"),
        ("Type of organisation", ["Charity", "NHS provider"], "respondent_type"),
        ("Staff group", ["Nursing", "Admin & clerical"], "respondent_type"),
        ("From", ["Member of public", "Councillor", "MP"], "respondent_type"),
        ("From", ["Ely", "Soham", "March"], "closed"),
        ("Completed by", ["Patient", "Relative", "Carer"], "respondent_type"),
        ("Status", ["Open", "Closed"], "metadata"),
        ("Membership type", ["Full", "Retired"], "respondent_type"),
        ("Type", ["Letter", "Web form", "Phone"], "closed"),
        ("Who told you about this?", ["Facebook", "Newspaper", "Radio"], "closed"),
        ("Age / gender", ["40 / F", "50 / M"], "closed"),
    ],
)
def test_what_a_column_is(tmp_path: Path, heading: str, cells: list[str], role: str) -> None:
    assert roles_of(tmp_path, heading, cells * 8) == role


def test_status_is_the_state_of_a_form_or_of_a_person(tmp_path: Path) -> None:
    for values, role in (
        (["Parent", "Staff", "Governor"], "respondent_type"),
        (["Open", "Closed", "Test"], "metadata"),
    ):
        rows = [["Ref", "Status", "Why?"], *[[f"A{i}", values[i % 3], f"because of {i} buses"] for i in range(30)]]
        assert column_roles(read_export(write_csv(tmp_path / "x.csv", rows)))[1].role == role
