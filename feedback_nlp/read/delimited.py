"""csv, tsv and their relations: text with a delimiter."""

import csv
import io
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from feedback_nlp.errors import DataError
from feedback_nlp.read.encodings import Encoding, known, sniff_encoding
from feedback_nlp.read.limits import MAX_CELL, MAX_COLUMNS, check_lines
from feedback_nlp.read.quotes import Rows, Swollen, Watched, line_blocks, settle, swollen
from feedback_nlp.read.ragged import settle_ragged
from feedback_nlp.read.sheet import TEXT, Sheet, drop_empty

DELIMITERS: Final = (",", ";", "\t", "|")
_NONE: Final = "\x1f"  # stands in no file of text: the whole line is one cell
_SAMPLE: Final = 256 * 1024
_BATCH: Final = 5_000


def read_delimited(path: Path, *, encoding: str | None = None) -> Sheet:
    """Read a text file with a delimiter; every cell is text, exactly as written.

    Raises
    ------
    DataError
        The file is no table of text, or a line or cell is longer than any survey export has.
    """
    check_lines(path)
    chosen = known(encoding) if encoding else sniff_encoding(path)
    try:
        return _read(path, chosen)
    except UnicodeError:
        raise DataError(
            f"{path.name} is not written in {chosen.name}. Leave encoding out to have it found, or name another one."
        ) from None
    except csv.Error as error:
        said = (
            f"a cell has more than {MAX_CELL:,} characters, as when a quotation mark is opened and never closed"
            if "field larger" in str(error)
            else str(error)
        )
        raise DataError(f"{path.name} cannot be read as a table: {said}. Export it again as xlsx.") from None


def _read(path: Path, encoding: Encoding) -> Sheet:
    notes = list(encoding.notes)
    with path.open(encoding=encoding.name, errors=encoding.errors, newline="") as stream:
        head = stream.read(_SAMPLE)
    told = re.match(r"sep=(.)\r*\n", head)
    delimiter = told[1] if told else sniff_delimiter(head)
    if re.search(r"[^\r]\r\r\n", head):
        notes.append("Lines end in CR CR LF, which leaves an empty record after every row; those are passed over.")
    if head.count("\x00") > 0 and "\x00" in head[:1024]:
        raise DataError(
            f"{path.name} is not text, nor a kind of file that can be read (csv, tsv, xlsx, xls, ods, sav)."
        )
    found: list[Swollen] = []
    cells, lengths, width = _table(path, encoding, delimiter, 1 if told else 0, {}, found)
    if found:
        good = cells.drop(index=[one.record for one in found], errors="ignore")
        rows = Rows(width, good[0].fillna("").tolist() if len(good.columns) else [])
        mended, said = settle(path.name, found, rows, delimiter)
        notes.extend(said)
        if mended:
            cells, lengths, width = _table(path, encoding, delimiter, 1 if told else 0, mended, [])
    cells, said_of_lengths = settle_ragged(cells, lengths, width, delimiter)
    notes.extend(said_of_lengths)
    kept, empty = drop_empty(cells)
    if empty and not any("CR CR LF" in note for note in notes):
        notes.append(f"{empty:,} empty rows between the others were passed over.")
    return Sheet("", kept, notes=tuple(notes))


