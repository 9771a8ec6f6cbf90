"""Which rows are headings, and what does each column say when they are put together?

Platforms write one, two or three rows of headings, under titles or not, and owners edit them. The number is found by
content: a row is a heading when its cells do not look like what stands below them.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_SPACES: Final = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_NUMBER: Final = re.compile(r"[-+£$€]?\d[\d,]*(\.\d+)?\s?%?|\d+(\.\d+)?[eE][-+]?\d+")
_DATE: Final = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d{1,2}:\d{2}.*)?")
_CODE: Final = re.compile(
    r"[A-Za-z]{1,12}[ _.#-]?\d+([._#-]\w+)*|[A-Za-z]\w*_\w+|V\d+|[A-Z][a-z]+[A-Z]\w*|\d{1,3}[a-z]{0,2}"
)
_IMPORT_ID: Final = re.compile(r"\{\s*[\"']importid[\"']", re.IGNORECASE)
_TEXT_IMPORT_ID: Final = re.compile(r"[\"']importid[\"']:\s*[\"'][^\"']*[-_]TEXT[\"']", re.IGNORECASE)
_TYPED: Final = frozenset({"open-ended response", "open ended response"})
_ANSWER_BELOW: Final = frozenset({"response", "open-ended response", "open ended response"})
_UNANSWERED: Final = frozenset({"-", "--", "."})
_UNDER_A_QUESTION: Final = re.compile(
    r"response|open-ended response|other \(please specify\)|comments?:?|other|please specify|text", re.IGNORECASE
)


def clean(heading: str) -> str:
    """Return a heading as people read it: no HTML, no entities, single spaces.

    >>> clean("Lottery&nbsp;A,<br>you  have")
    'Lottery A, you have'
    """
    text = _TAG.sub(" ", heading) if "<" in heading else heading
    text = html.unescape(text) if "&" in text else text
    return _SPACES.sub(" ", text).strip()


def fold(heading: str) -> str:
    """Return a heading so that case, white space and the shape of quotation marks do not matter."""
    return clean(heading).casefold().translate(_PLAIN)


_PLAIN: Final = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})


@dataclass(frozen=True)
class Column:
    """One column of an export.

    Parameters
    ----------
    name
        Its headings put together; unique in the export. This is what the consultation file names.
    question
        The words that people were asked, without codes and options.
    part
        The option, row or field of the question that the column holds; "" where the column is the whole question.
    tag
        The short code of the platform (``Q6``); "" where there is none.
    index
        Place in the file, from 0.
    written
        The platform itself says that people typed here.
    """

    name: str
    question: str
    part: str
    tag: str
    index: int
    written: bool = False


def first_heading_row(rows: Sequence[Sequence[str]]) -> int:
    """Return the place of the first row of headings: titles above it have one or two cells where others have many."""
    counts = [sum(1 for cell in row if cell.strip()) for row in rows[:25]]
    for i, count in enumerate(counts):
        later = max(counts[i + 1 :], default=0)
        if count == 0 or (count == 1 and later >= 2) or (count == 2 and later >= 6):
            continue
        return i
    return 0


def count_heading_rows(rows: Sequence[Sequence[str]], first: int, most: int = 3) -> int:
    """Return how many rows from `first` on are headings, by content."""
    here = rows[first:]
    for n in range(min(most, len(here)) - 1, 0, -1):
        cells = [cell for cell in here[n] if cell.strip()]
        if cells and sum(bool(_IMPORT_ID.match(cell)) for cell in cells) * 2 >= len(cells):
            return n + 1
    n = 1
    while n < min(most, len(here) - 1) and _is_heading(here[:n], here[n], here[n + 1 : n + 60]):
        n += 1
    return n


def is_data(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Say whether a first row is a response already: its cells stand again below it, or are figures like those."""
    filled = [(cell.strip(), [r[j].strip() for r in below]) for j, cell in enumerate(row) if cell.strip()]
    again = sum(len(cell) <= 60 and values.count(cell) >= 2 for cell, values in filled)
    figures = sum(
        _like_data(cell) and sum(map(_like_data, values)) >= 0.8 * max(sum(map(bool, values)), 1)
        for cell, values in filled
    )
    return len(below) >= 4 and again >= 1 and again + figures >= 2 and again + figures >= 0.6 * len(filled)


