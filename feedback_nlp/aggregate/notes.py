"""The notes that the tables refer to."""

from typing import Final

from feedback_nlp.aggregate.figures import Rule
from feedback_nlp.aggregate.limits import Limits
from feedback_nlp.aggregate.words import RANGES

CORRECTION_WORDS: Final = {"bh": "Benjamini and Hochberg's method", "holm": "Holm's method"}


def notes(rule: Rule, limits: Limits, *, correction: str) -> dict[str, str]:
    """Return key -> text, in the order of the Notes sheet."""
    return {
        "not_a_vote": (
            "A consultation is not a vote, and those who respond are not a representative sample of the population. The figures "
            "say how many of those who responded raised a point. They do not say how many people hold a view, nor how strongly. "
            "A point made by one person may matter as much as a point made by many."
        ),
        "multi_coding": (
            "One answer may raise several themes, so percentages do not add up to 100. A respondent is counted once for a theme, "
            "however often and in however many answers they raise it."
        ),
        "bases": (
            "The base of a percentage is the number of respondents in that cut with at least one answer that could be analysed. "
            "The table by question counts answers instead. Blank answers, non-answers, answers that only refer to another one, "
            f"and repeats are not in the base. No percentage is given on a base under {limits.percentages} ([u] stands in its "
            f"place), and reliability is [u] on a base under {limits.reliable}. "
            "Limits around percentages are 95% Wilson intervals; they show the doubt there would be in a random sample of this "
            "size, which a consultation is not."
        ),
        "suppression": _suppression(rule),
        "significance": (
            "Each area or respondent type is compared with all other respondents. A finding is \"higher\" or \"lower\" only where "
            "the adjusted p is below 0.05, the difference is at least 5 percentage points, and at least 5 respondents stand behind "
            f"the larger percentage. Bases under {limits.percentages} are not compared. Test: Agresti and Caffo; where few are "
            "expected to raise a theme, Boschloo's exact test (Fisher's for very large bases). Interval of the difference: "
            f"Newcombe. p is adjusted for all comparisons shown in the table by {CORRECTION_WORDS[correction]}. "
            "[ns] not significant, [s] below 0.05, [ss] below 0.01, [sss] below 0.001."
        ),
        "ranges": "In words, of the base: " + ", ".join(_ranges()) + ".",
        "population": (
            "Population is as given in the table of areas of the consultation. The representation ratio is an area's percentage of "
            "respondents over its percentage of the population: 1 is as many as its population would give, 2 twice as many. "
            "Respondents whose area is not known count among all respondents."
        ),
        "machine": (
            "Themes were assigned by a computer program from the code frame, and by people where they checked answers. "
            "\"Coded by machine only\" is the percentage of the respondents of a theme whose coding no person has confirmed. "
            "Corrected percentages [e] need a random sample of answers that people have checked; they are [x] until there is one."
        ),
        "campaigns": (
            "A campaign is a letter that several people sent, word for word or made personal. Its copies are counted as responses. "
            "Themes are counted three ways: all respondents; each campaign counted once however many sent it; and only what "
            "respondents raised in answers that are not campaign copies."
        ),
        "shorthand": (
            "[c] hidden to protect people; [u] low reliability, base too small; [e] estimated; [x] not available; "
            "[z] not applicable; [ns] [s] [ss] [sss] see the note on significance."
        ),
    }


def _suppression(rule: Rule) -> str:
    if rule.nearest > 1:
        first = (
            f"Counts from 1 to {rule.threshold - 1} are hidden ([c]); others are rounded to the nearest {rule.nearest}, so totals "
            "may differ from the sum of their parts, and percentages are worked out from the rounded counts. "
        )
    elif rule.threshold > 1:
        first = f"Counts from 1 to {rule.threshold - 1} are hidden ([c]). "
    else:
        return "No counts are hidden."
    return first + (
        "Where a hidden count could be found by subtraction, from this table or from others, further counts are hidden too, "
        "larger ones and noughts among them, so [c] does not say that a count is small. Percentages, intervals, comparisons and "
        "findings are hidden with their counts, and all that is shown is worked out from counts that are shown."
    )


def _ranges() -> list[str]:
    words, most = [], "100%"
    for least, word in RANGES:
        words.append(f'"{word}" is {least:.0%} to {most}' if least == RANGES[0][0] else f'"{word}" is {least:.0%} to under {most}')
        most = f"{least:.0%}"
    words[-1] = words[-1].replace("0% to under", "above 0% and under")
    return words[::-1]
