"""The sections after themes and areas: what else was counted, topics, method, checks, and where all figures are."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from feedback_nlp.report import words
from feedback_nlp.report.blocks import Bullets, Grid, Paragraph, Section
from feedback_nlp.report.cells import clean, is_missing
from feedback_nlp.report.content import NOTHING, sheets_of
from feedback_nlp.report.phrases import bullets, grid_of, rows_of, slug
from feedback_nlp.summary import Summary, SummaryTable

_FURTHER: Final = {
    "equality": "Equality",
    "level_of_support": "Level of support",
    "campaigns": "Campaigns",
    "organisations": "Organisations",
    "suggestions": "Suggestions",
    "you_said": "You said, we considered",
}
_ANNEXED: Final = {
    "codebook": "Annex: code frame",
    "coding_quality": "Annex: quality of the coding",
    "qa_log": "Annex: checks that were made",
}
_SHOWN_ELSEWHERE: Final = (
    "responses",
    "areas",
    "respondent_types",
    "themes",
    "themes_by_area",
    "themes_by_type",
    "quotes",
)


def further(summary: Summary) -> list[Section]:
    """Return a section for each further table of findings that there is."""
    return [_section(summary.tables[name], heading) for name, heading in _FURTHER.items() if name in summary.tables]


def topics_section(summary: Summary, topics: pd.DataFrame | None) -> Section:
    """Return the topics by their words, without counts: these are not suppressed."""
    if topics is None or topics.empty:
        return Section("topics", "Topics")
    names = {row["code"]: clean(row["theme"]) for row in rows_of(summary, "themes")}
    rows = tuple(
        (
            clean(row["title"]),
            clean(row["words"]).replace(" | ", ", "),
            "none" if is_missing(row.get("overlap")) else names.get(row["overlap"], clean(row["overlap"])),
        )
        for row in topics.to_dict("records")
    )
    said = (
        "The computer also grouped similar answers without knowing the themes. A topic that overlaps with no theme may "
        "be something that the code frame lacks. Topics are not counted here."
    )
    grid = Grid("Topics", ("Topic", "Words", "Theme it overlaps with most"), rows, (False, False, False))
    return Section("topics", "Topics found without the code frame", (Paragraph(said), grid))


def annexes(summary: Summary, about: Mapping[str, Any]) -> list[Section]:
    """Return method and limits, code frame, checks, tables that stand nowhere else, and where all figures are."""
    notes = [f"Note {i}: {clean(text)}" for i, text in enumerate(summary.notes.values(), start=1)]
    sections = [Section("method", "Annex: method and limits", (Bullets(words.method(summary)), *bullets(notes)))]
    sections += [
        _section(summary.tables[name], heading) for name, heading in _ANNEXED.items() if name in summary.tables
    ]
    known = {*_SHOWN_ELSEWHERE, *_FURTHER, *_ANNEXED}
    parts = tuple(_section(table, clean(table.title)) for name, table in summary.tables.items() if name not in known)
    sections.append(Section("further-tables", "Annex: further tables", (), parts))
    sections.append(_files(summary, about))
    return sections


def _section(table: SummaryTable, heading: str) -> Section:
    block = Paragraph(f"{NOTHING}.") if table.frame.empty else grid_of(table)
    return Section(slug(table.name), heading, (block,))


def _files(summary: Summary, about: Mapping[str, Any]) -> Section:
    where = tuple((sheet.label, sheet.entry) for sheet in sheets_of(summary))
    said = (
        "The workbook themes.xlsx (and themes.ods) that comes with this report holds every table in full, with tests "
        "and intervals; the folder tables holds them as csv and parquet."
    )
    who = [words.made_by(about), words.contact(about) and f"Contact: {words.contact(about)}"]
    return Section(
        "files",
        "Annex: all figures",
        (
            Paragraph(said),
            Grid("Sheets of the workbook", ("Sheet", "What it shows"), where, (False, False)),
            *(Paragraph(line) for line in who if line),
        ),
    )
