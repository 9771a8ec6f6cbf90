"""Columns that say who responds, where the heading alone hardly does."""

from pathlib import Path

import pytest

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
        ("Type", ["Letter", "Web form", "Phone"], "closed"),
        ("Who told you about this?", ["Facebook", "Newspaper", "Radio"], "closed"),
        ("Age / gender", ["40 / F", "50 / M"], "closed"),
    ],
)
def test_what_a_column_is(tmp_path: Path, heading: str, cells: list[str], role: str) -> None:
    assert roles_of(tmp_path, heading, cells * 8) == role
