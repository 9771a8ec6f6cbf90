"""What people write for a code: the code, its theme's name, both, a number in front; one in a cell, or several."""

import re
from collections.abc import Mapping
from typing import Final

from feedback_nlp import columns as c
from feedback_nlp.errors import did_you_mean
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.sheet import fold

_NO_THEME_TOO: Final = ("no theme", "no themes", "no code", "no codes", "none of these", "none of the above")
_ENDS: Final = re.compile(r"[;|\n]")
_BETWEEN: Final = re.compile(r"\s*[;|\n,/+&]\s*")
_BEHIND_CODE: Final = re.compile(r"\s+[-–—]\s+|\s*:\s+|[.)]\s+|(?<=\d)\s+|\s+(?=\()")
_MOST_PARTS: Final = 20
"""A cell with more parts is no list of codes."""


class CodeNames:
    """Finds the codes of a frame in what people write for them, in any case.

    Parameters
    ----------
    frame
        Its codes and, where no two themes have the same, the names of its themes.
    none
        Whether `columns.NO_THEME`, which says that somebody read the answer and found no theme, is a code too.
    """

    def __init__(self, frame: CodeFrame, *, none: bool = True) -> None:
        self.codes = tuple(frame.codes)
        own = {fold(code): code for code in frame.codes}
        names = [fold(theme) for theme in frame.themes[c.THEME]]
        themes = {name: code for name, code in zip(names, frame.codes, strict=True) if names.count(name) == 1}
        nothing = dict.fromkeys((*_NO_THEME_TOO, fold(c.NO_THEME)), c.NO_THEME) if none else {}
        self.exact: Mapping[str, str] = nothing | themes | own
        self._own = own
        self._shown = [*frame.codes, *frame.themes[c.THEME]]

    def code_of(self, words: str) -> str | None:
        """Return the code that is meant; None where none is, or two are.

        Besides a code or a theme's name: a code with anything behind it ("TRAVEL - getting there", "TRAVEL (theme
        3)"), a theme's name with a number before it ("3. Travel"), or a code in brackets at the end ("Buses (TRAVEL)").
        """
        if exact := self.exact.get(fold(words)):
            return exact
        found = set()
        for mark in _BEHIND_CODE.finditer(words):
            before, behind = words[: mark.start()].strip(" ("), words[mark.end() :].strip()
            bracketed = behind.startswith("(") and behind.endswith(")")
            behind = behind[1:-1] if bracketed else behind
            first, second = self.exact.get(fold(before)), self.exact.get(fold(behind))
            if first and second:
                found.add(first if first == second else None)
            elif second and (_is_number(before) or (bracketed and fold(behind) in self._own)):
                found.add(second)
            elif fold(before) in self._own and not any(fold(part) in self.exact for part in _BETWEEN.split(behind)):
                found.add(None if _ENDS.search(behind) else first)
        return found.pop() if len(found) == 1 else None

    def codes_in(self, cell: str) -> tuple[list[str], list[str]]:
        """Return the codes in a cell, and the parts of it that are none."""
        if (whole := self._cut(cell)) is not None:
            return whole, []
        codes, unknown = [], []
        for part in filter(None, map(str.strip, _ENDS.split(cell))):
            found = self._cut(part)
            codes += found or []
            unknown += [] if found else [part]
        return codes, unknown

    def _cut(self, words: str) -> list[str] | None:
        """Return the codes of which the words consist wholly; names of themes may hold a comma: the longest first."""
        if code := self.code_of(words):
            return [code]
        marks = list(_BETWEEN.finditer(words))
        if not 0 < len(marks) <= _MOST_PARTS:
            return None
        starts, ends = [0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(words)]
        rest: list[list[str] | None] = [None] * len(starts) + [[]]
        for i in reversed(range(len(starts))):
            for j in reversed(range(i, len(ends))):
                part, after = words[starts[i] : ends[j]], rest[j + 1]
                code = None if after is None else self.code_of(part)
                if after is not None and (code or not part):
                    rest[i] = [code, *after] if code else after
                    break
        return rest[0] or None

    def near(self, words: str) -> str:
        """Return a sentence with the nearest codes and names of themes, or the codes where none is near."""
        near = did_you_mean(words, self._shown)
        return near if near.startswith(" Did you mean") else did_you_mean(words, self.codes)


def _is_number(words: str) -> bool:
    return re.fullmatch(r"\(?(?:[a-z]{0,2}\d{1,3}(?:\.\d{1,2})*|[a-z])\)?", words, re.IGNORECASE) is not None
