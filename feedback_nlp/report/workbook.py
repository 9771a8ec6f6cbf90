"""``themes.xlsx``: cover, contents, notes and one table a sheet, by the rules for published spreadsheets.

gptables gives the structure (cover, contents, headings, tables marked up as such). Cells are written here, because
gptables takes ``[name](her)`` for a link and ``$$`` for a note, and stops at a cell that holds an emoji only.
"""

import warnings
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from feedback_nlp.report import words
from feedback_nlp.report.cells import SMALL_P, SMALLEST_P, clean, fitting, is_number
from feedback_nlp.report.content import Column, Sheet, sheets_of
from feedback_nlp.report.widths import height_of, width_of
from feedback_nlp.summary import Summary

if TYPE_CHECKING:
    from gptables import GPTable
    from gptables.core.wrappers import GPWorkbook

# The clock stays out of the file: two runs give the same bytes.
CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Otherwise the parts of the file pass through the shared temporary folder.
    "in_memory": True,
}
_COVER_WIDTH: Final = 90
_CELL: Final = {"font_size": 12, "font_name": "Arial", "text_wrap": True, "valign": "top"}
_HEADING: Final = {"bold": True, "bottom": 1, "num_format": "General"}
_NUMBER_FORMATS: Final = {
    "count": "#,##0",
    # The figure stands inside the quotes: outside, it would be digits to fill, and LibreOffice shows "under 0.00".
    "p": f'[<{SMALLEST_P}]"{SMALL_P}";0.000',
}


def write_workbook(summary: Summary, path: str | Path, about: Mapping[str, Any]) -> None:
    """Write the published workbook.

    Parameters
    ----------
    summary
        Suppressed already; each of its tables becomes a sheet. A table without rows says so.
    path
        The .xlsx file; it is replaced.
    about
        ``title``, ``asked_by``, ``about``, ``opened``, ``closed``, ``contact``, ``version``, ``run_id``; any may be
        missing.
    """
    import gptables

    sheets = sheets_of(summary)
    tables = {sheet.label: _skeleton(sheet.name, sheet.title, sheet.lines, frame=_stand_ins(sheet)) for sheet in sheets}
    notes = _notes(summary)
    tables = {"Notes": _skeleton("table_notes", "Notes", (), frame=_stand_ins_of(notes)), **tables}
    with warnings.catch_warnings():
        # The Notes sheet is ours: gptables would number the notes by where they are first used.
        warnings.filterwarnings("ignore", message="No note text provided")
        book = gptables.produce_workbook(
            str(path),
            tables,
            theme=_theme(),
            cover=_cover(summary, about),
            contentsheet_options={
                "title": "Contents",
                "table_name": "table_contents",
                "instructions": words.CONTENTS,
                "column_names": ["Sheet", "What it shows"],
            },
            auto_width=False,
            workbook_options=OPTIONS,
        )
    for sheet in sheets:
        _fill(book, sheet, len(sheet.lines) + 2)
    _fill_cover(book, summary, about)
    _fill_two(book, "Notes", [(number, text) for number, text in notes], (16, 100))
    titles = [("Notes", "Notes"), *((sheet.label, sheet.entry) for sheet in sheets)]
    _fill_two(book, "Contents", [(label, title) for label, title in titles], (30, 80))
    _finish(book, about)
    book.close()


def _theme() -> Any:
    from gptables import Theme

    large = {"bold": True, "font_size": 16}
    return Theme(
        {
            "global": {"font_size": 12, "font_name": "Arial"},
            "cover_title": large | {"text_wrap": True},
            "cover_subtitle": {"bold": True, "font_size": 14},
            "cover_text": {"text_wrap": True, "valign": "top"},
            "title": large,
            "subtitle": {"font_size": 12},
            "column_heading": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
            "index_2": {"text_wrap": True, "valign": "top"},
            "data": {"text_wrap": True, "valign": "top"},
            "description_order": ["instructions", "legend", "source", "scope"],
        }
    )


def _cover(summary: Summary, about: Mapping[str, Any]) -> Any:
    from gptables import Cover

    parts = [[_plain(line) for line in lines] for _, lines in words.cover(summary, about)]
    return Cover(_plain(words.title_of(about)), *parts, width=_COVER_WIDTH)


def _skeleton(name: str, title: str, lines: tuple[str, ...], *, frame: pd.DataFrame) -> "GPTable":
    from gptables import GPTable

    return GPTable(
        table=frame,
        table_name=name,
        title=_plain(title),
        subtitles=[_plain(line) for line in lines],
        instructions=words.ONE_TABLE if name != "table_notes" else "This sheet contains one table.",
        index_columns={},
    )


