"""Names of places: towns by which telephone areas are called, larger towns of the world, counties and countries.

phonenumbers knows every area of the UK by its town; Faker has counties, countries and places of some size. Villages
come from `lists/places.txt`, suburbs and places abroad from `towns.txt` and `places_abroad.txt` there, and those of a
consultation from its table of areas.
"""

import importlib
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

from feedback_nlp.prepare.redaction.fold import fold
from feedback_nlp.prepare.redaction.names import phrases_of

_AREA: Final = re.compile(r"'44\d+':\{'en': u?'([^']+)'")
# Endings of English place names (Ekwall); families are called after places, so they are a doubt and no proof.
_PLACE_LIKE: Final = re.compile(
    r"(?:ton|ham|ford|bury|borough|burgh|ley|leigh|wick|wich|worth|field|stead|hurst|den|gate|mere|combe|by|thorpe|minster"
    r"|bourne|burn|hithe|church|wood|well|wells|bridge|cliffe?|stowe?|mouth|port|pool|don|dale|shire|sea|ness|mouth|head"
    r"|brook|heath|hill|haven|law|lington|ington|stone|tree|market|side|ville|land|lands|chester|caster|cester"
    r"|marsh|moor|fen|lawn|view|grove|dene|thwaite|garth|holme?|wold|croft|way|mead|beck|march)$"
)


@cache
def places() -> frozenset[str]:
    """Return folded names of places, of one word or more."""
    listed = phrases_of("places") | phrases_of("towns") | phrases_of("places_abroad")
    return listed | frozenset(
        fold(part.strip()) for name in _listed() for part in re.split(r"[/(),]| - ", name) if len(part.strip()) > 3
    )


def _listed() -> Iterator[str]:
    # Read as text: importing the package would hold the areas of the whole world, 96 MB, for as long as we run.
    for file in sorted(resources.files("phonenumbers.geodata").iterdir(), key=lambda f: f.name):
        if file.name.startswith("data"):
            text = file.read_text(encoding="utf-8")
            yield from _AREA.findall(text) if "'441" in text else ()
    for _, _, name, _, zone in importlib.import_module("faker.providers.geo").Provider.land_coords:
        yield name
        yield zone.split("/")[-1].replace("_", " ")
    british = importlib.import_module("faker.providers.address.en_GB").Provider
    yield from british.counties
    yield from british.countries


def sounds_like_a_place(form: str) -> bool:
    """Say whether a word ends as names of English places do: "Cramlington", but "Hargreaves" does not.

    >>> sounds_like_a_place("cramlington"), sounds_like_a_place("hargreaves")
    (True, False)
    """
    return len(form) > 5 and ends_as_a_place(form)


def ends_as_a_place(form: str) -> bool:
    """Say whether it has such an ending, also where the word is short: "Ashby", but "Kelby" as well."""
    return bool(_PLACE_LIKE.search(form))
