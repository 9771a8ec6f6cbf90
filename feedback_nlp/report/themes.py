"""The sections on each theme and each area."""

from collections.abc import Sequence
from typing import Final

from feedback_nlp.report.blocks import Block, Bullets, Dots, Grid, Paragraph, Section
from feedback_nlp.report.cells import clean, is_missing, is_number, shown
from feedback_nlp.report.content import columns_of
from feedback_nlp.report.phrases import (
    ENOUGH,
    Row,
    bullets,
    compared,
    dot_of,
    grid,
    grouped,
    in_words,
    is_notable,
    is_place,
    listed,
    number,
    of_base,
    quotes_for,
    raised_by,
    records,
    rows_of,
    scale,
    slug,
)
from feedback_nlp.summary import Summary

TOP: Final = 5
MANY: Final = 20
"""With more areas than this, those of which nothing can be said are named once and not one by one."""
_BY_AREA: Final = ("area", "respondents", "base", "share", "lower", "upper", "rest_share", "finding", "reliability")
_TYPE: Final = "respondent_type"
_BY_TYPE: Final = (_TYPE, "respondents", "base", "share", "lower", "upper", "finding")


def themes(summary: Summary) -> Section:
    """Return the section with all themes in one chart and a part for each."""
    table = summary.tables.get("themes")
    if table is None or table.frame.empty:
        return Section("themes", "Themes")
    rows = records(table)
    wanted = ("theme", "kind", "respondents", "base", "share", "lower", "upper", "unique_wording", "without_campaigns")
    overview = Dots(
        title="Share of respondents who raised each theme, with 95% intervals",
        description=in_words((clean(row["theme"]), shown(row.get("share"), "share")) for row in rows),
        rows=tuple(dot_of(row, "theme") for row in rows),
        grid=grid(columns_of(table), rows, clean(table.title), wanted),
        highest=scale(number(row.get("upper")) or number(row.get("share")) for row in rows),
    )
    by_area, by_type = _Cut(summary, "themes_by_area", _BY_AREA), _Cut(summary, "themes_by_type", _BY_TYPE)
    parts = tuple(_theme(summary, row, by_area, by_type) for row in rows)
    return Section("themes", "Themes", (overview,), parts)


class _Cut:
    """A table of themes by group, read once: its rows by theme, and the one axis for all its charts."""

    def __init__(self, summary: Summary, name: str, wanted: tuple[str, ...]) -> None:
        table = summary.tables.get(name)
        rows = rows_of(summary, name)
        self.columns = columns_of(table) if table is not None else ()
        self.by_code = grouped(rows, "code")
        self.wanted = wanted
        # Charts that stand under each other are compared.
        self.highest = scale(number(row.get("upper")) for row in rows)

    def grid(self, rows: Sequence[Row], caption: str) -> Grid:
        return grid(self.columns, rows, caption, self.wanted)


def _theme(summary: Summary, row: Row, by_area: _Cut, by_type: _Cut) -> Section:
    code, name = row.get("code"), clean(row["theme"])
    kind = "" if is_missing(row.get("kind")) else f"{clean(row['kind']).capitalize()}: "
    blocks: list[Block] = []
    if not is_missing(row.get("definition")):
        blocks.append(Paragraph(f"{kind}{clean(row['definition'])}"))
    blocks.append(Paragraph(raised_by(row), strong=True))
    blocks += _by_area(by_area, row)
    if code in by_type.by_code:
        rows = by_type.by_code[code]
        notable = [f"{clean(row[_TYPE])}: {compared(row)}." for row in rows if is_notable(row, _TYPE)]
        blocks += [*bullets(notable), by_type.grid(rows, f"{name}, by respondent type")]
    return Section(f"theme-{slug(code)}", name, (*blocks, *quotes_for(summary, "code", code)))


