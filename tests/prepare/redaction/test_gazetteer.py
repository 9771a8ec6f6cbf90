"""Names of places."""

import pytest

from feedback_nlp.prepare.redaction.gazetteer import places, sounds_like_a_place


@pytest.mark.parametrize("place", ["maidstone", "skelmersdale", "billericay", "nigeria", "tyne and wear", "sandwich"])
def test_towns_villages_counties_and_countries(place: str) -> None:
    assert place in places()


def test_form_of_a_place() -> None:
    assert sounds_like_a_place("cramlington")
    assert not sounds_like_a_place("hargreaves")
    assert not sounds_like_a_place("ley")  # too short to say
