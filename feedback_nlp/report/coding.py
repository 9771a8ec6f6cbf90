"""``coding.xlsx``: every analysed answer with its tags, for people to check and correct. Not for publication."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd

from feedback_nlp import columns
from feedback_nlp.report.cells import clean, is_missing
from feedback_nlp.report.widths import height_of, width_of
from feedback_nlp.report.workbook import CREATED, OPTIONS, write_cell

INTERNAL: Final = "Internal: not for publication. It holds every answer (redacted) and counts that are not suppressed."
_MARK: Final = "for a person"
_MARKED: Final = (
    f'for_a_person (only after a run with a trained model): "{_MARK}" stands where the model is less certain than it '
    "has to be for 95 of 100 labels to be right. Check these first."
)
_HELP: Final = (
    INTERNAL,
    "answers: each answer that was analysed, with the themes found in it. Read, filter, search.",
    "labels: one row a theme in an answer. To note where the computer is right or wrong, write yes or no under "
    "verdict, and your name under who. Say why, if it is not plain.",
    "drawn: a random order of the answers. To check a sample, sort labels by it and judge those of the first hundred "
    "answers, say: how many of these are right holds, about, for all.",
    "A theme that was missed: add a row at the end of labels with response_id, code, verdict yes and your name.",
    "Corrections are kept with this file (a new run saves your edited copy beside the new one). Figures do not change "
    "by themselves: let a model learn from your verdicts with feedback-nlp train CONSULTATION --coded coding.xlsx, and "
    "run again with it. An answer is learnt from when each of its labels has a verdict; where an answer without labels "
    "is right as it is, add a row with code NONE and verdict yes.",
    "topics: groups of similar answers that were found without the code frame. One with no overlap is a theme that the "
    "frame may lack.",
    "themes: the code frame as it was used.",
    "same_people (only where there are any): respondents who seem to have responded before under another id, with the "
    "rows of the file. All are counted: if they are the same people, take their rows out of the file and run again.",
    "overlaps (only where there are any): themes that mostly the same people raise. Look at these definitions: they "
    "may overlap. The rarer theme stands first; overlap_share is the share of those who raise it who also raise the "
    "other one. Copies of letters are left out.",
    _MARKED,
    "Your name and reasons stay in this file and in the decisions made from it; they are never published.",
)
_DRAWN: Final = "drawn"
_WIDTHS: Final = {"text": 70.0, "evidence": 50.0, "why": 30.0, "typical": 70.0, "verdict": 10.0, "who": 16.0}


def write_coding(
    answers: pd.DataFrame,
    labels: pd.DataFrame,
    themes: pd.DataFrame,
    topics: pd.DataFrame | None,
    path: str | Path,
    *,
    lists: Mapping[str, pd.DataFrame] | None = None,
    about: Mapping[str, Any] | None = None,
    further: Sequence[str] = (),
) -> None:
    """Write the coding workbook.

    Parameters
    ----------
    answers
        The prepared table: redacted text only.
    labels
        One row a theme or topic in an answer. ``start`` and ``end`` say where its evidence stands in the text.
    themes
        The code frame; may have no rows.
    topics
        The topics table, or None where none were looked for.
    path
        The .xlsx file; it is replaced.
    lists
        Further sheets, by name; those without rows are left out.
    about
        Its ``title`` heads the first sheet.
    further
        Sentences to add to what that sheet explains.
    """
    import xlsxwriter

    found = labels[labels[columns.KIND] == "theme"]
    title = clean((about or {}).get("title") or "Consultation responses")
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    book.set_properties({"title": f"Coding: {title} (internal)", "created": CREATED})
    _write_help(book, title, further)
    long = _labels(answers, found, themes)
    _write_table(book, "answers", _answers(answers, long))
    _write_table(book, "labels", long)
    if topics is not None:
        _write_table(book, "topics", _topics(topics, themes))
    _write_table(book, "themes", _joined(themes))
    for name, rows in (lists or {}).items():
        if len(rows):
            _write_table(book, name, rows)
    book.worksheets()[0].activate()
    book.close()


def _labels(answers: pd.DataFrame, labels: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    texts = dict(zip(answers[columns.RESPONSE_ID], answers[columns.TEXT], strict=True))
    names = dict(zip(themes[columns.CODE], themes[columns.THEME], strict=True))
    keys = answers[[columns.RESPONSE_ID, columns.RESPONDENT_ID, columns.QUESTION]]
    made = labels.merge(keys, on=columns.RESPONSE_ID, how="inner", validate="many_to_one")
    made = made.sort_values([columns.RESPONSE_ID, columns.CODE, columns.START], kind="stable", ignore_index=True)
    evidence = [
        "" if is_missing(start) or is_missing(end) else str(texts[response])[int(start) : int(end)]
        for response, start, end in zip(made[columns.RESPONSE_ID], made[columns.START], made[columns.END], strict=True)
    ]
    place = _in_random_order(answers[columns.RESPONSE_ID])
    marked = {}
    if columns.FOR_A_PERSON in made:
        unsure = made[columns.FOR_A_PERSON].astype("boolean").fillna(value=False)
        marked[columns.FOR_A_PERSON] = [_MARK if mark else "" for mark in unsure]
    return pd.DataFrame(
        {
            columns.RESPONSE_ID: made[columns.RESPONSE_ID],
            columns.RESPONDENT_ID: made[columns.RESPONDENT_ID],
            columns.QUESTION: made[columns.QUESTION],
            columns.CODE: made[columns.CODE],
            columns.THEME: [names.get(code, code) for code in made[columns.CODE]],
            columns.SCORE: made[columns.SCORE].round(3),
            columns.SOURCE: made[columns.SOURCE],
            "evidence": evidence,
            **marked,
            columns.VERDICT: "",
            columns.WHO: "",
            columns.WHY: "",
            _DRAWN: [place[response] for response in made[columns.RESPONSE_ID]],
        }
    )


def _in_random_order(response_ids: pd.Series) -> dict[str, int]:
    """Return response_id -> its place, from 1, in an order that has nothing to do with anything and stays the same."""
    ordered = sorted(map(str, response_ids), key=lambda one: hashlib.sha256(one.encode("utf-8", "replace")).digest())
    return {one: place for place, one in enumerate(ordered, start=1)}


def _append(items: list[str], item: str) -> None:
    if item not in items:
        items.append(item)


def _answers(answers: pd.DataFrame, long: pd.DataFrame) -> pd.DataFrame:
    codes: dict[str, list[str]] = {}
    evidence: dict[str, list[str]] = {}
    for response, code, words in zip(long[columns.RESPONSE_ID], long[columns.CODE], long["evidence"], strict=True):
        _append(codes.setdefault(response, []), code)
        if words:
            _append(evidence.setdefault(response, []), f"{code}: {words}")
    response_ids = answers[columns.RESPONSE_ID]
    place = _in_random_order(response_ids)
    return pd.DataFrame(
        {
            columns.RESPONSE_ID: response_ids,
            columns.QUESTION: answers[columns.QUESTION],
            columns.AREA: answers[columns.AREA],
            columns.RESPONDENT_TYPE: answers[columns.RESPONDENT_TYPE],
            columns.TEXT: answers[columns.TEXT],
            "codes": [" | ".join(codes.get(response, [])) for response in response_ids],
            "evidence": ["\n".join(evidence.get(response, [])) for response in response_ids],
            columns.CAMPAIGN_ID: answers[columns.CAMPAIGN_ID],
            _DRAWN: [place[response] for response in response_ids],
        }
    ).sort_values(columns.RESPONSE_ID, kind="stable", ignore_index=True)


def _topics(topics: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    names = dict(zip(themes[columns.CODE], themes[columns.THEME], strict=True))
    return pd.DataFrame(
        {
            columns.CODE: topics[columns.CODE],
            columns.WORDS: topics[columns.WORDS],
            columns.ANSWERS: topics[columns.ANSWERS],
            columns.TYPICAL: ["\n".join(map(str, typical)) for typical in topics[columns.TYPICAL]],
            "overlaps_most_with": [
                "none: the frame may lack it" if is_missing(code) else names.get(code, code)
                for code in topics[columns.OVERLAP]
            ],
            columns.OVERLAP_SHARE: topics[columns.OVERLAP_SHARE],
        }
    )


def _joined(themes: pd.DataFrame) -> pd.DataFrame:
    many = {name: themes[name].map(" | ".join) for name in (columns.CUES, columns.EXAMPLES) if name in themes}
    return themes.assign(**many)


def _write_help(book: Any, title: str, further: Sequence[str]) -> None:
    page = book.add_worksheet("read_me")
    page.set_column(0, 0, 110)
    bold = book.add_format({"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    write_cell(book, page, 0, 0, title, bold)
    for row, line in enumerate([*_HELP, *further], start=1):
        page.write_string(row, 0, line, wrapped)
        page.set_row(row, height_of([line], [110], size=11))


def _write_table(book: Any, name: str, frame: pd.DataFrame) -> None:
    page = book.add_worksheet(name)
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    share = book.add_format({"valign": "top", "num_format": "0%"})
    cells = [[_cell(value) for value in frame[column]] for column in frame.columns]
    widths = [_WIDTHS.get(name) or _width(name, values) for name, values in zip(frame.columns, cells, strict=True)]
    for j, (column, values) in enumerate(zip(frame.columns, cells, strict=True)):
        page.write_string(0, j, column, heading)
        for i, value in enumerate(values, start=1):
            write_cell(book, page, i, j, value, share if column == columns.OVERLAP_SHARE else wrapped)
        page.set_column(j, j, widths[j])
    for i, row in enumerate(zip(*cells, strict=True), start=1):
        page.set_row(i, height_of([str(value) for value in row], widths, size=11))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L{INTERNAL}&RPage &P of &N")
    if name == "labels" and len(frame):
        # Room for the labels that people add below.
        j, last = list(frame.columns).index(columns.VERDICT), len(frame) + 1000
        wrong = "Write yes or no, or leave it empty."
        page.data_validation(1, j, last, j, {"validate": "list", "source": ["yes", "no"], "error_message": wrong})


def _cell(value: object) -> object:
    if is_missing(value):
        return ""
    if hasattr(value, "item"):
        value = value.item()
    return value if isinstance(value, int | float) else clean(value)


def _width(header: str, values: Sequence[object]) -> float:
    return min(width_of(header, values, "number", 3), 40.0)
