"""What "Yes" under a heading means: leave to quote, a refusal ("I do not wish to be quoted"), or neither for certain.

Both mistakes print the words of somebody who refused: "Yes" to a refusal taken for leave, and "No" to a question for
leave taken for one that takes back a refusal. So a heading without a negation asks for leave, one that refuses in a
known way and holds no second negation is a refusal, and all between the two is in doubt: nobody is quoted for a tick.
"""

import re
from functools import lru_cache
from typing import Final, Literal

import pandas as pd

from feedback_nlp.consent import REFUSAL
from feedback_nlp.read.choices import NOT_TICKED, TICKED
from feedback_nlp.read.headings import fold

Meaning = Literal["leave", "refusal", "doubt"]
BLANK: Final = ""
"""Stands under recode for the cells in which nothing stands."""
REFUSED: Final = "Refused: "
UNCLEAR: Final = "Unclear: "
MAY_BE_QUOTED: Final = "May be quoted"

_NOT: Final = r"(?:(?:do|does|would|could|can|will|am|are|shall|should)(?: ?not|\W?n\W?t)|cannot|never|not)"
_GIVE: Final = r"(?:agree|consent|give|grant|allow|permit|authori[sz]e|approve)"
_WISH: Final = rf"(?:want|wish|like|{_GIVE}|happy|willing|content|comfortable)"
_QUOTING: Final = r"(?:quot\w*|publish\w*|publication|verbatim|print\w*|reproduc\w*|made public|share[ds]?|use[ds]?)"
_PERSON: Final = (
    r"(?:names?|identity|(?:personal|contact|your) (?:data|details|information)|e-?mail(?: address\w*)?|address\w*)"
)
# What cannot turn the question round: the options, "(No = do not quote)", what is said of names or of a later change of
# mind. "1 = No" stays: under such a heading a "1" is no leave.
_ASIDE: Final = re.compile(
    r"\b(?:yes|y) ?(?:/|,|\||-|or|and) ?(?:no|n)\b|\b(?:no|n) ?(?:/|,|\||-|or|and) ?(?:yes|y)\b"
    r"|\b(?:no|n|0|2) ?(?:=|means) ?(?=no\b|not\b|do ?n|refus|declin)[^,;()\[\]]{1,60}"
    r"|\bwithdraw\b[^.?!]{0,60}\bat any (?:time|point|stage)\b"
)
_SENTENCE: Final = re.compile(r"[.?!;:()\[\]*|]+| - | / ")
_OF_NAMES: Final = re.compile(
    rf"(?!.*\b(?:if|unless|tick\w*|box|select)\b)(?:and |but |please note(?: that)? )?(?:"
    rf"(?:(?:your|our|the|no|any|all|individual|personal|real|full) )*{_PERSON}"
    r" (?:will|would|shall|is|are|can|remain|stay)\b.*"
    rf"|we {_NOT} \w+ (?:your |any |the )?(?:full |real )?{_PERSON}\b.*"
    rf"|(?:\w+ ){{1,3}}{_NOT} be (?:named|identif\w+|attributed|linked)\b.*)"
)
_ASKS: Final = re.compile(
    r"\b(?:(?:may|can|could|might|shall) we|you (?:may|can)|is it (?:ok|okay|all ?right|fine)|happy for (?:us|you)"
    r"|(?:are|would) you(?: be)? (?:happy|willing|content|ok|okay|prepared)|please (?:publish|quote)|opt(?:ing)?[ -]?in"
    rf"|do you (?:also )?{_GIVE}|i (?:hereby |also )?(?:(?:am|would be) (?:happy|willing|content)|{_GIVE})"
    rf"|(?:if|where) (?:you|i) (?:are|am|{_GIVE}))\b"
)
_TICK: Final = r"(?:tick|check|mark|cross|select|click|choose)\b"
_TO: Final = (
    rf"(?:please |kindly )*(?:{_TICK}[^,]{{0,30}} (?:to|for) |i (?:want|wish|would like|choose|ask)(?: you)? (?:to )?)?"
)
_DO_YOU: Final = r"(?:do|would) you (?:want|wish|like|prefer) (?:us )?(?:to )?"
_REFUSES: Final = re.compile(
    # "I do not wish to be quoted", "I would rather not be", "Tick if you do NOT want your comments published"
    rf"\bi(?: \w+)? {_NOT} (?:\w+ ){{0,2}}?(?:{_WISH}|be)\b|\bi(?:'?d| would) (?:rather|prefer)\b.*\bnot\b"
    rf"|\b{_TICK}.*\b(?:if|where) (?:you|i) {_NOT} (?:\w+ )?{_WISH}\b"
    rf"|\b(?:if|where) (?:you|i) {_NOT} (?:\w+ )?{_WISH}\b.*\b{_TICK}"
    # "Please do not publish my response", "Not for publication", "Consent refused"
    rf"|^{_TO}(?:do ?not|do\W?n\W?t|never|not|no) (?:\w+ ){{0,3}}?{_QUOTING}\b"
    r"|\b(?:consent|permission|leave)\b(?: to \w+)? (?:is |was |has been )?"
    r"(?:not (?:given|granted)|refused|withheld|declined|denied|withdrawn)\b"
    # "Opt out of publication", "Do you object to being quoted?", "Would you mind …?"
    rf"|^(?:{_TO}|{_DO_YOU})(?:opt(?:ing)?[ -]?out|withhold|withdraw|decline|refuse|object|exclude)\b"
    r"|^do you (?:object|have (?:any|an) objections?)\b|^(?:do|would) you mind\b"
    # "Please keep my response confidential", "Should it be confidential?", "Confidential"
    rf"|^(?!.*\bor\b)(?:{_TO}(?:keep|treat|mark|hold|handle|consider)\b|{_DO_YOU}|(?:is|should|shall|must)\b"
    r"|i (?:want|wish|would like|'?d like|ask|request)\b).*\b(?:confidential\w*|in confidence|private|off the record)\b"
    r"|^confidential(?:ity)?(?: (?:response|answer|request\w*))?$"
)
# "Should we leave out your comments?", "Can you avoid quoting me?": they may refuse, in ways that nobody can list.
_MAY_REFUSE: Final = re.compile(
    r"\b(?:leav(?:e|ing)|left|keep|kept) (?:\w+ ){0,5}?out\b|\bunpublished\b|\bavoid\w*|\bhid(?:e|den|ing)\b|\bstop\w*"
    r"|\brestrict\w*|\bprevent\w*|\bwrong\b|\bsuppress\w*|\bblock\w*|\banonymous\??$"
    r"|\bwithout (?:being )?(?:quot\w*|publish\w*|print\w*)"
)
_BLANK_REFUSES: Final = re.compile(r"\b(?:blank|empty|un\W?tick\w*)\b")
_OTHER_LEAVE: Final = re.compile(r"\b(?:contact\w*|analys\w*|process\w*|newsletters?|mailing)\b")
_ABOUT_WORDS: Final = re.compile(r"\b(?:quot\w*|publish\w*|publication|made public|confidential\w*|in confidence)\b")
_OWN_WORDS: Final = re.compile(r"\b(?:quot\w*|publish\w*)\b")
_PLAIN_NO: Final = frozenset({"no", "n", "nein", "non"})


