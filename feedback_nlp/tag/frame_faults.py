"""What is wrong with a code frame, and what merely looks like a slip of the pen."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from feedback_nlp import columns as c
from feedback_nlp.errors import did_you_mean
from feedback_nlp.tag.sheet import fold

REQUIRED: Final = (c.CODE, c.THEME, c.DEFINITION)
_KEPT: Final = {
    fold(c.NO_THEME): "answers without a theme",
    "no theme": "answers without a theme",
    "all themes": "figures of all codes",
    "mean of themes": "figures of all codes",
}
_SHOWN: Final = 40
_LONG_CUE: Final = 8
"""Words: nobody says so many in one way."""
_SAME_HEADING: Final = 0.85
"""difflib ratio from which a heading that is used once is taken for a slip of another."""


def row_faults(rows: Sequence[tuple[str, dict[str, Any]]]) -> list[str]:
    """Return what is wrong with rows, each with where it stands; all of it, not the first."""
    faults = []
    seen: dict[str, str] = {}
    for where, row in rows:
        code = row[c.CODE]
        who = f"{where} ({code})" if code else where
        faults += [f"{who}: no {column}." for column in REQUIRED if not row[column]]
        for name in {code, row[c.THEME]}:
            if fold(name) in _KEPT:
                faults.append(f'{who}: "{name}" is kept for {_KEPT[fold(name)]}. Give it another name.')
        if re.search(r"[;|\n]", code):
            faults.append(f'{who}: ";", "|" and line breaks part codes in a cell, so that no code can hold one.')
        if code and fold(code) in seen:
            faults.append(
                f"{who}: the code is used already in {seen[fold(code)]}. Every code must be its own; capitals, spaces, "
                "hyphens and underscores make no difference."
            )
        seen.setdefault(fold(code), where)
        if row[c.KIND] not in c.THEME_KINDS:
            faults.append(
                f'{who}: the kind "{row[c.KIND]}" is not known.{did_you_mean(row[c.KIND], c.THEME_KINDS, n=1)}'
            )
    owner = {fold(row[c.CODE]): row[c.CODE] for _, row in rows if row[c.CODE]}
    for where, row in rows:
        other = owner.get(fold(row[c.THEME]), row[c.CODE]) if row[c.THEME] else row[c.CODE]
        if other != row[c.CODE] and fold(other) != fold(row[c.CODE]):
            faults.append(
                f'{where} ({row[c.CODE]}): the theme is named "{row[c.THEME]}", which is the code of another. Whoever '
                "writes it could mean either."
            )
    return faults + _parent_faults(rows)


def _parent_faults(rows: Sequence[tuple[str, dict[str, Any]]]) -> list[str]:
    """Return what is wrong with parents: codes of the frame, or headings over several codes.

    A frame in which a parent is a code uses codes; then every parent must be one. Otherwise parents are headings,
    and a heading that is used once and is almost another one is a slip of the pen.
    """
    codes = {row[c.CODE]: row[c.PARENT] for _, row in rows if row[c.CODE]}
    used = Counter(row[c.PARENT] for _, row in rows if row[c.PARENT])
    by_code = any(parent in codes for parent in used)
    faults = []
    for where, row in rows:
        parent, who = row[c.PARENT], f"{where} ({row[c.CODE]})"
        if not parent:
            continue
        if parent == row[c.CODE]:
            faults.append(f"{who}: the code is its own parent.")
        elif by_code and parent not in codes:
            faults.append(f'{who}: the parent "{parent}" is not a code of the frame.{did_you_mean(parent, codes)}')
        elif by_code and _in_circle(row[c.CODE], codes):
            faults.append(f"{who}: its parents lead back to itself.")
        elif not by_code and used[parent] == 1:
            others = [other for other in used if other != parent]
            folded = {fold(other): other for other in others}
            near = get_close_matches(fold(parent), list(folded), n=1, cutoff=_SAME_HEADING)
            if near and not _told_apart(fold(parent), near[0]):
                faults.append(f'{who}: the parent "{parent}" is not known. Did you mean "{folded[near[0]]}"?')
    return faults


def _told_apart(heading: str, other: str) -> bool:
    """Say whether two headings that are almost alike are meant so: "Phase 1" and "Phase 2", "Agree" and "Disagree"."""
    words, others = heading.split(), other.split()
    if len(words) != len(others):
        return False
    pairs = [(one, two) for one, two in zip(words, others, strict=True) if one != two]
    return any(one[0] != two[0] or min(len(one), len(two)) == 1 or (one + two).isdecimal() for one, two in pairs)


def _in_circle(code: str, parents: Mapping[str, str]) -> bool:
    seen, at = set(), parents[code]
    while at and at in parents and at not in seen:
        if at == code:
            return True
        seen.add(at)
        at = parents[at]
    return False


def cue_warnings(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return what is allowed of cues and looks like a slip."""
    under: dict[str, list[str]] = defaultdict(list)
    warnings = []
    for row in rows:
        for cue in row[c.CUES]:
            under[cue.casefold()].append(row[c.CODE])
            if len(cue) < 2:
                warnings.append(f'{row[c.CODE]}: the cue "{cue}" is a single character and is not used.')
            elif ";" in cue or len(cue.split()) > _LONG_CUE:
                shown = cue if len(cue) <= _SHOWN else f"{cue[:_SHOWN]}…"
                warnings.append(f'{row[c.CODE]}: the cue "{shown}" is read as one phrase. Part cues with " | ".')
    warnings += [
        f'The cue "{cue}" stands under {" and ".join(codes)}: it cannot tell them apart.'
        for cue, codes in under.items()
        if len(set(codes)) > 1
    ]
    return warnings
