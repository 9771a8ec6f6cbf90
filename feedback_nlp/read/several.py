"""Several sources of one consultation as one reading."""

from collections.abc import Sequence

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.read.reading import Reading
from feedback_nlp.read.workbooks import group_sheets, of_workbook, said_of_groups


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
