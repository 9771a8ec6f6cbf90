"""The notes that the tables refer to."""

from collections.abc import Sequence
from typing import Final

from feedback_nlp import columns
from feedback_nlp.aggregate.figures import Rule
from feedback_nlp.aggregate.limits import Limits
from feedback_nlp.aggregate.words import RANGES

CORRECTION_WORDS: Final = {"bh": "Benjamini and Hochberg's method", "holm": "Holm's method"}

NOT_A_VOTE: Final = """
A consultation is not a vote, and those who respond are not a representative sample of the population. The figures say
how many of those who responded raised a point. They do not say how many people hold a view, nor how strongly. A point
made by one person may matter as much as a point made by many.
"""
MULTI_CODING: Final = """
One answer may raise several themes, so percentages do not add up to 100. A respondent is counted once for a theme,
however often and in however many answers they raise it.
"""
BASES: Final = """
The base of a percentage is the number of respondents in that cut with at least one answer that could be analysed. The
table by question counts answers instead. Blank answers, non-answers, answers that only refer to another one, and
repeats are not in the base. No percentage is given on a base under {percentages} ([u] stands in its place), and
reliability is [u] on a base under {reliable}. Limits around percentages are 95% Wilson intervals: they show the doubt
there would be in a random sample of this size, which a consultation is not.
"""
SIGNIFICANCE: Final = """
Each area or respondent type is compared with all other respondents. A finding is "higher" or "lower" only where the
adjusted p is below 0.05, the difference is at least 5 percentage points, and at least 5 respondents stand behind the
larger percentage. Bases under {percentages} are not compared. Test: Agresti and Caffo; where few are expected to
raise a theme, Boschloo's exact test (Fisher's for large bases). Interval of the difference: Newcombe. p is adjusted
for all comparisons shown in the table by {correction}. [ns] not significant, [s] below 0.05, [ss] below 0.01, [sss]
below 0.001.
"""
POPULATION: Final = """
Population is as given in the consultation's table of areas. The representation ratio is an area's percentage of
respondents over its percentage of the population: 1 is as many as its population would give, 2 twice as many.
"Area not known" are respondents who gave none, or one that the table of areas does not have. They count among all
respondents.
"""
MACHINE: Final = """
Themes were assigned by a computer program from the code frame, and by people where they checked answers. Where it had
no coded answers to learn from, do not expect more than some two in three of its tags to be right, and some two in three
of those that a person would give to be found: so it was on consultations made up to test it. There too, where several
questions were asked and an answer is unclear, what others said under the same question may have tipped the balance.
"Coded by machine only" is the percentage of the respondents of a theme whose coding no person has confirmed. Corrected
percentages [e] need a random sample of answers that people have checked. Until there is one, they are [x] in the
files for programs (tables) and are not printed.
"""
CAMPAIGNS: Final = """
A campaign is a letter that several people sent, word for word or made personal. Its copies are counted as responses.
Themes are counted three ways: all respondents; each campaign counted once however many sent it; and only those who
raise the theme in an answer that is not a campaign copy. A campaign's areas and themes are named only where enough
copies stand behind them, and areas only where it is shown how many raise these themes there.
"""
SHORTHAND: Final = """
[c] hidden to protect people; [u] low reliability, base too small; [e] estimated; [x] not available; [z] not
applicable; [ns] [s] [ss] [sss] see the note on significance.
"""
SMALL: Final = """
Counts from 1 to {most} are hidden ([c]).
"""
ROUNDED: Final = """
Counts from 1 to {most} are hidden ([c]); others are rounded to the nearest {nearest}, so totals may differ from the
sum of their parts, and percentages are worked out from the rounded counts.
"""
COMPANIONS: Final = """
Where a hidden count could be found by subtraction, from this table or from others, further counts are hidden too,
larger ones and noughts among them, so [c] does not say that a count is small. Percentages, intervals, comparisons and
findings are hidden with their counts, and all that is shown is worked out from counts that are shown. How many
answers in all were blank, repeated or set aside is always shown: it says nothing of any group.
"""
NO_GROUPS: Final = (
    "Results by {what} are withheld: with so few answers, they could not be given without pointing at people."
)
WITHHELD: Final = """
Results by {what} are withheld: with so few answers, the rows alone would say too much.
"""
WORDS: Final = {
    columns.CHANNEL: "channel",
    columns.RESPONDENT_TYPE: "respondent type",
    columns.AREA: "area",
    columns.POSITION: "position",
}


def notes(
    rule: Rule, limits: Limits, *, correction: str, withheld: Sequence[str] = (), accuracy: Sequence[str] = ()
) -> dict[str, str]:
    """Return key -> text, in the order of the Notes sheet.

    Parameters
    ----------
    correction
        "bh" or "holm".
    withheld
        Columns by which people are not told apart in any table.
    accuracy
        Further sentences on how far the coding by a computer program can be believed.
    """
    bases = {"percentages": limits.percentages, "reliable": limits.reliable}
    texts = {
        "not_a_vote": NOT_A_VOTE,
        "multi_coding": MULTI_CODING,
        "bases": BASES.format(**bases),
        "suppression": _suppression(rule) + _withheld(withheld),
        "significance": SIGNIFICANCE.format(**bases, correction=CORRECTION_WORDS[correction]),
        "ranges": f"In words, of the base: {', '.join(_ranges())}.",
        "population": POPULATION,
        "machine": " ".join([MACHINE, *accuracy]),
        "campaigns": CAMPAIGNS,
        "shorthand": SHORTHAND,
    }
    return {key: " ".join(text.split()) for key, text in texts.items()}


def _suppression(rule: Rule) -> str:
    if rule.threshold <= 1:
        return "No counts are hidden."
    first = ROUNDED if rule.nearest > 1 else SMALL
    return first.format(most=rule.threshold - 1, nearest=rule.nearest) + COMPANIONS


def _withheld(names: Sequence[str]) -> str:
    if not names:
        return ""
    *first, last = (WORDS[name] for name in names)
    return WITHHELD.format(what=f"{', '.join(first)} and {last}" if first else last)


def _ranges() -> list[str]:
    """Return what each range word means, smallest first."""
    below = [least for least, _ in RANGES][:-1]
    (top, most), *others = RANGES
    words = [f'"{most}" is {top:.0%} or more']
    for (least, word), under in zip(others, below, strict=True):
        words.append(f'"{word}" is {least:.0%} to under {under:.0%}' if least else f'"{word}" is under {under:.0%}')
    return words[::-1]
