"""The order in which a consultation is counted, protected and put into tables."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from feedback_nlp import columns
from feedback_nlp.aggregate import tables_people as people
from feedback_nlp.aggregate import tables_themes as raised
from feedback_nlp.aggregate.axes import Ints
from feedback_nlp.aggregate.campaign_facts import kinds_may_be_told, may_be_printed, said_of_campaigns
from feedback_nlp.aggregate.compare import CORRECTIONS
from feedback_nlp.aggregate.facts import facts
from feedback_nlp.aggregate.figures import Rule
from feedback_nlp.aggregate.intervals import Floats
from feedback_nlp.aggregate.limits import Limits
from feedback_nlp.aggregate.notes import NO_GROUPS, WORDS, notes
from feedback_nlp.aggregate.omnibus import areas_differ
from feedback_nlp.aggregate.proof import Progress, untold
from feedback_nlp.aggregate.published import Published
from feedback_nlp.aggregate.quotes import quotes
from feedback_nlp.aggregate.tables_reference import codebook, qa_log
from feedback_nlp.aggregate.tally import Tally
from feedback_nlp.aggregate.withhold import tell
from feedback_nlp.aggregate.words import AREA_NOT_KNOWN, HIDDEN, TYPE_NOT_GIVEN
from feedback_nlp.errors import ConfigError, did_you_mean
from feedback_nlp.summary import Summary, SummaryTable

ROUNDED = Rule(threshold=8, nearest=5)
"""NHS Digital's rule for Hospital Episode Statistics: 1 to 7 hidden, others to the nearest 5."""


def summarise(
    answers: pd.DataFrame,
    labels: pd.DataFrame,
    themes: pd.DataFrame,
    ledger: pd.DataFrame,
    *,
    areas: pd.DataFrame | None = None,
    responses: pd.DataFrame | None = None,
    segments: pd.DataFrame | None = None,
    wording: Mapping[str, str] | None = None,
    campaigns: pd.DataFrame | None = None,
    threshold: int = 5,
    rounding: bool = False,
    checks: Sequence[tuple[str, str, str]] = (),
    method: Sequence[str] = (),
    accuracy: Sequence[str] = (),
    frame_version: str | None = None,
    limits: Limits | None = None,
    correction: str = "bh",
    seed: int = 0,
    n_permutations: int = 999,
    progress: Progress = untold,
) -> Summary:
    """Count respondents by theme, area and respondent type, and hide what could point at a person.

    All figures are worked out from the counts that stay after suppression, so none of them says more than those do.

    Parameters
    ----------
    answers, labels, themes, ledger
        Tables of `columns`: "prepared", "labels" (topics are left out), "themes" and "ledger".
    areas
        The table of areas. Areas without respondents stand in the results with 0; None takes the areas of the answers.
    responses
        The responses as read: tells the channel and respondent type of people none of whose answers could be analysed.
    segments
        Sentences of the answers, to cut quotes by; None finds sentences by their punctuation.
    wording
        Question key -> its text, in the order of the questionnaire.
    campaigns
        The campaigns table of ``prepare``.
    threshold
        Counts from 1 to one less are hidden; 1 hides nothing.
    rounding
        Hide counts under 8 and round the others to the nearest 5, instead of `threshold`.
    checks
        (check, result, evidence) for the QA log.
    method
        Further sentences on how the results were made, for the notes.
    accuracy
        Further sentences for the note on how far the coding by a computer program can be believed.
    frame_version
        Version of the code frame, for the codebook.
    limits
        Smallest bases; None gives no percentage below 30 and marks those below 50.
    correction
        "bh" or "holm": how p-values are corrected over all comparisons of a table.
    seed, n_permutations
        Of the tests whether areas, and whether respondent types, differ at all.
    progress
        Called as hidden counts are seen to be safe, with how many are and how many are hidden so far.

    Returns
    -------
    Summary
        Safe to publish. No answers give complete tables of noughts.

    Raises
    ------
    DataError
        A label names a theme or an answer that is not there.
    ConfigError
        `correction` is not known.
    """
    if correction not in CORRECTIONS:
        raise ConfigError(f'There is no correction "{correction}".{did_you_mean(correction, CORRECTIONS)}')
    limits = limits or Limits()
    rule = ROUNDED if rounding else Rule(threshold)
    wording = dict(wording or {})
    themes = themes.reset_index(drop=True)
    told = tell(
        answers,
        labels,
        themes,
        ledger,
        rule,
        areas=areas,
        responses=responses,
        wording=list(wording),
        campaigns=campaigns,
        progress=progress,
    )
    answers, areas, counted, seen = told.answers, told.areas, told.counted, told.seen
    said = said_of_campaigns(answers, themes, counted, seen, rule)
    tables = [
        people.responses(counted, seen),
        people.areas(counted, seen, areas, limits),
        people.respondent_types(counted, seen, limits),
        raised.themes_overall(themes, seen, limits),
        raised.themes_by_area(themes, counted, seen, limits, correction=correction),
        raised.themes_by_type(themes, counted, seen, limits, correction=correction),
        raised.themes_by_question(themes, counted, seen, wording, limits),
        people.level_of_support(counted, seen, limits),
        people.campaigns(
            counted,
            seen,
            campaigns,
            said,
            may_be_printed(answers, campaigns),
            kinds=kinds_may_be_told(seen, rule),
        ),
        raised.suggestions(themes, counted, seen),
        quotes(answers, labels, themes, counted, seen, limits, segments=segments),
        codebook(themes, frame_version),
    ]
    tables.append(qa_log([*checks, nothing_given_away(tables, seen)]))
    by_name = {table.name: table for table in tables}
    texts = notes(rule, limits, correction=correction, withheld=told.withheld, accuracy=accuracy)
    if method:
        texts["method"] = " ".join(method)
    of_areas, of_types = _omnibus(counted, seen, rule, seed=seed, n_permutations=n_permutations)
    said_first = facts(themes, by_name["themes_by_area"].frame, counted, seen, of_areas, of_types, limits)
    for column, fact in ((columns.AREA, "areas_differ"), (columns.RESPONDENT_TYPE, "types_differ")):
        if column in told.withheld:
            said_first[fact] = NO_GROUPS.format(what=WORDS[column])
    return Summary(said_first, by_name, texts)


