"""Where one thought ends and the next begins: sentence segments with their place in the answer.

Consultation answers are not edited prose: no capitals after a full stop, no full stop at all, bullets, hard-wrapped
letters. The rules here are plain so that an offset can be explained, and cheap so that a million comments can be cut.
"""

import itertools
import re
from bisect import bisect_left
from typing import Final, NamedTuple

import pandas as pd

from feedback_nlp.columns import END, RESPONSE_ID, SEGMENT, START, TEXT, empty

_ABBREVIATIONS: Final = frozenset(
    re.split(
        r"\s+",
        "a&e a.m al approx appt appts apr aug ave b.sc c.i.c ca capt cf co col dec dept dr e.g eg etc ext feb "
        "fig fri g.p gen hon hosp i.e ie inc jan jr jul jun ltd m.d m.p mar max messrs min mon mr mrs ms mx "
        "n.b n.h.s no nos nov oct p.m ph.d plc prof q.v rd ref rev sat sep sept sgt sr st sun tel thu thurs "
        "tue tues u.k u.s vs wed",
    )
)
"""After these a full stop ends a sentence only when a capital follows, and never after a title."""
_TITLES: Final = frozenset(
    re.split(
        r"\s+",
        "approx capt col dr e.g eg ext fig hon i.e ie messrs mr mrs ms mx no nos prof ref rev sgt sr st tel",
    )
)
_SENTENCE_END: Final = re.compile(
    r"(?P<mark>[.!?…]{1,10}|[。！？])(?P<close>[\"'”’)\]]{0,3})(?P<space>\s+|(?<=[a-z)][.!?])(?=[A-Z][a-z' ])|$)"
)
_LAST_WORD: Final = re.compile(r"[\w&.'’]{1,12}$")
_BULLET: Final = re.compile(
    r"[ \t]*(?:[-*•–—·▪►●○‣➢✓]|\(?\d{1,2}[.):](?!\d)|\(?[a-zA-Z][.)](?=\s)|\(?[ivx]{1,4}[.)])\s"
)
_SEMICOLON: Final = re.compile(r"(?:;|\s//)\s+|\s(?=[•▪►●]\s)")
_LINK_LIKE: Final = re.compile(r"(?:https?://|www\.|@)\S*$", re.IGNORECASE)
_TURN: Final = re.compile(
    r",?\s(?=(?:but|however|although|though|whereas|also|yet|plus|unfortunately)\s)", re.IGNORECASE
)
_JOIN: Final = re.compile(r",?\s(?=(?:and|so|then|or|which|while|as|because|if|when)\s)|,\s", re.IGNORECASE)
_WORD: Final = re.compile(r"\S+")
LONG: Final = 40
"""Words after which a segment is a run-on, and is cut where its writer turned or went on."""
_LEAST: Final = 12
_HARD_WRAP: Final = 45


class Segment(NamedTuple):
    """A part of an answer: ``text[start:end]``."""

    start: int
    end: int


def segment(text: str) -> list[Segment]:
    """Cut an answer into sentence segments.

    Parameters
    ----------
    text
        A normalised answer.

    Returns
    -------
    list of Segment
        In order, not overlapping, without white space at their ends, and together holding every character that is
        not white space. White space only, or "", gives none.

    >>> text = "Dr. Jones was great; parking wasn't. cost me £2.50"
    >>> [text[start:end] for start, end in segment(text)]
    ['Dr. Jones was great;', "parking wasn't.", 'cost me £2.50']
    """
    cuts = sorted(
        {0, len(text), *_line_cuts(text), *_sentence_cuts(text), *(m.end() for m in _SEMICOLON.finditer(text))}
    )
    parts: list[Segment] = []
    for start, end in itertools.pairwise(cuts):
        parts += _run_ons(text, start, end)
    return _tidy(text, parts)


