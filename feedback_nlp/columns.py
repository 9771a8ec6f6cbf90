"""Every column name, spelled once, and the schema of each table that crosses rooms.

A missing value is NA, never "". Text columns have the pandas dtype ``string``.
"""

from typing import Final

import pandas as pd

from feedback_nlp.errors import DataError

# Names ------------------------------------------------------------------------------------------

RESPONSE_ID: Final = "response_id"
RESPONDENT_ID: Final = "respondent_id"
QUESTION: Final = "question"
AREA: Final = "area"
RESPONDENT_TYPE: Final = "respondent_type"
POSITION: Final = "position"
SUBMITTED: Final = "submitted"
CONSENT: Final = "consent"
CHANNEL: Final = "channel"
TEXT_RAW: Final = "text_raw"

SOURCE_FILE: Final = "source_file"
SOURCE_ROW: Final = "source_row"
STATE: Final = "state"
REASON: Final = "reason"

TEXT: Final = "text"
N_REDACTIONS: Final = "n_redactions"
CAMPAIGN_ID: Final = "campaign_id"

SEGMENT: Final = "segment"
START: Final = "start"
END: Final = "end"

KIND: Final = "kind"
CODE: Final = "code"
SCORE: Final = "score"
SOURCE: Final = "source"
FOR_A_PERSON: Final = "for_a_person"
"""Labels of a trained model alone: True where a person must look before the label is believed."""

THEME: Final = "theme"
PARENT: Final = "parent"
DEFINITION: Final = "definition"
INCLUDE: Final = "include"
EXCLUDE: Final = "exclude"
CUES: Final = "cues"
EXAMPLES: Final = "examples"

VERDICT: Final = "verdict"
WHO: Final = "who"
WHEN: Final = "when"
WHY: Final = "why"
SAME_AS: Final = "same_as"
FRAME_VERSION: Final = "frame_version"

POPULATION: Final = "population"
ALIASES: Final = "aliases"
POSTCODE_PREFIXES: Final = "postcode_prefixes"

# Closed vocabularies ----------------------------------------------------------------------------

STATES: Final = (
    "analysed",
    "blank",
    "non_answer",
    "refers_elsewhere",
    "duplicate",
    "excluded",
    "unreadable",
)
LABEL_KINDS: Final = ("theme", "topic")
LABEL_SOURCES: Final = ("cue", "similar", "model", "person", "topic")
THEME_KINDS: Final = ("concern", "benefit", "suggestion", "other")
NO_THEME: Final = "NONE"
"""In coded answers: a person read the answer and found no theme."""

# Topics ------------------------------------------------------------------------------------------

WORDS: Final = "words"
TITLE: Final = "title"
ANSWERS: Final = "answers"
TYPICAL: Final = "typical"
OVERLAP: Final = "overlap"
OVERLAP_SHARE: Final = "overlap_share"

# Tables: column -> dtype ------------------------------------------------------------------------

RESPONSES: Final = {
    RESPONSE_ID: "string",
    RESPONDENT_ID: "string",
    QUESTION: "string",
    AREA: "string",
    RESPONDENT_TYPE: "string",
    POSITION: "string",
    SUBMITTED: "string",
    CONSENT: "string",
    CHANNEL: "string",
    TEXT_RAW: "string",
    SOURCE_FILE: "string",
    SOURCE_ROW: "int64",
}
LEDGER: Final = {
    SOURCE_FILE: "string",
    SOURCE_ROW: "int64",
    RESPONDENT_ID: "string",
    QUESTION: "string",
    STATE: "string",
    REASON: "string",
}
PREPARED: Final = {
    RESPONSE_ID: "string",
    RESPONDENT_ID: "string",
    QUESTION: "string",
    AREA: "string",
    RESPONDENT_TYPE: "string",
    POSITION: "string",
    SUBMITTED: "string",
    CONSENT: "string",
    CHANNEL: "string",
    TEXT: "string",
    N_REDACTIONS: "int64",
    CAMPAIGN_ID: "string",
}
SEGMENTS: Final = {RESPONSE_ID: "string", SEGMENT: "int64", START: "int64", END: "int64", TEXT: "string"}
LABELS: Final = {
    RESPONSE_ID: "string",
    KIND: "string",
    CODE: "string",
    SCORE: "float64",
    SOURCE: "string",
    START: "Int64",
    END: "Int64",
}
THEMES: Final = {
    CODE: "string",
    THEME: "string",
    PARENT: "string",
    KIND: "string",
    DEFINITION: "string",
    INCLUDE: "string",
    EXCLUDE: "string",
    CUES: "object",  # tuple[str, ...]
    EXAMPLES: "object",  # tuple[str, ...]
}
TOPICS: Final = {
    CODE: "string",  # T01, T02, ... largest first
    TITLE: "string",  # the first words, for people
    WORDS: "string",  # " | " between
    ANSWERS: "int64",  # answers with at least one segment in the topic
    TYPICAL: "object",  # tuple[str, ...]: exact segments of redacted text, nearest the centre first
    OVERLAP: "string",  # the theme code that it shares most answers with; NA where none
    OVERLAP_SHARE: "float64",  # share of the topic's answers that carry that theme
}
AREAS: Final = {
    AREA: "string",
    CODE: "string",
    POPULATION: "Int64",
    ALIASES: "object",  # tuple[str, ...]
    POSTCODE_PREFIXES: "object",  # tuple[str, ...]
}
DECISIONS: Final = {
    RESPONSE_ID: "string",
    CODE: "string",
    VERDICT: "string",
    WHO: "string",
    WHEN: "string",
    WHY: "string",
    FRAME_VERSION: "string",
}

