"""``themes.ods``: the same sheets as the workbook, for people without Excel."""

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from feedback_nlp.report import words
from feedback_nlp.report.archive import write_reproducibly
from feedback_nlp.report.cells import SMALL_P, SMALLEST_P, clean, fitting, is_number, shown
from feedback_nlp.report.content import Sheet, sheets_of
from feedback_nlp.report.widths import width_of
from feedback_nlp.summary import Summary

_SPACES: Final = re.compile("^ +| +$|  +")
_KEPT: Final = "\x00"
"""Stands for spaces until the text is escaped; `clean` leaves no such character in a cell."""
_MARKED: Final = re.compile(f"{_KEPT}([0-9]+){_KEPT}")
_XLINK: Final = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
_FONT: Final = {"fontfamily": "Arial", "fontfamilyasian": "Arial", "fontfamilycomplex": "Arial"}


def write_ods(summary: Summary, path: str | Path, about: Mapping[str, Any]) -> None:
    """Write the published workbook as an OpenDocument spreadsheet: same sheets, same cells, same bytes each time.

    Texts are cells of type string, whatever they begin with. Parameters as for `write_workbook`.
    """
    from odf import dc, table

    book = _Book()
    sheets = sheets_of(summary)
    book.document.meta.addElement(dc.Title(text=words.title_of(about)))
    book.document.meta.addElement(dc.Language(text=words.language(about)))
    _write_cover(book, summary, about)
    _write_contents(book, sheets)
    notes = [(i, clean(text)) for i, text in enumerate(summary.notes.values(), start=1)] or [(1, "There are no notes.")]
    page = book.sheet("Notes", [12, 100])
    book.line(page, "Notes", "title")
    book.line(page, "This sheet contains one table.", "text")
    book.headings(page, [("Note number", False), ("Note text", False)])
    for number, text in notes:
        book.row(page, [(number, "label", 0), (text, "text", 0)])
    ranges = table.DatabaseRanges()
    for sheet in sheets:
        _write_sheet(book, sheet)
        top = len(sheet.lines) + 3
        end = f"{_letters(len(sheet.columns))}{top + len(sheet.rows)}"
        address = f"'{sheet.label}'.A{top}:'{sheet.label}'.{end}"
        ranges.addElement(table.DatabaseRange(name=sheet.name, targetrangeaddress=address, containsheader="true"))
    book.document.spreadsheet.addElement(ranges)
    content = io.BytesIO()
    book.document.write(content)
    write_reproducibly(path, content.getvalue())


def _write_cover(book: "_Book", summary: Summary, about: Mapping[str, Any]) -> None:
    page = book.sheet("Cover", [90])
    book.line(page, words.title_of(about), "title")
    for heading, lines in words.cover(summary, about):
        book.line(page, heading, "subtitle")
        for line in lines:
            book.line(page, line, "wrapped")


def _write_contents(book: "_Book", sheets: list[Sheet]) -> None:
    page = book.sheet("Contents", [30, 80])
    book.line(page, "Contents", "title")
    book.line(page, words.CONTENTS, "text")
    book.headings(page, [("Sheet", False), ("What it shows", False)])
    for label, title in [("Notes", "Notes"), *((sheet.label, sheet.entry) for sheet in sheets)]:
        book.row(page, [(label, "link", 0), (title, "text", 0)])


def _write_sheet(book: "_Book", sheet: Sheet) -> None:
    widths = [
        width_of(column.header, [row[j] for row in sheet.rows], column.kind, column.places)
        for j, column in enumerate(sheet.columns)
    ]
    page = book.sheet(sheet.label, widths)
    book.line(page, sheet.title, "title")
    for line in (*sheet.lines, words.ONE_TABLE):
        book.line(page, line, "text")
    book.headings(page, [(column.header, column.kind != "text") for column in sheet.columns])
    for row in sheet.rows:
        book.row(page, [(value, c.kind, c.places) for value, c in zip(row, sheet.columns, strict=True)])


