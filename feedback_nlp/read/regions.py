"""Do the answers name parts of a country? Then they say where people live, whatever the heading calls it."""

import re
from collections.abc import Iterable
from typing import Final

from feedback_nlp.read.headings import fold

_REGION: Final = re.compile(
    r"england|wales|scotland|northern ireland|channel islands|isle of man"
    r"|(?:the )?(?:north|south|east|west|mid|central)(?:[ -]?(?:east|west))?(?:ern)?(?: (?:of )?(?:england|wales"
    r"|scotland|london|ireland|midlands|coast|side|area))?"
    r"|(?:greater |inner |outer |central )?london|east of england|yorkshire(?: (?:and|&) (?:the )?humber(?:side)?)?"
    r"|midlands"
    r"|(?:nhs )?.{2,60} (?:ccg|icb|clinical commissioning group|integrated care board)"
)
_ELSEWHERE: Final = re.compile(
    r"not answered|n/a|other|elsewhere|prefer not to say|don't know|outside .{2,40}|.{0,20}abroad"
)


def are_regions(values: Iterable[str]) -> bool:
    """Say whether nearly all of the different answers name regions, nations or commissioners.

    >>> are_regions(["North East", "London", "Wales", "Other"]), are_regions(["Norfolk ward", "Elm ward"])
    (True, False)
    """
    folded = {fold(value)[:200] for value in values}
    named = [value for value in folded if not _ELSEWHERE.fullmatch(value)]
    return len(named) >= 2 and sum(bool(_REGION.fullmatch(value)) for value in named) >= 0.8 * len(named)
