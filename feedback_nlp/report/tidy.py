"""``tables/``: the published tables as tidy files, csv for people and parquet for programs."""

import re
from pathlib import Path
from typing import Final

import pandas as pd

from feedback_nlp.report.cells import clean, is_missing, is_number
from feedback_nlp.report.content import columns_of
from feedback_nlp.summary import Summary

# What a spreadsheet that opens a csv file takes for the beginning of a formula; full-width signs count in Excel, too.
_FORMULA: Final = re.compile("^'*[=+\\-@\t\r＝＋－＠]")
_PLAIN_NUMBER: Final = re.compile(r"^[+-]?\d+([.,]\d+)?$")
_GUARDED: Final = re.compile("^'+[=+\\-@\t\r＝＋－＠]")


def write_tables(summary: Summary, folder: str | Path) -> None:
    """Write each table of the summary as ``<name>.csv`` and ``<name>.parquet``.

    Parameters
    ----------
    summary
        Suppressed already. Figures are not rounded; shares are 0..1.
    folder
        It is made if need be. Files of the same name are replaced.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in summary.tables.items():
        write_csv(table.frame, folder / f"{name}.csv", for_spreadsheets=True)
        kinds = {column.key: column.kind for column in columns_of(table)}
        numbers_and_markers(table.frame, kinds).to_parquet(folder / f"{name}.parquet", index=False)


def write_csv(frame: pd.DataFrame, path: str | Path, *, for_spreadsheets: bool = False) -> None:
    """Write a table as csv: UTF-8, commas, line feeds; a missing cell is empty.

    A text that a spreadsheet would take for a formula gets an apostrophe in front; so does one that has apostrophes
    and then such a beginning, so that `unguard` brings every text back exactly (docs/decisions/0005-safe-cells.md).

    Parameters
    ----------
    frame
        Texts, numbers and missing values.
    path
        The file; it is replaced.
    for_spreadsheets
        Begin with a byte-order mark, without which Excel shows "£" as "Â£". Leave it out where only programs read.
    """
    guarded = frame.map(lambda cell: guard(cell) if isinstance(cell, str) else cell)
    guarded.columns = [guard(str(column)) for column in frame.columns]
    encoding = "utf-8-sig" if for_spreadsheets else "utf-8"
    guarded.to_csv(path, index=False, encoding=encoding, lineterminator="\n")


def guard(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; characters that no file can hold become "�".

    >>> guard("=1+1"), guard("-5"), guard("it's")
    ("'=1+1", '-5', "it's")
    """
    text = clean(text)
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN_NUMBER.match(text) else text


def unguard(text: str) -> str:
    """Return the text that `guard` was given.

    >>> unguard("'=1+1"), unguard("''=1+1"), unguard("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return text[1:] if _GUARDED.match(text) else text


def numbers_and_markers(frame: pd.DataFrame, kinds: dict[str, str]) -> pd.DataFrame:
    """Return a frame whose columns of figures hold numbers and nulls only, with markers in columns of their own.

    Parameters
    ----------
    frame
        Columns of figures may hold a shorthand such as ``[c]`` instead of a number.
    kinds
        Column -> "text", or a kind of figure.

    Returns
    -------
    DataFrame
        A column of figures is Int64 where all are whole, else Float64; where it held shorthand, ``<name>_marker``
        (text) follows it. Columns of text are text.
    """
    made: dict[str, pd.Series] = {}
    for position, name in enumerate(map(str, frame.columns)):
        values = frame.iloc[:, position]
        if kinds.get(name, "text") == "text":
            made[name] = pd.Series([None if is_missing(v) else clean(v) for v in values], dtype="string")
            continue
        numbers = [float(v) if is_number(v) else None for v in values]
        whole = kinds[name] == "count" and all(n is None or n.is_integer() for n in numbers)
        made[name] = pd.Series(numbers, dtype="Float64").astype("Int64" if whole else "Float64")
        markers = [clean(v) if isinstance(v, str) and v else None for v in values]
        if any(markers):
            made[f"{name}_marker"] = pd.Series(markers, dtype="string")
    return pd.DataFrame(made)
