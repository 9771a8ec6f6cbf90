"""Display helpers for Jupyter: published tables, pictures of shares, and the words that tags stand on.

They compute nothing and show a summary as it is, with what is hidden hidden. Outputs hold no script and need no style
sheet, so that a saved notebook reads well on a web page.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.errors import DataError, all_faults, did_you_mean
from feedback_nlp.notebook_markup import Shown, grid_html, svg_markup
from feedback_nlp.report.blocks import Dot, Dots
from feedback_nlp.report.cells import SHORTHAND, clean, shown
from feedback_nlp.report.phrases import dot_of, grid_of, in_words, number, records, scale
from feedback_nlp.summary import Summary, SummaryTable

if TYPE_CHECKING:
    from feedback_nlp.prepare import Prepared

Where = Mapping[str, object] | pd.Series | None
"""Which rows: column -> the value, or a list of values, that they must have; or a mask over the table's frame."""

# BERTopic's progress bars warn where Jupyter has no widgets, with a path of the machine that would stay in the output.
warnings.filterwarnings("ignore", message="IProgress not found")

REST: Final = "rest_share"


def show(
    summary: Summary,
    name: str,
    *,
    columns: Sequence[str] | None = None,
    where: Where = None,
    first: int | None = None,
) -> Shown:
    """Show a table of the summary with its title, base, units, shorthand and notes.

    Parameters
    ----------
    name
        Key in ``summary.tables``.
    columns
        Columns of its frame to show, in this order; None shows all.
    where
        Which rows: see `Where`.
    first
        Rows to show, of those that are left.

    Raises
    ------
    DataError
        There is no such table, column or value: all faults in one message.
    """
    whole = _table(summary, name, columns or ())
    table = _some(whole, where, first)
    notes = [summary.notes[key] for key in table.notes if key in summary.notes]
    return _shown(_only(table, columns), notes, _how_many(table, whole))


def show_frame(frame: pd.DataFrame, *, title: str = "", formats: Mapping[str, str] | None = None) -> Shown:
    """Show a frame of your own as tables of the summary are shown.

    Parameters
    ----------
    frame
        Any frame; its column names become headings ("overlap_share": "Overlap share").
    title
        What it shows and whom it covers.
    formats
        Column -> "text", "count", "share" (0..1, shown as a percentage), "number" or "p".
    """
    return _shown(SummaryTable("frame", title, "", "", frame, formats=dict(formats or {})), (), "")


def chart(
    summary: Summary,
    name: str,
    *,
    label: str = c.THEME,
    where: Where = None,
    first: int | None = None,
) -> Shown:
    """Draw the shares of a table with their 95% intervals, a row each; rows with a hidden share say so.

    Parameters
    ----------
    name
        Key in ``summary.tables``, of a table with the columns share, lower and upper. Where it has rest_share, a second
        mark shows everybody else.
    label
        The column that names the rows.
    where, first
        As in `show`.

    Raises
    ------
    DataError
        There is no such table, column or value: all faults in one message.
    """
    table = _some(_table(summary, name, (label, "share", "lower", "upper")), where, first)
    rows = records(table)
    dots = tuple(_dot(row, label) for row in rows)
    said = in_words((clean(row[label]), shown(row["share"], "share")) for row in rows)
    title = ": ".join(part for part in (clean(table.title), _which(table, where, label)) if part)
    picture = Dots(
        title=title,
        description=said,
        rows=dots,
        grid=grid_of(_only(table, (label, "share", "lower", "upper"))),
        highest=scale(value for dot in dots for value in (dot.share, dot.upper, dot.second)),
    )
    legend = "Dots are percentages of respondents, lines their 95% intervals."
    if any(dot.second is not None for dot in dots):
        legend += " Diamonds are everybody else."
    html = f"<p><b>{escape(title)}</b><br>{escape(_scope(table))}<br>{escape(legend)}</p>"
    return Shown(title, html, svg_markup(picture) if rows else "")


