"""``report.html``: one file that needs nothing from anywhere, for a screen, a phone, a screen reader and a printer."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from feedback_nlp.report import words
from feedback_nlp.report.story import story_of
from feedback_nlp.summary import Summary


def write_page(
    summary: Summary, path: str | Path, about: Mapping[str, Any], topics: pd.DataFrame | None = None
) -> None:
    """Write the report page.

    Parameters
    ----------
    summary
        Suppressed already. What it lacks is left out of the page.
    path
        The .html file; it is replaced.
    about
        What was asked, as for `write_workbook`.
    topics
        The topics table; only titles, words and overlap are shown.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from feedback_nlp.report.charts import svg_of

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    numbers = iter(range(1, 1_000_000))
    sections = story_of(summary, about, topics)
    html = environment.get_template("report.html.jinja").render(
        title=words.title_of(about),
        lead=words.asked(about)[-2:],
        language=words.language(about),
        sections=sections,
        chart=lambda dots, key: _markup(svg_of(dots, key)),
        new_key=lambda: f"c{next(numbers)}",
        kind=lambda block: type(block).__name__,
        css=_markup((Path(__file__).parent / "templates" / "report.css").read_text(encoding="utf-8")),
    )
    Path(path).write_text(html, encoding="utf-8", newline="\n")


def _markup(text: str) -> Any:
    from markupsafe import Markup

    # Charts come from lxml, which escapes every text in them; the style sheet is ours.
    return Markup(text)
