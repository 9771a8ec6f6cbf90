"""What is damaged in an export: mended where that is certain, said where it is not."""

import re
from collections.abc import Sequence
from typing import Final

import pandas as pd

from feedback_nlp.read.headings import Column
from feedback_nlp.read.layout import Layout
from feedback_nlp.read.sheet import TEXT, holds, holds_any, holds_pattern, lengths_between, matching

_R_ESCAPE: Final = re.compile(r"<U\+([0-9A-Fa-f]{4,8})>")
_MONTHS: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_RANGE_AS_DATE: Final = rf"(?i)^(?:{_MONTHS}-\d{{1,2}}|\d{{1,2}}-{_MONTHS})$"
# White space as Python has it, and marks of no width, in the syntax of RE2.
_SAYS: Final = r"[^\pZ\t-\r\x1c-\x20\x{85}\x{200b}\x{feff}]"
_CUTS: Final = (255, 32_767)


def mend(rows: pd.DataFrame, layout: Layout) -> tuple[pd.DataFrame, list[str]]:
    """Undo what a platform is known to write in place of what people wrote.

    Returns
    -------
    The rows, and what was done, in sentences.
    """
    notes: list[str] = []
    changed: dict[str, pd.Series] = {}
    n_escapes = n_replaced = 0
    for name in rows.columns:
        before = cells = rows[name]
        if layout.unanswered and holds_any(cells, layout.unanswered):
            cells = cells.mask(cells.str.strip().isin(layout.unanswered).fillna(False).astype(bool))
        for old, new in layout.replace:
            if holds(cells, old):
                n_replaced += int(cells.str.contains(old, regex=False).sum())
                cells = cells.str.replace(old, new, regex=False)
        if not holds(cells, "<U+"):
            if cells is not before:
                changed[name] = cells
            continue
        escaped = cells.str.contains("<U+", regex=False).fillna(False).astype(bool)
        if _mostly_escapes(cells[escaped]):
            n_escapes += int(escaped.sum())
            cells = cells.mask(escaped, cells[escaped].map(_unescape).astype(cells.dtype))
        if cells is not before:
            changed[name] = cells
    if n_escapes:
        notes.append(f"{n_escapes:,} cells held letters written as <U+043C> by R; they were turned back into letters.")
    if n_replaced:
        notes.append(
            f"{n_replaced:,} cells held marks that {layout.title} writes for apostrophes; they were turned back."
        )
    return (rows.assign(**changed) if changed else rows), notes


def _mostly_escapes(cells: pd.Series) -> bool:
    """One such mark may be what somebody wrote; R writes every letter of a word so."""
    return bool((cells.map(lambda cell: len(_R_ESCAPE.findall(cell))) >= 2).any())


def _unescape(cell: str) -> str:
    def letter(found: re.Match[str]) -> str:
        code = int(found[1], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else found[0]

    return _R_ESCAPE.sub(letter, cell)


def find_damage(rows: pd.DataFrame, columns: Sequence[Column]) -> list[str]:
    """Return what looks damaged, in sentences that name columns and rows and never say what was written."""
    notes: list[str] = []
    marks = 0
    for column in columns:
        cells = rows[column.name]
        shortest, longest = lengths_between(cells)
        if longest and holds(cells, "\ufeff"):
            marks += int(cells.str.contains("\ufeff", regex=False).sum())
        if longest >= _CUTS[0]:
            cells = cells.dropna()
            lengths = cells.str.len()
            notes.extend(_cut(column, lengths))
            swallowed = cells[lengths > 500]
            for row in _swallowed(swallowed, len(columns)):
                notes.append(
                    f'Row {row}, "{_short(column.name)}": the cell holds whole lines that look like rows, as when a '
                    "quotation mark was opened and never closed. Check that row in the export."
                )
        if 0 < shortest <= 6 and longest <= 60 and holds_pattern(cells, _RANGE_AS_DATE):
            cells = cells.dropna()
            dates = cells.str.contains(_RANGE_AS_DATE, regex=True)
            if dates.any() and cells.str.contains(r"^\d+ ?[-–] ?\d+$|^\d+\+$", regex=True).any():
                notes.append(
                    f'"{_short(column.name)}": {int(dates.sum()):,} cells look like a range that a spreadsheet program '
                    "turned into a date (10-49 into Oct-49). Mend them with [sources.recode]."
                )
    if marks:
        notes.append(f"{marks:,} cells hold a byte-order mark (U+FEFF); it is kept in answers and ignored elsewhere.")
    return notes


def _cut(column: Column, lengths: pd.Series) -> list[str]:
    """Several answers of exactly the same limit, and none longer, were cut there."""
    for limit in _CUTS:
        at, over = int((lengths == limit).sum()), int((lengths > limit).sum())
        if over == 0 and at >= (2 if limit == 255 else 1):
            return [
                f'"{_short(column.name)}": {at:,} cells have exactly {limit:,} characters and none has more: '
                "they were probably cut off. Export again in another format if the rest matters."
            ]
    return []


def _swallowed(cells: pd.Series, width: int) -> list[int]:
    if width < 4:
        return []
    return [
        int(row)
        for row, cell in zip(cells.index, cells, strict=True)
        for mark in (",", ";", "\t")
        if sum(line.count(mark) >= width - 1 for line in cell.splitlines()) >= 3
    ]


def _short(name: str) -> str:
    return name if len(name) <= 80 else name[:77] + "..."


def tidy(cells: pd.Series) -> pd.Series:
    """Return closed answers without marks and surplus white space; an empty one is NA. Never used on open answers."""
    if not len(cells):
        return cells
    plain = cells.str.replace("[\ufeff\u200b]", "", regex=True).str.replace(r"[\s\u00a0]+", " ", regex=True).str.strip()
    return plain.mask((plain == "").fillna(False).astype(bool))


def is_blank(cells: pd.Series) -> pd.Series:
    """Return which cells hold nothing but white space."""
    return pd.Series(~matching(cells.astype(TEXT), _SAYS), index=cells.index)