def evidence(
    prepared: Prepared, labels: pd.DataFrame, response_id: str, *, themes: pd.DataFrame | None = None
) -> Shown:
    """Show one answer, redacted, with the words that each of its tags stands on.

    For the team alone: an answer with its id is not for publication.

    Parameters
    ----------
    labels
        Any labels table; those of other answers are left out.
    response_id
        Which answer.
    themes
        The themes table, so that codes are followed by their names.

    Raises
    ------
    DataError
        There is no such answer.
    """
    answers = prepared.answers.set_index(c.RESPONSE_ID)[c.TEXT]
    if response_id not in answers.index:
        raise DataError(f'No answer has the id "{response_id}".{did_you_mean(response_id, answers.index)}')
    names = {} if themes is None else dict(zip(themes[c.CODE], themes[c.THEME], strict=True))
    text = str(answers[response_id])
    mine = labels[labels[c.RESPONSE_ID] == response_id]
    mine = mine.sort_values([c.START, c.END, c.CODE]).reset_index(drop=True)
    # A tag on the answer as a whole has no place: its number stands in the table alone.
    spans = [(int(start), int(end)) for start, end in mine[[c.START, c.END]].fillna(0).itertuples(index=False)]
    tags = pd.DataFrame(
        {
            "mark": [str(i) for i in range(1, len(mine) + 1)],
            "theme": [f"{code}: {names[code]}" if code in names else code for code in mine[c.CODE]],
            "found_by": mine[c.SOURCE],
            "score": mine[c.SCORE].round(2),
        }
    )
    title = f"Answer {response_id} with its tags"
    table = _shown(SummaryTable("tags", title, "", "", tags, formats={"score": "number"}), (), "")
    return Shown(title, f"{table.html}<blockquote>{_marked(text, spans)}</blockquote>")


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return escaped text in which each span is marked and opens with its number; spans may overlap."""
    edges = sorted({0, len(text), *(edge for span in spans for edge in span)})
    parts = []
    for start, end in pairwise(edges):
        piece = escape(text[start:end]).replace("\n", "<br>")
        opened = ", ".join(str(i) for i, span in enumerate(spans, start=1) if span[0] == start < span[1])
        if any(span[0] <= start and end <= span[1] for span in spans):
            # Bold as well: colour alone tells some people nothing, and some sites strip it.
            piece = f"<mark><b>{piece}</b></mark>"
        parts.append((f"<sup>[{opened}]</sup>" if opened else "") + piece)
    return "".join(parts)


def _table(summary: Summary, name: str, wanted: Sequence[str]) -> SummaryTable:
    if name not in summary.tables:
        raise DataError(f'The summary has no table "{name}".{did_you_mean(name, summary.tables)}')
    table = summary.tables[name]
    faults = [
        f'no column "{key}".{did_you_mean(key, map(str, table.frame))}' for key in wanted if key not in table.frame
    ]
    if faults:
        raise DataError(all_faults(f"What was asked of the table {name}", faults))
    return table


def _some(table: SummaryTable, where: Where, first: int | None) -> SummaryTable:
    """Return the table with those of its rows that are asked for."""
    frame, faults = table.frame, []
    if isinstance(where, pd.Series):
        frame = frame[where]
    else:
        for column, value in (where or {}).items():
            if column not in table.frame:
                faults.append(f'no column "{column}".{did_you_mean(column, map(str, table.frame))}')
                continue
            there = table.frame[column]
            if not there.isin(_values(value)).any():
                known = list(dict.fromkeys(map(str, there)))
                faults += [f'no row with {column} "{one}".{did_you_mean(str(one), known)}' for one in _values(value)]
            frame = frame[frame[column].isin(_values(value))]
    if faults:
        raise DataError(all_faults(f"What was asked of the table {table.name}", faults))
    return replace(table, frame=frame.head(len(frame) if first is None else first).reset_index(drop=True))


def _only(table: SummaryTable, wanted: Sequence[str] | None) -> SummaryTable:
    return table if wanted is None else replace(table, frame=table.frame[list(wanted)])


def _values(value: object) -> list[Any]:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]


def _which(table: SummaryTable, where: Where, label: str) -> str:
    """Return in words which rows were asked for; a code by the name of its theme."""
    if not isinstance(where, Mapping):
        return ""
    named = [c.THEME if key == c.CODE and c.THEME in table.frame else key for key in where if key != label]
    return "; ".join(", ".join(dict.fromkeys(map(clean, table.frame[key]))) for key in named)


def _shown(table: SummaryTable, notes: Sequence[str], how_many: str) -> Shown:
    grid = grid_of(table)
    title = clean(table.title)
    lines = [f"<b>{escape(title)}</b>" if title else "", escape(_scope(table)), escape(how_many)]
    head = "<br>".join(line for line in lines if line)
    used = {cell for row in grid.rows for cell in row}
    marks = "; ".join(f"{mark} {meaning}" for mark, meaning in SHORTHAND.items() if mark in used)
    html = [f"<p>{head}</p>" if head else "", grid_html(grid)]
    if marks:
        html.append(f"<p><small>{escape(marks)}.</small></p>")
    if notes:
        items = "".join(f"<li>{escape(clean(note))}</li>" for note in notes)
        html.append(f"<details><summary>Notes</summary><ul>{items}</ul></details>")
    return Shown(" ".join(part for part in (title, how_many) if part) or "A table", "".join(html))


def _scope(table: SummaryTable) -> str:
    return " ".join(f"{clean(part).rstrip('.')}." for part in (table.scope, table.units) if part)


def _how_many(table: SummaryTable, whole: SummaryTable) -> str:
    n, all_rows = len(table.frame), len(whole.frame)
    return "" if n == all_rows else f"{n} of {all_rows} rows are shown."


def _dot(row: Mapping[str, Any], label: str) -> Dot:
    dot = dot_of(row, label)
    # Without a share of its own there is nothing to compare with everybody else.
    return dot if dot.share is None else replace(dot, second=number(row.get(REST)))
