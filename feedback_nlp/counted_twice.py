"""What is said of respondents who seem to have responded before: numbers on screen, none in what is published."""

from typing import Final

import pandas as pd

from feedback_nlp import columns

SHOWN: Final = 10


def on_screen(alike: pd.DataFrame) -> list[str]:
    """Return how many respondents seem to be an earlier one, in what, and what to do; nobody gives nothing.

    Parameters
    ----------
    alike
        As `prepare` gives it.
    """
    if alike.empty:
        return []
    n = len(alike)
    who = "1 respondent seems" if n == 1 else f"{n:,} respondents seem"
    why = "; ".join(f"{why}: {count:,}" for why, count in alike[columns.WHY].value_counts().sort_index().items())
    return [
        f"Check: {who} to have responded before, under another id ({why}). All are counted, so that figures and "
        "differences look surer than they are. If they are the same people, take their rows out of the file; different "
        "people who signed one letter belong there."
    ]


def rows_on_screen(alike: pd.DataFrame) -> list[str]:
    """Return which rows these are, the first ones."""
    lines = []
    for row in alike.head(SHOWN).to_dict("records"):
        file, earlier = row[columns.SOURCE_FILE], row["same_as_file"]
        other = "" if earlier == file else f" of {earlier}"
        lines.append(f"  {file}: row {row[columns.SOURCE_ROW]} as row {row['same_as_row']}{other}: {row[columns.WHY]}")
    if len(alike) > SHOWN:
        lines.append(f"  and {len(alike) - SHOWN:,} more: after a run, sheet same_people of coding.xlsx has all")
    return lines


def published(alike: pd.DataFrame, n_respondents: int) -> str | None:
    """Return what is published of them: no number, which would be an exact one beside rounded or hidden counts.

    Whether it is more than half of those who are counted is said. None where nobody seems to be counted twice.
    """
    if alike.empty:
        return None
    how_many = "More than half of the" if 2 * len(alike) > n_respondents else "Some"
    return (
        f"{how_many} respondents gave the same answers and details, or the same address or name, as an earlier one, "
        "and all are counted. If they are the same people, and not different ones who signed one letter, figures and "
        "differences look surer than they are."
    )
