"""One spelling for what people typed or two platforms spell unlike."""

from typing import Final

import pandas as pd

from feedback_nlp.read.headings import fold

_ALL: Final = frozenset({"all areas", "all types"})
"""Names of the rows of totals in the tables; who gave one named no area and no type."""


def in_one_spelling(said: pd.Series, respondents: pd.Series) -> pd.Series:
    """Return what was said with one spelling each: "hull" and "HULL " are "Hull".

    Parameters
    ----------
    said
        Areas or types of respondents, NA where there is none. Of spellings that differ in capitals, white space or
        quotation marks the one of most respondents is taken; of two that are as frequent, the one that is not all in
        one case. "All areas" is no area: NA.
    respondents
        Who said each.
    """
    frequency = {str(spelling): int(n) for spelling, n in respondents.groupby(said).nunique().items()}
    rank = {spelling: (n, not (spelling.islower() or spelling.isupper())) for spelling, n in frequency.items()}
    best: dict[str, str] = {}
    for spelling in sorted(rank, key=lambda value: (rank[value], value)):
        best[fold(spelling)] = spelling
    one = {spelling: best[fold(spelling)] for spelling in rank if fold(spelling) not in _ALL}
    return said.map(one, na_action="ignore").astype("string")
