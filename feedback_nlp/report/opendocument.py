"""``themes.ods``: the same sheets as the workbook, for people without Excel."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from feedback_nlp.report import words
from feedback_nlp.report.archive import write_reproducibly
from feedback_nlp.report.cells import SMALL_P, SMALLEST_P, clean, fitting, is_number, shown
from feedback_nlp.report.content import Sheet, sheets_of
from feedback_nlp.report.widths import width_of
from feedback_nlp.summary import Summary

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
        row = self._row(page)
        row.addElement(self._string(text, style))

    def headings(self, page: Any, headers: list[tuple[str, bool]]) -> None:
        """Add the one row that is marked up as the heading of the table; a heading of figures stands to the right."""
        from odf import table

        group = table.TableHeaderRows()
        page.addElement(group)
        row = self._row(group)
        for header, figures in headers:
            row.addElement(self._string(header, "heading-right" if figures else "heading"))

    def row(self, page: Any, cells: list[tuple[object, str, int]]) -> None:
        """Add a row of cells: value, kind and decimals each."""
        row = self._row(page)
        for value, kind, places in cells:
            row.addElement(self._cell(value, kind, places))

    def _row(self, parent: Any) -> Any:
        from odf import table

        row = table.TableRow(stylename=self._row_style)
        parent.addElement(row)
        return row

    def _cell(self, value: object, kind: str, places: int) -> Any:
        from odf import table, text

        if value == "":
            return table.TableCell(stylename=self._styles["wrapped"])
        if kind == "link":
            cell = table.TableCell(valuetype="string", stylename=self._styles["wrapped"])
            paragraph = text.P()
            paragraph.addElement(text.A(href=f"#'{value}'.A1", type="simple", text=str(value)))
            cell.addElement(paragraph)
            return cell
        if not is_number(value):
            return self._string(fitting(str(value)), "wrapped" if kind == "text" else "right")
        number = value if isinstance(value, int) else float(value)  # type: ignore[arg-type]
        share = kind in ("share", "points")
        cell = table.TableCell(
            valuetype="percentage" if share else "float",
            value=repr(number),
            stylename=self._number_style(kind, places),
            check_grammar=False,
        )
        cell.addElement(
            _paragraph(shown(number, kind, places) + ("%" if kind == "points" else "")), check_grammar=False
        )
        return cell

    def _string(self, content: str, style: str) -> Any:
        from odf import table

        cell = table.TableCell(valuetype="string", stylename=self._styles[style], check_grammar=False)
        for line in content.split("\n"):
            cell.addElement(_paragraph(line), check_grammar=False)
        return cell

    def _number_style(self, kind: str, places: int) -> Any:
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
            self.document.automaticstyles.addElement(made)
            self._cell_style(key, 12, "normal", {}, align="end", data=made)
        return self._styles[key]

    def _small_p(self) -> Any:
        """Return the rule that shows a very small p in words, in the style that it is a part of."""
        from odf import number, style

        low = number.NumberStyle(name="nlow")
        low.addElement(number.Text(text=SMALL_P))
        self.document.automaticstyles.addElement(low)
        # odfpy writes only styles that another names, and does not count a rule's naming: a style of cells names it.
        self._cell_style("plow", 12, "normal", {}, align="end", data=low)
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

        made = style.Style(name=f"s{name.replace('.', '_')}", family=family, **more)
        for kind, properties in parts:
            made.addElement(getattr(style, kind)(**properties))
        self.document.automaticstyles.addElement(made)
        self._styles[name] = made
        return made


def _paragraph(line: str) -> Any:
    from odf import teletype, text

    paragraph = text.P(check_grammar=False)
    if "  " in line or "\t" in line or line != line.strip():
        # XML would fold these spaces and tabs into one.
        teletype.addTextToElement(paragraph, line)
    elif line:
        paragraph.addText(line, check_grammar=False)
    return paragraph


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column - 1))
