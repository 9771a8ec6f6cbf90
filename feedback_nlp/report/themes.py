"""The sections on each theme and each area."""

from collections.abc import Sequence
from typing import Final

from feedback_nlp.report.blocks import Block, Bullets, Dots, Paragraph, Section
from feedback_nlp.report.cells import clean, is_missing, is_number, shown
from feedback_nlp.report.phrases import (
    Row,
    bullets,
    compared,
    dot_of,
    grid_of,
    in_words,
    is_notable,
    is_place,
    number,
    of_base,
    only,
    quotes_for,
    raised_by,
    records,
    rows_of,
    scale,
    slug,
)
from feedback_nlp.summary import Summary, SummaryTable

TOP: Final = 5


def themes(summary: Summary) -> Section:
    """Return the section with all themes in one chart and a part for each."""
    table = summary.tables.get("themes")
    if table is None or table.frame.empty:
        return Section("themes", "Themes")
    rows = records(table)
    overview = Dots(
        title="Share of respondents who raised each theme, with 95% intervals",
        description=in_words((clean(row["theme"]), shown(row.get("share"), "share")) for row in rows),
        rows=tuple(dot_of(row, "theme") for row in rows),
        grid=grid_of(
            table,
            ("theme", "kind", "respondents", "base", "share", "lower", "upper", "unique_wording", "without_campaigns"),
        ),
        highest=scale(number(row.get("upper")) or number(row.get("share")) for row in rows),
    )
    # One axis for all themes: charts that stand under each other are compared.
    highest = scale(number(row.get("upper")) for row in rows_of(summary, "themes_by_area"))
    return Section("themes", "Themes", (overview,), tuple(_theme(summary, row, highest) for row in rows))


def _theme(summary: Summary, row: Row, highest: float) -> Section:
    code, name = row.get("code"), clean(row["theme"])
    kind = "" if is_missing(row.get("kind")) else f"{clean(row['kind']).capitalize()}: "
    blocks: list[Block] = []
    if not is_missing(row.get("definition")):
        blocks.append(Paragraph(f"{kind}{clean(row['definition'])}"))
    blocks.append(Paragraph(raised_by(row), strong=True))
    if (by_area := only(summary.tables.get("themes_by_area"), "code", code)) is not None:
        blocks += _by_area(by_area, row, highest)
    if (by_type := only(summary.tables.get("themes_by_type"), "code", code)) is not None:
        wanted = ("respondent_type", "respondents", "base", "share", "lower", "upper", "finding")
        blocks.append(grid_of(by_type, wanted, caption=f"{name}, by respondent type"))
    return Section(f"theme-{slug(code)}", name, (*blocks, *quotes_for(summary, "code", code)))


def _by_area(table: SummaryTable, theme: Row, highest: float) -> tuple[Block, ...]:
    rows = [row for row in records(table) if is_place(row.get("area"))]
    if not rows:
        return ()
    name = clean(theme["theme"])
    wanted = ("area", "respondents", "base", "share", "lower", "upper", "rest_share", "finding", "reliability")
    overall = number(theme.get("share"))
    chart = Dots(
        title=f"{name}: share of respondents by area, with 95% intervals",
        description=in_words((clean(row["area"]), shown(row.get("share"), "share")) for row in rows),
        rows=tuple(dot_of(row, "area") for row in rows),
        grid=grid_of(table, wanted, caption=f"{name}, by area"),
        legend=""
        if overall is None
        else f"The dashed line is the share in all areas together ({shown(overall, 'share')}).",
        line=overall,
        highest=max(highest, scale([overall])),
    )
    notable = [f"{clean(row['area'])}: {compared(row)}." for row in rows if is_notable(row)]
    return (*bullets(notable), chart)


def areas(summary: Summary) -> Section:
    """Return the section with a part for each area: base, top themes, what stands out, quotes."""
    rows = rows_of(summary, "themes_by_area")
    order = [row["area"] for row in (rows_of(summary, "areas") or rows)]
    places = [clean(place) for place in dict.fromkeys(order) if is_place(place)] if rows else []
    return Section("areas", "Areas", (), tuple(_area(summary, place, rows) for place in places))


def _area(summary: Summary, place: str, rows: Sequence[Row]) -> Section:
    mine = [row for row in rows if clean(row["area"]) == place]
    blocks: list[Block] = [Paragraph(line) for line in _area_base(summary, place, mine)]
    raised = [row for row in mine if is_number(row.get("respondents")) and row["respondents"] > 0]
    top = sorted(raised, key=lambda row: (-row["respondents"], clean(row["theme"])))[:TOP]
    if top:
        blocks += [
            Paragraph("Raised most here:"),
            Bullets(tuple(f"{clean(row['theme'])}: {of_base(row)}." for row in top)),
        ]
    blocks += _what_stands_out(mine)
    return Section(f"area-{slug(place)}", place, (*blocks, *quotes_for(summary, "area", place)))


def _what_stands_out(mine: Sequence[Row]) -> list[Block]:
    notable = [f"{clean(row['theme'])} is {compared(row)}." for row in mine if is_notable(row)]
    if notable:
        return [Paragraph("What stands out here:"), Bullets(tuple(notable))]
    if any(is_number(row.get("difference")) for row in mine):
        return [Paragraph("No theme differs from the other areas by more than chance would give.")]
    return [
        Paragraph(
            "Too few people responded from here, or too few from elsewhere, to compare this area with the others."
        )
    ]


def _area_base(summary: Summary, place: str, mine: Sequence[Row]) -> list[str]:
    row = next((row for row in rows_of(summary, "areas") if clean(row["area"]) == place), mine[0] if mine else {})
    respondents = row.get("respondents") if "population" in row or "per_10000" in row else row.get("base")
    if not is_number(respondents):
        return ["The number of respondents from here is hidden, so that nobody can be recognised [c]."]
    line = f"{shown(respondents, 'count')} {'respondent' if respondents == 1 else 'respondents'}"
    if "population" in row and is_number(row.get("share")):
        line += f", {shown(row['share'], 'share')} of all"
    if is_number(row.get("population_share")):
        line += f"; {shown(row['population_share'], 'share')} of the population lives here"
    lines = [f"{line}."]
    if row.get("reliability") == "[u]":
        lines.append("Few people responded from here: read the figures with care [u].")
    return lines
