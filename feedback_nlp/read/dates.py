"""Dates as exports write them, to ISO text."""

import re
from typing import Final

import pandas as pd

_TIME: Final = (
    r"(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*"
    r"(?:Z|UTC|GMT|BST)?\s*(?:[+-]\d{1,2}(?::?\d{2})?)?"
)
_DAY: Final = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_MONTH: Final = r"(?P<m>[A-Za-z]{3})[a-z]*\.?"
_ISO: Final = re.compile(rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?:[,T ]+{_TIME})?")
_DIGITS: Final = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:[T ]?(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?)?"
)
_EITHER: Final = re.compile(rf"(?P<a>\d{{1,2}})[-/.](?P<b>\d{{1,2}})[-/.](?P<y>\d{{4}}|\d{{2}})(?:[,T ]+{_TIME})?")
_WORDS: Final = re.compile(rf"(?:\w+,? )?{_DAY}[- ]{_MONTH}[- ,]+(?P<y>\d{{4}}|\d{{2}})(?:[, ]+(?:at )?{_TIME})?", re.I)
_MONTH_FIRST: Final = re.compile(
    rf"(?:\w+,? )?{_MONTH} {_DAY},? (?P<y>\d{{4}})(?:[, ]+(?:at )?{_TIME})?", re.IGNORECASE
)
_UNIX: Final = re.compile(
    r"\w{3} (?P<m>[A-Za-z]{3}) (?P<d>\d{1,2}) (?P<time>\d{1,2}:\d{2}:\d{2}) (?:[A-Z+:\d-]+ )?(?P<y>\d{4})"
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def iso_dates(cells: pd.Series, *, month_first: bool | None = None) -> tuple[pd.Series, list[str]]:
    """Return dates as ISO text (``2020-02-17`` or ``2020-02-17 09:30:00``), and what had to be assumed.

    Whether 3/4/2020 is in March or April is settled by the other dates of the column (one with a number over 12 proves
    the order), then by what the platform writes, then as day/month. A cell that is no date is kept as it is.

    Parameters
    ----------
    cells
        Dates of one column; NA stays NA.
    month_first
        What the platform writes; None where that is not known.
    """
    values = cells.dropna().drop_duplicates()
    either = [m for m in map(_EITHER.fullmatch, values.str.strip()) if m]
    day_first = any(int(m["a"]) > 12 for m in either)
    month_proved = any(int(m["b"]) > 12 for m in either)
    notes = []
    if either and day_first and month_proved:
        notes.append(
            "Dates stand in both orders (day/month and month/day) in one column; each is read as it can only be."
        )
    elif either and not day_first and not month_proved:
        said = "month/day" if month_first else "day/month"
        notes.append(f"Nothing shows whether dates are day/month or month/day; they are read as {said}.")
    first = month_proved if day_first != month_proved else bool(month_first)
    read = {value: _iso(value.strip(), first) for value in values}
    failed = sum(1 for iso in read.values() if iso is None)
    if failed:
        notes.append(f"{failed:,} different entries in the column of dates are no dates; they are kept as they are.")
    return cells.map({value: iso or value for value, iso in read.items()}, na_action="ignore").astype(
        cells.dtype
    ), notes


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
    from datetime import datetime

    hour, minute, second = 0, 0, 0
    if time:
        parts = [int(part) for part in time.split(":")]
        hour, minute, second = (*parts, 0)[:3]
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
    moment = datetime(year, month, day, hour, minute, second)
    return moment.isoformat(sep=" ") if time else moment.date().isoformat()
