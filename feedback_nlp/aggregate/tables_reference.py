"""What the figures rest on: the code frame and the checks."""

from collections.abc import Sequence

import pandas as pd

from feedback_nlp import columns
from feedback_nlp.aggregate.evidence import READ, without_counts
from feedback_nlp.aggregate.marks import frame_of
from feedback_nlp.aggregate.table import table
from feedback_nlp.aggregate.words import NONE
from feedback_nlp.summary import SummaryTable


def codebook(themes: pd.DataFrame, version: str | None) -> SummaryTable:
    """Return the code frame that the answers were coded with."""
    text = [
        columns.CODE,
        columns.THEME,
        columns.PARENT,
        columns.KIND,
        columns.DEFINITION,
        columns.INCLUDE,
        columns.EXCLUDE,
    ]
    lists = [columns.CUES, columns.EXAMPLES]
    frame = frame_of(
        {
            **{name: themes[name].fillna(NONE) for name in text},
            **{name: [" | ".join(items) or NONE for items in themes[name]] for name in lists},
            "version": [version or NONE] * len(themes),
        }
    )
    return table(
        "codebook",
        "Codebook: what each theme means and how it was found",
        "The code frame that the answers were coded with",
        "No figures",
        frame,
        notes=("machine",),
    )


def qa_log(checks: Sequence[tuple[str, str, str]]) -> SummaryTable:
    """Return the checks that the run made of itself; what was noticed in reading, without counts."""
    rows = [(name, result, without_counts(said) if name == READ else said) for name, result, said in checks]
    frame = frame_of({name: [row[i] for row in rows] for i, name in enumerate(("check", "result", "evidence"))})
    return table("qa_log", "Quality assurance log", "The run that made these results", "No figures", frame)
