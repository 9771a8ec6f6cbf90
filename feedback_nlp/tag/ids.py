"""Ids as sheets write them: in any case, and as spreadsheets leave numbers ("00123" as 123 or 123.0)."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_NOUGHTS: Final = re.compile(r"^0+(?=\d)")
_POINT: Final = re.compile(r"^(\d+)\.0$")


class Ids:
    """Finds an id, however it is written, where only one can be meant.

    Parameters
    ----------
    ids
        As the consultation has them.
    """

    def __init__(self, ids: Iterable[object]) -> None:
        own = dict.fromkeys(map(str, ids))
        self.own = {one: one for one in own}
        self.folded = _once({one: one.casefold() for one in own})
        self.plain = _once({one: _plain(one) for one in own})

    def find(self, one: str) -> str | None:
        """Return the id that is written so: as it is, else in another case, else without its noughts; None: none."""
        return self.own.get(one) or self.folded.get(one.casefold()) or self.plain.get(_plain(one))


def _plain(one: str) -> str:
    return _NOUGHTS.sub("", _POINT.sub(r"\1", one.casefold()))


def _once(form_of: dict[str, str]) -> dict[str, str]:
    """Return form -> id, without forms that several ids have."""
    n = Counter(form_of.values())
    return {form: one for one, form in form_of.items() if n[form] == 1}
