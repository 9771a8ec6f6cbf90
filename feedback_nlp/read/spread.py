"""Which columns are parts of one question? A multiple choice, a grid or a list of boxes is spread over columns."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

import pandas as pd

from feedback_nlp.read.choices import NOT_TICKED, TICKED
from feedback_nlp.read.headings import Column, fold
from feedback_nlp.read.layout import Layout

_LIMESURVEY: Final = re.compile(
    r"(?P<tag>[A-Za-z]\w*)(?:\[(?P<sub>[^\]]*)\])?(?:\.(?:_\.)?|(?=\[)) ?(?P<text>.*?)(?: ?\[(?P<part>[^\]]*)\])?"
)
_LIMESURVEY_CODE: Final = re.compile(r"(?P<tag>[A-Za-z]\w*)\[(?P<sub>\w+)\]")
_REDCAP_BOX: Final = re.compile(r"(?P<tag>\w+?)___(?P<part>\w+)")
_REDCAP_LABEL: Final = re.compile(r"(?P<text>.+?) \(choice=(?P<part>.+)\)")
_NUMBERED: Final = re.compile(
    r"(?P<stem>[A-Za-z]+\d+\w*?)[_#.](?P<sub>-?\d+|[a-z]|x\d+)(?P<text>_TEXT)?(?:_\d+)?", re.IGNORECASE
)

_OPTION_LAST: Final = re.compile(r"(?P<text>.{4,}?)(?: ?[\[(]| (?:-|–|>>) |(?<=\?) )(?P<part>[^][()?]+)[\])]?")


def split_parts(columns: Sequence[Column], rows: pd.DataFrame, layout: Layout) -> list[Column]:
    """Return the columns with `question` and `part` told apart where the headings of the layout allow it."""
    if layout.name == "limesurvey":
        columns = [_limesurvey(column) for column in columns]
    elif layout.name == "redcap":
        columns = [_redcap(column) for column in columns]
    elif layout.name == "alchemer":
        columns = _alchemer(columns)
    elif layout.name == "typeform":
        columns = _bare_options(columns, rows)
    elif layout.name in ("qualtrics", "jisc", "snap") or any(c.tag and c.tag != c.question for c in columns):
        # With the row of words taken out by hand, the codes are all there is.
        columns = _numbered([c if c.tag else replace(c, tag=c.name) for c in columns])
    return _ticked(columns, rows)


def _ticked(columns: Sequence[Column], rows: pd.DataFrame) -> list[Column]:
    """Gather neighbours that say the same question before their option, and hold nothing but ticks.

    Without the ticks, nothing tells "Which do you use? - Bus" from "Proposal 1 - Why?".
    """
    result = list(columns)
    found = {c.index: match for c in columns if not c.part and (match := _OPTION_LAST.fullmatch(c.question))}
    for _, run in groupby(result[:], key=lambda c: found[c.index]["text"] if c.index in found else c.index):
        group = list(run)
        if len(group) < 2 or not all(_holds_ticks(rows[c.name], found[c.index]["part"]) for c in group):
            continue
        for c in group:
            result[c.index] = replace(c, question=found[c.index]["text"].strip(), part=found[c.index]["part"].strip())
    return result


def _holds_ticks(cells: pd.Series, option: str) -> bool:
    values = {fold(value) for value in cells.dropna().unique()[:50]}
    return len(values) <= 3 and values <= {*TICKED, *NOT_TICKED, "not answered", fold(option)}


def _limesurvey(column: Column) -> Column:
    if found := _LIMESURVEY_CODE.fullmatch(column.name):
        return replace(column, question=found["tag"], part=found["sub"], tag=found["tag"])
    found = _LIMESURVEY.fullmatch(column.name)
    if not found or not found["text"]:
        return column
    part = (found["part"] or found["sub"] or "") if found["sub"] is not None else ""
    text = found["text"] if part or not found["part"] else f"{found['text']} [{found['part']}]"
    if found["sub"] is not None and fold(found["sub"]) == "other":
        part = "other"
    return replace(column, question=text, part=part, tag=found["tag"])


def _redcap(column: Column) -> Column:
    found = _REDCAP_BOX.fullmatch(column.name) or _REDCAP_LABEL.fullmatch(column.name)
    if not found:
        return column
    said = found.groupdict()
    question = said.get("text") or said["tag"]
    return replace(column, question=question, part=said["part"], tag=said.get("tag") or "")


def _alchemer(columns: Sequence[Column]) -> list[Column]:
    """Split ``Option:Question`` where several columns end in the same question."""
    halves = {c.index: c.question.split(":", 1) for c in columns if ":" in c.question}
    shared = Counter(fold(half[1]) for half in halves.values() if half[1].strip())
    return [
        replace(c, part=halves[c.index][0].strip(), question=halves[c.index][1].strip())
        if c.index in halves and (shared[fold(halves[c.index][1])] > 1 or _names_other(halves[c.index][0]))
        else c
        for c in columns
    ]


def _names_other(text: str) -> bool:
    return "write in" in fold(text) or fold(text).startswith(("field #", "other"))


def _bare_options(columns: Sequence[Column], rows: pd.DataFrame) -> list[Column]:
    """Gather runs of columns that hold nothing but their own heading: the question itself is not in the file."""
    result: list[Column] = []
    run: list[Column] = []

    def close() -> None:
        if len(run) >= 2:
            question = f"(multiple choice: {run[0].question}, {run[1].question} …)"
            result.extend(replace(c, part=c.question, question=question) for c in run)
        else:
            result.extend(run)
        run.clear()

    for column in columns:
        values = rows[column.name].dropna()
        own = {fold(value) for value in values.head(2_000)} <= {fold(column.question)}
        if own and (len(values) or run) and not column.question.endswith("?"):
            run.append(column)
        elif fold(column.question) == "other" and run:
            run.append(column)
            close()
        else:
            close()
            result.append(column)
    close()
    return result


def _numbered(columns: Sequence[Column]) -> list[Column]:
    """Gather tags of one stem (``Q1_1``, ``Q1_2``, ``Q1_8_TEXT``); the words before the last " - " are the question."""
    found = {c.index: _NUMBERED.fullmatch(c.tag) for c in columns if c.tag}
    stems = Counter(match["stem"] for match in found.values() if match)
    result = []
    for column in columns:
        match = found.get(column.index)
        if not match or (stems[match["stem"]] < 2 and not match["text"]):
            result.append(column)
            continue
        text = re.sub(r" - text$", "", column.question, flags=re.IGNORECASE)
        text = match["stem"] if text == column.tag else text
        cut = max((text.rfind(mark) for mark in (" - ", " : ")), default=-1)
        question, part = (text[:cut], text[cut + 3 :]) if cut > 0 else (text, match["sub"])
        part = f"{part} (please specify)" if match["text"] and "specify" not in fold(part) else part
        result.append(replace(column, question=question.strip(), part=part.strip(), tag=column.tag))
    return result
