"""What comes out of this room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.errors import did_you_mean
from feedback_nlp.read.headings import fold
from feedback_nlp.read.workbooks import group_sheets, of_workbook, said_of_groups


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


def combine(readings: Sequence[Reading]) -> Reading:
    """Put several sources of one consultation together.

    A respondent id that stands in more than one source is qualified by the name of its file, in all of them: two
    platforms both number from 1. Ids that do not collide stay as they are. The order of the sources decides the order
    of rows, never an id. No readings give an empty one.
    """
    if not readings:
        return Reading(c.check(c.empty("responses"), "responses"), c.check(c.empty("ledger"), "ledger"))
    if len(readings) == 1:
        return readings[0]
    # Sheets of one workbook may hold a question each of the same people.
    group = group_sheets(readings)
    seen: dict[str, set[int]] = {}
    for k, reading in enumerate(readings):
        # A row that stands in an earlier file too is the same respondent, not another one of that number.
        own = reading.ledger[c.RESPONDENT_ID][reading.ledger[c.STATE] != "duplicate"]
        for one in own.dropna().unique():
            seen.setdefault(one, set()).add(group[k])
    clashing = {one for one, where in seen.items() if len(where) > 1}
    notes = [note for reading in readings for note in reading.notes]
    notes.extend(said_of_groups(readings, group))
    if clashing:
        notes.append(
            f"{len(clashing):,} respondent ids stand in more than one source; they are told apart by the name of "
            f"their file."
        )
    wording: dict[str, str] = {}
    for reading in readings:
        for key, words in reading.wording.items():
            wording.setdefault(key, words)
    shared = {k: of_workbook(readings[k]) for k in range(len(readings)) if group.count(group[k]) > 1}
    files = pd.Series([name for r in readings for name in r.ledger[c.SOURCE_FILE].unique()], dtype="string")
    files = files.drop_duplicates()
    alike = set(files[stems(files).duplicated(keep=False)])  # "paper.csv" and "paper.xlsx"
    responses = pd.concat([_qualified(r.responses, clashing, shared.get(k), alike) for k, r in enumerate(readings)])
    ledger = pd.concat([_qualified(r.ledger, clashing, shared.get(k), alike) for k, r in enumerate(readings)])
    responses, ledger = responses.reset_index(drop=True), ledger.reset_index(drop=True)
    return Reading(c.check(responses, "responses"), c.check(ledger, "ledger"), wording, tuple(dict.fromkeys(notes)))


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


def _qualified(frame: pd.DataFrame, clashing: set[str], workbook: str | None, alike: set[str]) -> pd.DataFrame:
    if not clashing or frame.empty:
        return frame
    hit = frame[c.RESPONDENT_ID].isin(clashing)
    if not hit.any():
        return frame
    files = frame[c.SOURCE_FILE]
    names = stems(files).mask(files.isin(alike), files) if workbook is None else workbook
    ids = frame[c.RESPONDENT_ID].mask(hit, names + ":" + frame[c.RESPONDENT_ID])
    changed = {c.RESPONDENT_ID: ids}
    if c.RESPONSE_ID in frame:
        changed[c.RESPONSE_ID] = ids + "/" + frame[c.QUESTION]
    return frame.assign(**changed)


def stems(names: pd.Series) -> pd.Series:
    """Return file names without their endings."""
    return names.str.replace(r"\.[A-Za-z0-9]{1,5}$", "", regex=True)