_VOCABULARIES: Final = {STATE: STATES, VERDICT: ("yes", "no"), SOURCE: LABEL_SOURCES}
_KEYS: Final = {RESPONSE_ID: ("responses", "prepared")}
_MAY_BE_MISSING: Final = {
    AREA, RESPONDENT_TYPE, POSITION, SUBMITTED, CONSENT, CHANNEL, TEXT_RAW, CAMPAIGN_ID, REASON, START, END,
    PARENT, INCLUDE, EXCLUDE, POPULATION, OVERLAP, OVERLAP_SHARE, WHO, WHEN, WHY, FRAME_VERSION, RESPONDENT_ID,
}  # fmt: skip

_TABLES: Final = {
    "responses": RESPONSES,
    "ledger": LEDGER,
    "prepared": PREPARED,
    "segments": SEGMENTS,
    "labels": LABELS,
    "themes": THEMES,
    "topics": TOPICS,
    "areas": AREAS,
    "decisions": DECISIONS,
}


def empty(table: str) -> pd.DataFrame:
    """Return the named table with its columns and dtypes and no rows."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in _TABLES[table].items()})


def check(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return `frame` in the dtypes of the named table, or say all that is wrong with it.

    Columns that the table does not name (declared attributes) are kept as they are, behind its own.

    Parameters
    ----------
    frame
        Any frame; it is not changed.
    table
        "responses", "ledger", "prepared", "segments", "labels", "themes", "areas" or "decisions".

    Raises
    ------
    DataError
        A column is missing or holds what it may not: all faults in one message, without any cell text.
    """
    import pandera.errors
    import pandera.pandas as pa  # slow to import; the front door stays quick

    spec = _TABLES[table]
    vocabularies = dict(_VOCABULARIES)
    if table == "labels":
        vocabularies[KIND] = LABEL_KINDS
    elif table == "themes":
        vocabularies[KIND] = THEME_KINDS
    schema = pa.DataFrameSchema(
        {
            name: pa.Column(
                # Tuples in a cell stay tuples only where nothing is coerced.
                dtype if dtype != "object" else None,
                checks=[pa.Check.isin(vocabularies[name])] if name in vocabularies else [],
                nullable=name in _MAY_BE_MISSING or dtype == "object",
                unique=table in _KEYS.get(name, ())
                or (table in ("themes", "topics", "areas") and name == next(iter(spec))),
                coerce=dtype != "object",
            )
            for name, dtype in spec.items()
        },
        name=table,
    )
    try:
        checked = schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        missing = [name for name in spec if name not in frame.columns]
        cases = error.failure_cases[["column", "check"]].astype(str).drop_duplicates()
        faults = "; ".join(
            [f"no column {name}" for name in missing]
            + [f"{row.column}: {row.check}" for row in cases.itertuples() if row.check != "column_in_dataframe"]
        )
        # The cells themselves are never shown: they may hold what a person wrote.
        raise DataError(f"The {table} table does not hold what it should: {faults}.") from None
    rest = [name for name in checked.columns if name not in spec]
    return checked[[*spec, *rest]]
