"""Copies: what must not be learnt from on one side of a fold and measured on the other, and what was seen already.

A model that learnt from one copy of an answer and is measured on another would look better than it is.
"""

import hashlib
import re
from collections.abc import Iterable
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
        for tie in (None if pd.isna(campaign) else f"campaign {campaign}", _tie(text)):
            if tie:
                pair = sorted([find(person), find(tie)])
                leader[pair[1]] = pair[0]
    return np.array([find(person) for person in people], dtype=object)


def prints(answers: pd.DataFrame) -> list[str]:
    """Return a short hash of each answer: enough to know it again, also under another id, not enough to read it."""
    told = zip(answers[c.RESPONSE_ID], answers[c.TEXT], strict=True)
    return [hashlib.sha256((_tie(t) or f"{i}\n{t}").encode()).hexdigest()[:16] for i, t in told]


def are_examples(answers: pd.DataFrame, examples: Iterable[str]) -> NDArray[np.bool_]:
    """Return, row by row, whether the answer holds an example of the code frame: of these the frame knows the code.

    A draft of a code frame has answers of the same consultation as examples. Examples of few words do not count: others
    may come to write the same.
    """
    known = {one for one in map(_sentence, examples) if one}
    return np.array(
        [any(f" {one} " in f" {_sentence(text)} " for one in known) for text in answers[c.TEXT]], dtype=bool
    )


def _sentence(text: str) -> str:
    """Return the words of a text, or "" where they are so few that others may come to write the same."""
    words = re.findall(r"\w+", text.casefold())
    return " ".join(words) if len(words) >= _WORDS else ""


def _tie(text: str) -> str:
    """Return what ties an answer to others with the same words, or ""; it is no name of a respondent or a campaign."""
    return f"words {_sentence(text)}" if _sentence(text) else ""