def _by_area(cut: _Cut, theme: Row) -> tuple[Block, ...]:
    all_rows = cut.by_code.get(theme.get("code"), [])
    rows = [row for row in all_rows if is_place(row.get("area"))]
    if not rows:
        return ()
    silent = {row["area"] for row in rows if not is_number(row.get("share"))} if len(rows) > MANY else set()
    rows = [row for row in rows if row["area"] not in silent]
    left_out = bullets(
        [f"By area: {len(silent)} areas are left out here, as no share can be given there."] if silent else []
    )
    if not rows:
        return left_out
    name, overall = clean(theme["theme"]), number(theme.get("share"))
    line = "" if overall is None else f"The dashed line is the share in all areas together ({shown(overall, 'share')})."
    chart = Dots(
        title=f"{name}: share of respondents by area, with 95% intervals",
        description=in_words((clean(row["area"]), shown(row.get("share"), "share")) for row in rows),
        rows=tuple(dot_of(row, "area") for row in rows),
        grid=cut.grid([row for row in all_rows if row.get("area") not in silent], f"{name}, by area"),
        legend=line,
        line=overall,
        highest=max(cut.highest, scale([overall])),
    )
    notable = [f"{clean(row['area'])}: {compared(row)}." for row in rows if is_notable(row)]
    return (*bullets(notable), chart, *left_out)


def areas(summary: Summary) -> Section:
    """Return the section with a part for each area: base, top themes, what stands out, quotes."""
    rows = rows_of(summary, "themes_by_area")
    order = [row["area"] for row in (rows_of(summary, "areas") or rows)]
    places = [place for place in dict.fromkeys(order) if is_place(place)] if rows else []
    by_place = grouped(rows, "area")
    silent = {place for place in places if _is_silent(by_place.get(place, []))} if len(places) > MANY else set()
    parts = [_area(summary, place, by_place.get(place, [])) for place in places if place not in silent]
    if silent:
        named = listed([clean(place) for place in places if place in silent])
        said = (
            f"Of these {len(silent)} areas nothing can be given, because few people responded from there, or so that "
            f"nobody can be recognised: {named}."
        )
        parts.append(Section("areas-silent", "Areas of which nothing can be given", (Paragraph(said),)))
    return Section("areas", "Areas", (), tuple(parts))


def _is_silent(mine: Sequence[Row]) -> bool:
    """Say whether no theme of an area can be given with a share, or with a number above nought."""
    return not any(
        is_number(row.get("share")) or (is_number(row.get("respondents")) and row["respondents"] > 0) for row in mine
    )


def _area(summary: Summary, place: str, mine: Sequence[Row]) -> Section:
    blocks: list[Block] = [Paragraph(line) for line in _area_base(summary, place, mine)]
    raised = [row for row in mine if is_number(row.get("respondents")) and row["respondents"] > 0]
    raised = sorted(raised, key=lambda row: (-row["respondents"], clean(row["theme"])))
    top = raised[:TOP]
    if top:
        blocks += [
            Paragraph("Raised most here:"),
            Bullets(tuple(f"{clean(row['theme'])}: {of_base(row)}." for row in top)),
        ]
    if top and any(row.get("respondents") == "[c]" for row in mine):
        blocks.append(Paragraph("Themes whose number is hidden [c] are not in this list."))
    blocks += _what_stands_out(mine)
    return Section(
        f"area-{slug(place)}",
        clean(place),
        (*blocks, *quotes_for(summary, "area", place, first=[row["code"] for row in raised])),
    )


def _what_stands_out(mine: Sequence[Row]) -> list[Block]:
    notable = [f"{clean(row['theme'])} is {compared(row)}." for row in mine if is_notable(row)]
    if notable:
        return [Paragraph("What stands out here:"), Bullets(tuple(notable))]
    if any(is_number(row.get("difference")) for row in mine):
        return [Paragraph(f"No theme differs from the other areas {ENOUGH}.")]
    return [
        Paragraph(
            "Too few people responded from here, or too few from elsewhere, to compare this area with the others."
        )
    ]


def _area_base(summary: Summary, place: str, mine: Sequence[Row]) -> list[str]:
    row = next((row for row in rows_of(summary, "areas") if row["area"] == place), mine[0] if mine else {})
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
