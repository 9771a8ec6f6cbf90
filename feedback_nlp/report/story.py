"""What the page and the document say, in order. Nothing here knows of html or Word; nothing is computed but words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

import pandas as pd

from feedback_nlp.report import words
from feedback_nlp.report.annexes import annexes, further, topics_section
from feedback_nlp.report.blocks import Block, Bullets, Dot, Dots, Grid, Paragraph, Section
from feedback_nlp.report.cells import clean, is_number, shown
from feedback_nlp.report.content import columns_of
from feedback_nlp.report.phrases import (
    ENOUGH,
    Row,
    bullets,
    compared,
    grid_of,
    in_words,
    is_notable,
    is_place,
    listed,
    marks_in,
    number,
    of_base,
    records,
    rows_of,
    scale,
)
from feedback_nlp.report.themes import MANY, areas, themes
from feedback_nlp.summary import Summary, SummaryTable

TOP: Final = 5
DIFFERENCES_SHOWN: Final = 8


class _Cut(NamedTuple):
    """A table of themes by groups, how they are called, and where the rest of its differences stands."""

    table: str
    column: str
    facts: tuple[str, ...]
    one: str
    many: str
    rest: str


_CUTS: Final = (
    _Cut("themes_by_area", "area", ("areas_not_known", "areas_differ"), "area", "areas", "areas"),
    _Cut("themes_by_type", "respondent_type", ("types_differ",), "respondent type", "respondent types", "themes"),
)


def story_of(summary: Summary, about: Mapping[str, Any], topics: pd.DataFrame | None = None) -> list[Section]:
    """Return what is to be said of a summary, in order; a section without anything to say is left out.

    Parameters
    ----------
    summary
        Suppressed already.
    about
        What was asked, by whom and when; anything may be missing.
    topics
        The topics table; only titles, words and overlap are shown, its counts are not suppressed.
    """
    asked = tuple(Paragraph(line) for line in [*words.asked(about), words.base(summary)] if line)
    sections = [
        _in_short(summary),
        Section("consultation", "The consultation", asked),
        _who(summary),
        _how_to_read(summary),
        themes(summary),
        areas(summary),
        *further(summary),
        topics_section(summary, topics),
        *annexes(summary, about),
    ]
    return _with_own_keys([section for section in sections if section.blocks or section.parts])


def _with_own_keys(sections: list[Section]) -> list[Section]:
    """Give every heading an address of its own: two codes may differ in a sign that an address cannot hold."""
    taken: set[str] = set()

    def own(section: Section) -> Section:
        key, n = section.key, 1
        while key in taken:
            n += 1
            key = f"{section.key}-{n}"
        taken.add(key)
        return replace(section, key=key, parts=tuple(own(part) for part in section.parts))

    return [own(section) for section in sections]


def _in_short(summary: Summary) -> Section:
    base = words.base(summary)
    parts = (
        Section("heard", "What we heard", bullets(_heard(summary))),
        *_differ(summary),
        Section("cannot", "What cannot be said", bullets(_cannot(summary))),
    )
    return Section("summary", "Summary", (Paragraph(base),) if base else (), parts)


def _heard(summary: Summary) -> list[str]:
    if "themes" not in summary.tables or summary.tables["themes"].frame.empty:
        return ["No code frame was given, so no themes were counted."]
    rows = [row for row in rows_of(summary, "themes") if is_number(row.get("respondents")) and row["respondents"] > 0]
    if not rows:
        return ["No theme was raised often enough to be published."]
    return [f"{clean(row['theme'])}: raised by {of_base(row)}." for row in rows[:TOP]]


def _differ(summary: Summary) -> list[Section]:
    """Return a part on areas and one on respondent types; of what nobody gave there is nothing to say."""
    parts = [
        Section(f"differ{'' if cut is _CUTS[0] else '-types'}", f"Where {cut.many} differ", bullets(lines))
        for cut in _CUTS
        if (lines := _differences(summary, cut))
    ]
    nothing = bullets(["There are no areas or respondent types to compare."])
    return parts or [Section("differ", "Where areas differ", nothing)]


def _differences(summary: Summary, cut: _Cut) -> list[str]:
    rows = rows_of(summary, cut.table)
    said = (summary.facts.get(name) for name in cut.facts)
    lines = [clean(fact) for fact in said if fact]
    if not rows:
        return lines
    notable = [row for row in rows if is_notable(row, cut.column)]
    groups = {row[cut.column] for row in rows}
    if len(groups) == 2 and all(map(is_place, groups)):
        # Lower in the one is mostly higher in the other, which needs saying once; with rounded counts it may not be.
        higher = {row.get("code") for row in notable if str(row["finding"]).startswith("higher")}
        notable = [row for row in notable if str(row["finding"]).startswith("higher") or row.get("code") not in higher]
    # The widest differences first; ties by name, so that the order never depends on that of the rows.
    notable.sort(
        key=lambda row: (-abs(number(row.get("difference")) or 0), clean(row[cut.column]), clean(row["theme"]))
    )
    lines += [
        f"{clean(row[cut.column])}: {clean(row['theme'])} is {compared(row)}." for row in notable[:DIFFERENCES_SHOWN]
    ]
    if len(notable) > DIFFERENCES_SHOWN:
        lines.append(f"Further differences ({len(notable) - DIFFERENCES_SHOWN}) stand under the {cut.rest}.")
    if not any(is_number(row.get("difference")) for row in rows):
        lines.append(f"No {cut.one} is compared with the others: too few responded, or the figures are hidden.")
    elif not notable:
        lines.append(f"No single theme stands out in any {cut.one} {ENOUGH}.")
    return lines


def _cannot(summary: Summary) -> list[str]:
    lines = [words.NOT_A_VOTE]
    if twice := summary.facts.get("counted_twice"):
        lines.append(clean(twice))
    weak = [
        clean(row["area"])
        for row in rows_of(summary, "areas")
        if row.get("reliability") == "[u]" and is_place(row["area"])
    ]
    if weak:
        named = f"{len(weak)} of the areas" if len(weak) > MANY else listed(weak)
        lines.append(f"Few people responded from {named}: figures for so few are of low reliability [u].")
    lines += [
        "A computer program found the themes. It misses some and sees some that are not there; people can check and "
        "correct every one.",
    ]
    if groups := [cut.many for cut in _CUTS if rows_of(summary, cut.table)]:
        lines.append(
            f"Where two {' or '.join(groups)} do not clearly differ, that does not show that they are the same: small "
            "numbers hide real differences."
        )
    if "[c]" in marks_in(summary):
        lines.append("Figures marked [c] are hidden so that nobody can be recognised.")
    return lines


def _who(summary: Summary) -> Section:
    named: tuple[tuple[str, str], ...] = (
        ("responses", "What became of every answer"),
        ("areas", "Areas, against their population"),
        ("respondent_types", "Respondent types"),
    )
    found = [(heading, summary.tables[name]) for name, heading in named if name in summary.tables]
    parts = tuple(
        Section(
            f"who-{table.name.replace('_', '-')}",
            heading,
            _HOW_SHOWN[table.name](table) if table.name in _HOW_SHOWN else (grid_of(table),),
        )
        for heading, table in found
        if not table.frame.empty
    )
    return Section("who", "Who responded", (), parts)


def _states(table: SummaryTable) -> tuple[Block, ...]:
    """Return what became of the answers; states that no answer had are named in a sentence, for want of room."""
    rows = records(table)
    none = [
        column
        for column in columns_of(table)
        if column.key not in ("received", "analysed")
        and all(is_number(row[column.key]) and not row[column.key] for row in rows)
    ]
    shown_grid = grid_of(replace(table, frame=table.frame.drop(columns=[column.key for column in none])))
    if not none:
        return (shown_grid,)
    return shown_grid, Paragraph(f"No answers are counted under: {'; '.join(column.header for column in none)}.")


def _population(table: SummaryTable) -> tuple[Block, ...]:
    rows = [row for row in records(table) if is_place(row.get("area"))]
    dots = tuple(
        Dot(
            clean(row["area"]),
            number(row.get("share")),
            second=number(row.get("population_share")),
            why_not="not available",
        )
        for row in rows
    )
    if not any(dot.share is not None and dot.second is not None for dot in dots):
        return (grid_of(table),)
    chart = Dots(
        title="Share of respondents and share of the population, by area",
        description=in_words((clean(row["area"]), _both(row)) for row in rows),
        rows=dots,
        grid=grid_of(table),
        legend="● share of respondents ◇ share of the population",
        highest=scale([*(dot.share for dot in dots), *(dot.second for dot in dots)]),
    )
    return (chart,)


_HOW_SHOWN: Final = {"responses": _states, "areas": _population}


def _both(row: Row) -> str:
    people = shown(row.get("population_share"), "share")
    return f"{shown(row.get('share'), 'share')} of respondents, {people} of the population"


def _how_to_read(summary: Summary) -> Section:
    meanings = tuple(marks_in(summary).items())
    blocks: tuple[Block, ...] = (
        Paragraph(words.NOT_A_VOTE),
        Bullets(
            (
                "A share is a share of respondents: of those in the group who wrote something that could be analysed.",
                "One answer may raise several themes, so shares add up to more than 100%.",
                "The interval beside a share says how far it could move by chance alone, had other people like these "
                "responded: the wider it is, the less certain the share.",
                "“Higher than among others” compares an area or a respondent type with all other respondents "
                f"together. It is said only of differences {ENOUGH}, even after so many comparisons.",
            )
        ),
    )
    if meanings:
        blocks = (*blocks, Grid("Shorthand", ("Mark", "Meaning"), meanings, (False, False)))
    return Section("reading", "How to read this", blocks)
