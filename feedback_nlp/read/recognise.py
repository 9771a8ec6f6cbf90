"""Which of the known layouts is it, and is it a file of responses at all?"""

import re
from collections.abc import Sequence
from functools import lru_cache

from feedback_nlp.errors import DataError, did_you_mean
from feedback_nlp.read.headings import fold
from feedback_nlp.read.layout import Layout
from feedback_nlp.read.layouts import GENERAL, LAYOUTS
from feedback_nlp.read.not_responses import NOT_RESPONSES


def layout_named(name: str) -> Layout:
    """Return the layout of that name, or raise `DataError` with those that there are."""
    by_name = {layout.name: layout for layout in LAYOUTS}
    if name not in by_name:
        raise DataError(f'There is no layout "{name}".{did_you_mean(name, by_name)}')
    return by_name[name]


def recognise(rows: Sequence[Sequence[str]], first: int) -> tuple[Layout, str]:
    """Try the layouts in turn on the first rows of a sheet.

    Parameters
    ----------
    rows
        The first rows, titles included.
    first
        Place of the first row of headings.

    Returns
    -------
    The layout, and the reason in a sentence.
    """
    headings = [fold(cell) for row in rows[max(first - 1, 0) : first + 1] for cell in row if cell.strip()]
    below = [fold(cell) for row in rows[first + 1 : first + 12] for cell in row if cell.strip()]
    # A legacy file of Qualtrics has its own names only in the second row.
    second = [fold(cell) for cell in rows[first + 1]] if len(rows) > first + 1 else []
    for layout in LAYOUTS:
        if any(matches(heading, layout.lacks) for heading in headings):
            continue
        told = sum(matches(cell, layout.cells) for cell in below) >= layout.cells_need if layout.cells else False
        found = _found(layout, headings)
        if len(found) < layout.need and layout.name == "qualtrics":
            found = _found(layout, second)
        if layout is GENERAL:
            break
        if len(found) >= layout.need:
            shown = ", ".join(f'"{heading}"' for heading in found[:4])
            return layout, f"Read as {layout.title}: it has the headings {shown}."
        if told:
            return layout, f"Read as {layout.title}: cells under the headings are its own."
    return GENERAL, "No platform was recognised; headings and columns were found by content."


def _found(layout: Layout, headings: Sequence[str]) -> list[str]:
    """Return one heading for each pattern of the layout that is there."""
    found: dict[str, None] = {}
    for pattern in layout.headings:
        hit = next((heading for heading in headings if heading not in found and matches(heading, (pattern,))), None)
        if hit is not None:
            found[hit] = None
    return list(found)


def matches(folded: str, patterns: Sequence[str]) -> bool:
    """Say whether any of the patterns matches the whole folded heading."""
    # Two hundred characters tell any heading of a platform; longer text would only cost time.
    return any(_compiled(pattern).fullmatch(folded[:200]) for pattern in patterns)


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def not_responses(rows: Sequence[Sequence[str]]) -> str | None:
    """Return why a sheet holds no responses, or None where it may.

    Parameters
    ----------
    rows
        Its first rows, at least the first hundred.
    """
    cells = {fold(cell) for cell in {cell for row in rows[:150] for cell in row[:40] if 0 < len(cell) < 60}}
    heading = sorted({fold(cell) for cell in next((row for row in rows if sum(map(bool, row)) >= 2), ()) if cell})
    for kind in NOT_RESPONSES:
        found = _words_found(kind.cells, heading if kind.headings else sorted(cells))
        # A respondent may use one of these words; only a table of figures uses several.
        whole = not kind.headings or len(found) == len(heading)
        if len(found) >= kind.need and whole and (_in_figures(rows) or not kind.figures):
            shown = ", ".join(f'"{word}"' for word in found[:4])
            return f"It holds {kind.what}, not responses: its cells say {shown}. {kind.instead}"
    return None


def _words_found(patterns: Sequence[str], cells: Sequence[str]) -> list[str]:
    hits = (next((cell for cell in cells if matches(cell, (pattern,))), None) for pattern in patterns)
    return [hit for hit in hits if hit is not None]


def _in_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Are most filled cells, besides those of the first column, figures or the words of a summary?"""
    cells = [cell.strip() for row in rows[:150] for cell in row[1:] if cell.strip()]
    figures = sum(bool(re.fullmatch(r"[-+£$€]?[\d.,]+ ?%?", cell)) for cell in cells)
    return figures >= 0.4 * len(cells)
