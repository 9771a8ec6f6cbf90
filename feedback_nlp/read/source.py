"""One source of a consultation: files of one layout, and what their columns mean."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.errors import DataError
from feedback_nlp.read.export import read_export
from feedback_nlp.read.headings import fold
from feedback_nlp.read.long import read_long
from feedback_nlp.read.pick import (
    POSTCODE,
    Found,
    Wanted,
    about_rows,
    answer_of,
    asked,
    check_columns,
    find_columns,
    ids_of,
    name_blanks,
    refusals_not_named,
    told_apart,
    unused_recodes,
)
from feedback_nlp.read.reading import Reading
from feedback_nlp.read.recognise import layout_named
from feedback_nlp.read.respondents import SAME_ELSEWHERE, repeated_rows, test_rows
from feedback_nlp.read.several import combine

SAME = "the same as row "
Named = str | Sequence[str]


def read_source(
    files: Sequence[str | Path],
    *,
    channel: str | None = "survey",
    respondent_id: str | None = None,
    area: str | None = None,
    postcode: str | None = None,
    respondent_type: str | None = None,
    position: str | None = None,
    submitted: str | None = None,
    consent: str | None = None,
    questions: Mapping[str, Named] | None = None,
    long: Any = None,
    attributes: Mapping[str, Named] | None = None,
    recode: Mapping[str, Mapping[str, str]] | None = None,
    sheet: str | None = None,
    layout: str | None = None,
    header_rows: int | None = None,
    encoding: str | None = None,
    names: Sequence[str] | None = None,
    opened: date | None = None,
    closed: date | None = None,
) -> Reading:
    """Read the files of one source into answers and a ledger.

    Parameters
    ----------
    files
        Files of one layout, or a folder of letters (.txt, .docx, .pdf, .eml), each one response.
    channel
        How these answers came in.
    respondent_id, area, postcode, respondent_type, position, submitted, consent
        Names of columns; None where there is none. A question that is spread over several columns may be named by its
        words. Without an id, every row is a respondent, named by file and row.
    questions
        Key -> the column with the answers, or several that are read as one answer.
    long
        For one row a respondent and question: a mapping or object with the two columns ``question`` and ``answer``.
    attributes
        Key -> a column, or the columns of a multiple choice, to carry along.
    recode
        Role or attribute -> what the file says ("" for a blank) -> what it is to be called. Case and white space do not
        matter.
    sheet, layout, header_rows, encoding
        As for `read_export`.
    names
        What to call the files in the ledger, the sheet in brackets behind it where one was named; left out, their
        names.
    opened, closed
        The days on which the consultation opened and closed: they may tell whether 3/4/2020 is in March or April.

    Returns
    -------
    Reading
        With no rows where the files hold headings only.

    Raises
    ------
    DataError
        A column is missing (all are listed, with the nearest names), rows of one respondent id contradict each other,
        or a file cannot be read.
    """
    paths = [Path(file) for file in files]
    called = list(names) if names is not None else _names(paths)
    if sheet is not None:
        # Row 2 of one sheet is not row 2 of another: two sources may read two sheets of one file.
        called = [name if path.is_dir() else f"{name} [{sheet}]" for path, name in zip(paths, called, strict=True)]
    wanted = Wanted(
        roles={
            role: (name,)
            for role, name in {
                c.RESPONDENT_ID: respondent_id, c.AREA: area, POSTCODE: postcode, c.RESPONDENT_TYPE: respondent_type,
                c.POSITION: position, c.SUBMITTED: submitted, c.CONSENT: consent,
            }.items()
            if name
        },
        questions={key: _tuple(value) for key, value in (questions or {}).items()},
        attributes={key: _tuple(value) for key, value in (attributes or {}).items()},
        long=_long(long),
        recode=recode or {},
        channel=channel,
        opened=opened,
        closed=closed,
    )  # fmt: skip
    folders = [path.is_dir() for path in paths]
    if any(folders):
        return _with_letters(paths, called, folders, wanted, sheet, layout, header_rows, encoding)
    return _exports(paths, called, wanted, sheet, layout, header_rows, encoding)


def _with_letters(
    paths: Sequence[Path], called: Sequence[str], folders: Sequence[bool], wanted: Wanted, *how: Any
) -> Reading:
    """Read folders as letters, files as exports."""
    from feedback_nlp.read.letters import read_letters

    if len(wanted.questions) != 1:
        raise DataError(
            "A folder of letters answers one question, but the source names "
            f"{len(wanted.questions)}. Write a source of its own for it, with one line under [sources.questions], "
            'such as: letters = "Letters and e-mails"'
        )
    key, words = next(iter(wanted.questions.items()))
    letters = read_letters(
        [path for path, is_folder in zip(paths, folders, strict=True) if is_folder],
        channel=wanted.channel,
        question=key,
        words=words[0],
        names=[name for name, is_folder in zip(called, folders, strict=True) if is_folder],
    )
    files = [(path, name) for path, name, is_folder in zip(paths, called, folders, strict=True) if not is_folder]
    if not files:
        return letters
    return combine([letters, _exports([p for p, _ in files], [n for _, n in files], wanted, *how)])


def _exports(
    paths: Sequence[Path],
    called: Sequence[str],
    wanted: Wanted,
    sheet: str | None,
    layout: str | None,
    header_rows: int | None,
    encoding: str | None,
) -> Reading:
    exports = [
        read_export(path, sheet=sheet, layout=layout, header_rows=header_rows, encoding=encoding) for path in paths
    ]
    found = [find_columns(export, name, wanted) for export, name in zip(exports, called, strict=True)]
    notes = [*check_columns(found, wanted), *unused_recodes(found, wanted)]
    told_apart(found)
    if wanted.long is not None:
        return combine([_finish(*read_long(one, wanted), one, wanted, notes) for one in _together(found, wanted)])
    readings = []
    for one in _together(found, wanted):
        wording = {key: asked(columns) for key, columns in one.questions.items() if columns}
        readings.append(_finish(*_wide(one, wanted), wording, one, wanted, notes))
    return combine(readings)


def _names(paths: Sequence[Path]) -> list[str]:
    names = [path.name for path in paths]
    return [f"{p.parent.name}/{p.name}" if names.count(p.name) > 1 else p.name for p in paths]


def _tuple(value: Named) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _long(long: Any) -> tuple[str, str] | None:
    if long is None:
        return None
    if isinstance(long, Mapping):
        return long["question"], long["answer"]
    return (long.question, long.answer) if hasattr(long, "question") else tuple(long)


def _together(found: Sequence[Found], wanted: Wanted) -> Sequence[Found]:
    """Mark where a row of one file stands again in another: two exports of one survey overlap."""
    if len(found) > 1 and c.RESPONDENT_ID in wanted.roles:
        seen: dict[tuple[str, ...], str] = {}
        for one in found:
            whole = one.export.rows.fillna("")
            if not one.roles[c.RESPONDENT_ID]:
                continue
            again = [key in seen and seen[key] != one.name for key in whole.itertuples(index=False, name=None)]
            for key in whole.itertuples(index=False, name=None):
                seen.setdefault(key, one.name)
            one.export.rows.attrs["again"] = [row for row, hit in zip(whole.index, again, strict=True) if hit]
    return found


def _wide(one: Found, wanted: Wanted) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return answers and ledger of a file with a column per question."""
    rows = one.export.rows
    layout = layout_named(one.export.layout)
    ids = ids_of(one)
    excluded = test_rows(rows, one.export.columns, layout)
    events = [col for col in one.export.columns if fold(col.name) in layout.events]
    first = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    good = excluded.isna()
    if not events and one.roles.get(c.RESPONDENT_ID):
        first.loc[good] = repeated_rows(ids[good], rows[good], one.name)
    across = rows.index.isin(rows.attrs.get("again", []))
    state = pd.Series("analysed", index=rows.index, dtype="string")
    reason = pd.Series(pd.NA, index=rows.index, dtype="string")
    repeated = first.notna()
    state, reason = state.mask(repeated, "duplicate"), reason.mask(repeated, SAME + first.astype("string"))
    state = state.mask(pd.Series(across, index=rows.index) & good & ~repeated, "duplicate")
    reason = reason.mask((state == "duplicate") & reason.isna(), SAME_ELSEWHERE)
    state, reason = state.mask(~good, "excluded"), reason.mask(~good, excluded)

    about = about_rows(one, wanted)
    if events:  # of a study: where somebody lives may stand in another event than what they said
        about = about.fillna(about[good].groupby(ids[good]).transform("first"))
    about = name_blanks(about, ids, one, wanted)
    answers, ledger = [], []
    for key, columns in one.questions.items():
        text = answer_of(rows, columns)
        this_state, this_reason = state, reason
        if events:
            text, this_state, this_reason = _one_each(ids, text, state, reason)
        frame = pd.DataFrame({c.SOURCE_ROW: rows.index, c.RESPONDENT_ID: ids, c.QUESTION: key}, index=rows.index)
        ledger.append(frame.assign(**{c.STATE: this_state, c.REASON: this_reason}))
        goes_on = this_state == "analysed"
        answers.append(pd.concat([frame, about, text.rename(c.TEXT_RAW)], axis="columns")[goes_on])
    return _rows_first(answers), _rows_first(ledger)


