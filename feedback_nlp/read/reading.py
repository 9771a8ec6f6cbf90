"""What comes out of this room."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from feedback_nlp.errors import did_you_mean
from feedback_nlp.read.headings import fold


@dataclass(frozen=True)
class Reading:
    """Answers, and an account of every cell that could have held one.

    Parameters
    ----------
    responses
        The responses table: one row an answer that goes on, blank ones included (text NA).
    ledger
        The ledger: one row for every input row x open question. State "analysed" is provisional here: `prepare` decides
        about blanks and non-answers. Rows that this room set aside are in the ledger only, with a reason.
    wording
        Question key -> the words that people were asked.
    notes
        Damage that was found and assumptions that were made, in sentences without answer text.
    areas
        The areas that there are, once answers have been matched to them; None where the consultation has no such table.
    unmatched
        What people gave as their area that is none of these, or fits several, with how often (value, n, fits).
    """

    responses: pd.DataFrame
    ledger: pd.DataFrame
    wording: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    areas: pd.DataFrame | None = None
    unmatched: pd.DataFrame | None = None


def reword(reading: Reading, said: Mapping[str, str]) -> Reading:
    """Give questions the wording that a person wrote for them.

    Parameters
    ----------
    said
        Question -> its wording; the question by its key, or by what stands in the export, in any case. One that there
        is not is noted.
    """
    meant = {fold(words): key for key, words in reading.wording.items()} | {fold(key): key for key in reading.wording}
    asked = {meant[fold(name)]: words for name, words in said.items() if fold(name) in meant}
    notes = [
        f'[questions]: there is no question "{name}", so that its wording is not used.'
        f"{did_you_mean(name, reading.wording)}"
        for name in said
        if fold(name) not in meant
    ]
    return replace(reading, wording={**reading.wording, **asked}, notes=(*reading.notes, *notes))
