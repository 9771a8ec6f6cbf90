"""A consultation file drafted from the exports, for a person to correct."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import tomlkit

from feedback_nlp.errors import DataError
from feedback_nlp.read.damage import tidy
from feedback_nlp.read.headings import fold
from feedback_nlp.read.identity import share_the_id
from feedback_nlp.read.keys import short_key, unlike
from feedback_nlp.read.long import question_keys
from feedback_nlp.read.naming import propose_keys
from feedback_nlp.read.plan import plan_file
from feedback_nlp.read.planned import Asked, Plan

_ASK: Final = "CHECK: "
_MOST_LISTED: Final = 20
_FEW_WORDS, _LONG_WORDING = 4, 150


def draft_consultation(
    paths: Sequence[str | Path], *, folder: str | Path | None = None, language: str | None = None
) -> str:
    """Draft a consultation file that reads the exports as they are.

    Parameters
    ----------
    paths
        The exports of one consultation: main survey, easy read, paper. Files with the same headings become one
        source; questions of different files that ask the same get the same key.
    folder
        Folder the consultation file will stand in; file names are relative to it. Left out: the folder of the first
        file.
    language
        Of the answers, two letters; left out, the file does not say (and English is meant).

    Returns
    -------
    TOML with comments; "CHECK:" marks what a person should look at.

    Raises
    ------
    DataError
        No file holds an open question, or one cannot be read.
    """
    files = [Path(path) for path in paths]
    if not files:
        raise DataError("No export was named. Name at least one: feedback-nlp init EXPORT")
    home = Path(folder) if folder is not None else files[0].parent
    plans = [plan for path in files for plan in plan_file(path)]
    if not any(plan.long or plan.questions for plan in plans):
        raise DataError("\n".join(_no_question(plan) for plan in plans))
    document = tomlkit.document()
    document.add(tomlkit.comment("Drafted from the export by feedback-nlp init. Correct it, then: feedback-nlp check"))
    if any(plan.unsure for plan in plans):
        document.add(tomlkit.comment(f'"{_ASK.strip()}" marks what was not certain.'))
    document.add(tomlkit.nl())
    about = _about(plans)
    if language:
        about.add("language", language)
    document.add("consultation", about)
    sources = tomlkit.aot()
    known: dict[str, str] = {}
    groups = _together([plan for plan in plans if plan.long or plan.questions])
    for group in groups:
        sources.append(_source(group, home, known))
    document.add("sources", sources)
    for plan in plans:
        if not (plan.long or plan.questions):
            document.add(tomlkit.comment(f"{plan.path.name} holds no open question and was left out."))
    boxes = {asked.words for plan in plans for asked in plan.questions if asked.other}
    _wording(document, {key: words for key, words in known.items() if words not in boxes})  # no heading says these
    outside = any(not path.resolve().is_relative_to(home.resolve()) for path in files)
    _closing(document, outside=outside)
    return tomlkit.dumps(document)


def _no_question(plan: Plan) -> str:
    closed = [f'"{_short(one.column.name, 60)}"' for one in plan.roles if one.role == "closed"]
    such = f" Its columns look like closed questions, ids or dates (such as {', '.join(closed[:8])})." if closed else ""
    return (
        f"{plan.path.name} holds no open question, so there are no answers to read.{such} "
        "If one of its columns does hold free text, name it under [sources.questions] in a consultation file of your "
        "own."
    )


def _about(plans: Sequence[Plan]) -> Any:
    table = tomlkit.table()
    title = next((plan.export.title for plan in plans if plan.export.title), "")
    words = re.sub(r"[_\-.]+", " ", plans[0].path.stem).strip()
    table.add("title", _one_line(title, 200) or words[:1].upper() + words[1:] or "Consultation")
    table.add("asked_by", "")
    dates = sorted(date for plan in plans for date in plan.dates)
    if dates:
        own = "put the consultation's own, and take off the #:"
        table.add(tomlkit.comment(f"These are the days of the first and the last answer; {own}"))
        table.add(tomlkit.comment(f"opened = {dates[0]}"))
        table.add(tomlkit.comment(f"closed = {dates[-1]}"))
    else:
        table.add(tomlkit.comment("opened = 2026-01-31   # year-month-day"))
        table.add(tomlkit.comment("closed = 2026-03-31"))
    table.add(tomlkit.comment("enforce_dates = true   # set aside answers from outside these dates"))
    return table


def _together(plans: Sequence[Plan]) -> list[list[Plan]]:
    """Gather files with the same headings, layout and channel."""
    groups: dict[tuple[Any, ...], list[Plan]] = {}
    for plan in plans:
        headings = tuple(column.name for column in plan.export.columns)
        key = (plan.export.layout, headings, plan.export.sheet, plan.channel)
        groups.setdefault(key, []).append(plan)
    return list(groups.values())


def _source(group: Sequence[Plan], home: Path, known: dict[str, str]) -> Any:
    share_the_id(group)
    # Of several files with the same headings, the longest shows best what the columns hold.
    plan = max(group, key=lambda one: len(one.export.rows))
    table = tomlkit.table()
    table.add(tomlkit.comment(_one_line(plan.export.reason, 300)))
    for note in dict.fromkeys(note for one in group for note in (*one.export.damage, *one.notes)):
        table.add(tomlkit.comment(f"{_ASK}{_one_line(note, 300)}"))
    table.add("files", [_relative(one.path, home) for one in group])
    table.add("channel", plan.channel)
    if plan.export.sheet and plan.several_sheets:
        table.add("sheet", plan.export.sheet)
    for role, name in plan.named.items():
        table.add(role, _string(name))
        if role in plan.examples:
            table.add(tomlkit.comment(_one_line(plan.examples[role], 300)))
    for role, others in plan.others.items():
        for other in others[:4]:
            table.add(tomlkit.comment(f"{_ASK}or {role} = {_string(other).as_string()}"))
    if plan.long:
        for key, words in question_keys(tidy(plan.export.rows[plan.long[0]])).items():
            known.setdefault(key, words)
        long = tomlkit.table()
        long.add("question", plan.long[0])
        long.add("answer", plan.long[1])
        table.add("long", long)
    else:
        table.add("questions", _questions(plan, known))
    if plan.attributes or plan.left_out:
        table.add("attributes", _attributes(plan))
    return table


def _questions(plan: Plan, known: dict[str, str]) -> Any:
    table = tomlkit.table()
    taken: set[str] = set()
    proposed = propose_keys(plan, (*plan.questions, *plan.maybe))

    def key_of(asked: Asked) -> str:
        key = unlike(proposed[asked.columns[0]], {*taken, *known})
        taken.add(key)
        return key

    for asked in plan.questions:
        # The same question in another file, worded a little differently, keeps its key.
        key = _same(asked.words, known, taken)
        if key is None:
            key = key_of(asked)
        taken.add(key)
        known.setdefault(key, asked.words)
        if asked.note:
            table.add(tomlkit.comment(_ASK + _one_line(asked.note, 200)))
        table.add(key, _value(asked.columns))
    # What few typed under "other" is seldom an answer to the proposal; whether it is needs no check.
    boxes = [asked for asked in plan.maybe if asked.other]
    for asked in plan.maybe:
        if not asked.other:
            table.add(tomlkit.comment(f"{_ASK}{_one_line(asked.note, 200)}; to analyse it, take off the #:"))
            table.add(tomlkit.comment(f"{key_of(asked)} = {_value(asked.columns).as_string()}"))
    if boxes:
        table.add(tomlkit.comment('Text for those who chose "other", left out; to analyse it, take off the #:'))
    _list_some(table, [f"{key_of(asked)} = {_value(asked.columns).as_string()}" for asked in boxes])
    return table


def _list_some(table: Any, lines: Sequence[str]) -> None:
    """Add lines with a # before them: as many as somebody reads."""
    for line in lines[:_MOST_LISTED]:
        table.add(tomlkit.comment(line))
    if len(lines) > _MOST_LISTED:
        table.add(tomlkit.comment(f"... and {len(lines) - _MOST_LISTED} more: feedback-nlp check lists every column"))