def _one_each(
    ids: pd.Series, text: pd.Series, state: pd.Series, reason: pd.Series
) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Fold several rows of one person (events of a study) into one answer a question."""
    text, state, reason = text.copy(), state.copy(), reason.copy()
    open_rows = state == "analysed"
    for _, group in text[open_rows].groupby(ids[open_rows], sort=True):
        if len(group) < 2:
            continue
        filled = group.dropna()
        kept = filled.index[0] if len(filled) else group.index[0]
        distinct = filled.drop_duplicates()
        text.loc[kept] = "\n\n".join(distinct) if len(distinct) else pd.NA
        others = group.index.drop(kept)
        state.loc[others] = "duplicate"
        reason.loc[others] = f"another row of the same person; read together with row {kept}"
    return text, state, reason


def _rows_first(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put the questions of each row together: order by row, then by question as declared."""
    return pd.concat(frames).sort_values(c.SOURCE_ROW, kind="stable") if frames else pd.DataFrame()


def _finish(
    responses: pd.DataFrame,
    ledger: pd.DataFrame,
    wording: Mapping[str, str],
    one: Found,
    wanted: Wanted,
    notes: Sequence[str],
) -> Reading:
    """Give answers and ledger their file and ids, and gather what is to be said."""
    if ledger.empty:
        responses, ledger = c.empty("responses"), c.empty("ledger")
        for key in wanted.attributes:
            responses[key] = pd.Series(dtype="string")
    responses, ledger = responses.copy(), ledger.copy()
    responses[c.SOURCE_FILE] = one.name
    ledger[c.SOURCE_FILE] = one.name
    ids = responses[c.RESPONDENT_ID].astype("string")
    responses[c.RESPONSE_ID] = ids + "/" + responses[c.QUESTION].astype("string")
    said = [
        f"{one.name}: {note}"
        for note in (*one.export.damage, *one.export.rows.attrs.get("notes", []), *refusals_not_named(one))
    ]
    return Reading(
        c.check(responses.reset_index(drop=True), "responses"),
        c.check(ledger.reset_index(drop=True), "ledger"),
        wording,
        (*said, *notes),
    )
