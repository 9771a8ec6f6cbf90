"""Dates as exports write them, to ISO text."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

import pandas as pd

_TIME: Final = (
    r"(?P<time>\d{1,2}[:.]\d{2}(?::\d{2})?)(?:\.\d+)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*"
    r"(?:Z|UTC|GMT|BST)?\s*(?:[+-]\d{1,2}(?::?\d{2})?)?"
)
_DAY: Final = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_MONTH: Final = r"(?P<m>[A-Za-z]{3})[a-z]*\.?"
_ISO: Final = re.compile(rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?:[,T ]+{_TIME})?")
_DIGITS: Final = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:[T ]?(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?)?"
)
_EITHER: Final = re.compile(
    rf"(?:[a-z]+,? )?(?P<a>\d{{1,2}})[-/.](?P<b>\d{{1,2}})[-/.](?P<y>\d{{4}}|\d{{2}})(?:[,T ]+(?:at )?{_TIME})?", re.I
)
_WORDS: Final = re.compile(rf"(?:\w+,? )?{_DAY}[- ]{_MONTH}[- ,]+(?P<y>\d{{4}}|\d{{2}})(?:[, ]+(?:at )?{_TIME})?", re.I)
_MONTH_FIRST: Final = re.compile(
    rf"(?:\w+,? )?{_MONTH} {_DAY},? (?P<y>\d{{4}})(?:[, ]+(?:at )?{_TIME})?", re.IGNORECASE
)
_UNIX: Final = re.compile(
    r"\w{3} (?P<m>[A-Za-z]{3}) (?P<d>\d{1,2}) (?P<time>\d{1,2}:\d{2}:\d{2}) (?:[A-Z+:\d-]+ )?(?P<y>\d{4})"
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEARLY_ALL: Final = 0.9
"""Late paper forms are normal: so many of the answers lie within the consultation's dates."""


def iso_dates(
    cells: pd.Series, *, month_first: bool | None = None, opened: date | None = None, closed: date | None = None
) -> tuple[pd.Series, list[str]]:
    """Return dates as ISO text (``2020-02-17`` or ``2020-02-17 09:30:00``), and what had to be assumed.

    Whether 3/4/2020 is in March or April is settled by the other dates of the column (one with a number over 12 proves
    the order), then by the consultation's own dates, then by what the platform writes, then as day/month. A cell that
    is no date is kept as it is.

    Parameters
    ----------
    cells
        Dates of one column; NA stays NA.
    month_first
        What the platform writes; None where that is not known.
    opened, closed
        The days on which the consultation opened and closed; they decide where both are known.
    """
    values = cells.dropna().drop_duplicates()
    either = [m for m in map(_EITHER.fullmatch, values.str.strip()) if m]
    day_first = any(int(m["a"]) > 12 for m in either)
    month_proved = any(int(m["b"]) > 12 for m in either)
    notes = []
    told = None
    if day_first == month_proved and opened and closed:
        told = _by_the_consultation(Counter(cells.dropna()), opened, closed)
    first = month_proved if day_first != month_proved else bool(month_first if told is None else told)
    said, other = ("month/day", "day/month") if first else ("day/month", "month/day")
    if either and day_first and month_proved:
        n = sum(_in_either_order(found) for cell in cells.dropna() if (found := _EITHER.fullmatch(cell.strip())))
        notes.append(
            "Dates stand in both orders (day/month and month/day) in one column; each is read as it can only be"
            + (f", and {n:,} that could be either as {said}." if n and told is None else ".")
        )
    elif either and not day_first and not month_proved and told is None:
        notes.append(f"Nothing shows whether dates are day/month or month/day; they are read as {said}.")
    if told is not None:
        notes.append(
            f"Dates that may be day/month or month/day are read as {said}: so they lie within the consultation's dates "
            f"({opened} to {closed}), and as {other} some would not."
        )
    read = {value: _iso(value.strip(), first) for value in values}
    failed = sum(1 for iso in read.values() if iso is None)
    if failed:
        notes.append(f"{failed:,} different entries in the column of dates are no dates; they are kept as they are.")
    return cells.map({value: iso or value for value, iso in read.items()}, na_action="ignore").astype(
        cells.dtype
    ), notes


def _by_the_consultation(cells: Mapping[str, int], opened: date, closed: date) -> bool | None:
    """Say whether the month stands first, where only so nearly all answers lie within the dates; None: no saying.

    Parameters
    ----------
    cells
        What stands in the column, and how often.
    """
    inside, n = [0, 0], 0
    for cell, times in cells.items():
        found = _EITHER.fullmatch(cell.strip())
        if not found or not _in_either_order(found):
            continue
        n += times
        for month_first in (False, True):
            day = (_iso(cell.strip(), month_first) or "")[:10]
            inside[month_first] += times * (opened.isoformat() <= day <= closed.isoformat())
    nearly = [one >= _NEARLY_ALL * n for one in inside]
    return nearly[True] if n and nearly[True] != nearly[False] else None


def _in_either_order(found: re.Match[str]) -> bool:
    """Say whether a date is another day where the month stands first: 3/3/2020 is one day in either order."""
    return max(int(found["a"]), int(found["b"])) <= 12 and int(found["a"]) != int(found["b"])


def _iso(text: str, month_first: bool) -> str | None:
    if found := _DIGITS.fullmatch(text):
        parts = [found[name] for name in ("hour", "minute", "second") if found[name]]
        text = "-".join(found.group("y", "m", "d")) + (f" {':'.join(parts)}" if parts else "")
    if found := _ISO.fullmatch(text):
        year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    elif found := _EITHER.fullmatch(text):
        a, b, year = int(found["a"]), int(found["b"]), int(found["y"])
        month, day = (a, b) if (month_first and a <= 12) or b > 12 else (b, a)
    elif found := next((m for pattern in (_WORDS, _MONTH_FIRST, _UNIX) if (m := pattern.fullmatch(text))), None):
        if found["m"].casefold() not in _MONTHS:
            return None
        year, month, day = int(found["y"]), _MONTHS.index(found["m"].casefold()) + 1, int(found["d"])
    else:
        return None
    half = (found.groupdict().get("half") or "").casefold().replace(".", "") or None
    year += 2000 if year < 100 else 0
    try:
        return _stamp(year, month, day, found["time"], half)
    except ValueError:
        return None


def _stamp(year: int, month: int, day: int, time: str | None, half: str | None) -> str:
    hour, minute, second = 0, 0, 0
    if time:
        parts = [int(part) for part in re.split("[:.]", time)]
        hour, minute, second = (*parts, 0)[:3]
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
    moment = datetime(year, month, day, hour, minute, second)
    return moment.isoformat(sep=" ") if time else moment.date().isoformat()
