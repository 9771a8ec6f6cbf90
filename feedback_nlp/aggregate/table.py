"""How a published table is put together: headings and formats of every column, once."""

from typing import Final

import pandas as pd

from feedback_nlp.summary import SummaryTable

_COUNT: Final = "count"
_SHARE: Final = "share"
_TEXT: Final = "text"

COLUMNS: Final[dict[str, tuple[str, str]]] = {
    "analysed": ("Analysed", _COUNT),
    "adjusted_p": ("Adjusted p", "p"),
    "answers": ("Answers", _COUNT),
    "area": ("Area", _TEXT),
    "areas": ("Areas", _TEXT),
    "base": ("Base", _COUNT),
    "blank": ("Blank", _COUNT),
    "campaign": ("Campaign", _TEXT),
    "channel": ("Channel", _TEXT),
    "check": ("Check", _TEXT),
    "code": ("Code", _TEXT),
    "copies": ("Copies", _COUNT),
    "corrected_lower": ("Corrected percentage, lower limit", _SHARE),
    "corrected_share": ("Corrected percentage [e]", _SHARE),
    "corrected_upper": ("Corrected percentage, upper limit", _SHARE),
    "cues": ("Cues", _TEXT),
    "definition": ("Definition", _TEXT),
    "difference": ("Difference (percentage points)", _SHARE),
    "difference_lower": ("Difference, lower limit", _SHARE),
    "difference_upper": ("Difference, upper limit", _SHARE),
    "duplicate": ("Duplicate", _COUNT),
    "evidence": ("Evidence", _TEXT),
    "examples": ("Examples", _TEXT),
    "exclude": ("Exclude", _TEXT),
    "excluded": ("Excluded", _COUNT),
    "finding": ("Finding", _TEXT),
    "governing_body_response": ("Governing body response", _TEXT),
    "grade": ("Coding quality grade", _TEXT),
    "in_words": ("In words", _TEXT),
    "include": ("Include", _TEXT),
    "index": ("Mention index (rest = 100)", "number"),
    "kind": ("Kind", _TEXT),
    "lower": ("Lower limit", _SHARE),
    "machine_share": ("Coded by machine only (percentage)", _SHARE),
    "non_answer": ("Non-answer", _COUNT),
    "of_which_campaign": ("Analysed, of which campaign copies", _COUNT),
    "own_words": ("Copies with own words added", _COUNT),
    "p": ("p", "p"),
    "parent": ("Parent", _TEXT),
    "per_10000": ("Respondents per 10,000 people", "number"),
    "population": ("Population", _COUNT),
    "population_share": ("Percentage of population", _SHARE),
    "prevailing_view": ("Prevailing view", _TEXT),
    "question": ("Question", _TEXT),
    "quote_id": ("Quote", _TEXT),
    "rank": ("Rank", "number"),
    "received": ("Received", _COUNT),
    "refers_elsewhere": ("Refers elsewhere", _COUNT),
    "reliability": ("Reliability", _TEXT),
    "representation_ratio": ("Representation ratio (1 = as in population)", "number"),
    "respondent_type": ("Respondent type", _TEXT),
    "respondents": ("Respondents", _COUNT),
    "rest_share": ("Percentage in the rest", _SHARE),
    "result": ("Result", _TEXT),
    "reviewed_by": ("Reviewed by", _TEXT),
    "share": ("Percentage", _SHARE),
    "significance": ("Significance", _TEXT),
    "text": ("Words", _TEXT),
    "theme": ("Theme", _TEXT),
    "themes": ("Themes", _TEXT),
    "unique_wording": ("Respondents, each campaign counted once", _COUNT),
    "unreadable": ("Unreadable", _COUNT),
    "upper": ("Upper limit", _SHARE),
    "version": ("Version", _TEXT),
    "without_campaigns": ("Respondents, without campaigns", _COUNT),
    "wording": ("Wording", _TEXT),
}
"""Column -> heading and format, wherever it stands."""


def table(
    name: str,
    title: str,
    scope: str,
    units: str,
    frame: pd.DataFrame,
    *,
    notes: tuple[str, ...] = (),
    headers: dict[str, str] | None = None,
    formats: dict[str, str] | None = None,
) -> SummaryTable:
    """Return a published table; `headers` and `formats` hold only what differs from `COLUMNS`."""
    heads = {column: COLUMNS[column][0] for column in frame if column in COLUMNS} | (headers or {})
    forms = {column: COLUMNS[column][1] for column in frame if column in COLUMNS} | (formats or {})
    return SummaryTable(name, title, scope, units, frame, heads, forms, notes)