@lru_cache(maxsize=4096)
def meaning_of(heading: str) -> Meaning:
    """Return what "Yes" under a heading means.

    >>> meaning_of("May we quote you? (No = do not quote)")
    'leave'
    >>> meaning_of("Please tick if you do NOT want your comments published")
    'refusal'
    >>> meaning_of("May we quote you? Tick here if not.")
    'doubt'
    """
    sentences = [part.strip(" ,-") for part in _SENTENCE.split(_ASIDE.sub(" ", fold(heading)))]
    sentences = [part.lstrip("0123456789. ") for part in sentences if any(map(str.isalpha, part))]
    told = [part for part in sentences if not _OF_NAMES.fullmatch(part)]
    if sentences and not told:
        return "doubt"
    negations = sum(len(REFUSAL.findall(part)) for part in told)
    words = " ".join(told)
    if not negations:
        return "doubt" if _MAY_REFUSE.search(words) else "leave"
    if (
        negations == 1  # "I do not want it to be confidential" refuses nothing
        and any(_REFUSES.search(part) for part in told)
        and (_ABOUT_WORDS.search(words) or not _OTHER_LEAVE.search(words))
        and not (_ASKS.search(words) or _BLANK_REFUSES.search(words) or re.search(rf"\b{_PERSON}\b", words))
    ):
        return "refusal"
    return "doubt"


def refuses_to_be_quoted(heading: str) -> bool:
    """Say whether "Yes" under a heading refuses to be quoted or published; other refusals are no matter of consent."""
    return bool(_ABOUT_WORDS.search(fold(heading))) and meaning_of(heading) == "refusal"


def as_leave(cells: pd.Series, heading: str) -> pd.Series:
    """Return what people ticked in words that mean the same under any heading; blanks stay blank.

    Under a refusal "No" gives leave, and nothing else does: a box left unticked is no more than a blank. Where the
    heading is in doubt, only words that speak of quoting themselves are left to stand.
    """
    meaning = meaning_of(heading)
    if meaning == "leave":
        return cells
    known = {cell: _in_words(cell, fold(cell).strip(" .!"), fold(heading), meaning) for cell in cells.dropna().unique()}
    return cells.map(known, na_action="ignore").astype("string")


def _in_words(cell: str, said: str, heading: str, meaning: Meaning) -> str:
    if meaning == "refusal" and said in _PLAIN_NO:
        return MAY_BE_QUOTED
    if said in NOT_TICKED:
        return cell
    if meaning == "refusal" and (said in TICKED or said in heading):
        return REFUSED + cell
    own = meaning == "doubt" and _OWN_WORDS.search(said) and said not in heading
    return cell if own else UNCLEAR + cell


def said_of_heading(heading: str, cells: pd.Series, *, blanks_are_named: bool) -> list[str]:
    """Return what an officer has to know of how a consent column was read, once it is `as_leave`."""
    meaning, named = meaning_of(heading), heading.replace('"', "'")
    if meaning == "refusal":
        note = (
            f'"{named}" is read as a refusal: "Yes" or a tick means that somebody is not quoted, "No" that they may '
            "be. If that is wrong, say what each answer means under [sources.recode.consent]."
        )
        blank = ' Who left it blank or unticked is not quoted either; to quote them, write "" = "Yes" there.'
        return [note + ("" if blanks_are_named else blank)]
    if meaning == "doubt" and cells.str.startswith(UNCLEAR).any():
        return [
            f'"{named}" can be read as a question for leave to quote and as a refusal, so that nobody is quoted for a '
            "tick. Say what each answer means under [sources.recode.consent], such as "
            '"Yes" = "Yes" or "Yes" = "No".'
        ]
    return []


def to_look_at(heading: str) -> list[str]:
    """Return what a draft says of a heading under which "Yes" need not mean yes."""
    meaning, named = meaning_of(heading), heading.replace('"', "'")
    if meaning == "leave":
        return []
    if meaning == "refusal":
        return [f'"{named}" is read as a refusal: who says "Yes" or ticks it is not quoted, who says "No" may be.']
    return [f'It is not certain what "Yes" to "{named}" means, so that nobody is quoted for it.']
