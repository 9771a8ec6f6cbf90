"""What Jupyter displays: markup and pictures that also read well where styles are stripped and no script runs."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from feedback_nlp.report.blocks import Dots, Grid
from feedback_nlp.report.phrases import slug

_XMLNS: Final = 'xmlns="http://www.w3.org/2000/svg"'


@dataclass(frozen=True)
class Shown:
    """What Jupyter displays for a cell that ends in it.

    Parameters
    ----------
    title
        What stands where there is neither HTML nor a picture, e.g. in a console.
    html
        Escaped markup.
    svg
        A picture under it, or "".
    """

    title: str
    html: str
    svg: str = ""

    def __repr__(self) -> str:
        return self.title

    def _ipython_display_(self) -> None:
        from IPython.display import display

        # MathJax would read what stands between two dollar signs as a formula.
        html = f'<div class="tex2jax_ignore mathjax_ignore">{self.html}</div>'
        display({"text/html": html, "text/plain": self.title}, raw=True)  # type: ignore[no-untyped-call]
        if self.svg:
            # A picture inside HTML is stripped by most sites that show notebooks; as a picture of its own it stays.
            display({"image/svg+xml": self.svg, "text/plain": self.title}, raw=True)  # type: ignore[no-untyped-call]


def grid_html(grid: Grid) -> str:
    """Return a table as markup that keeps its sides where styles are stripped."""
    # Jupyter's own style wants "style", sites that strip styles want "align".
    sides = ["right" if figures else "left" for figures in grid.figures]
    cell = '<{0} align="{1}" style="text-align: {1}; vertical-align: top">{2}</{0}>'

    def line(cells: Sequence[str], tag: str) -> str:
        shown = (cell.format(tag, side, escape(text)) for side, text in zip(sides, cells, strict=True))
        return f"<tr>{''.join(shown)}</tr>"

    rows = "".join(line(row, "td") for row in grid.rows)
    return f"<table><thead>{line(grid.headers, 'th')}</thead><tbody>{rows}</tbody></table>"


def svg_markup(dots: Dots) -> str:
    """Return a picture of shares that can stand alone, with ids that no other picture of a page has."""
    from feedback_nlp.report.charts import svg_of

    # Ids must differ between the charts of a page, and not between two runs.
    key = f"{slug(dots.title)[:40]}-{hashlib.sha256(repr(dots).encode()).hexdigest()[:8]}"
    svg = svg_of(dots, key)
    return svg if "xmlns=" in svg.split(">", 1)[0] else svg.replace("<svg ", f"<svg {_XMLNS} ", 1)
