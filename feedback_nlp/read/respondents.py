"""Who is who: ids that repeat, ids that are blank, rows that nobody filled in."""

import re
from collections.abc import Sequence
from typing import Final

import pandas as pd

from feedback_nlp.errors import DataError, all_faults
from feedback_nlp.read.headings import Column, fold
from feedback_nlp.read.layout import Layout
from feedback_nlp.read.recognise import matches

SAME_ELSEWHERE: Final = "the same row stands in another file of the source"
_SHOWN = 20
_MOST_FOOTERS: Final = 10
_TOTAL: Final = ("(grand |sub-?)?totals?( .{0,30})?:?", "average|mean|sum|count|base|overall")
_FOOTER: Final = (
    r"(report |data )?(generated|exported|printed|created|downloaded)\b.*",
    "end of (report|data|responses|file)",
    r"(source|notes?|copyright|©|page \d+)\b.*",
    r"n ?= ?\d+",
    r"(grand )?totals?\b.*\d+",
)
_FIGURE: Final = re.compile(r"[-+£$€]?[\d.,]+ ?%?")


def test_rows(rows: pd.DataFrame, columns: Sequence[Column], layout: Layout) -> pd.Series:
    """Return why each row is no respondent's (a preview, a test, a line below the table), NA where it is one."""
    reasons = pd.Series(pd.NA, index=rows.index, dtype="string")
    for test in layout.tests:
        for column in columns:
            # A legacy export of Qualtrics calls its columns V1, V2, …; its own names are the words below.
            coded = column.tag and not matches(fold(column.tag), (r"v\d+",))
            if test.column in ({fold(column.tag)} if coded else {fold(column.name), fold(column.question)}):
                hit = rows[column.name].map(fold, na_action="ignore").isin(test.values)
                reasons = reasons.mask(hit & reasons.isna(), test.reason)
    return reasons.mask(reasons.isna() & _footers(rows, columns, layout), "a line below the table, not a response")


def _footers(rows: pd.DataFrame, columns: Sequence[Column], layout: Layout) -> pd.Series:
    """Find the last lines of a sheet that are totals, or say when it was printed."""
    hit = pd.Series(False, index=rows.index)
    if rows.shape[1] < 3 or len(rows) < 3:
        return hit
    patterns = (*layout.ids, *layout.dates)
    own = [c.name for c in columns if any(matches(w, patterns) for w in (fold(c.name), fold(c.tag)))]
    numbered = _mostly_short(rows.iloc[:-1, 0].head(1_000))
    for row in reversed(rows.index[-_MOST_FOOTERS:]):
        cells = rows.loc[row].dropna()
        if not (_bare(cells, own, rows.shape[1]) or _is_footer(cells, rows.columns[0], numbered)):
            break
        hit[row] = True
    return hit


def _bare(cells: pd.Series, own: Sequence[str], width: int) -> bool:
    """Say whether a line has no id, and next to nothing else, in a layout whose rows all have one."""
    return bool(own) and width >= 5 and len(cells) <= 2 and not set(own) & set(cells.index)


def _is_footer(cells: pd.Series, first: str, numbered: bool) -> bool:
    """Say whether a line is a sum of others, or a sentence that stands alone where the others have an id."""
    said = fold(cells.iloc[0]) if len(cells) else ""
    if matches(said, _TOTAL) and len(cells) > 1:
        return all(_FIGURE.fullmatch(cell.strip()) for cell in cells.iloc[1:])
    alone = len(cells) == 1 and cells.index[0] == first
    return alone and (matches(said, _FOOTER) or (numbered and len(said.split()) >= 3))


def _mostly_short(cells: pd.Series) -> bool:
    """Say whether nine in ten cells are one word, each its own: an id or a number."""
    filled = [cell.strip() for cell in cells.dropna()]
    single = sum(len(cell.split()) == 1 for cell in filled)
    return bool(filled) and single >= 0.9 * len(filled) and len(set(filled)) >= 0.9 * len(filled)


def name_rows(ids: pd.Series, stem: str) -> pd.Series:
    """Return an id for every row: its own without surrounding white space, or file and row number where it has none."""
    own = ids.str.replace("\ufeff", "", regex=False).str.strip()
    own = own.mask((own == "").fillna(False).astype(bool))
    made = pd.Series([f"{stem}-{row}" for row in ids.index], index=ids.index, dtype=ids.dtype)
    return own.fillna(made)


def repeated_rows(ids: pd.Series, contents: pd.DataFrame, file: str, what: str = "respondent id") -> pd.Series:
    """Return, for each row that says the same as an earlier row of its id, the number of that row; NA for the others.

    Parameters
    ----------
    ids
        One key a row, none missing.
    contents
        Everything that the rows say.
    file, what
        Name of the file, and what the key is, for messages.

    Raises
    ------
    DataError
        Rows of one id say different things: all such rows are listed.
    """
    first = pd.Series(pd.NA, index=ids.index, dtype="Int64")
    again = ids.duplicated(keep=False)
    if not again.any():
        return first
    faults = []
    for _, rows in contents[again].fillna("").groupby(ids[again], sort=True):
        if len(rows.drop_duplicates()) > 1:
            faults.append("rows " + ", ".join(map(str, rows.index[:10])) + (" …" if len(rows) > 10 else ""))
        else:
            first.loc[rows.index[1:]] = rows.index[0]
    if faults:
        shown = [f"{fault} have the same {what} but different contents" for fault in faults[:_SHOWN]]
        more = [f"and {len(faults) - _SHOWN:,} more groups of rows"] if len(faults) > _SHOWN else []
        raise DataError(
            all_faults(file, [*shown, *more])
            + "\nKeep the row that counts and delete the others, or, if the column is no id of the respondent, "
            "leave respondent_id out of the consultation file: then every row is a respondent of its own."
        )
    return first
