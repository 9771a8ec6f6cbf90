"""Ids of coded sheets find those of the consultation, and never another's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.tag.ids import Ids


@pytest.mark.parametrize(
    ("ids", "one", "found"),
    [
        (["00123", "00124"], "00123", "00123"),
        (["00123", "00124"], "123", "00123"),
        (["00123", "00124"], "123.0", "00123"),
        (["123", "124"], "00123", "123"),
        (["00123/plan", "00124/plan"], "123/plan", "00123/plan"),
        (["R001", "R002"], "r001", "R001"),
        (["R001", "R002"], "R1", None),
        (["0", "1"], "000", "0"),
        # Two could be meant: only the id itself finds one.
        (["0123", "123"], "0123", "0123"),
        (["0123", "123"], "123", "123"),
        (["0123", "123"], "00123", None),
        (["Ab", "aB"], "ab", None),
        (["1.05", "2.0"], "1.5", None),
        (["100", "200"], "1", None),
        ([], "1", None),
        (["1"], "", None),
    ],
)
def test_an_id_is_found_where_only_one_can_be_meant(ids: list[str], one: str, found: str | None) -> None:
    assert Ids(ids).find(one) == found


@given(st.lists(st.text("0123aA./", max_size=6), unique=True))
def test_every_id_finds_itself(ids: list[str]) -> None:
    known = Ids(ids)
    assert [known.find(one) for one in ids if one] == [one for one in ids if one]
