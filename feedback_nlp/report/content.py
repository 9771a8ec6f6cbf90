"""The published tables as sheets: number, name, marker lines, headings and cells. Every file is written from these."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from feedback_nlp.report.cells import NOT_APPLICABLE, SHORTHAND, clean, decimals, is_missing, is_number
from feedback_nlp.summary import Summary, SummaryTable

# Fixed numbers: a reader who knows one consultation's workbook finds the same sheet in the next.
NUMBERED: Final = (
    "responses",
    "areas",
    "respondent_types",
    "themes",
    "themes_by_area",
    "themes_by_type",
    "equality",
    "level_of_support",
    "campaigns",
    "organisations",
    "suggestions",
    "you_said",
    "quotes",
    "codebook",
    "coding_quality",
    "qa_log",
    "themes_by_question",
)
NOTHING: Final = "Nothing to report"
_POINTS = re.compile(r"^difference(_lower|_upper)?$")
# Columns that stand empty because people are to write in them; elsewhere nothing means "not applicable".
_TO_FILL: Final = re.compile(r"response$|considered|decision|owner|^date$|reviewed|action")
_IN_NAMES = {"qa_log": "QA_log"}
_LONGEST_NAME = 31
_SENTENCE_ENDS = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_NOT_IN_NAMES = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Parameters
    ----------
    key
        Its name in the summary's frame.
    header
        Its heading for people; unique in the sheet whatever the case, never empty.
    kind
        "text", "count", "share", "points", "number" or "p".
    places
        Decimals that its numbers are shown with.
    to_fill
        People fill it in; it holds nothing yet.
    """

    key: str
    header: str
    kind: str
    places: int
    to_fill: bool


@dataclass(frozen=True)
class Sheet:
    """One table, ready to be written in any form.

    Parameters
    ----------
    label
        Name of the sheet, e.g. ``5_Themes_by_area``.
    table
        The summary's own table.
    title
        Its title with the markers of its notes, e.g. ``Themes by area [note 1][note 3]``.
    lines
        What stands between title and table, a sentence each: whom it covers, units, shorthand.
    columns
        Its columns, in order.
    rows
        Cells: numbers and texts only. A missing cell is ``[z]``, or "" in a column to fill in.
        A table without rows has one that says so.
    """

    label: str
    table: SummaryTable
    title: str
    lines: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]

    @property
    def entry(self) -> str:
        """What the Contents sheet says of it."""
        return clean(self.table.title) + ("" if len(self.table.frame) else f" ({NOTHING[0].lower()}{NOTHING[1:]})")

    @property
    def name(self) -> str:
        """Name of the table in the file; it must not look like a cell (``t1`` does)."""
        return f"table_{self.label.lower()}"


def sheets_of(summary: Summary) -> list[Sheet]:
    """Return every table of the summary as a sheet, in the order of their numbers."""
    return [_sheet(summary, name, label) for name, label in labels_of(summary).items()]


def labels_of(summary: Summary) -> dict[str, str]:
    """Return the name of each table's sheet, in the order of their numbers."""
    others = [name for name in summary.tables if name not in NUMBERED]
    numbered = enumerate([*NUMBERED, *others], start=1)
    return {name: _label(name, number) for number, name in numbered if name in summary.tables}


def note_numbers(summary: Summary) -> dict[str, int]:
    """Return the number of each note, in the order of the Notes sheet."""
    return {key: i for i, key in enumerate(summary.notes, start=1)}


