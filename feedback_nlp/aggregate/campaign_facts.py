"""What may be said of each campaign: the themes of its letter, and where it came from."""

import re
from collections import Counter

import numpy as np
import pandas as pd

from feedback_nlp import columns
from feedback_nlp.aggregate.figures import Rule
from feedback_nlp.aggregate.published import Published
from feedback_nlp.aggregate.tally import Tally
from feedback_nlp.aggregate.words import NONE
from feedback_nlp.consent import may_be_quoted


def said_of_campaigns(
    answers: pd.DataFrame, themes: pd.DataFrame, counted: Tally, seen: Published, rule: Rule
) -> dict[str, tuple[str, str]]:
    """Return campaign -> its themes and its areas, by name.

    A theme is named where more than half of the copies raise it, and where the number of respondents who raise it
    without campaigns is shown: else the copies, taken from the total, would give that number. An area is named where
    enough copies came from it, its own base is shown, and how many raise these themes there: that many of 12 copies
    which raise a theme came from North says how many do so there at least.
    """
    copies = answers.dropna(subset=[columns.CAMPAIGN_ID])
    names = dict(zip(counted.codes, themes[columns.THEME], strict=True))
    cells = dict(zip(counted.codes, seen.mentions_by_area, strict=True))
    safe = {code for code, n in zip(counted.codes, seen.own, strict=True) if n == n}
    place = {area: n for area, n in zip(counted.areas, seen.by_area, strict=True) if n == n}
    by_area = Counter(zip(copies[columns.CAMPAIGN_ID], copies[columns.AREA].fillna(""), strict=True))
    said = {}
    for campaign, raised in zip(counted.campaigns, counted.in_letters.T, strict=True):
        codes = [code for code, yes in zip(counted.codes, raised, strict=True) if code in safe and yes]
        in_letter = [str(names[code]) for code in codes]
        areas = [
            area
            for i, area in enumerate(counted.areas)
            if area in place
            and by_area[campaign, area] >= max(rule.threshold, 1)
            and not any(np.isnan(cells[code][i]) for code in codes)
        ]
        said[campaign] = (", ".join(in_letter) or NONE, ", ".join(areas) or NONE)
    return said


def kinds_may_be_told(seen: Published, rule: Rule) -> bool:
    """Say whether it may be told which letters are identical: where all that could follow from it is shown anyway.

    Of identical copies all raise a theme or none do. With how many raise it through copies alone, that tells how many
    copies there are, and with those how many raise it otherwise. The twins of the counts do not keep to that. Where
    all counts that are tied to the letters are shown and exact, the letters are in every twin as they are in truth.
    """
    tied = (seen.copies, seen.mentions, seen.own, seen.unique, seen.mentions_by_question, seen.books_in_all[-2:])
    return rule.threshold <= 1 or (rule.nearest == 1 and not any(np.isnan(counts).any() for counts in tied))


def may_be_printed(answers: pd.DataFrame, details: pd.DataFrame | None) -> set[str]:
    """Return the campaigns whose wording may be printed: a sender of these very words agreed to be quoted.

    The rule is that of quotes. Who changed the letter agreed to other words, and does not count.
    """
    if details is None or "wording" not in details:
        return set()
    wording = dict(zip(details[columns.CAMPAIGN_ID], details["wording"].map(_plain), strict=True))
    agreed = answers[may_be_quoted(answers[columns.CONSENT], answers[columns.CHANNEL])]
    agreed = agreed.dropna(subset=[columns.CAMPAIGN_ID])
    return {
        str(campaign)
        for campaign, text in zip(agreed[columns.CAMPAIGN_ID], agreed[columns.TEXT].map(_plain), strict=True)
        if text == wording.get(campaign)
    }


def _plain(text: str) -> str:
    """Return the words alone, as copies of a letter are compared."""
    return " ".join(re.findall(r"\w+", str(text).casefold()))