def _plain(text: str) -> str:
    """Keep gptables from reading a link or the mark of a note into a title."""
    return clean(text).replace("](", "] (").replace("$$", "$ $")


def _stand_ins(sheet: Sheet) -> pd.DataFrame:
    return pd.DataFrame("cell", index=range(len(sheet.rows)), columns=[column.header for column in sheet.columns])


def _stand_ins_of(rows: list[tuple[int, str]]) -> pd.DataFrame:
    return pd.DataFrame("cell", index=range(len(rows)), columns=["Note number", "Note text"])


def _notes(summary: Summary) -> list[tuple[int, str]]:
    notes = [(i, clean(text)) for i, text in enumerate(summary.notes.values(), start=1)]
    return notes or [(1, "There are no notes.")]


def _fill_cover(book: "GPWorkbook", summary: Summary, about: Mapping[str, Any]) -> None:
    page = book.get_worksheet_by_name("Cover")
    row = 1
    for _, lines in words.cover(summary, about):
        for i, line in enumerate(lines, start=row + 1):
            page.set_row(i, height_of([line], [_COVER_WIDTH]))
        row += len(lines) + 1


def _fill(book: "GPWorkbook", sheet: Sheet, header_row: int) -> None:
    page = book.get_worksheet_by_name(sheet.label)
    formats = [book.add_format(_format(column, first=j == 0)) for j, column in enumerate(sheet.columns)]
    headings = [book.add_format(_format(column, first=j == 0) | _HEADING) for j, column in enumerate(sheet.columns)]
    columns = list(zip(*sheet.rows, strict=True))
    widths = [width_of(c.header, v, c.kind, c.places) for c, v in zip(sheet.columns, columns, strict=True)]
    for j, width in enumerate(widths):
        page.set_column(j, j, width)
        page.write_string(header_row, j, sheet.columns[j].header, headings[j])
    page.set_row(header_row, height_of([column.header for column in sheet.columns], widths))
    for i, row in enumerate(sheet.rows, start=header_row + 1):
        for j, (value, cell_format) in enumerate(zip(row, formats, strict=True)):
            write_cell(book, page, i, j, value, cell_format)
        page.set_row(i, height_of(["" if is_number(value) else str(value) for value in row], widths))
    page.repeat_rows(header_row)


def _fill_two(book: "GPWorkbook", name: str, rows: list[tuple[object, str]], widths: tuple[float, float]) -> None:
    """Write Notes or Contents: a number or a link, and a text."""
    page = book.get_worksheet_by_name(name)
    plain = book.add_format(_CELL | {"align": "left"})
    for i, (first, text) in enumerate(rows, start=3):
        if is_number(first):
            page.write_number(i, 0, first, plain)
        write_cell(book, page, i, 1, text, plain)
        page.set_row(i, height_of([text], widths[1:]))
    for j, width in enumerate(widths):
        page.set_column(j, j, width)


def _format(column: Column, *, first: bool) -> dict[str, Any]:
    if column.kind == "text":
        # Without the indent a text would touch the figure to its left.
        return _CELL | {
            "align": "left",
            "indent": 0 if first else 1,
            "num_format": "@" if column.to_fill else "General",
        }
    return _CELL | {"align": "right", "num_format": number_format(column.kind, column.places)}


def number_format(kind: str, places: int) -> str:
    """Return how Excel is to show the numbers of a column."""
    point = "." + "0" * places if places else ""
    if kind == "share":
        return f"0{point}%"
    if kind == "points":
        return f"+0{point}%;-0{point}%;0{point}%"
    return _NUMBER_FORMATS.get(kind, f"#,##0{point}")


def write_cell(book: "GPWorkbook", page: Any, row: int, column: int, value: object, cell_format: Any) -> None:
    """Write one cell as what it is: never a formula, never a link, never cut without saying so."""
    if value == "":
        page.write_blank(row, column, None, cell_format)
    elif is_number(value):
        page.write_number(row, column, value, cell_format)
    else:
        text = fitting(str(value))
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter would put such a text into the file as markup, and Excel could not open it.
            page.write_rich_string(row, column, text[:1], cell_format, text[1:], cell_format)
        else:
            page.write_string(row, column, text, cell_format)


def _finish(book: "GPWorkbook", about: Mapping[str, Any]) -> None:
    for page in book.worksheets():
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_selection(0, 0, 0, 0)
    book.worksheets()[0].activate()
    book.set_properties(
        {
            "title": words.title_of(about),
            "author": clean(about.get("asked_by") or ""),
            "subject": "Themes in consultation responses",
            "created": CREATED,
        }
    )
    # XlsxWriter sets no language of its own accord; this is how Office names the one of a document.
    book.set_custom_property("Language", words.language(about))