def columns_of(table: SummaryTable) -> tuple[Column, ...]:
    """Return the columns of a table with unique headings and the kind of each."""
    seen: set[str] = set()
    found = []
    for position, key in enumerate(map(str, table.frame.columns)):
        values = table.frame.iloc[:, position].tolist()
        header = clean(table.headers.get(key) or key.replace("_", " ").capitalize()).strip() or f"Column {position + 1}"
        if header.casefold() in seen:
            header = f"{header} ({key})"
        while header.casefold() in seen:
            header += "'"
        seen.add(header.casefold())
        kind = table.formats.get(key) or ("number" if any(map(is_number, values)) else "text")
        if kind == "share" and _POINTS.match(key):
            kind = "points"
        places = {"share": 1, "points": 1, "p": 3}.get(kind, decimals(values) if kind == "number" else 0)
        to_fill = bool(_TO_FILL.search(key)) and len(values) > 0 and all(map(is_missing, values))
        found.append(Column(key, header, kind, places, to_fill))
    return tuple(found)


def printed(table: SummaryTable) -> SummaryTable:
    """Return a table without the columns that hold nothing but ``[x]``; its first column always stays.

    They fill a page and say nothing; ``tables/`` keeps them, so that programs find the same columns in every run.
    """
    frame = table.frame
    keep = [j == 0 or not len(frame) or bool((frame.iloc[:, j] != "[x]").any()) for j in range(frame.shape[1])]
    return replace(table, frame=frame.loc[:, keep])


def _sheet(summary: Summary, name: str, label: str) -> Sheet:
    table = printed(summary.tables[name])
    columns = columns_of(table)
    rows = tuple(
        tuple(_cell(value, column) for value, column in zip(row, columns, strict=True))
        for row in table.frame.itertuples(index=False, name=None)
    )
    kept = {column.key for column in columns}
    absent = [column.header for column in columns_of(summary.tables[name]) if column.key not in kept]
    numbers = note_numbers(summary)
    marks = "".join(f"[note {n}]" for n in sorted(numbers[key] for key in table.notes if key in numbers))
    return Sheet(
        label=label,
        table=table,
        title=" ".join(part for part in (clean(table.title).strip() or name, marks) if part),
        lines=_lines(table, columns, rows, absent),
        columns=columns,
        rows=rows or ((NOTHING, *[NOT_APPLICABLE] * (len(columns) - 1)),),
    )


def _cell(value: object, column: Column) -> object:
    if column.to_fill:
        return ""
    if is_missing(value):
        return NOT_APPLICABLE
    if isinstance(value, bool) or not is_number(value):
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else clean(value)
    return int(value) if float(value).is_integer() and column.kind == "count" else float(value)  # type: ignore[arg-type, call-overload]


def _label(name: str, number: int) -> str:
    words = _IN_NAMES.get(name) or _NOT_IN_NAMES.sub("_", name).capitalize()
    return f"{number}_{words}"[:_LONGEST_NAME]


def _lines(
    table: SummaryTable, columns: Sequence[Column], rows: Sequence[tuple[object, ...]], absent: Sequence[str]
) -> tuple[str, ...]:
    lines = [*_SENTENCE_ENDS.split(_sentence(table.scope)), _sentence(table.units and f"Units: {table.units}")]
    if any(column.kind == "points" for column in columns):
        lines.append("Differences are in percentage points.")
    if absent:
        lines.append(f"Not available for this run, and left out here: {'; '.join(absent)}.")
    lines += [f"{mark} means {meaning}." for mark, meaning in shorthand_used(rows).items()]
    if to_fill := [column.header for column in columns if column.to_fill]:
        lines.append("Left empty for people to fill in: " + "; ".join(to_fill) + ".")
    return tuple(line for line in lines if line)


def shorthand_used(rows: Iterable[Iterable[object]]) -> dict[str, str]:
    """Return the shorthand that stands in these rows, with its meaning, in the order of the standard list.

    It is the whole cell, or its end in brackets: ``North; (others hidden [c])``.
    """
    found = {value for row in rows for value in row if isinstance(value, str) and value.endswith(("]", "])"))}
    return {
        mark: meaning
        for mark, meaning in SHORTHAND.items()
        if any(value == mark or value.endswith(f" {mark})") for value in found)
    }


def _sentence(text: str) -> str:
    text = clean(text or "").strip()
    return text if not text or text.endswith((".", "!", "?")) else text + "."
