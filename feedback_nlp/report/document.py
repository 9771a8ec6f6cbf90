"""``report.docx``: what the page says, for people who edit it into a board paper."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import pandas as pd

from feedback_nlp.report import blocks as b
from feedback_nlp.report import words
from feedback_nlp.report.archive import write_reproducibly
from feedback_nlp.report.cells import clean
from feedback_nlp.report.story import story_of
from feedback_nlp.report.workbook import CREATED
from feedback_nlp.summary import Summary

_LONGEST_PROPERTY: Final = 255
"""Characters of a property, more than which python-docx refuses."""
_CHART_CM: Final = 12.5
_ROWS_A_CHART: Final = 16
_HIGHEST_CM: Final = 20.0
_PAGE_CM: Final = 17.0
_MANY: Final = 7
_SMALL: Final = 9
_SMALLER: Final = 7.5


def write_document(
    summary: Summary, path: str | Path, about: Mapping[str, Any], topics: pd.DataFrame | None = None
) -> None:
    """Write the report as a Word document: real headings, tables with a heading row, charts with alternative text.

    Parameters as for `write_page`; the same bytes each time.
    """
    import docx

    document = docx.Document()
    _set_up(document, about)
    document.add_heading(words.title_of(about), level=0)
    for section in story_of(summary, about, topics):
        document.add_heading(section.heading, level=1)
        _add(document, section.blocks)
        for part in section.parts:
            document.add_heading(part.heading, level=2)
            _add(document, part.blocks)
    content = io.BytesIO()
    document.save(content)
    write_reproducibly(path, content.getvalue())


def _set_up(document: Any, about: Mapping[str, Any]) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    for name, style in ((s.name, s) for s in document.styles):
        fonts = style.element.find(".//" + qn("w:rFonts"))
        if fonts is not None and (name.startswith("Heading") or name == "Title"):
            # The template's headings name a theme font, which wins over the name of a font.
            for attribute in list(fonts.attrib):
                del fonts.attrib[attribute]
            style.font.name = "Arial"
            style.font.color.rgb = RGBColor(0x1D, 0x3F, 0x66)
    language = document.styles.element.find(".//" + qn("w:lang"))
    if language is not None:
        language.set(qn("w:val"), words.language(about))
    core = document.core_properties
    core.title, core.author, core.language = (
        words.title_of(about)[:_LONGEST_PROPERTY],
        clean(about.get("asked_by") or "")[:_LONGEST_PROPERTY],
        words.language(about),
    )
    core.created = core.modified = CREATED.replace(tzinfo=None)
    core.comments = ""


def _add(document: Any, blocks: Sequence[b.Block]) -> None:
    for block in blocks:
        if isinstance(block, b.Paragraph):
            document.add_paragraph().add_run(block.text).bold = block.strong
        elif isinstance(block, b.Bullets):
            for item in block.items:
                document.add_paragraph(item, style="List Bullet")
        elif isinstance(block, b.Quotes):
            for text, who in block.items:
                document.add_paragraph(text, style="Quote")
                if who:
                    document.add_paragraph(f"— {who}")
        elif isinstance(block, b.Dots):
            for part in _parts(block):
                _add_chart(document, part)
            _add_table(document, block.grid)
        else:
            _add_table(document, block)


def _add_chart(document: Any, dots: b.Dots) -> None:
    from docx.shared import Cm

    from feedback_nlp.report.charts import png_of

    caption = document.add_paragraph()
    caption.add_run(dots.title).bold = True
    caption.paragraph_format.keep_with_next = True
    picture = document.add_picture(io.BytesIO(png_of(dots)), width=Cm(_CHART_CM))
    if picture.height > Cm(_HIGHEST_CM):
        # A picture higher than the page would leave a page empty.
        picture.width, picture.height = round(picture.width * Cm(_HIGHEST_CM) / picture.height), Cm(_HIGHEST_CM)
    properties = picture._inline.docPr
    properties.set("title", dots.title)
    properties.set("descr", dots.description)
    if dots.legend:
        document.add_paragraph(dots.legend)


def _parts(dots: b.Dots) -> list[b.Dots]:
    """Cut a long chart into pieces that fit a page and can be read."""
    n = -(-len(dots.rows) // _ROWS_A_CHART) or 1
    size = -(-len(dots.rows) // n) or 1
    said = [f"{dots.title} ({i} of {n})" if n > 1 else dots.title for i in range(1, n + 1)]
    return [replace(dots, title=title, rows=dots.rows[i * size : (i + 1) * size]) for i, title in enumerate(said)]


def _add_table(document: Any, grid: b.Grid) -> None:
    from docx.oxml import parse_xml

    caption = document.add_paragraph()
    caption.add_run(grid.caption).bold = True
    caption.paragraph_format.keep_with_next = True
    document.element.body.insert_element_before(parse_xml(_table_xml(grid)), "w:sectPr")
    document.add_paragraph()


def _table_xml(grid: b.Grid) -> str:
    """Return a table as Word's own markup: python-docx takes a second for a table of a thousand cells."""
    from docx.oxml.ns import nsdecls

    # Twentieths of a point; letter sizes are in halves.
    widths = [round(width * 567) for width in _widths(grid)]
    size = 2 * (_SMALL if len(widths) < _MANY else _SMALLER)

    def cell(text: str, j: int, bold: bool) -> str:
        right = '<w:jc w:val="right"/>' if grid.figures[j] else ""
        lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in text.split("\n"))
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{widths[j]}" w:type="dxa"/></w:tcPr>'
            f'<w:p><w:pPr><w:spacing w:after="0"/>{right}</w:pPr>'
            f'<w:r><w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size:.0f}"/></w:rPr>'
            f'<w:t xml:space="preserve">{lines}</w:t></w:r></w:p></w:tc>'
        )

    def row(texts: Sequence[str], *, heading: bool) -> str:
        repeated = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if heading else "<w:trPr><w:cantSplit/></w:trPr>"
        return f"<w:tr>{repeated}{''.join(cell(text, j, heading or j == 0) for j, text in enumerate(texts))}</w:tr>"

    # "Table Grid" by its id; tblLook says that the first row and the first column are headings.
    properties = (
        '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(grid.caption, {chr(34): "&quot;"})}"/></w:tblPr>'
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = row(grid.headers, heading=True) + "".join(row(texts, heading=False) for texts in grid.rows)
    return f"<w:tbl {nsdecls('w')}>{properties}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _widths(grid: b.Grid) -> list[float]:
    """Share the width of the page out: each column gets its longest word, what is left goes to those with most text."""
    columns = list(zip(grid.headers, *grid.rows, strict=True))
    least = [max((len(word) for text in texts for word in text.split()), default=1) * 1.12 + 2.0 for texts in columns]
    wish = [min(max((len(text) for text in texts[1:]), default=0) + 2.0, 60.0) for texts in columns]
    more = [max(w - m, 0.0) for w, m in zip(wish, least, strict=True)]
    letters = _PAGE_CM / (0.17 if len(columns) < _MANY else 0.14)
    left = max(letters - sum(least), 0.0)
    share = min(left / sum(more), 1.0) if sum(more) else 0.0
    total = [m + share * r for m, r in zip(least, more, strict=True)]
    scale = _PAGE_CM / max(sum(total), letters)
    return [scale * width for width in total]
