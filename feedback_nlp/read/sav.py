"""SPSS files: names and labels of columns, and the words behind coded answers."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from feedback_nlp.read.limits import MAX_CELLS, damaged
from feedback_nlp.read.sheet import TEXT, Sheet, drop_empty
from feedback_nlp.read.workbook import as_text


def read_sav(path: Path, *, encoding: str | None = None) -> Sheet:
    """Read an SPSS file: codes become their value labels; headings are the names, then the labels of the columns.

    Raises
    ------
    DataError
        The file is damaged.
    """
    import pyreadstat

    try:
        meta = pyreadstat.read_sav(path, metadataonly=True, encoding=encoding)[1]
        if (meta.number_rows or 0) * (meta.number_columns or 0) > MAX_CELLS:
            raise damaged(path)
        frame, meta = pyreadstat.read_sav(path, encoding=encoding, user_missing=True, output_format="pandas")
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, OSError, ValueError, MemoryError, OverflowError):
        raise damaged(path) from None
    columns: dict[int, Any] = {}
    for j, name in enumerate(frame.columns):
        # SPSS pads strings, and their codes in the list of labels, to the width of the column.
        labels = {_bare(code): label for code, label in meta.variable_value_labels.get(name, {}).items()}
        columns[j] = pd.array([_cell(value, labels) for value in frame[name].tolist()], dtype=TEXT)
    cells = pd.DataFrame(columns, index=pd.RangeIndex(1, len(frame) + 1))
    kept, _ = drop_empty(cells)
    kept = cells.loc[kept.index]
    words = tuple(label or "" for label in meta.column_labels)
    return Sheet("", kept, headings=(tuple(map(str, frame.columns)), words))


def _bare(value: object) -> object:
    return value.rstrip() if isinstance(value, str) else value


def _cell(value: object, labels: Mapping[object, str]) -> str | None:
    if value is None or value != value:
        return None
    label = labels.get(_bare(value)) if isinstance(value, float | int | str) else None
    return str(label) if label else as_text(value)
