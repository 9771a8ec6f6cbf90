"""From what people say of where they live to the areas of the consultation.

Never guessed: what is unclear stays unmatched, and is listed.
"""

import re
from pathlib import Path
from typing import Any, Final

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.errors import DataError, all_faults, did_you_mean
from feedback_nlp.read.damage import tidy
from feedback_nlp.read.gazetteer import OUTWARD, Gazetteer
from feedback_nlp.read.headings import fold
from feedback_nlp.read.pick import POSTCODE
from feedback_nlp.read.references import References
from feedback_nlp.read.spelling import in_one_spelling

_OTHER_NAMES: Final = {
    c.AREA: ("area", "area_name", "name", "ccg_name", "ccg", "icb"),
    c.CODE: ("code", "ods_code", "area_code", "ons_code"),
    c.POPULATION: ("population", "registered_patients", "patients", "list_size"),
    c.ALIASES: ("aliases", "alias", "other_names"),
    c.POSTCODE_PREFIXES: ("postcode_prefixes", "postcode prefixes", "postcodes", "prefixes", "postcode districts"),
}


def read_areas(path: str | Path) -> pd.DataFrame:
    """Read the table of areas.

    Parameters
    ----------
    path
        csv or xlsx with the columns area, code, population, aliases, postcode_prefixes (only area is needed; several
        aliases or prefixes in a cell are separated by "|" or ";"). Further columns are kept.

    Returns
    -------
    The areas table, in the order of the file.

    Raises
    ------
    DataError
        No column of area names, an area without a name or named twice, a population that is no number: all listed.
    """
    from feedback_nlp.read.export import read_export

    path = Path(path)
    export = read_export(path, layout="general", header_rows=1)
    known = References(export.columns)
    found = {
        role: next((hit[0].name for n in names if (hit := known.find(n))), None) for role, names in _OTHER_NAMES.items()
    }
    if found[c.AREA] is None:
        raise DataError(f'{path.name} has no column "area".{did_you_mean("area", [x.name for x in export.columns])}')
    rows = export.rows
    nothing = pd.Series(pd.NA, index=rows.index, dtype="string")
    cells = {role: tidy(rows[name]) if name else nothing for role, name in found.items()}
    figures = cells[c.POPULATION].str.replace(r"[,\s]", "", regex=True).str.replace(r"\.0+$", "", regex=True)
    faults = [f"row {row} has no area" for row in rows.index[cells[c.AREA].isna()]]
    twice = cells[c.AREA].dropna()[cells[c.AREA].dropna().map(fold).duplicated()]
    faults += [
        f'row {row}: "{name}" is a sum of areas, and no area; delete the row'
        for row, name in cells[c.AREA].dropna().items()
        if re.fullmatch(r"(grand |overall )?totals?( population)?|all areas", fold(name))
    ]
    faults += [f'"{name}" stands twice (again in row {row})' for row, name in twice.items()]
    wrong = figures.notna() & ~figures.str.fullmatch(r"\d+").fillna(False).astype(bool)
    faults += [
        f'row {row}: the population "{cells[c.POPULATION][row]}" is no whole number' for row in rows.index[wrong]
    ]
    if faults:
        raise DataError(all_faults(path.name, faults))
    table = pd.DataFrame(
        {
            c.AREA: cells[c.AREA],
            c.CODE: cells[c.CODE].fillna(cells[c.AREA]),
            c.POPULATION: figures.astype("Int64"),
            c.ALIASES: _tuples(cells[c.ALIASES]),
            c.POSTCODE_PREFIXES: _tuples(cells[c.POSTCODE_PREFIXES]),
        }
    )
    rest = [col.name for col in export.columns if col.name not in found.values() and col.name not in table]
    return c.check(table.join(rows[rest]).reset_index(drop=True), "areas")


def _tuples(cells: pd.Series) -> pd.Series:
    # Not map(): pandas would make arrow lists of the tuples, and give arrays back.
    return pd.Series([_parts(cell) for cell in cells], index=cells.index, dtype=object)


def _parts(cell: Any) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[|;]", cell) if part.strip()) if isinstance(cell, str) else ()


_LISTED: Final = 20
"""A list to choose from seldom has more areas than this; of what people type there are many more."""
_FEW: Final = 5


