"""Which sheet of a workbook holds the responses, and which others go on with them?"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from feedback_nlp.errors import DataError, did_you_mean
from feedback_nlp.read.headings import first_heading_row, fold
from feedback_nlp.read.layouts import GENERAL
from feedback_nlp.read.recognise import not_responses, recognise
from feedback_nlp.read.sheet import Sheet

_LIKELY_NAMES: Final = ("response", "form1", "form responses", "raw", "data", "sheet1", "survey", "export", "results")
_UNLIKELY_NAMES: Final = (
    "guide", "readme", "read me", "instruction", "lookup", "codebook", "code book", "key", "note", "summary", "setup",
    "dictionary", "pivot", "issue", "helper", "template", "about", "contents", "list", "chart",
)  # fmt: skip
_LONG: Final = 25
Names = tuple[str, ...]


def choose(path: Path, sheets: Sequence[Sheet], asked: str | None) -> tuple[Sheet, list[str], Names, Names]:
    """Choose the sheet that holds the responses, and say so where there was a choice.

    Returns
    -------
    The sheet, what was assumed, the names of further sheets like it (the same headings over other rows), and those of
    sheets with other headings over other texts.

    Raises
    ------
    DataError
        There is no sheet of the name that was asked for, or none that may hold responses.
    """
    if asked is not None and not (len(sheets) == 1 and not sheets[0].name):
        by_name = {fold(sheet.name): sheet for sheet in sheets}
        if fold(asked) not in by_name:
            names = [sheet.name for sheet in sheets]
            raise DataError(f'{path.name} has no sheet "{asked}".{did_you_mean(asked, names)}')
        return by_name[fold(asked)], [], (), ()
    if not sheets:
        raise DataError(f"{path.name} has no worksheet. Export the responses again.")
    filled = [sheet for sheet in sheets if len(sheet.cells)] or list(sheets[:1])
    refused = {id(sheet): not_responses(sheet.head) for sheet in filled if sheet.headings is None}
    good = [sheet for sheet in filled if not refused.get(id(sheet))]
    if not good:
        first = next(iter(filter(None, refused.values())))
        raise DataError(f"{path.name} cannot be used. {first}")
    best = max(good, key=lambda sheet: (_likely(sheet), -filled.index(sheet)))
    notes = []
    visible = [sheet for sheet in filled if not sheet.hidden]
    if best.hidden:
        notes.append(f'The responses were read from the hidden sheet "{best.name}".')
    elif len(visible) > 1:
        others = ", ".join(f'"{sheet.name}"' for sheet in visible if sheet is not best)
        notes.append(f'The responses were read from the sheet "{best.name}"; not from {others}.')
    hidden = [sheet for sheet in filled if sheet.hidden and sheet is not best]
    if hidden:
        notes.append("Hidden sheets were left alone: " + ", ".join(f'"{sheet.name}"' for sheet in hidden) + ".")
    beside = [s for s in good if s is not best and not (s.hidden or best.hidden)]
    alike = tuple(s.name for s in beside if _continues(best, s))
    further = tuple(s.name for s in beside if s.name not in alike and _says_more(best, s))
    return best, notes, alike, further


def _says_more(best: Sheet, other: Sheet) -> bool:
    """Say whether people may have written in a sheet what does not stand in the other: a sheet a question or channel.

    A sheet of coded answers or of quotes holds the same texts again.
    """
    if any(part in fold(other.name) for part in _UNLIKELY_NAMES):
        return False
    here, there = _cells(best), {cell for cell in _cells(other) if len(cell) >= _LONG and " " in cell}
    return len(there) >= 3 and len(here & there) < 0.3 * len(there)


def _continues(best: Sheet, other: Sheet) -> bool:
    """Say whether a sheet has the headings of another, and answers of its own: months, or online and paper.

    A cleaned or filtered copy of the same rows has the same long texts, and would count everybody twice.
    """
    one, two = _headings(best), _headings(other)
    shared = len(one & two)
    if shared < 2 or shared < 0.6 * len(one | two):
        return False
    here, there = _cells(best), _cells(other)
    return bool(there) and len(here & there) < 0.3 * len(there)


def _headings(sheet: Sheet) -> set[str]:
    head = sheet.head
    return {fold(cell) for cell in head[first_heading_row(head)] if cell.strip()} if head else set()


def _cells(sheet: Sheet) -> set[str]:
    """Return what people wrote at length, or whole rows where nobody did."""
    rows = sheet.cells.iloc[first_heading_row(sheet.head) + 1 :]
    written = {cell for name in rows for cell in rows[name].dropna().unique() if len(cell) >= _LONG}
    return written or {"\x1f".join(row) for row in rows.fillna("").itertuples(index=False, name=None)}


def _likely(sheet: Sheet) -> tuple[bool, int, bool, float]:
    """Order sheets by how likely they hold the responses."""
    head = sheet.head
    first = first_heading_row(head)
    layout, _ = recognise(head, first)
    name = fold(sheet.name)
    named = any(part in name for part in _LIKELY_NAMES) - any(part in name for part in _UNLIKELY_NAMES)
    n_cells = float(sheet.cells.notna().to_numpy().sum())
    return not sheet.hidden, named, layout is not GENERAL, n_cells
