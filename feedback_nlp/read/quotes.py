"""Quotation marks that are opened and never closed in a text file, and the rows that they swallow.

A reader of csv takes everything after such a mark for one answer, up to the next mark or the end of the file, and says
nothing. Here the lines of a record are kept beside it, so that one that looks swollen can be read again with the mark
as an ordinary character.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Final, NamedTuple, TextIO

from feedback_nlp.errors import DataError

_TOKEN: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = "9"


class Watched:
    """The lines of a file, with those of the record that is being read kept until they are let go.

    Lines go to the reader in blocks, so that none of the millions of them costs a call of ours.

    Parameters
    ----------
    blocks
        The lines, some at a time.
    mended
        Number of a line (from 1) -> what to read in its place.
    """

    def __init__(self, blocks: Iterable[list[str]], mended: Mapping[int, str] = MappingProxyType({})) -> None:
        self.blocks = blocks
        self.mended = mended
        self.ended = False
        self._kept: list[str] = []
        self._before = 0  # lines that were let go
        self._wanted = 0  # lines before the record that is being read

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._given())

    def _given(self) -> Iterator[list[str]]:
        for block in self.blocks:
            start = self._before + len(self._kept)
            for number in self.mended:
                if start < number <= start + len(block):
                    block[number - start - 1] = self.mended[number]
            self._kept = [*self._kept[self._wanted - self._before :], *block]
            self._before = start + len(block) - len(self._kept)
            yield block
        self.ended = True

    def lines(self, first: int, last: int) -> tuple[str, ...]:
        """Return the lines after `first` and up to `last`, of the record just read."""
        return tuple(self._kept[first - self._before : last - self._before])

    def let_go(self, line: int) -> None:
        """Forget the lines up to this one once the next block comes."""
        self._wanted = line


def line_blocks(stream: TextIO) -> Iterator[list[str]]:
    """Yield the lines of a stream, about a megabyte at a time."""
    while block := stream.readlines(1024**2):
        yield block


class Swollen(NamedTuple):
    """A record that may hold other rows: its number, its first line (both from 1), its lines, and why."""

    record: int
    line: int
    lines: tuple[str, ...]
    ended: bool
    strict: bool


def swollen(watched: Watched, record: int, first: int, last: int, delimiter: str) -> Swollen | None:
    """Return the record just read, the lines after `first` up to `last`, where it may have swallowed rows."""
    lines = watched.lines(first, last)
    if not watched.ended:
        if len(lines) < 2:
            return None
        if _reads_strictly(lines, delimiter):
            # Closed where the rules want it: rows only where all lines between are alike, which prose never is.
            counts = {one.count(delimiter) for one in lines[1:-1]}
            if len(lines) < 4 or len(counts) != 1 or counts.pop() < 2:
                return None
            return Swollen(record, first + 1, lines, False, True)
    return Swollen(record, first + 1, lines, watched.ended, False)


def _reads_strictly(lines: Sequence[str], delimiter: str) -> bool:
    try:
        return sum(1 for _ in csv.reader(lines, delimiter=delimiter, strict=True)) == 1
    except csv.Error:
        return False


class Rows:
    """What a row of this file looks like, from the records that nothing is wrong with.

    Parameters
    ----------
    width
        How many cells a row has.
    first
        The first cell of every such record.
    """

    def __init__(self, width: int, first: Sequence[str]) -> None:
        filled = [cell for cell in first if cell]
        self.width = width
        self.known = set(filled)
        self.repeats = len(filled) >= 4 and len(self.known) <= len(filled) / 2
        shapes = Counter(map(shape, filled))
        self.shapes = {one for one, n in shapes.items() if _NUMBER in one and n >= len(filled) / 4}

    def like(self, row: Sequence[str]) -> bool:
        """Say whether cells look like a row: as many of them, and the first one as those of other rows."""
        if len(row) != self.width or self.width < 2:
            return False
        if self.repeats:
            return self.width > 2 and row[0] in self.known
        first = shape(row[0])
        # "1,000,000 pounds" in an answer starts as a row does; but row 1 is there already.
        return first in self.shapes and (first != _NUMBER or row[0] not in self.known)


def shape(cell: str) -> str:
    """Return what a cell looks like: "9" for a word with a digit in front, "a" for any other, and what stands between.

    >>> shape("R-12 (Swale)"), shape("17/02/2020")
    ('a-9 (a)', '9/9/9')
    """
    return _TOKEN.sub(lambda word: _NUMBER if any(map(str.isdigit, word[0])) else "a", cell.strip())


def settle(name: str, found: Sequence[Swollen], rows: Rows, delimiter: str) -> tuple[dict[int, str], list[str]]:
    """Decide what becomes of records that may have swallowed rows.

    Returns
    -------
    Number of a line -> what to read in its place, where the mark is certainly a stray one; and what was done, in
    sentences.

    Raises
    ------
    DataError
        Rows were swallowed, and what they are is not certain. All such places are named.
    """
    mended: dict[int, str] = {}
    faults: list[str] = []
    read_again: list[str] = []
    sloppy: list[str] = []
    shift = 0  # rows that came back before this one
    for one in found:
        at = _opening("".join(one.lines), delimiter, strict=one.strict)
        if at is None:
            continue
        before, after = _lines_at(one.lines, at)
        line = one.line + before
        plain = _as_ordinary(one.lines[before], after, delimiter)
        lines = [*one.lines[:before], plain, *one.lines[before + 1 :]]
        again = list(csv.reader(lines, delimiter=delimiter))
        whole = all(len(row) == rows.width for row in again) and _reads_whole(lines, delimiter, len(again))
        alike = whole and all(map(rows.like, again[1:]))
        row = one.record + shift
        if one.strict:
            if alike and len(again) > 3:
                faults.append(_where(row, line))
        elif alike and (len(again) > 1 or one.lines[-1].endswith(("\n", "\r"))):
            mended[line] = plain
            read_again.append(f"{row:,}")
            shift += len(again) - 1
        elif one.ended or (whole and rows.width > 2) or _holds_a_row(one.lines[before + 1 :], rows, delimiter):
            faults.append(_where(row, line))
        else:
            sloppy.append(f"{row:,}")
    if faults:
        more = f" (and {len(faults) - 5:,} more rows)" if len(faults) > 5 else ""
        raise DataError(
            f"{name}: {', '.join(faults[:5])}{more}: a quotation mark is opened and never closed, so that the rows "
            "after it would be lost in that answer, or the file was cut off there. Add the missing quotation mark at "
            "the end of that answer, or export the responses again (as xlsx if you can)."
        )
    notes = []
    if read_again:
        notes.append(
            f"A quotation mark was opened and never closed in row {listed(read_again)}. It is read as an ordinary "
            "character there, which gives every line as many cells as the headings."
        )
    if sloppy:
        notes.append(
            f"Quotation marks within an answer of several lines are not doubled in row {listed(sloppy)}. "
            "Check it in the export."
        )
    return mended, notes


def listed(numbers: Sequence[str]) -> str:
    """Return the first ten numbers of rows, and how many more there are."""
    more = f" and {len(numbers) - 10:,} more" if len(numbers) > 10 else ""
    return ", ".join(numbers[:10]) + more


def _where(row: int, line: int) -> str:
    return f"row {row:,}" if row == line else f"row {row:,} (line {line:,} of the file)"


def _reads_whole(lines: Sequence[str], delimiter: str, n: int) -> bool:
    """Say whether lines end with their last record, not within it."""
    watched = Watched([list(lines)])
    reader = csv.reader(watched, delimiter=delimiter)
    for _ in range(n):
        next(reader)
    return not watched.ended


def _holds_a_row(lines: Sequence[str], rows: Rows, delimiter: str) -> bool:
    """Say whether a row begins at any of the lines."""
    return any(rows.like(next(csv.reader(lines[i : i + 1], delimiter=delimiter), [])) for i in range(len(lines)))


def _opening(text: str, delimiter: str, *, strict: bool) -> int | None:
    """Return where the mark stands that opens a cell of several lines and is not closed as the rules want it.

    With `strict`, all are closed so; then the first that opens a cell of several lines.
    """
    cell = re.compile(
        rf'(?P<open>")(?P<inside>(?:[^"]|"")*)(?P<close>"?)(?P<rest>[^{re.escape(delimiter)}\r\n]*)'
        rf"|[^{re.escape(delimiter)}\r\n]*"
    )
    at = 0
    while at < len(text):
        found = cell.match(text, at)
        if found is None:
            return None
        several = found["open"] and re.search(r"[\r\n]", found["inside"])
        if (several or (found["open"] and not found["close"])) and (strict or not found["close"] or found["rest"]):
            return found.start()
        at = found.end() + 1
    return None


def _lines_at(lines: Sequence[str], at: int) -> tuple[int, int]:
    """Return the line that a place in the joined text falls on, and the place within it."""
    for i, line in enumerate(lines):
        if at < len(line):
            return i, at
        at -= len(line)
    return len(lines) - 1, 0


def _as_ordinary(line: str, at: int, delimiter: str) -> str:
    """Return the line with the cell that begins at a place written so that its marks are read as they stand."""
    cell = re.compile(rf"[^{re.escape(delimiter)}\r\n]*").match(line, at)
    assert cell is not None
    doubled = cell[0].replace('"', '""')
    return f'{line[:at]}"{doubled}"{line[cell.end() :]}'
