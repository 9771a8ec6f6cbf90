"""The order of the room: what may be read, in which words, and what became of the rest."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from feedback_nlp.columns import (
    CAMPAIGN_ID,
    CONSENT,
    END,
    KIND,
    N_REDACTIONS,
    PREPARED,
    QUESTION,
    REASON,
    RESPONDENT_ID,
    RESPONSE_ID,
    RESPONSES,
    SOURCE,
    SOURCE_FILE,
    SOURCE_ROW,
    START,
    STATE,
    SUBMITTED,
    TEXT,
    TEXT_RAW,
    check,
    empty,
)
from feedback_nlp.errors import DataError
from feedback_nlp.prepare.alike import ALIKE, alike
from feedback_nlp.prepare.campaigns import campaigns
from feedback_nlp.prepare.closed import redact_closed
from feedback_nlp.prepare.normalise import normalise
from feedback_nlp.prepare.redaction import Redacted
from feedback_nlp.prepare.redaction import redact as redact_texts
from feedback_nlp.prepare.repeats import day, repeated
from feedback_nlp.prepare.segments import segments
from feedback_nlp.prepare.state import judge

if TYPE_CHECKING:
    from spacy.language import Language

REDACTIONS: Final = {RESPONSE_ID: "string", KIND: "string", START: "int64", END: "int64", SOURCE: "string"}
_KEY: Final = [SOURCE_FILE, SOURCE_ROW, QUESTION]
# "No" to "May we quote you?" concerns quoting. Only words that take back the analysis itself set an answer aside; who
# does not mind it, has no objection, or agrees after all ("no names will be kept, and I agree …"), consents.
_WITHHOLDS: Final = re.compile(
    r"(?:\b(?:not|cannot|no|withdraw|withdrawn|withhold|refuse)|n['’]t)\b"
    r"(?! (?:have (?:any|an?) )?(?:mind|objections?|problems?)\b).{0,60}\b"
    r"(?:analys\w+|process\w*|includ\w+|take part|participat\w+"
    r"|us(?:e|ed|ing) (?:of )?my (?:response|answer|data|comment)\w*"
    r"|my (?:response|answer|data|comment)\w* .{0,20}\bus(?:e|ed|ing)\b)",
    re.IGNORECASE | re.DOTALL,
)
_AGREES_AFTER_ALL: Final = re.compile(r".*(?:,|;|\band|\bbut)\s+(?=i (?:agree|consent)\b)", re.IGNORECASE | re.DOTALL)
_QUOTING: Final = re.compile(
    r"\b(?:quot\w*|publi(?:sh|c)\w*|confidential\w*|verbatim|attribut\w+|contact\w*|name)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Prepared:
    """What goes on, and what became of every row.

    Parameters
    ----------
    answers
        The prepared table (redacted text, no raw text) with the declared attributes behind it.
    segments
        Sentence segments of `answers`.
    ledger
        Every input row x open question in its final state.
    redactions
        Audit table: response_id, kind, start, end (in the redacted text), source. No words.
    campaigns
        campaign_id, kind, copies, own_words, wording (redacted).
    own_words
        campaign_id, response_id, start, end: what signers of a campaign added, in the redacted text.
    people
        Everybody who responded, also those with nothing to analyse: the responses table without text, with what single
        people typed into closed questions redacted.
    alike
        Respondents who seem to have responded before, and as whom: see `alike`. All of them are counted. Internal.
    """

    answers: pd.DataFrame
    segments: pd.DataFrame
    ledger: pd.DataFrame
    redactions: pd.DataFrame
    campaigns: pd.DataFrame
    own_words: pd.DataFrame
    people: pd.DataFrame = field(default_factory=lambda: empty("responses").drop(columns=[TEXT_RAW]))
    alike: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(ALIKE)).astype(ALIKE))


def prepare(
    responses: pd.DataFrame,
    ledger: pd.DataFrame,
    *,
    redact: bool = True,
    nlp: "Language | None" = None,
    hide: Sequence[str] = (),
    keep: Sequence[str] = (),
    places: Sequence[str] = (),
    wording: Mapping[str, str] | None = None,
    opened: date | None = None,
    closed: date | None = None,
    enforce_dates: bool = False,
) -> Prepared:
    """Decide what can be analysed, take out what points to a person, and cut it into segments.

    Parameters
    ----------
    responses, ledger
        As `read` gives them.
    redact
        False leaves the words as they are (for data that has been redacted before).
    nlp
        A spaCy English pipeline; without it people's names are not found.
    hide, keep, places
        See `redaction.redact`.
    wording
        Question key -> the question as put; it decides what a bare "no" means.
    opened, closed, enforce_dates
        With `enforce_dates`, answers submitted on a known day outside these are set aside.

    Returns
    -------
    Prepared
        No rows give empty tables. The order of the rows of `responses` does not matter: `answers` is sorted by
        source_file, source_row and question order of appearance in the key.

    Raises
    ------
    DataError
        A response has no row in the ledger.
    """
    rows = check(responses, "responses").sort_values(
        [SOURCE_FILE, SOURCE_ROW, QUESTION, RESPONSE_ID], ignore_index=True
    )
    ledger = check(ledger, "ledger")
    texts = rows[TEXT_RAW].map(normalise, na_action="ignore").astype("string").fillna("")
    states, reasons = _states(rows, texts, wording or {}, opened, closed, enforce_dates)
    final = _final(ledger, rows, states, reasons)
    as_given = rows
    if redact:  # after the search for repeats: "Other: school governor" and "Other: parish clerk" are two people
        rows = redact_closed(rows, nlp=nlp, hide=hide, keep=keep, places=places)
    people = rows.drop(columns=[TEXT_RAW])

    analysed = (states == "analysed").to_numpy()
    all_texts = texts
    rows, texts = rows[analysed].reset_index(drop=True), texts[analysed].reset_index(drop=True)
    redacted = _redacted(list(texts), redact, nlp, hide, keep, places)
    answers = rows.drop(columns=[TEXT_RAW, SOURCE_FILE, SOURCE_ROW])
    answers[TEXT] = pd.Series([r.text for r in redacted], dtype="string")
    answers[N_REDACTIONS] = pd.Series([len(r.spans) for r in redacted], dtype="int64")
    answers[CAMPAIGN_ID], found, own = campaigns(answers)
    attributes = [c for c in rows.columns if c not in RESPONSES]
    answers = check(answers[[*PREPARED, *attributes]], "prepared")
    copied = answers[CAMPAIGN_ID].notna()
    signers = set(answers[RESPONDENT_ID][copied]) - set(answers[RESPONDENT_ID][~copied])
    again = alike(as_given, all_texts, states == "analysed", letters=signers)
    return Prepared(answers, segments(answers), final, _audit(answers, redacted), found, own, people, again)


def _states(
    rows: pd.DataFrame,
    texts: pd.Series,
    wording: Mapping[str, str],
    opened: date | None,
    closed: date | None,
    enforce_dates: bool,
) -> tuple[pd.Series, pd.Series]:
    """Return state and reason of each row. A row has one state: the first of these that holds."""
    barred = _barred(rows, opened, closed, enforce_dates)
    counted = barred == ""  # what is excluded anyhow cannot be the first of two
    second = repeated(rows[counted], texts[counted])
    states, reasons = [], []
    for text, respondent, question, bar in zip(texts, rows[RESPONDENT_ID], rows[QUESTION], barred, strict=True):
        state, reason = judge(text, wording.get(question, ""))
        if state != "blank" and bar:
            state, reason = "excluded", bar
        elif state != "blank" and respondent in second:
            state, reason = "duplicate", f"same submission as respondent {second[respondent]}"
        states.append(state)
        reasons.append(reason)
    return pd.Series(states, dtype="string"), pd.Series(reasons, dtype="string")


def _barred(rows: pd.DataFrame, opened: date | None, closed: date | None, enforce_dates: bool) -> pd.Series:
    """Return why the submission of each row is excluded, whatever it says; "" where it is not."""
    reasons = []
    for submitted, consent in zip(rows[SUBMITTED], rows[CONSENT], strict=True):
        when = day(submitted) if enforce_dates else None
        reason = ""
        if when is not None and not _is_open(when, opened, closed):
            reason = "submitted outside the dates of the consultation"
        elif not pd.isna(consent) and _withholds(consent):
            reason = "consent to analysis withheld"
        reasons.append(reason)
    return pd.Series(reasons, index=rows.index, dtype="string")


def _withholds(consent: str) -> bool:
    said = _AGREES_AFTER_ALL.sub("", consent)
    return bool(_WITHHOLDS.search(said)) and not _QUOTING.search(said)


def _is_open(when: pd.Timestamp, opened: date | None, closed: date | None) -> bool:
    return not (opened and when.date() < opened) and not (closed and when.date() > closed)


def _final(ledger: pd.DataFrame, rows: pd.DataFrame, states: pd.Series, reasons: pd.Series) -> pd.DataFrame:
    """Return the ledger with the states of `rows` in it; rows that `read` set aside stay as they are."""
    known = pd.MultiIndex.from_frame(ledger[_KEY])
    place = pd.Series(range(len(ledger)), index=known)
    if not known.is_unique:
        raise DataError("The ledger holds the same row and question twice, so it cannot be added up.")
    where = place.reindex(pd.MultiIndex.from_frame(rows[_KEY]))
    if where.isna().any():
        raise DataError(f"{int(where.isna().sum())} responses have no row in the ledger. Read the files again.")
    final = ledger.copy()
    for column, values in ((STATE, states), (REASON, reasons.replace("", pd.NA))):
        changed = final[column].to_list()
        for at, value in zip(where.astype(int), values, strict=True):
            changed[at] = value
        final[column] = pd.Series(changed, index=final.index, dtype="string")
    return check(final, "ledger")


def _redacted(
    texts: list[str],
    redact: bool,
    nlp: "Language | None",
    hide: Sequence[str],
    keep: Sequence[str],
    places: Sequence[str],
) -> list[Redacted]:
    """Redact each distinct text once."""
    distinct = sorted(set(texts))
    if not redact:
        return [Redacted(text) for text in texts]
    done = dict(zip(distinct, redact_texts(distinct, nlp=nlp, hide=hide, keep=keep, places=places), strict=True))
    return [done[text] for text in texts]


def _audit(answers: pd.DataFrame, redacted: Sequence[Redacted]) -> pd.DataFrame:
    rows = [
        (response_id, span.kind, span.start, span.end, span.source)
        for response_id, one in zip(answers[RESPONSE_ID], redacted, strict=True)
        for span in one.spans
    ]
    return pd.DataFrame(rows, columns=list(REDACTIONS)).astype(REDACTIONS)
