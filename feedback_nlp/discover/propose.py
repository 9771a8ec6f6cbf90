"""What might the frame be missing? Topics that it does not meet, as draft themes for a person to edit."""

from collections.abc import Collection, Mapping
from typing import Final

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.discover.overlap import Overlap

HALF: Final = 0.5
_EXAMPLES: Final = 3


def is_missed(overlap: Overlap | None) -> bool:
    """Say whether the frame misses a topic.

    It does when no one theme is carried by half of the topic's answers, and no theme's evidence lies in the topic's own
    segments in half of them. Both are asked: long answers carry many themes, none of which need be about this topic.
    """
    return overlap is None or ((overlap.share or 0) < HALF and overlap.touched < HALF)


def propose(topics: pd.DataFrame, overlap: Mapping[str, Overlap], taken: Collection[str] = ()) -> pd.DataFrame:
    """Draft a theme for each topic that the frame misses.

    Parameters
    ----------
    topics
        The topics table.
    overlap
        Of each topic with the frame; empty where there is no frame: every topic is missed then.
    taken
        Codes of the frame, which a draft may not use.

    Returns
    -------
    A themes table, codes P01, P02, … in the order of the topics. Words of the topic are cues, typical answers examples.
    """
    numbers = (number for number in range(1, len(topics) + len(taken) + 1) if f"P{number:02}" not in taken)
    rows = [
        {
            c.CODE: f"P{next(numbers):02}",
            c.THEME: topic[c.TITLE],
            c.PARENT: pd.NA,
            c.KIND: "other",
            c.DEFINITION: (
                f"DRAFT, not a definition yet. A machine grouped {topic[c.ANSWERS]} answers (topic {topic[c.CODE]}) "
                "that share these cues. Read them, then write what a person must say to be counted, or delete this row."
            ),
            c.INCLUDE: pd.NA,
            c.EXCLUDE: pd.NA,
            c.CUES: tuple(topic[c.WORDS].split(" | ")),
            c.EXAMPLES: tuple(topic[c.TYPICAL][:_EXAMPLES]),
        }
        for topic in topics.to_dict("records")
        if is_missed(overlap.get(topic[c.CODE]))
    ]
    return c.check(pd.DataFrame(rows, columns=list(c.THEMES)), "themes") if rows else c.empty("themes")
