"""Pairs of themes that mostly the same people raise: a sign that their definitions overlap.

For the team alone: how many raise two themes is in no published table, and could give a hidden count away.
"""

from typing import Final

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from feedback_nlp import columns as c

LEAST_RESPONDENTS: Final = 10
"""Behind each of the two; of fewer, most may raise both by chance."""
LEAST_SHARE: Final = 0.8
"""Of those who raise the rarer theme, who also raise the other one."""
COINCIDING: Final = {
    c.CODE: "string",
    c.THEME: "string",
    "respondents": "int64",
    "other_code": "string",
    "other_theme": "string",
    "other_respondents": "int64",
    "both": "int64",
    c.OVERLAP_SHARE: "float64",
}


def coinciding(labels: pd.DataFrame, answers: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of themes that mostly coincide, most first.

    Parameters
    ----------
    labels, answers, themes
        Tables of `columns`. Copies of a campaign's letter are left out: what stands side by side there says nothing of
        the frame.

    Returns
    -------
    DataFrame
        Columns as in `COINCIDING`: the rarer theme first, respondents who raise each and both, and the share of those
        who raise the first. A theme and its parent are no pair: they are meant to coincide.
    """
    own = answers[answers[c.CAMPAIGN_ID].isna()]
    raised = labels[labels[c.KIND] == "theme"].merge(own[[c.RESPONSE_ID, c.RESPONDENT_ID]], on=c.RESPONSE_ID)
    raised = raised[[c.RESPONDENT_ID, c.CODE]].drop_duplicates()
    codes = [str(code) for code in themes[c.CODE]]
    at = pd.Index(codes).get_indexer(pd.Index(raised[c.CODE]))
    person = pd.factorize(raised[c.RESPONDENT_ID])[0]
    shape = (int(person.max(initial=-1)) + 1, len(codes))
    who = csr_array((np.ones(int((at >= 0).sum()), np.int64), (person[at >= 0], at[at >= 0])), shape=shape)
    both = (who.T @ who).toarray()
    n = both.diagonal()
    names = dict(zip(codes, themes[c.THEME], strict=True))
    parents = dict(zip(codes, themes[c.PARENT].fillna(""), strict=True))
    rows = []
    for i, j in zip(*np.nonzero(np.triu(both, 1)), strict=True):
        # The rarer first; of two as common, the first by code.
        rare, other = sorted((int(i), int(j)), key=lambda k: (n[k], codes[k]))
        one, two = codes[rare], codes[other]
        share = both[i, j] / n[rare]
        if n[rare] >= LEAST_RESPONDENTS and share >= LEAST_SHARE and parents[one] != two and parents[two] != one:
            rows.append((one, names[one], n[rare], two, names[two], n[other], both[i, j], share))
    rows.sort(key=lambda row: (-row[-1], row[0], row[3]))
    return pd.DataFrame(rows, columns=list(COINCIDING)).astype(COINCIDING)
