"""Copies: what must not be learnt from on one side of a fold and measured on the other, and what was seen already.

A model that learnt from one copy of an answer and is measured on another would look better than it is.
"""

import hashlib
import re
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp import columns as c

_WORDS: Final = 5
"""From so many words on the same words are taken for a copy; "More buses" is what many say."""


def who(answers: pd.DataFrame) -> pd.Series:
    """Return whose each answer is; where that is not told, each is somebody else's."""
    own = answers[c.RESPONSE_ID]
    return answers[c.RESPONDENT_ID].fillna(own) if c.RESPONDENT_ID in answers else own


def kept_together(answers: pd.DataFrame) -> NDArray[np.object_]:
    """Return a name for each answer's group.

    A group is all answers of one respondent, of all who signed one campaign, and of all who wrote the same sentence:
    whoever is in a file twice under two ids.
    """
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    campaigns = answers[c.CAMPAIGN_ID] if c.CAMPAIGN_ID in answers else [None] * len(answers)
    people = [f"respondent {one}" for one in who(answers)]
    for person, campaign, text in zip(people, campaigns, answers[c.TEXT], strict=True):
        for tie in (None if pd.isna(campaign) else f"campaign {campaign}", _sentence(text)):
            if tie:
                pair = sorted([find(person), find(tie)])
                leader[pair[1]] = pair[0]
    return np.array([find(person) for person in people], dtype=object)


def prints(answers: pd.DataFrame) -> list[str]:
    """Return a short hash of each answer: enough to know it again, also under another id, not enough to read it."""
    told = zip(answers[c.RESPONSE_ID], answers[c.TEXT], strict=True)
    return [hashlib.sha256((_sentence(t) or f"{i}\n{t}").encode()).hexdigest()[:16] for i, t in told]


def _sentence(text: str) -> str:
    """Return the words of a text, or "" where they are so few that others may come to write the same."""
    words = re.findall(r"\w+", text.casefold())
    return "words " + " ".join(words) if len(words) >= _WORDS else ""
