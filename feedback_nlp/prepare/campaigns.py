"""Letters that many people sent: found, counted, never thrown away."""

import hashlib
import re
from collections import defaultdict
from typing import Final

import pandas as pd

from feedback_nlp.columns import CAMPAIGN_ID, KIND, RESPONDENT_ID, TEXT

LEAST_WORDS: Final = 12
LEAST_COPIES: Final = 3
COLUMNS: Final = {CAMPAIGN_ID: "string", KIND: "string", "copies": "int64", "own_words": "int64", "wording": "string"}
_WORD: Final = re.compile(r"\w+(?:['’]\w+)?")


def campaigns(answers: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """Find letters sent by several respondents.

    Parameters
    ----------
    answers
        The prepared table, `campaign_id` not yet filled.

    Returns
    -------
    tuple
        The campaign_id of each answer (NA: none) on the index of `answers`, and the campaigns table: campaign_id,
        kind, copies (respondents), own_words (copies to which the signer added something), wording (redacted).
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(answers[TEXT]):
        words = [w.casefold() for w in _WORD.findall(text)]
        if len(words) >= LEAST_WORDS:
            groups[" ".join(words)].append(place)
    ids = pd.Series(pd.NA, index=answers.index, dtype="string")
    rows = []
    for words, places in sorted(groups.items()):
        who = answers[RESPONDENT_ID].iloc[places]
        if who.nunique() < LEAST_COPIES:
            continue
        campaign = "C" + hashlib.sha256(words.encode()).hexdigest()[:8]
        ids.iloc[places] = campaign
        rows.append((campaign, "identical", who.nunique(), 0, min(answers[TEXT].iloc[places])))
    return ids, pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
