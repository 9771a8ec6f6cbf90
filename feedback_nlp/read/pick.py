"""From what the consultation file names to the cells of an export."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.errors import DataError, all_faults
from feedback_nlp.read.choices import join_choices
from feedback_nlp.read.damage import is_blank, tidy
from feedback_nlp.read.dates import iso_dates
from feedback_nlp.read.export import Export
from feedback_nlp.read.headings import Column, fold
from feedback_nlp.read.leave import BLANK, as_leave, refuses_to_be_quoted, said_of_heading
from feedback_nlp.read.recognise import layout_named
from feedback_nlp.read.references import References
from feedback_nlp.read.respondents import name_rows

POSTCODE: Final = "postcode"
"""Column that `responses` carries for `match_areas`, which takes it out again."""

_OF_SHEET: Final = re.compile(r"(.+)\.\w{3,5} \[(.+)\]")

_ONE: Final = (c.AREA, c.POSITION, c.CONSENT)
"""Roles of which a person has one: a comma in them parts no options."""

CLOSED: Final = (c.AREA, c.RESPONDENT_TYPE, c.POSITION, c.CONSENT)


@dataclass
class Wanted:
    """What the consultation file asks of an export: role or key -> the names of its columns; and its own dates."""

    roles: dict[str, tuple[str, ...]]
    questions: dict[str, tuple[str, ...]]
    attributes: dict[str, tuple[str, ...]]
    long: tuple[str, str] | None
    recode: Mapping[str, Mapping[str, str]]
    channel: str | None
    opened: date | None = None
    closed: date | None = None


@dataclass
class Found:
    """The columns of one export that serve what was asked; rows without an id are numbered under `stem`."""

    export: Export
    name: str
    stem: str = ""
    roles: dict[str, tuple[Column, ...]] = field(default_factory=dict)
    questions: dict[str, tuple[Column, ...]] = field(default_factory=dict)
    attributes: dict[str, tuple[Column, ...]] = field(default_factory=dict)
    missing: list[tuple[str, str, str]] = field(default_factory=list)


def find_columns(export: Export, name: str, wanted: Wanted) -> Found:
    """Look up every column that the consultation file names; those that are missing are gathered, not raised."""
    of_sheet = _OF_SHEET.fullmatch(Path(name).name)
    found = Found(export, name, f"{of_sheet[1]} {of_sheet[2]}" if of_sheet else Path(name).stem)
    known = References(export.columns)
    pairs = {"question": (wanted.long[0],), "answer": (wanted.long[1],)} if wanted.long else {}
    for asked, kept, where in (
        ({**wanted.roles, **pairs}, found.roles, ""),
        (wanted.questions, found.questions, "questions."),
        (wanted.attributes, found.attributes, "attributes."),
    ):
        for key, columns in asked.items():
            hits = {column: known.find(column) for column in columns}
            kept[key] = tuple(dict.fromkeys(hit for column in columns for hit in hits[column]))
            found.missing.extend(
                (f"{where}{key}", column, known.missing(column)) for column, hit in hits.items() if not hit
            )
    return found


def check_columns(found: Sequence[Found], wanted: Wanted) -> list[str]:
    """Raise with all faults of all files together; return notes on columns that only some files have."""
    faults, notes = [], []
    everywhere = [{(key, column) for key, column, _ in one.missing} for one in found]
    for one in found:
        for key, column, near in one.missing:
            if all((key, column) in missing for missing in everywhere):
                if one is found[0]:
                    faults.append(f'{key}: there is no column "{column}" in {one.name}.{near}')
            else:
                notes.append(f'{one.name} has no column "{column}" ({key}); it is empty there.')
    roles = {*CLOSED, c.SUBMITTED, c.CHANNEL, POSTCODE, *wanted.attributes}
    faults.extend(
        f'recode: "{key}" is no role or attribute of this source.' for key in wanted.recode if key not in roles
    )
    taken = set(c.RESPONSES) & set(wanted.attributes)
    faults.extend(f'attributes: "{key}" is the name of a column of ours; choose another key.' for key in sorted(taken))
    if faults:
        raise DataError(all_faults(found[0].name if len(found) == 1 else "The source", faults))
    return notes


def told_apart(found: Sequence[Found]) -> None:
    """Give files that differ only in their ending a stem of their own: the whole name."""
    stems = [one.stem for one in found]
    for one in found:
        if stems.count(one.stem) > 1:
            one.stem = Path(one.name).name


def unused_recodes(found: Sequence[Found], wanted: Wanted) -> list[str]:
    """Return notes on words under recode that stand in no cell: slips of the pen, most often."""
    notes = []
    for key, words in wanted.recode.items():
        columns = [{**one.roles, **one.attributes}.get(key, ()) for one in found]
        if not any(columns) or any(len(own) > 1 for own in columns):
            continue
        cells, blank = [], False
        for one, own in zip(found, columns, strict=True):
            if own:
                rows = one.export.rows
                cells += [tidy(rows[own[0].name]), join_choices(rows, own, one_choice=key in _ONE)]
                blank |= bool(cells[-1].isna().any())
        there = {fold(cell) for values in cells for cell in values.dropna().unique()} | ({BLANK} if blank else set())
        notes += [
            f'recode: no cell of "{key}" is "{word}", so that nothing becomes "{new}".'
            for word, new in words.items()
            if fold(word) not in there
        ]
    return notes


def ids_of(one: Found) -> pd.Series:
    """Return an id for every row: its own, or file and row."""
    rows = one.export.rows
    columns = one.roles.get(c.RESPONDENT_ID)
    empty = pd.Series(pd.NA, index=rows.index, dtype="string")
    return name_rows(rows[columns[0].name] if columns else empty, one.stem)


def answer_of(rows: pd.DataFrame, columns: Sequence[Column]) -> pd.Series:
    """Return the answer exactly as it stands; several boxes are put below each other; nothing but white space is NA."""
    cells = [rows[column.name].mask(is_blank(rows[column.name])) for column in columns]
    if not cells:
        return pd.Series(pd.NA, index=rows.index, dtype="string")
    text = cells[0]
    for more in cells[1:]:
        text = (text + "\n" + more).fillna(text).fillna(more)
    return text


def about_rows(one: Found, wanted: Wanted) -> pd.DataFrame:
    """Return what is known of each row besides its answers."""
    rows = one.export.rows
    layout = layout_named(one.export.layout)
    nothing = pd.Series(pd.NA, index=rows.index, dtype="string")
    about: dict[str, pd.Series] = {}
    for role in (*CLOSED, POSTCODE):
        columns = one.roles.get(role, ())
        if columns or role != POSTCODE:
            about[role] = join_choices(rows, columns, one_choice=role in _ONE) if columns else nothing
    when = one.roles.get(c.SUBMITTED, ())
    about[c.SUBMITTED] = nothing
    if when:
        about[c.SUBMITTED], said = iso_dates(
            tidy(rows[when[0].name]), month_first=layout.month_first, opened=wanted.opened, closed=wanted.closed
        )
        rows.attrs["notes"] = said
    about[c.CHANNEL] = pd.Series(wanted.channel, index=rows.index, dtype="string")
    for key in wanted.attributes:
        columns = one.attributes.get(key, ())
        about[key] = join_choices(rows, columns) if columns else nothing
    given = dict(about)
    consent = one.roles.get(c.CONSENT, ())
    if consent:
        about[c.CONSENT] = as_leave(given[c.CONSENT], asked(consent))
    for key, words in wanted.recode.items():
        if key in about:
            # What the consultation file says of a cell counts as it stands there: it is not turned round.
            new = {fold(old): value for old, value in words.items()}
            columns = one.roles.get(key) or one.attributes.get(key, ())
            raw = tidy(rows[columns[0].name]) if len(columns) == 1 else given[key]
            about[key] = _recoded(raw, new).fillna(_recoded(given[key], new)).fillna(about[key])
    if consent:
        named = BLANK in wanted.recode.get(c.CONSENT, {})
        said = said_of_heading(asked(consent), about[c.CONSENT], blanks_are_named=named)
        rows.attrs["notes"] = [*rows.attrs.get("notes", []), *said]
    return pd.DataFrame(about, index=rows.index, dtype="string")


def name_blanks(about: pd.DataFrame, ids: pd.Series, one: Found, wanted: Wanted) -> pd.DataFrame:
    """Return what is known of each row with recode's words for blanks, where no row of the respondent says anything.

    Where a file lacks the column, nobody left it blank.
    """
    for key, words in wanted.recode.items():
        if BLANK in words and (one.roles.get(key) or one.attributes.get(key)):
            silent = ~about[key].notna().groupby(ids).transform("any").astype(bool)
            about = about.assign(**{key: about[key].mask(silent, words[BLANK])})
    return about


def refusals_not_named(one: Found) -> list[str]:
    """Return notes on columns in which people may have refused to be quoted, where the source names another or none."""
    named = {column.name for columns in one.roles.values() for column in columns}
    named |= {column.name for columns in one.questions.values() for column in columns}
    return [
        f'"{asked((column,))}" looks like a refusal to be quoted, but the source does not name it as consent: who '
        f"refuses there may be quoted."
        for column in one.export.columns
        if column.name not in named
        and refuses_to_be_quoted(asked((column,)))
        and not is_blank(one.export.rows[column.name]).all()
    ]


def _recoded(cells: pd.Series, new: Mapping[str, str]) -> pd.Series:
    """Return other words for cells that are listed; NA for the rest."""
    return cells.map(lambda cell: new.get(fold(cell), pd.NA), na_action="ignore").astype("string")


def asked(columns: Sequence[Column]) -> str:
    """Return the words that people were asked: the question, and the box where only one of several is meant."""
    column = columns[0]
    return f"{column.question} - {column.part}" if len(columns) == 1 and column.part else column.question
