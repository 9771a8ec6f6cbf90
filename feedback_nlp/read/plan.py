"""What a consultation file for an export should say, before it is written down."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from feedback_nlp import columns as c
from feedback_nlp.errors import DataError
from feedback_nlp.read import names
from feedback_nlp.read.candidates import candidates, reference
from feedback_nlp.read.channels import channel_of
from feedback_nlp.read.damage import tidy
from feedback_nlp.read.dates import iso_dates
from feedback_nlp.read.export import Export, read_export
from feedback_nlp.read.headings import fold
from feedback_nlp.read.identity import doubt_the_id, find_id_of_pairs
from feedback_nlp.read.layout import Layout
from feedback_nlp.read.leave import refuses_to_be_quoted, to_look_at
from feedback_nlp.read.pick import asked
from feedback_nlp.read.planned import Asked, Plan
from feedback_nlp.read.recognise import layout_named, matches
from feedback_nlp.read.roles import ColumnRole, column_roles

_OTHER: Final = 'text for those who chose "other"'
_MANY_WORDS: Final = 8
_MOST_ATTRIBUTES: Final = 12
_LONG_QUESTION: Final = (
    r".*\bquestions?( text| asked| wording| (number|no\.?|ref|code|id))?",
    "item",
    "prompt",
    "pregunta",
    "frage",
)
_LONG_ANSWER: Final = (r".*\b(answers?|responses?|comments?|feedback|text|verbatim|respuesta|antwort)\b.*",)


def plan_file(path: Path) -> list[Plan]:
    """Return what a consultation file for this export should say: a plan for each sheet of responses."""
    export = read_export(path)
    further = _further(path, export)
    if not (export.alike or further):
        several = any("were read from the" in note for note in export.damage)
        return [_plan(path, export, channel_of(path.stem), several_sheets=several)]
    plans = [_plan_sheet(path, name) for name in (export.sheet, *export.alike)]
    if export.alike:
        listed = ", ".join(f'"{name}"' for name in (export.sheet, *export.alike))
        plans[0].notes.append(f"The sheets {listed} have the same headings; each is a source of its own.")
    if further:
        listed = ", ".join(f'"{plan.export.sheet}"' for plan in further)
        plans[0].notes.append(f"Answers stand in other sheets too ({listed}), under other headings: each is a source.")
    return [*plans, *further]


def _plan_sheet(path: Path, name: str) -> Plan:
    return _plan(path, read_export(path, sheet=name), channel_of(f"{name} {path.stem}"), several_sheets=True)


def _further(path: Path, export: Export) -> list[Plan]:
    """Return plans of the sheets that hold answers under other headings: one a question, or one a channel."""
    first = {fold(column.question) for column in export.columns}
    plans = []
    for name in export.further:
        try:
            plan = _plan_sheet(path, name)
        except DataError:
            continue  # no table of responses
        shared = any(fold(column.question) in first for column in plan.export.columns)
        # A list of explanations has text too; what is asked beside it tells a form.
        known = any(role in plan.named for role in (c.AREA, c.RESPONDENT_TYPE, c.POSITION, c.SUBMITTED, c.CONSENT))
        about_areas = any(one.role == "area" and one.content.unique and one.content.n >= 5 for one in plan.roles)
        if plan.questions and not about_areas and (shared or known or plan.channel != channel_of(path.stem)):
            plans.append(plan)
    return plans


def _plan(path: Path, export: Export, channel: str, *, several_sheets: bool) -> Plan:
    plan = Plan(path, export, column_roles(export), channel=channel, several_sheets=several_sheets)
    layout = layout_named(export.layout)
    _name_roles(plan, layout)
    _ask(plan)
    _once(plan)
    _look_long(plan)
    find_id_of_pairs(plan)
    doubt_the_id(plan, layout)
    _carry(plan)
    return plan


def _name_roles(plan: Plan, layout: Layout) -> None:
    """Choose the best column for each role; the rest are named as alternatives."""
    for role, key in (
        ("id", c.RESPONDENT_ID), ("area", c.AREA), ("postcode", "postcode"), ("respondent_type", c.RESPONDENT_TYPE),
        ("position", c.POSITION), ("date", c.SUBMITTED), ("consent", c.CONSENT),
    ):  # fmt: skip
        found = candidates(plan.roles, plan.export.rows, role, layout)
        if not found:
            continue
        best = found[0]
        plan.named[key] = reference(best)
        if role in ("area", "respondent_type", "position"):
            shown = [f"{value} ({n:,})" for value, n in best.content.examples[:8]] if not best.column.part else []
            plan.examples[key] = ", ".join(shown)
        rest = dict.fromkeys(reference(one) for one in found[1:])
        rest.pop(plan.named[key], None)
        if role == "consent":
            spread = plan.named[key] != best.column.name
            plan.notes.extend(to_look_at(best.column.question if spread else asked((best.column,))))
            rest = {name: None for name in rest if refuses_to_be_quoted(name)}
        if role in ("area", "respondent_type", "position", "consent") and rest:
            plan.others[key] = list(rest)
    plan.examples = {key: words for key, words in plan.examples.items() if words}
    if c.SUBMITTED in plan.named:
        cells = plan.export.rows.get(plan.named[c.SUBMITTED])
        if cells is not None:
            iso, _ = iso_dates(tidy(cells), month_first=layout.month_first)
            plan.dates = sorted(day[:10] for day in iso.dropna() if day[:4].isdigit() and day[4:5] == "-")


def _ask(plan: Plan) -> None:
    boxes: dict[str, list[ColumnRole]] = {}
    others: list[ColumnRole] = []
    for one in plan.roles:
        if one.role == "open":
            # Boxes of one list ("Skill 1", "Skill 2") are one question; "Why?" under a rating stands alone, and so do
            # "Reason" and "Further comments" under the title of a section.
            part = fold(one.column.part)
            alone = not part or (matches(part, names.OPEN) and not part[-1].isdigit())
            boxes.setdefault(one.column.name if alone else fold(one.column.question), []).append(one)
        elif one.role == "other_specify":
            others.append(one)
    for group in boxes.values():
        first = group[0]
        words = first.column.question
        if len(group) == 1 and first.column.part:
            words = f"{words} - {first.column.part}"
        asked = Asked(
            words,
            tuple(one.column.name for one in group),
            "short answers; is it an open question?" if first.unsure else "",
        )
        enough = max(one.content.n for one in group) >= max(1, 0.05 * len(plan.export.rows))
        (plan.questions if enough or not first.unsure else plan.maybe).append(asked)
    for one in others:
        asked = Asked(f"{one.column.question} other", (one.column.name,), other=True)
        if one.content.mean_words >= _MANY_WORDS and one.content.n >= 5:
            plan.questions.append(replace(asked, note='called "other", but used for comments'))
        elif one.content.mean_words >= 1:
            plan.maybe.append(asked)
    if not plan.questions and plan.maybe:
        plan.questions, plan.maybe = [replace(a, note=a.note or _OTHER) for a in plan.maybe], []


def _once(plan: Plan) -> None:
    """Where one heading is over an open question and something else, it is the question: no answer is lost."""
    asked_in = {column for one in (*plan.questions, *plan.maybe) for column in one.columns}
    for key in [key for key, name in plan.named.items() if name in asked_in]:
        name = plan.named.pop(key)
        plan.examples.pop(key, None)
        plan.notes.append(f'"{name}" looks like "{key}" too, under the same heading as answers; only these are read.')


def _look_long(plan: Plan) -> None:
    """Is there a row for each question? Then one column says which question, another the answer."""
    if len(plan.questions) != 1 or len(plan.questions[0].columns) != 1:
        return
    answer = plan.questions[0].columns[0]
    for one in plan.roles:
        if (
            one.role in ("closed", "open")
            and one.column.name != answer
            and matches(fold(one.column.name), _LONG_QUESTION)
        ):
            few = 1 <= one.content.distinct <= max(2, 0.2 * one.content.n) and one.content.n == len(plan.export.rows)
            if few and matches(fold(answer), _LONG_ANSWER):
                plan.long = (one.column.name, answer)
                return


def _carry(plan: Plan) -> None:
    """Choose the closed questions to carry along: a few of the person, and every multiple choice as one."""
    used = {*plan.named.values(), *(plan.long or ())}
    groups: dict[str, list[ColumnRole]] = {}
    for one in plan.roles:
        if one.role in ("closed", "area", "respondent_type", "position", "consent") and reference(one) not in used:
            groups.setdefault(fold(reference(one)), []).append(one)
    for group in groups.values():
        asked = Asked(group[0].column.question, (reference(group[0]),))
        content = group[0].content
        worth = not group[0].unsure and (
            len(group) > 1 or (2 <= content.distinct <= 30 and (not content.numeric or content.distinct <= 12))
        )
        tells = matches(fold(asked.words), _TELLING)
        if worth and tells and len(plan.attributes) < _MOST_ATTRIBUTES:
            plan.attributes.append(asked)
        elif worth:
            plan.left_out.append(asked)


_TELLING: Final = (
    r".*\b(age|gender|sex|ethnic\w*|disab\w*|carer|caring|religio\w*|sexual orientation|employment|occupation"
    r"|education|organi[sz]ation"
    r"|service|practice|role|children|pregnan\w*|income|qualification|background|group|sector|edad|sexo)\b.*",
)


def described(roles: Sequence[ColumnRole]) -> dict[str, list[str]]:
    """Return role -> names of columns, for `check` to print."""
    found: dict[str, list[str]] = {}
    for one in roles:
        found.setdefault(one.role, []).append(one.column.name)
    return found
