"""What is not told apart in any table, where hiding counts is not enough.

The rows of a table say something, too: three answers that came by three channels are one from each, whatever is hidden
in these rows. Then the rows go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from feedback_nlp import columns
from feedback_nlp.aggregate.figures import Rule
from feedback_nlp.aggregate.proof import Progress, untold
from feedback_nlp.aggregate.published import Published, publish
from feedback_nlp.aggregate.tally import Tally, tally

_ALL: Final = (columns.CHANNEL, columns.RESPONDENT_TYPE, columns.AREA, columns.POSITION)
ORDER: Final[tuple[tuple[str, ...], ...]] = (
    (),
    (columns.CHANNEL,),
    (columns.POSITION,),
    (columns.RESPONDENT_TYPE,),
    (columns.AREA,),
    (columns.RESPONDENT_TYPE, columns.AREA),
    _ALL,
)
"""What is withheld, in the order in which it is tried, until every hidden count has a twin. If it never has, all is
withheld and every count hidden: then one person more is a twin."""


@dataclass(frozen=True)
class Told:
    """What may be told of a consultation.

    Parameters
    ----------
    withheld
        The columns by which people are not told apart.
    answers, areas
        The tables that were counted: nothing is known in these columns.
    counted, seen
        The true counts, and those that may be published.
    """

    withheld: tuple[str, ...]
    answers: pd.DataFrame
    areas: pd.DataFrame | None
    counted: Tally
    seen: Published


def tell(
    answers: pd.DataFrame,
    labels: pd.DataFrame,
    themes: pd.DataFrame,
    ledger: pd.DataFrame,
    rule: Rule,
    *,
    areas: pd.DataFrame | None,
    responses: pd.DataFrame | None,
    wording: Sequence[str],
    campaigns: pd.DataFrame | None,
    progress: Progress = untold,
) -> Told:
    """Count, and hide as much as has to be hidden; parameters as of `tally`, and of `publish`."""
    for attempt, withheld in enumerate([*ORDER, _ALL]):
        kept = without(answers, withheld)
        places = None if columns.AREA in withheld else areas
        counted = tally(
            kept,
            labels,
            themes,
            ledger,
            areas=places,
            responses=None if responses is None else without(responses, withheld),
            wording=wording,
            campaigns=campaigns,
        )
        seen = publish(counted, rule, everything=attempt == len(ORDER), progress=progress)
        if not seen.n_unproven:
            break
    # Whether words may be quoted depends on the channel, which is printed beside no quote.
    kept = kept.assign(**{columns.CHANNEL: answers[columns.CHANNEL]})
    return Told(withheld, kept, places, counted, seen)


def without(people: pd.DataFrame, withheld: Sequence[str]) -> pd.DataFrame:
    """Return the table with nothing known in the columns that are withheld."""
    nothing = pd.array([pd.NA] * len(people), "string")
    return people.assign(**dict.fromkeys(withheld, nothing))