def nothing_given_away(tables: Sequence[SummaryTable], seen: Published) -> tuple[str, str, str]:
    """Return the row of the QA log; it counts what is seen to be hidden, and nothing else."""
    hidden = sum(
        int((table.frame[name] == HIDDEN).sum())
        for table in tables
        for name, kind in table.formats.items()
        if kind == "count"
    )
    evidence = f"{hidden:,} counts hidden; for each, another number was found with all that is published unchanged"
    if seen.n_unproven:
        evidence = f"{hidden:,} counts hidden; for some, no other number was found: do not publish"
    return "No arithmetic brings a hidden count back", "fail" if seen.n_unproven else "pass", evidence


def _omnibus(
    counted: Tally, seen: Published, rule: Rule, *, seed: int, n_permutations: int
) -> tuple[float | None, float | None]:
    """Return the p of the tests whether areas, and respondent types, differ at all.

    One test for both: to it, types are areas. People whose area or type is not known are no group; None where
    nothing is known of any.
    """
    person, code = counted.person_codes

    def p_of(group: Ints, names: list[str], not_known: str, base: Floats, by_group: Floats) -> float | None:
        return areas_differ(
            group,
            person,
            code,
            is_area=np.array(names) != not_known,
            base=base,
            everybody=float(seen.respondents),
            by_area=by_group,
            total=seen.mentions,
            rule=rule,
            seed=seed,
            n_permutations=n_permutations,
        )

    of_areas = (counted.person_area, counted.areas, AREA_NOT_KNOWN, seen.by_area, seen.mentions_by_area)
    of_types = (counted.person_type, counted.types, TYPE_NOT_GIVEN, seen.by_type, seen.mentions_by_type)
    return (p_of(*of_areas) if counted.has_areas else None, p_of(*of_types) if counted.has_types else None)
