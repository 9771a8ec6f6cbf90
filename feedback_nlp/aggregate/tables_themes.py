"""What they raised: themes, by area, by respondent type, by question, and the suggestions among them."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from feedback_nlp import columns
from feedback_nlp.aggregate.compare import against_the_rest, in_words
from feedback_nlp.aggregate.intervals import Floats, share_of, wilson
from feedback_nlp.aggregate.limits import Limits, reliability, share_marks
from feedback_nlp.aggregate.marks import When, counts, figures, frame_of
from feedback_nlp.aggregate.published import Published
from feedback_nlp.aggregate.table import table
from feedback_nlp.aggregate.tally import Tally
from feedback_nlp.aggregate.words import (
    AREA_NOT_KNOWN,
    HIDDEN,
    LOW,
    NONE,
    NOT_APPLICABLE,
    TO_FILL,
    TOO_SMALL,
    TYPE_NOT_GIVEN,
    range_word,
    stars,
)
from feedback_nlp.summary import SummaryTable

COUNTED: Final = "Number of respondents, each counted once per theme; percentage of the base"


def order_of(themes: pd.DataFrame, seen: Published) -> list[int]:
    """Return the themes, most raised first; hidden ones last, by code, so that their place says nothing."""
    keys = [
        (np.isnan(n), 0 if np.isnan(n) else -n, str(code))
        for n, code in zip(seen.mentions, themes[columns.CODE], strict=True)
    ]
    return sorted(range(len(keys)), key=keys.__getitem__)


def themes_overall(themes: pd.DataFrame, seen: Published, limits: Limits) -> SummaryTable:
    """Return how many raise each theme, counted three ways."""
    n = seen.mentions
    base = np.full(n.shape, float(seen.respondents))
    marks = share_marks(n, base, limits)
    share, (lower, upper) = share_of(n, base), wilson(n, base)
    words = np.array([HIDDEN if np.isnan(s) else range_word(s) for s in share], dtype=object)
    for where, sign in reversed(marks):
        words[where] = sign
    rank = np.array([np.nan if np.isnan(v) else 1 + (n > v).sum() for v in n])
    nobody: When = (n == 0, NOT_APPLICABLE)
    frame = frame_of(
        {
            "rank": counts(rank),
            columns.CODE: themes[columns.CODE],
            columns.THEME: themes[columns.THEME],
            columns.PARENT: themes[columns.PARENT].fillna(NONE),
            columns.KIND: themes[columns.KIND],
            columns.DEFINITION: themes[columns.DEFINITION],
            "respondents": counts(n),
            "base": counts(base),
            "share": figures(share, *marks),
            "lower": figures(lower, *marks),
            "upper": figures(upper, *marks),
            "in_words": words,
            "unique_wording": counts(seen.unique),
            "without_campaigns": counts(seen.own),
            "machine_share": figures(share_of(seen.machine, n), (np.isnan(n) | np.isnan(seen.machine), HIDDEN), nobody),
            # Filled once a random sample has been checked by people.
            **{name: [NONE] * len(n) for name in ("corrected_share", "corrected_lower", "corrected_upper", "grade")},
        },
        order=order_of(themes, seen),
    )
    return table(
        "themes",
        "Themes, by number of respondents who raise them",
        limits.scope(seen.respondents),
        COUNTED,
        frame,
        notes=("multi_coding", "bases", "ranges", "suppression", "campaigns", "machine", "not_a_vote"),
    )


def themes_by_area(
    themes: pd.DataFrame, counted: Tally, seen: Published, limits: Limits, *, correction: str
) -> SummaryTable:
    """Return each theme in each area against the rest."""
    n = len(counted.areas) if counted.has_areas else 0
    frame = _by_group(
        themes,
        columns.AREA,
        counted.areas[:n],
        AREA_NOT_KNOWN,
        seen.mentions_by_area[:, :n],
        seen.by_area[:n],
        seen,
        limits,
        correction,
    )
    return table(
        "themes_by_area",
        "Themes by area, against all other respondents",
        limits.scope(seen.respondents),
        COUNTED + " of the area; the rest is everybody who is not in the area, also those whose area is not known",
        frame,
        notes=("multi_coding", "bases", "suppression", "significance", "not_a_vote"),
    )


def themes_by_type(
    themes: pd.DataFrame, counted: Tally, seen: Published, limits: Limits, *, correction: str
) -> SummaryTable:
    """Return each theme in each respondent type against the rest."""
    n = len(counted.types) if counted.has_types else 0
    frame = _by_group(
        themes,
        columns.RESPONDENT_TYPE,
        counted.types[:n],
        TYPE_NOT_GIVEN,
        seen.mentions_by_type[:, :n],
        seen.by_type[:n],
        seen,
        limits,
        correction,
    )
    return table(
        "themes_by_type",
        "Themes by respondent type, against all other respondents",
        limits.scope(seen.respondents),
        COUNTED + " of the respondent type; the rest is everybody who is not of the type",
        frame,
        notes=("multi_coding", "bases", "suppression", "significance", "not_a_vote"),
    )


def _by_group(
    themes: pd.DataFrame,
    column: str,
    groups: Sequence[str],
    not_given: str,
    n: Floats,
    base: Floats,
    seen: Published,
    limits: Limits,
    correction: str,
) -> pd.DataFrame:
    everybody, total = seen.respondents, seen.mentions
    bases = np.broadcast_to(base, n.shape)
    rest_base = np.broadcast_to(everybody - base, n.shape)
    real = np.broadcast_to(np.array([group != not_given for group in groups], bool), n.shape)
    large = (bases >= limits.percentages) & (rest_base >= limits.percentages)
    found = against_the_rest(n, base, total, everybody, real & large, correction=correction)
    lower, upper = wilson(n, bases)

    marks = share_marks(n, bases, limits)
    # The rest is the total less this group: it gives the group back, so it goes with it.
    hidden: When = (np.isnan(n) | np.isnan(bases) | np.isnan(total)[:, None] | np.isnan(rest_base), HIDDEN)
    nothing: When = (~real | (bases == 0) | (rest_base == 0), NOT_APPLICABLE)
    small: When = (~large, LOW)
    compared = (hidden, nothing, small)
    finding = in_words(found, n, total)
    for where, words in reversed((hidden, nothing, (~large, TOO_SMALL))):
        finding[np.broadcast_to(where, n.shape)] = words
    significance = np.array([HIDDEN if np.isnan(p) else stars(p) for p in found.adjusted_p.ravel()], dtype=object)
    for where, sign in reversed(compared):
        significance[np.broadcast_to(where, n.shape).ravel()] = sign
    order = order_of(themes, seen)
    wide = len(groups)
    return frame_of(
        {
            columns.CODE: np.repeat(themes[columns.CODE].to_numpy(object), wide),
            columns.THEME: np.repeat(themes[columns.THEME].to_numpy(object), wide),
            column: list(groups) * len(themes),
            "base": counts(bases),
            "respondents": counts(n),
            "share": figures(share_of(n, bases), *marks),
            "lower": figures(lower, *marks),
            "upper": figures(upper, *marks),
            "rest_share": figures(
                found.rest, hidden, (rest_base == 0, NOT_APPLICABLE), (rest_base < limits.percentages, LOW)
            ),
            "difference": figures(found.difference, *compared),
            "difference_lower": figures(found.lower, *compared),
            "difference_upper": figures(found.upper, *compared),
            "index": figures(found.index, *compared, (found.rest == 0, NOT_APPLICABLE), digits=2),
            "p": figures(found.p, *compared),
            "adjusted_p": figures(found.adjusted_p, *compared),
            "significance": significance,
            "finding": finding.ravel(),
            "reliability": reliability(np.array(bases), limits),
        },
        order=[theme * wide + group for theme in order for group in range(wide)],
    )


def themes_by_question(
    themes: pd.DataFrame, counted: Tally, seen: Published, wording: dict[str, str], limits: Limits
) -> SummaryTable:
    """Return how many answers to each question raise each theme: answers, not respondents."""
    n = seen.mentions_by_question
    bases = np.broadcast_to(seen.answers, n.shape)
    lower, upper = wilson(n, bases)
    marks = share_marks(n, bases, limits)
    order = order_of(themes, seen)
    wide = len(counted.questions)
    frame = frame_of(
        {
            columns.QUESTION: counted.questions * len(themes),
            "wording": [wording.get(question, question) for question in counted.questions] * len(themes),
            columns.CODE: np.repeat(themes[columns.CODE].to_numpy(object), wide),
            columns.THEME: np.repeat(themes[columns.THEME].to_numpy(object), wide),
            "base": counts(bases),
            "answers": counts(n),
            "share": figures(share_of(n, bases), *marks),
            "lower": figures(lower, *marks),
            "upper": figures(upper, *marks),
            "reliability": reliability(np.array(bases), limits),
        },
        order=[theme * wide + question for question in range(wide) for theme in order],
    )
    return table(
        "themes_by_question",
        "Themes by question",
        "Analysed answers to each question",
        "Number of answers (not respondents); percentage of the answers to the question",
        frame,
        notes=("multi_coding", "bases", "suppression"),
        headers={"base": "Base (answers)", "share": "Percentage of answers"},
    )


def suggestions(themes: pd.DataFrame, counted: Tally, seen: Published) -> SummaryTable:
    """Return the themes that are suggestions, with room for what the governing body says to each."""
    kinds = themes[columns.KIND].to_numpy(object)
    order = [i for i in order_of(themes, seen) if kinds[i] == "suggestion"]
    named = []
    for row in seen.mentions_by_area:
        places = [(a, n) for a, n in zip(counted.areas, row, strict=True) if counted.has_areas and a != AREA_NOT_KNOWN]
        areas = [area for area, n in places if n > 0]
        # That some count is hidden stands in the themes by area, too; which ones, and whether they are nought, is not
        # said here.
        hidden = any(np.isnan(n) for _, n in places)
        named.append("; ".join([*areas, f"(others hidden {HIDDEN})"] if areas and hidden else areas) or NONE)
        if hidden and not areas:
            named[-1] = HIDDEN
    frame = frame_of(
        {
            columns.CODE: themes[columns.CODE],
            columns.THEME: themes[columns.THEME],
            "respondents": counts(seen.mentions),
            "areas": named,
            "governing_body_response": [TO_FILL] * len(themes),
        },
        order=order,
    )
    return table(
        "suggestions",
        "Suggestions made by respondents",
        Limits().scope(seen.respondents),
        "Number of respondents; areas where the number who raise it is shown and not nought. Hidden ones may be nought",
        frame,
        notes=("multi_coding", "suppression"),
    )
