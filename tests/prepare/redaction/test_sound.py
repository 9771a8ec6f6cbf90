"""Spellings that sound alike."""

import pytest

from feedback_nlp.prepare.redaction.sound import sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("meera", "mira"),
        ("kayleigh", "kaylee"),
        ("shaun", "shawn"),
        ("philip", "fillip"),
        ("chaudhry", "chaudry"),
        ("graeme", "graem"),
        ("vikash", "wikash"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("tom", "tim"), ("anna", "ivana"), ("recieved", "reid")])
def test_not_alike(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_empty() -> None:
    assert sound("") == ""