def _same(words: str, known: dict[str, str], taken: set[str]) -> str | None:
    from rapidfuzz.fuzz import token_sort_ratio

    scores = [(token_sort_ratio(fold(words), fold(other)), key) for key, other in known.items() if key not in taken]
    best = max(scores, default=(0.0, ""))
    return best[1] if best[0] >= 85 else None


def _attributes(plan: Plan) -> Any:
    table = tomlkit.table()
    taken: set[str] = {*plan.reserved}
    if plan.attributes:
        table.add(tomlkit.comment("Closed questions that may explain differences; delete what you do not need."))
    for asked in plan.attributes:
        key = short_key(asked.words, taken)
        taken.add(key)
        table.add(key, _value(asked.columns))
    if plan.left_out:
        table.add(tomlkit.comment("Other closed questions, left out; take off the # to carry one along:"))
    lines = []
    for asked in plan.left_out:
        key = short_key(asked.words, taken)
        taken.add(key)
        lines.append(f"{key} = {_value(asked.columns).as_string()}")
    _list_some(table, lines)
    return table


def _wording(document: Any, known: dict[str, str]) -> None:
    """List the questions whose heading says too little, or too much, to be printed as what was asked."""
    odd = {key: words for key, words in known.items() if len(words.split()) < _FEW_WORDS or len(words) > _LONG_WORDING}
    if not odd:
        return
    table = tomlkit.table()
    table.add(tomlkit.comment("What workbook and page print as the question; take off the # and write what was asked:"))
    _list_some(table, [f"{key} = {_string(_one_line(words, 300)).as_string()}" for key, words in odd.items()])
    document.add("questions", table)


def _closing(document: Any, *, outside: bool) -> None:
    for name, lines in (
        ("areas", ['table = "areas.csv"        # area, code, population, aliases, postcode_prefixes']),
        ("themes", ['frame = "codeframe.xlsx"   # code, theme, definition, cues, examples']),
    ):
        table = tomlkit.table()
        for line in lines:
            table.add(tomlkit.comment(line))
        document.add(name, table)
    privacy = tomlkit.table()
    privacy.add("redact", True)
    privacy.add("threshold", 5)
    if outside:
        privacy.add(tomlkit.comment("The export stands outside the folder of this file, which has to be allowed:"))
        privacy.add("outside_folder", True)
    document.add("privacy", privacy)


def _value(columns: Sequence[str]) -> Any:
    if len(columns) == 1:
        return _string(columns[0])
    array = tomlkit.array()
    for column in columns:
        array.append(_string(column))
    return array


def _string(text: str) -> Any:
    return tomlkit.string(text)


def _relative(path: Path, home: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), home.resolve())).as_posix()
    except ValueError:  # another drive of a Windows machine
        return path.resolve().as_posix()


def _one_line(text: str, most: int) -> str:
    return _short(" ".join("".join(c if c.isprintable() else " " for c in text).split()), most)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 3] + "..."