def _is_heading(above: Sequence[Sequence[str]], row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    if _lacks_the_id(above, row, below) and (len(above) >= 2 or _completes(above[0], row)):
        return True
    votes = [
        _vote([r[j].strip() for r in above], row[j].strip(), [r[j].strip() for r in below]) for j in range(len(row))
    ]
    good, bad = sum(v for v in votes if v > 0), -sum(v for v in votes if v < 0)
    if len(above) == 1 and any(cell.strip().casefold() in _ANSWER_BELOW for cell in row):
        good += 2
    return good >= 2 and good >= 2 * bad


def _lacks_the_id(above: Sequence[Sequence[str]], row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Is the place blank, as in the heading row above, where every row below has a value of its own?"""
    if sum(1 for cell in row if cell.strip()) < 2 or len(below) < 2:
        return False
    for j in range(len(row)):
        column = [r[j].strip() for r in below]
        column = column[1:] if len(column) > 2 and not column[0] else column  # the next row may be one of headings too
        values = set(column)
        blank_so_far = above[0][j].strip() and not any(r[j].strip() for r in (*above[1:], row))
        if blank_so_far and "" not in values and len(values) == len(column):
            return True
    return False


def _completes(above: Sequence[str], row: Sequence[str]) -> bool:
    """Say whether the row leaves the first heading alone and names columns that have none: options under questions."""
    first = next((j for j, cell in enumerate(above) if cell.strip()), 0)
    return not row[first].strip() and any(cell.strip() and not above[j].strip() for j, cell in enumerate(row))


def _vote(above: list[str], cell: str, below: list[str]) -> float:
    top = above[-1]
    if not cell:
        filled = [value for value in below if value]
        # An id stands in every row of respondents; a row of headings leaves its place blank. A respondent who stopped
        # early leaves answers blank, never the id.
        return 2 if top and len(filled) == len(below) >= 2 and len(set(filled)) == len(filled) else 0
    filled = [value for value in below if value and value not in _UNANSWERED]
    if cell.casefold() == top.casefold() and top:
        return 1
    if _like_data(cell):
        return -1 if not filled or sum(map(_like_data, filled)) >= 0.5 * len(filled) else 0
    if filled and sum(map(_like_data, filled)) >= 0.8 * len(filled):
        return 1
    if set(filled) == {cell}:
        return 0 if top else 1  # an option over the cells that repeat it
    if _UNDER_A_QUESTION.fullmatch(cell) and cell not in filled:
        return 1
    if cell in filled:
        return -1
    if cell.endswith("?") and not any(value.endswith("?") for value in filled):
        return 1
    if filled and len(cell) >= 25 and len(cell) > 1.5 * max(map(len, filled)):
        return 0.5
    return 0


def _like_data(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell) or _DATE.fullmatch(cell))


def flatten(rows: Sequence[Sequence[str]], above: Sequence[str] = (), declared: bool = False) -> list[Column]:
    """Put the rows of headings together, one `Column` each.

    Parameters
    ----------
    rows
        One to ten rows of headings, all of one width; a row of import ids is passed over.
    above
        The row just above them: a heading that stands there alone (EngagementHQ splits its headings) is taken down.
    declared
        The rows are names and labels by the format itself (SPSS).
    """
    imports = next((row for row in rows if _is_import_row(row)), ())
    rows = [[clean(cell) for cell in row] for row in rows if not _is_import_row(row)]
    width = max(map(len, rows), default=0)
    if rows and above:
        rows[0] = [
            cell or (clean(above[j]) if 0 < j < len(above) and not any(row[j] for row in rows) else "")
            for j, cell in enumerate(rows[0])
        ]
    if not rows:
        return []
    if len(rows) >= 2 and (declared or imports or _has_tags(rows[0], rows[1])):
        columns = [_tagged(rows[0][j], [row[j] for row in rows[1:]], j) for j in range(width)]
    elif len(rows) >= 2:
        columns = _spread(rows, width)
    else:
        columns = _single(rows[0])
    typed = {j for row in rows[1:] for j, cell in enumerate(row) if cell.casefold() in _TYPED}
    typed |= {j for j, cell in enumerate(imports) if _TEXT_IMPORT_ID.search(cell)}
    return [replace(column, written=column.index in typed) for column in _unique(columns)]


def _is_import_row(row: Sequence[str]) -> bool:
    cells = [cell for cell in row if cell.strip()]
    return bool(cells) and sum(bool(_IMPORT_ID.match(cell)) for cell in cells) * 2 >= len(cells)


def _has_tags(first: Sequence[str], second: Sequence[str]) -> bool:
    """Is the first row made of short codes, each its own, over the words of the second?"""
    filled = [cell for cell in first if cell]
    if len(filled) < 0.9 * max(sum(1 for cell in second if cell), 1) or len(set(filled)) < 0.9 * len(filled):
        return False
    coded = sum(_is_code(cell, second[j]) for j, cell in enumerate(first) if cell)
    return coded >= 0.6 * len(filled)


def _is_code(cell: str, words: str) -> bool:
    """Say whether a heading is a code ("Q1_2"), the words below run together ("startdate"), or a word for several."""
    together = fold(cell) == fold(words).replace(" ", "") or cell == words
    return together or bool(_CODE.fullmatch(cell)) or (" " not in cell and len(cell) <= 30 and words.count(" ") >= 2)


def _tagged(tag: str, words: Sequence[str], index: int) -> Column:
    parts = [word for k, word in enumerate(words) if word and word not in words[:k]]
    text = " - ".join(parts)
    if not text or fold(text) == fold(tag):
        return Column(tag or text, tag or text, "", tag, index)
    return Column(f"{tag}: {text}" if tag else text, text, "", tag, index)


def _spread(rows: Sequence[Sequence[str]], width: int) -> list[Column]:
    """Carry each question over the columns of its options, which have a heading of their own only below."""
    columns = []
    carried = [""] * len(rows)
    for j in range(width):
        parts = []
        for depth, row in enumerate(rows):
            cell = row[j]
            last = depth == len(rows) - 1
            if cell:
                carried[depth] = cell
                if not last:
                    carried[depth + 1 :] = [""] * (len(rows) - depth - 1)
            elif not last and any(below[j] for below in rows[depth + 1 :]) and not any(r[j] for r in rows[:depth]):
                cell = carried[depth]
            parts.append(cell)
        question = next((part for part in parts if part), "")
        rest = [p for p in parts[1:] if p and p != question and p.casefold() not in _ANSWER_BELOW]
        rest = [p for k, p in enumerate(rest) if p not in rest[:k]]
        option = " - ".join(part.removeprefix("- ") for part in rest)
        columns.append(Column(" - ".join([question, option]) if option else question, question, option, "", j))
    return columns


def _single(row: Sequence[str]) -> list[Column]:
    """Name the columns of a single row; one without a heading belongs to the column on its left."""
    columns: list[Column] = []
    left, n = "", 1
    for j, cell in enumerate(row):
        if cell:
            left, n = cell, 1
            columns.append(Column(cell, cell, "", "", j))
        else:
            n += 1
            name = f"{left} [{n}]" if left else f"column {j + 1}"
            columns.append(Column(name, left or name, "", "", j))
    return columns


def _unique(columns: Sequence[Column]) -> list[Column]:
    taken: set[str] = set()
    result = []
    for column in columns:
        name, n = column.name or f"column {column.index + 1}", 1
        while fold(name) in taken:
            n += 1
            name = f"{column.name or f'column {column.index + 1}'} ({n})"
        taken.add(fold(name))
        result.append(Column(name, column.question or name, column.part, column.tag, column.index))
    return result