def match_areas(
    responses: pd.DataFrame, areas: pd.DataFrame | None, *, postcode: str | None = POSTCODE
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put the area names of the table in place of what people said.

    A value counts when it is an area's name, alias or code (case, punctuation, "NHS … CCG" aside), or a postcode or
    outward code whose longest known prefix lies in one area. Of a town and the county or country behind it, the town
    counts. A value that fits two areas otherwise, like a postcode district that is split between them, stays
    unmatched. Where the area says nothing, the respondent's postcode does.

    Parameters
    ----------
    responses
        The responses table; not changed.
    areas
        The areas table; None leaves the areas as they were said, but where people typed more than twenty and most of
        these were given by fewer than five, the rare ones are not known; and "hull" and "HULL " are the area "Hull": of
        spellings that differ in capitals, white space or quotation marks, the one of most respondents.
    postcode
        Column of `responses` with postcodes, if it has one. It is left out of the result: nobody needs it any more.

    Returns
    -------
    responses
        With `area` the name in the table, or NA.
    unmatched
        ``value`` (as said; of a postcode only the outward part) and ``n`` (respondents), most frequent first; ``fits``
        names the areas that it fits where it fits several, and is NA where it fits none.
    """
    codes = responses[postcode] if postcode and postcode in responses else None
    rest = responses.drop(columns=[postcode]) if codes is not None else responses
    if areas is None:
        one = in_one_spelling(rest[c.AREA], rest[c.RESPONDENT_ID])
        typed = _typed_freely(one, rest[c.RESPONDENT_ID])
        nothing = pd.Series(pd.NA, index=rest.index, dtype="string")
        return rest.assign(**{c.AREA: one.mask(typed)}), _listed(_safe(one), nothing, typed, rest)
    gazetteer = Gazetteer(areas)
    said = rest[c.AREA]
    behind = pd.Series(pd.NA, index=rest.index, dtype="string") if codes is None else codes

    def fits(area: Any, code: Any) -> list[str]:
        named = [] if pd.isna(area) else gazetteer.fits(area)
        there = [] if pd.isna(code) else gazetteer.fits_postcode(code)
        # What a person chose from a list beats where their postcode lies.
        return there if len(named) != 1 and (len(there) == 1 or pd.isna(area)) else named

    found = {pair: fits(*pair) for pair in dict.fromkeys(zip(said, behind, strict=True))}
    each = [found[pair] for pair in zip(said, behind, strict=True)]
    area = pd.Series([one[0] if len(one) == 1 else pd.NA for one in each], rest.index, "string")
    several = pd.Series(["; ".join(one) if len(one) > 1 else pd.NA for one in each], rest.index, "string")
    shown = _safe(said).fillna(_safe(behind))
    return rest.assign(**{c.AREA: area}), _listed(shown, several, area.isna() & shown.notna(), rest)


def _listed(said: pd.Series, fits: pd.Series, lost: pd.Series, responses: pd.DataFrame) -> pd.DataFrame:
    """Return the values that are lost, and of how many respondents, most frequent first."""
    rows = pd.DataFrame({"value": said, "fits": fits, "who": responses[c.RESPONDENT_ID]})[lost].drop_duplicates()
    counts = rows.groupby(["value", "fits"], sort=True, dropna=False).size().rename("n").reset_index()
    counts = counts.sort_values(["n", "value", "fits"], ascending=[False, True, True], kind="stable")
    return (
        counts[["value", "n", "fits"]]
        .astype({"value": "string", "n": "int64", "fits": "string"})
        .reset_index(drop=True)
    )


def _typed_freely(said: pd.Series, respondents: pd.Series) -> pd.Series:
    """Say of which rows the area is one of many that a few typed: an address, not an area to be published."""
    people = respondents.groupby(said).nunique()
    few = people[people < _FEW]
    if len(people) <= _LISTED or len(few) <= len(people) / 2:
        return pd.Series(False, index=said.index)
    return said.isin(list(few.index)).astype(bool)


def _safe(values: pd.Series) -> pd.Series:
    """Return values as they may be listed: of a full postcode, the outward part only."""

    def safe(value: str) -> str:
        found = re.fullmatch(rf"\s*({OUTWARD})\s*\d[A-Z]{{2}}\s*", value.upper())
        return found[1] if found else value

    return values.map(safe, na_action="ignore").astype("string")