def _table(
    path: Path, encoding: Encoding, delimiter: str, skip: int, mended: Mapping[int, str], found: list[Swollen]
) -> tuple[pd.DataFrame, pd.Series, int]:
    """Read the file in batches, so that no more than a batch is ever held as Python strings.

    Returns
    -------
    The cells, how many of them each row has, and how many a row usually has. Records that may have swallowed others
    are added to `found`.
    """
    batches: list[list[pa.Array]] = []
    sizes: list[int] = []
    lengths = array("i")
    for batch in _batches(path, encoding, delimiter, mended, found):
        width = max(map(len, batch), default=0)
        if width > MAX_COLUMNS:
            raise DataError(f"{path.name} has {width:,} columns; a survey export has a few hundred. It is refused.")
        lengths.extend(map(len, batch))
        padded = [row if len(row) == width else row + [""] * (width - len(row)) for row in batch]
        batches.append([_strings(column) for column in zip(*padded, strict=True)])
        sizes.append(len(batch))
    width = max(map(len, batches), default=0)
    columns = {}
    for j in range(width):
        chunks = [
            batch[j] if j < len(batch) else pa.nulls(size, pa.large_string())
            for batch, size in zip(batches, sizes, strict=True)
        ]
        columns[j] = pd.array(pa.chunked_array(chunks), dtype=TEXT)
        for batch in batches:
            if j < len(batch):
                batch[j] = pa.nulls(0, pa.large_string())  # let go of it: the column has its own copy now
    cells = pd.DataFrame(columns, index=pd.RangeIndex(1, sum(sizes) + 1))
    usual = max(Counter(filter(None, lengths)).most_common(1), default=(0, 0))[0]
    return cells.iloc[skip:], pd.Series(lengths, index=cells.index, dtype="int64").iloc[skip:], usual


def _strings(column: tuple[str, ...]) -> pa.Array:
    try:
        cells = pa.array(column, pa.large_string())
    except UnicodeError:  # half of a surrogate pair, from damaged UTF-16: no text can hold it
        cells = pa.array([cell.encode("utf-8", "replace").decode() for cell in column], pa.large_string())
    return pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.large_string()), cells)


def _batches(
    path: Path, encoding: Encoding, delimiter: str, mended: Mapping[int, str], found: list[Swollen]
) -> Iterator[list[list[str]]]:
    before = csv.field_size_limit(MAX_CELL)
    try:
        with path.open(encoding=encoding.name, errors=encoding.errors, newline="") as stream:
            watched = Watched(line_blocks(stream), mended)
            reader = csv.reader(watched, delimiter=delimiter)
            batch: list[list[str]] = []
            before_it = 0
            for record, row in enumerate(reader, 1):
                line = reader.line_num
                if (line - before_it > 1 or watched.ended) and (
                    one := swollen(watched, record, before_it, line, delimiter)
                ):
                    found.append(one)
                before_it = line
                watched.let_go(line)
                batch.append(row)
                if len(batch) == _BATCH:
                    yield batch
                    batch = []
            if batch:
                yield batch
    finally:
        csv.field_size_limit(before)


def sniff_delimiter(head: str) -> str:
    """Return the delimiter under which most records have as many cells as the first one, or one that is not there.

    Counting characters would be misled by commas in answers; each candidate therefore reads the sample properly.
    """
    best, best_score = "", (0.0, 0)
    broken = ""
    whole = len(head) < _SAMPLE
    for delimiter in DELIMITERS:
        try:
            rows = [row for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if row]
        except csv.Error:
            broken = broken or delimiter
            continue
        rows = rows if whole or len(rows) < 2 else rows[:-1]  # the sample may end within a record
        if not rows:
            continue
        widths = Counter(map(len, rows))
        # A title may be padded with a few delimiters, but not as many as the table has.
        width = len(rows[0]) if len(rows[0]) > 1 and widths[len(rows[0])] > 2 else widths.most_common(1)[0][0]
        if width < 2:
            continue
        agree = sum(len(row) == width for row in rows) / len(rows)
        header_agrees = len(rows[0]) == width
        if not header_agrees and _is_prose(rows, width):
            continue
        score = (round(agree, 1) + 0.5 * header_agrees, width)
        if score > best_score:
            best, best_score = delimiter, score
    return best or broken or _NONE


def _is_prose(rows: Sequence[Sequence[str]], width: int) -> bool:
    """Say whether the commas are those of answers under one heading: each has its own number, with a space behind."""
    first = next(i for i, row in enumerate(rows) if len(row) == width)
    table = rows[first:]
    inside = [cell for row in rows for cell in row[1:]]
    spaced = sum(cell.startswith(" ") for cell in inside)
    return sum(len(row) == width for row in table) < 0.7 * len(table) and spaced >= 0.8 * len(inside)
