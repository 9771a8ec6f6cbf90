"""The headings under which people keep what they have coded, and which column each of them is."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from feedback_nlp import columns as c
from feedback_nlp.tag.code_names import CodeNames
from feedback_nlp.tag.sheet import Sheet, fold

COLUMNS: Final = (c.RESPONSE_ID, c.RESPONDENT_ID, c.QUESTION, c.CODE, c.VERDICT)
_OF_WHAT: Final = ("response", "respondent", "participant", "case", "record", "submission", "unique")
_NUMBERS: Final = ("no", "no.", "number")
_REFERENCES: Final = ("id", "ref", "ref.", "reference")
_IDS_OF: Final = {
    f"{what} {kind}": c.RESPONSE_ID if what == "response" else c.RESPONDENT_ID
    for what in _OF_WHAT
    for kind in (*_REFERENCES, *_NUMBERS)
} | {"response": c.RESPONSE_ID, "respondent": c.RESPONDENT_ID, "participant": c.RESPONDENT_ID}
_IDS: Final = dict.fromkeys(_REFERENCES, c.RESPONDENT_ID)  # and no "No.", which may count the rows
_OTHERS: Final = {
    **{f"question {kind}": c.QUESTION for kind in ("id", *_NUMBERS, "key", "text", "asked")},
    "codes": c.CODE,
    "theme": c.CODE,
    "themes": c.CODE,
    "label": c.CODE,
    "labels": c.CODE,
    "sub theme": c.CODE,
    "subtheme": c.CODE,
    "sub code": c.CODE,
}
ALSO_CALLED: Final = {**_IDS_OF, **_IDS, **_OTHERS}
"""A heading, folded -> the column that it is where no column has its own name."""

_ORDER: Final = (
    "first|second|third|fourth|fifth|sixth|1st|2nd|3rd|[4-9]th|primary|secondary|tertiary|main|other|additional|further"
)


def is_one_of_several(heading: str) -> bool:
    """Say whether a heading is one of several for codes: "Code 2", "theme_3", "Code B", "Second theme", "Other codes".

    >>> [is_one_of_several(heading) for heading in ("Code 2", "Theme3", "Code B", "2nd code", "Other themes")]
    [True, True, True, True, True]
    >>> [is_one_of_several(heading) for heading in ("code", "postcode 1", "coded", "Other")]
    [False, False, False, False]
    """
    return re.fullmatch(rf"(code|theme|label)( ?\d+| [a-h])|({_ORDER}) (code|theme|label)s?", fold(heading)) is not None


def places(header: Sequence[str], called: Mapping[str, str], codes: CodeNames) -> dict[str, int]:
    """Return column -> where it stands: as it is spelled, else as people also call it.

    Parameters
    ----------
    header
        The headings.
    called
        Headings, folded, that mean a column whatever else there is.
    codes
        Of the frame: a heading that is one of them has marks under it.
    """
    at: dict[str, int] = {}
    for spelled in (called, _OTHERS, _IDS_OF, _IDS):
        if spelled in (_IDS_OF, _IDS) and (c.RESPONSE_ID in at or c.RESPONDENT_ID in at):
            continue  # a "Ref" beside the id is somebody's own, and may be another's id
        for i, name in enumerate(header):
            if fold(name) in spelled and i not in at.values() and (spelled is called or fold(name) not in codes.exact):
                at.setdefault(spelled[fold(name)], i)
    # "Theme 1" may be a code of the frame, and the column one of marks.
    several = [
        i
        for i, name in enumerate(header)
        if is_one_of_several(name) and fold(name) not in codes.exact and i not in at.values()
    ]
    if several:
        at.setdefault(c.CODE, several[0])
    return at


def code_columns(sheet: Sheet, at: Mapping[str, int], codes: CodeNames) -> list[int]:
    """Return where codes stand: under the same heading twice, under numbered ones, or to the right under none.

    "Main theme" beside "code" is the group that the theme is in, and no code.
    """
    own = fold(sheet.header[at[c.CODE]])
    ordered = re.compile(rf"({_ORDER}) ")
    found: list[int] = []
    for i, name in enumerate(map(fold, sheet.header)):
        named = name == own or (is_one_of_several(name) and (is_one_of_several(own) or not ordered.match(name)))
        # One heading over several columns; what holds no code at all is a remark.
        beside = not name and i - 1 in found and any(codes.code_of(cells[i]) for _, cells in sheet.rows if cells[i])
        if named or beside:
            found.append(i)
    return found