def segments(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the segments table of prepared answers, one row a segment, numbered from 0 within its answer.

    Parameters
    ----------
    answers
        The prepared table. No rows give an empty table.
    """
    cut: dict[str, list[Segment]] = {}
    rows = []
    for response_id, text in zip(answers[RESPONSE_ID], answers[TEXT], strict=True):
        if text not in cut:
            cut[text] = segment(text)
        rows += [(response_id, i, start, end, text[start:end]) for i, (start, end) in enumerate(cut[text])]
    table = empty("segments")
    if not rows:
        return table
    return pd.DataFrame(rows, columns=[RESPONSE_ID, SEGMENT, START, END, TEXT]).astype(table.dtypes.to_dict())


def _line_cuts(text: str) -> list[int]:
    """Return where a new line starts a new segment: not where a letter was wrapped in mid-sentence."""
    cuts = []
    last_start = 0
    for match in re.finditer(r"\n\s*", text):
        line = text[last_start : match.start()]
        after = text[match.end() : match.end() + 40]
        wrapped = (
            len(line) >= _HARD_WRAP
            and match[0].count("\n") == 1
            and after[:1].islower()
            and not line.rstrip().endswith((".", "!", "?", ":", ";"))
            and not _BULLET.match(after)
        )
        if not wrapped:
            cuts.append(match.end())
        last_start = match.end()
    return cuts


def _sentence_cuts(text: str) -> list[int]:
    cuts = []
    for match in _SENTENCE_END.finditer(text):
        end, following = match.end(), text[match.end() : match.end() + 1]
        before = text[max(0, match.start() - 40) : match.start()]
        if not match["space"] and end < len(text) and _LINK_LIKE.search(before):
            continue  # "www.example.org.Then": a link is never cut
        if match["mark"] == ".":
            word = _LAST_WORD.search(before)
            last = word[0].casefold() if word else ""
            initial = len(last) == 1 and last.isalpha() and last not in "ai"
            if (last in _TITLES or initial) and following.isalnum():
                continue
            if last in _ABBREVIATIONS and not following.isupper():
                continue
            if last.isdigit() and len(last) <= 2 and before[: -len(last)].rstrip(" (").endswith(("\n", ";", ":")):
                continue  # "1. Parking" in a list
            if last.isdigit() and not before[: -len(last)].strip():
                continue  # the answer opens with "1. "
        if len(match["mark"]) > 1 and set(match["mark"]) <= {".", "…"} and following.islower():
            continue  # "well... it depends"
        cuts.append(end)
    return cuts


def _run_ons(text: str, start: int, end: int) -> list[Segment]:
    """Cut a long unpunctuated part at the turn nearest its start, else where it goes on."""
    words = [m.start() for m in _WORD.finditer(text, start, end)]
    first, parts = 0, []
    while len(words) - first > LONG:
        earliest = words[first + _LEAST]
        latest = words[min(first + LONG, len(words) - _LEAST // 2)]
        turn = next(_TURN.finditer(text, earliest, latest), None)
        joins = [m.end() for m in _JOIN.finditer(text, earliest, latest)]
        place = turn.end() if turn else joins[-1] if joins else latest
        parts.append(Segment(start, place))
        start, first = place, bisect_left(words, place)
    return [*parts, Segment(start, end)]


def _tidy(text: str, parts: list[Segment]) -> list[Segment]:
    """Strip white space, and join a part without a letter, figure or symbol of its own to its neighbour."""
    tidy: list[Segment] = []
    waiting: int | None = None
    for start, end in parts:
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left >= right:
            continue
        if not any(c.isalnum() for c in text[left:right]):
            if tidy:
                tidy[-1] = Segment(tidy[-1].start, right)
            elif waiting is None:
                waiting = left
            continue
        tidy.append(Segment(left if waiting is None else waiting, right))
        waiting = None
    if waiting is not None:
        tidy.append(Segment(waiting, len(text.rstrip())))
    return tidy
