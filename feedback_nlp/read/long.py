"""The long layout: one row a respondent and question."""

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.read.damage import is_blank, tidy
from feedback_nlp.read.keys import short_key
from feedback_nlp.read.pick import Found, Wanted, about_rows, answer_of, ids_of, name_blanks
from feedback_nlp.read.recognise import layout_named
from feedback_nlp.read.respondents import SAME_ELSEWHERE, repeated_rows, test_rows

NO_QUESTION = "no_question"
"""Key in the ledger of rows that name no question."""


def read_long(one: Found, wanted: Wanted) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str]]:
    """Return answers, ledger and wording of a file with one row a respondent and question.

    Raises
    ------
    DataError
        Two rows of one respondent answer one question differently: all such rows are listed.
    """
    rows = one.export.rows
    ids = ids_of(one)
    asked = (
        tidy(rows[one.roles["question"][0].name]) if one.roles["question"] else pd.Series(pd.NA, rows.index, "string")
    )
    wording = question_keys(asked)
    keys = asked.map({words: key for key, words in wording.items()}, na_action="ignore").astype("string")
    text = answer_of(rows, one.roles["answer"])
    excluded = test_rows(rows, one.export.columns, layout_named(one.export.layout))
    excluded = excluded.mask(keys.isna() & excluded.isna(), "the row names no question")
    keys = keys.fillna(NO_QUESTION)
    good = excluded.isna()
    first = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    if one.roles.get(c.RESPONDENT_ID):
        pair = ids + "\x1f" + keys
        said = pd.DataFrame({"answer": text.mask(is_blank(text))}, index=rows.index)
        first.loc[good] = repeated_rows(pair[good], said[good], one.name, "respondent id and question")
    across = pd.Series(rows.index.isin(rows.attrs.get("again", [])), index=rows.index) & good & first.isna()
    state = pd.Series("analysed", index=rows.index, dtype="string")
    state = state.mask(first.notna() | across, "duplicate").mask(~good, "excluded")
    reason = ("the same as row " + first.astype("string")).mask(across, SAME_ELSEWHERE).mask(~good, excluded)
    frame = pd.DataFrame({c.SOURCE_ROW: rows.index, c.RESPONDENT_ID: ids, c.QUESTION: keys}, index=rows.index)
    about = name_blanks(about_rows(one, wanted), ids, one, wanted)
    answers = pd.concat([frame, about, text.rename(c.TEXT_RAW)], axis="columns")[state == "analysed"]
    return answers, frame.assign(**{c.STATE: state, c.REASON: reason}), wording


def question_keys(asked: pd.Series) -> dict[str, str]:
    """Return key -> wording for the questions in a column, the same for any order of rows."""
    wording: dict[str, str] = {}
    for words in sorted(asked.dropna().unique()):
        wording[short_key(words, wording)] = words
    return wording
