"""Which areas a place, an address or a postcode may mean: by their names, aliases, codes and postcode prefixes."""

import re
from collections import defaultdict
from typing import Final

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.read.headings import fold

_BODY: Final = re.compile(
    r"^(?:nhs |the )+|\b(?:nhs )?(?:clinical commissioning group|ccg|integrated care (?:board|system)|icb|ics)s?(?: "
    r"area)?$"
)
OUTWARD: Final = r"[A-Z]{1,2}\d[A-Z\d]?"
_POSTCODE: Final = re.compile(rf"({OUTWARD})\s*(\d)([A-Z]{{2}})?")
_OUTWARD_ONLY: Final = re.compile(OUTWARD)
_WIDER: Final = (
    re.compile(
        r"(?:county |(?:north|south|east|west|mid|greater) )?(?:\w{3,}shire|antrim|armagh|cornwall|cumbria|devon|dorset"
        r"|durham|essex|fermanagh|glamorgan|gwent|kent|london|lothian|manchester|merseyside|middlesex|midlands|norfolk"
        r"|northumberland|somerset|suffolk|surrey|sussex|tyne and wear|tyrone)"
    ),
    re.compile(r"england|scotland|wales|cymru|northern ireland"),
    re.compile(r"u ?k|gb|(?:great )?britain|united kingdom"),
)
"""What stands behind the name of a town: counties, nations, the country."""


class Gazetteer:
    """Names, aliases, codes and postcode prefixes, each with the areas that claim it.

    Parameters
    ----------
    areas
        The areas table.
    """

    def __init__(self, areas: pd.DataFrame) -> None:
        self._own: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._prefixes: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in areas.itertuples(index=False):
            area = getattr(row, c.AREA)
            code = getattr(row, c.CODE)
            self._own[_plain(area)].add(area)
            for name in (code, *(getattr(row, c.ALIASES) or ())):
                if isinstance(name, str) and (key := _plain(name)):  # a "-" in the cell of aliases is no name
                    self._names[key].add(area)
            for prefix in getattr(row, c.POSTCODE_PREFIXES) or ():
                if place := _prefix(prefix):
                    self._prefixes[place].add(area)

    def find(self, value: str) -> str | None:
        """Return the one area that a value names, by name or by postcode; None where there is none or two."""
        return _only(self.fits(value))

    def by_postcode(self, value: str) -> str | None:
        """Return the area of a postcode or outward code by its longest known prefix; None where none or two."""
        return _only(self.fits_postcode(value))

    def fits(self, value: str) -> list[str]:
        """Return all areas that a value may mean, by name or by postcode.

        A place within an address counts; of places of several areas, the most specific: "Hull, Yorkshire, UK" is of
        the area of Hull, whichever areas have Yorkshire and UK among their aliases.
        """
        if whole := self._called(value):
            return sorted(whole)
        parts = [part for part in re.split(r"[,/;()\n]|\s-\s", value) if self._called(part)]
        least = min(map(_width, parts), default=0)
        claimed = set().union(*(self._called(part) for part in parts if _width(part) == least))
        return sorted(claimed) or self.fits_postcode(value)

    def fits_postcode(self, value: str) -> list[str]:
        """Return the areas of the longest known prefix of a postcode or outward code."""
        return next((sorted(self._prefixes[one]) for one in _prefixes_of(value) if one in self._prefixes), [])

    def _called(self, name: str) -> set[str]:
        """Return the areas of that name, alias or code; an area's own name goes before another's alias."""
        key = _plain(name)
        return self._own.get(key) or self._names.get(key) or set()


def _only(areas: list[str]) -> str | None:
    return areas[0] if len(areas) == 1 else None


def _plain(name: str) -> str:
    """Return a name so that "NHS Basildon & Brentwood CCG" and "Basildon and Brentwood" are one."""
    text = re.sub(r"[^\w\s]", " ", fold(name).replace("&", " and ").replace("'", ""))
    text = re.sub(r"\s+", " ", text).strip()
    return _BODY.sub("", _BODY.sub("", text).strip()).strip() or text


def _width(part: str) -> int:
    """Return how wide a place is: 0 for a town or anything else, 1 for a county, 2 for a nation, 3 for the country.

    >>> [_width(part) for part in ("Hull", "East Yorkshire", "England", "U.K.")]
    [0, 1, 2, 3]
    """
    return next((n for n, names in enumerate(_WIDER, 1) if names.fullmatch(_plain(part))), 0)


def _prefix(text: str) -> tuple[str, str] | None:
    """Return a prefix as (outward code or postcode area, start of the inward code): "SS1 2" is not "SS12"."""
    text = re.sub(r"\s+", " ", text.upper().strip())
    if re.fullmatch(r"[A-Z]{1,2}", text) or _OUTWARD_ONLY.fullmatch(text):
        return text, ""
    found = _POSTCODE.fullmatch(text)
    return (found[1], found[2] + (found[3] or "")) if found else None


def _prefixes_of(value: str) -> list[tuple[str, str]]:
    """Return the prefixes of a postcode or outward code, longest first; [] for anything else."""
    text = re.sub(r"[^A-Z\d ]", "", value.upper()).strip()
    if _OUTWARD_ONLY.fullmatch(text):
        outward, inward = text, ""
    elif found := _POSTCODE.fullmatch(text):
        outward, inward = found[1], found[2] + (found[3] or "")
    else:
        return []
    keys = [(outward, inward), (outward, inward[:1]), (outward, "")]
    if outward[-1].isalpha():  # EC1A lies in EC1
        keys.append((outward[:-1], ""))
    keys.append((re.match(r"[A-Z]+", outward)[0], ""))  # type: ignore[index]
    return list(dict.fromkeys(keys))