class _Book:
    """A spreadsheet in the making: its styles, and rows of typed cells."""

    def __init__(self) -> None:
        from odf.opendocument import OpenDocumentSpreadsheet

        self.document = OpenDocumentSpreadsheet()
        self._styles: dict[str, Any] = {}
        self._page = self._landscape()
        self._row_style = self._automatic("row", "table-row", [("TableRowProperties", {"useoptimalrowheight": "true"})])
        # Without the space to its left a text would touch the figure before it.
        wrap = {"wrapoption": "wrap", "paddingleft": "0.2cm"}
        line = {"borderbottom": "0.75pt solid #000000"}
        self._cell_style("title", 16, "bold", {"paddingleft": "0.2cm"})
        self._cell_style("subtitle", 14, "bold", {"paddingleft": "0.2cm"})
        self._cell_style("text", 12, "normal", {"paddingleft": "0.2cm"})
        self._cell_style("wrapped", 12, "normal", wrap)
        self._cell_style("right", 12, "normal", {"wrapoption": "wrap"}, align="end")
        self._cell_style("heading", 12, "bold", wrap | line)
        self._cell_style("heading-right", 12, "bold", {"wrapoption": "wrap"} | line, align="end")
        self._cell_style("label0", 12, "normal", wrap)

    def _landscape(self) -> Any:
        """Print every sheet across an A4 page, as wide as the paper."""
        from odf import style
        from odf.namespaces import STYLENS

        layout = style.PageLayout(name="landscape")
        properties = style.PageLayoutProperties(
            printorientation="landscape", pagewidth="29.7cm", pageheight="21cm", margin="1.5cm"
        )
        # odfpy does not know these two; LibreOffice does.
        properties.attributes[(STYLENS, "scale-to-X")] = "1"
        properties.attributes[(STYLENS, "scale-to-Y")] = "0"
        layout.addElement(properties)
        self.document.automaticstyles.addElement(layout)
        master = style.MasterPage(name="Landscape", pagelayoutname=layout)
        self.document.masterstyles.addElement(master)
        made = style.Style(name="stable", family="table", masterpagename=master)
        made.addElement(style.TableProperties(display="true"))
        self.document.automaticstyles.addElement(made)
        return made

    def sheet(self, name: str, widths: list[float]) -> Any:
        """Begin a sheet with columns of these widths, in Excel's units."""
        from odf import table

        page = table.Table(name=name, stylename=self._page)
        for width in widths:
            centimetres = f"{(7 * width + 5) / 96 * 2.54:.2f}cm"
            key = f"column{centimetres}"
            if key not in self._styles:
                self._automatic(key, "table-column", [("TableColumnProperties", {"columnwidth": centimetres})])
            page.addElement(table.TableColumn(stylename=self._styles[key]))
        self.document.spreadsheet.addElement(page)
        return page

    def line(self, page: Any, text: str, style: str) -> None:
        """Add a row that holds one text."""
        self._row(page, [_text_cell(text, style)])

    def headings(self, page: Any, headers: list[tuple[str, bool]]) -> None:
        """Add the one row that is marked up as the heading of the table; a heading of figures stands to the right."""
        from odf import table

        group = table.TableHeaderRows()
        page.addElement(group)
        self._row(group, [_text_cell(header, "heading-right" if figures else "heading") for header, figures in headers])

    def row(self, page: Any, cells: list[tuple[object, str, int]]) -> None:
        """Add a row of cells: value, kind and decimals each."""
        self._row(page, [self._cell(value, kind, places) for value, kind, places in cells])

    def _row(self, parent: Any, cells: list[str]) -> None:
        from odf import table

        row = table.TableRow(stylename=self._row_style)
        row.childNodes.append(_as_node("".join(cells)))
        parent.addElement(row)

    def _cell(self, value: object, kind: str, places: int) -> str:
        if value == "":
            return _markup_cell("", "wrapped")
        if kind == "link":
            target = quoteattr(f"#'{value}'.A1")
            link = f'<text:a {_XLINK} xlink:type="simple" xlink:href={target}>{escape(str(value))}</text:a>'
            return _markup_cell(f"<text:p>{link}</text:p>", "wrapped", "string")
        if not is_number(value):
            return _text_cell(fitting(str(value)), "wrapped" if kind == "text" else "right")
        number = value if isinstance(value, int) else float(value)  # type: ignore[arg-type]
        said = shown(number, kind, places) + ("%" if kind == "points" else "")
        self._number_style(kind, places)
        return _markup_cell(
            f"<text:p>{escape(said)}</text:p>",
            f"{kind}{places}",
            "percentage" if kind in ("share", "points") else "float",
            f' office:value="{number!r}"',
        )

    def _number_style(self, kind: str, places: int) -> None:
        from odf import number

        key = f"{kind}{places}"
        if key not in self._styles:
            share = kind in ("share", "points")
            made = (number.PercentageStyle if share else number.NumberStyle)(name=f"n{key}")
            made.addElement(
                number.Number(decimalplaces=places, minintegerdigits=1, grouping="false" if share else "true")
            )
            if share:
                made.addElement(number.Text(text="%"))
            if kind == "p":
                made.addElement(self._small_p())
            self.document.styles.addElement(made)
            self._cell_style(key, 12, "normal", {}, align="end", data=made)

    def _small_p(self) -> Any:
        """Return the rule that shows a very small p in words, in the style that it is a part of."""
        from odf import number, style

        low = number.NumberStyle(name="nlow")
        low.addElement(number.Text(text=SMALL_P))
        self.document.styles.addElement(low)
        return style.Map(condition=f"value()<{SMALLEST_P}", applystylename=low)

    def _cell_style(
        self, name: str, size: int, weight: str, cell: dict[str, str], *, align: str = "start", data: Any = None
    ) -> None:
        parts = [
            ("TableCellProperties", {"verticalalign": "top"} | cell),
            ("ParagraphProperties", {"textalign": align}),
            ("TextProperties", {"fontsize": f"{size}pt", "fontweight": weight} | _FONT),
        ]
        self._automatic(name, "table-cell", parts, **({"datastylename": data} if data is not None else {}))

    def _automatic(self, name: str, family: str, parts: list[tuple[str, dict[str, str]]], **more: Any) -> Any:
        from odf import style

        made = style.Style(name=_style_name(name), family=family, **more)
        for kind, properties in parts:
            made.addElement(getattr(style, kind)(**properties))
        # odfpy writes an automatic style only where it sees one of its own elements use it, and cells are none.
        (self.document.styles if family == "table-cell" else self.document.automaticstyles).addElement(made)
        self._styles[name] = made
        return made


def _as_node(markup: str) -> Any:
    """Return markup as a leaf of odfpy's tree, whose own elements take a second for a few thousand cells."""
    from odf.element import Text

    node = Text("")
    node.toXml = lambda level, file: file.write(markup)
    return node


def _markup_cell(content: str, style: str, kind: str = "", more: str = "") -> str:
    valued = f' office:value-type="{kind}"{more}' if kind else ""
    return f'<table:table-cell table:style-name="{_style_name(style)}"{valued}>{content}</table:table-cell>'


def _text_cell(content: str, style: str) -> str:
    return _markup_cell("".join(f"<text:p>{_spaced(line)}</text:p>" for line in content.split("\n")), style, "string")


def _spaced(line: str) -> str:
    """Return a line as markup that keeps what XML would fold into one: spaces in a row or at an end, and tabs."""
    if "  " in line or line != line.strip(" "):
        line = _SPACES.sub(lambda found: f"{_KEPT}{len(found[0])}{_KEPT}", line)
    marked = escape(line).replace("\t", "<text:tab/>")
    return _MARKED.sub(r'<text:s text:c="\1"/>', marked)


def _style_name(name: str) -> str:
    return f"s{name.replace('.', '_')}"


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column - 1))
