"""The content of what is published, before its form.

`aggregate` fills a `Summary`; `report` writes it as a workbook, a page or tidy files, and computes nothing.
"""

from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class SummaryTable:
    """One published table.

    Parameters
    ----------
    name
        Short snake_case name: the file in ``tables/`` and the key in `Summary.tables`.
    title, scope, units
        What it shows, whom it covers (with the base in words), and the unit of its figures.
    frame
        One row a finding, one number a cell. Column names are snake_case; `headers` says how they read.
    headers
        Column -> heading for people.
    notes
        Keys of `Summary.notes` that apply to the table.
    formats
        Column -> "text", "count", "share" (0..1, shown as a percentage), "number", "p".
    """

    name: str
    title: str
    scope: str
    units: str
    frame: pd.DataFrame
    headers: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    """All that is published of one run, suppressed already.

    Parameters
    ----------
    facts
        Headline facts, e.g. "respondents", "answers", "areas_differ" (a sentence). Numbers are hidden as in the tables.
    tables
        Name -> table, in the order of publication.
    notes
        Key -> text of a note; the order is that of the Notes sheet.
    """

    facts: dict[str, str | int | float | None]
    tables: dict[str, SummaryTable]
    notes: dict[str, str]
