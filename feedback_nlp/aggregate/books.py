"""What became of every input row and question: the books, by channel and respondent type."""

from typing import Final

import numpy as np
import pandas as pd

from feedback_nlp import columns
from feedback_nlp.aggregate.axes import Ints, axis, counted, places
from feedback_nlp.aggregate.words import CHANNEL_NOT_GIVEN

STATES: Final = tuple(state for state in columns.STATES if state != "analysed")
"""The states in which an answer is not analysed."""


def books(
    ledger: pd.DataFrame,
    people: pd.DataFrame,
    here: pd.Index,
    answers: pd.DataFrame,
    types: tuple[Ints, Ints],
    n_types: int,
) -> tuple[list[str], Ints, Ints]:
    """Count the rows of the ledger.

    Parameters
    ----------
    people
        One row a respondent, by id, with the channel.
    here
        Ids of the respondents with at least one analysed answer.
    types
        The type of each of these, and of the respondent of each row of the ledger, as places on an axis of `n_types`.

    Returns
    -------
    channels
        The names on their axis.
    books
        (n_channels, n_types, n_states + 3) answers: received, each of `STATES`, analysed, and campaign copies among
        these.
    people
        (n_channels, n_types) respondents with at least one analysed answer.
    """
    who = ledger[columns.RESPONDENT_ID]
    channels, channel = axis(people[columns.CHANNEL].reindex(who), [], CHANNEL_NOT_GIVEN)
    state = places(ledger[columns.STATE], [*STATES, "analysed"])
    key = answers[columns.RESPONDENT_ID] + "\0" + answers[columns.QUESTION]
    copies = key[answers[columns.CAMPAIGN_ID].notna()]
    copied = ((who + "\0" + ledger[columns.QUESTION]).isin(copies) & (ledger[columns.STATE] == "analysed")).to_numpy(
        bool
    )
    of_person, of_row = types
    shape = (len(channels), n_types)
    table = counted((channel, of_row, state), (*shape, len(STATES) + 1))
    in_copies = counted((channel[copied], of_row[copied]), shape)
    full = np.concatenate([table.sum(axis=2, keepdims=True), table, in_copies[:, :, None]], axis=2)

    theirs = places(people[columns.CHANNEL].reindex(here).fillna(CHANNEL_NOT_GIVEN), channels)
    # Nobody is without a row in the ledger; where that went wrong, the check of the ledger says so.
    known = theirs >= 0
    return channels, full, counted((theirs[known], of_person[known]), shape)
