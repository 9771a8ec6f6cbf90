"""What is each column? Found from its heading and from what stands in it.

The two mistakes that matter: a drop-down taken for an open question puts options into the themes; an open question
taken for a drop-down loses what people wrote. Content decides between them; a heading only where content is too little.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from feedback_nlp.read import names, person
from feedback_nlp.read.choices import NOT_TICKED, TICKED
from feedback_nlp.read.content import Content, describe
from feedback_nlp.read.export import Export
from feedback_nlp.read.headings import Column, fold
from feedback_nlp.read.kinds import is_kind, lists_kinds, say_who_responds
from feedback_nlp.read.layout import Layout
from feedback_nlp.read.leave import refuses_to_be_quoted
from feedback_nlp.read.pick import asked
from feedback_nlp.read.recognise import layout_named, matches
from feedback_nlp.read.regions import are_regions
from feedback_nlp.read.said import wordings

ROLES: Final = (
    "id", "date", "respondent_type", "area", "postcode", "position", "consent", "closed", "open", "other_specify",
    "metadata", "personal", "staff", "empty",
)  # fmt: skip


@dataclass(frozen=True)
class ColumnRole:
    """What a column is taken to be.

    Parameters
    ----------
    column
        The column.
    role
        One of `ROLES`.
    why
        The reason, in a few words.
    unsure
        A person should look at it.
    content
        What stands in it, in figures.
    """

    column: Column
    role: str
    why: str
    unsure: bool
    content: Content


def column_roles(export: Export) -> list[ColumnRole]:
    """Return what each column of an export is, in order."""
    layout = layout_named(export.layout)
    return _with_siblings([_role(column, describe(export.rows[column.name]), layout) for column in export.columns])


def _with_siblings(roles: list[ColumnRole]) -> list[ColumnRole]:
    """Take a box for what its neighbours are: of "three improvements", the third is filled by few, and shortly."""
    boxes: dict[str, list[ColumnRole]] = {}
    for one in roles:
        if one.column.part and one.content.n:
            boxes.setdefault(fold(one.column.question), []).append(one)
    listed = {
        question for question, group in boxes.items() if 2 * sum(one.role == "open" for one in group) >= len(group) >= 3
    }
    return [
        replace(one, role="open", why="a box of a list that people wrote", unsure=True)
        if one.role == "closed" and fold(one.column.question) in listed and one.column.part and _written(one.content)
        else one
        for one in roles
    ]


def _written(content: Content) -> bool:
    return not (content.numeric or content.scale or content.choice or content.says_nothing) and content.distinct >= 2


def _role(column: Column, content: Content, layout: Layout) -> ColumnRole:
    role, why, unsure = _decide(column, content, layout)
    return ColumnRole(column, role, why, unsure, content)


def _decide(column: Column, content: Content, layout: Layout) -> tuple[str, str, bool]:
    said = wordings(column)

    def named(*patterns: str) -> bool:
        return any(matches(words, patterns) for words in said)

    own = {fold(column.tag), fold(column.name)} if column.tag else said

    def named_by_layout(patterns: Sequence[str]) -> bool:
        return any(matches(words, patterns) for words in own) or (
            layout.name == "qualtrics" and matches(fold(column.tag), (r"v\d+",)) and named(*patterns)
        )

    if content.n == 0 or (content.distinct == 1 and content.examples[0][0] == "NA"):
        return ("personal" if named_by_layout(layout.personal) else "empty"), "nothing stands in it", False
    for role, patterns in (
        ("id", layout.ids), ("date", layout.dates), ("personal", layout.personal), ("staff", layout.staff),
        ("metadata", layout.metadata),
    ):  # fmt: skip
        if named_by_layout(patterns):
            return role, f"a column of {layout.title}", False
    if _typed_under_other(column, content, said):
        return "other_specify", "text for those who chose other", False
    if not content.is_text and content.distinct <= 12 and refuses_to_be_quoted(asked((column,))):
        spread = bool(column.part) and content.distinct == 1  # one option of a multiple choice is ticked, or is not
        return "consent", "a refusal, spread over columns" if spread else "a refusal to be quoted", False
    # A part of a question has the question's words too; what it is follows from the part.
    if column.part and (found := _by_part(fold(column.part), content)):
        return found
    if column.part and not content.is_text:
        if named(*person.AREA) and not content.numeric:
            return "area", "a place, spread over columns", False
        if content.distinct == 1:
            for role, patterns in (("position", names.POSITION), ("respondent_type", person.TYPE)):
                if named(*patterns):
                    return role, "one choice, spread over columns", False
            if named(*person.APPLIES) and is_kind(column.part):
                return "respondent_type", "one choice, spread over columns", False
        return "closed", "part of a multiple choice or grid", False
    if column.part:
        return _text_part(column, content)
    if content.dates and named(*names.PERSONAL):
        return "personal", "about the person", False
    if content.dates and not named(*names.CONSENT):
        # Nobody is asked for a time of day: that is when they answered, in whatever language the heading says so.
        return "date", "dates", not (named(*names.DATE) or content.times)
    if named(*names.STAFF):
        return "staff", "words of staff", False
    if named(*names.METADATA) and named(*person.WHO) and say_who_responds(value for value, _ in content.examples):
        return "respondent_type", "answers are kinds of respondents", True
    for role, patterns, why in (("id", names.ID, "named as an id"), ("metadata", names.METADATA, "about the session")):
        if named(*patterns) and not (role == "id" and not content.nearly_unique) and content.mean_words < 6:
            return role, why, False
    places = named(*person.AREA) and not content.nearly_unique and content.mean_words < 4
    if places and named(*names.PERSONAL) and not any(mark.isdigit() for value, _ in content.examples for mark in value):
        return "area", "places, several of them more than once", False
    if (
        named(*names.PERSONAL)
        and content.mean_words < 12
        and not (content.scale or (content.choice and content.distinct <= 5))
    ):
        return "personal", "about the person", False
    if content.links:
        return "metadata", "links or names of files", False
    if content.emails:
        return "personal", "e-mail addresses", False
    if named(*person.POSTCODE) or content.postcodes:
        return "postcode", "postcodes", False
    if column.written and not (content.numeric or content.codes or content.says_nothing):
        if matches(fold(column.tag), (r".*_\d+_text",)) or named(*names.OTHER):
            return "other_specify", "text for those who chose other", False
        if named(*person.AREA) and content.mean_words < 5:
            return "area", "a place, in people's own spelling", True
        if not (named(*person.ORGANISATION) and content.mean_words < 8):
            return "open", f"{layout.title} says that people typed here", content.mean_words < 2.5 and not content.few
    if not content.is_text and column.index == 0 and content.unique and content.n >= 3 and content.mean_words < 12:
        return "id", "every row has its own", True
    return _question(said, content, named)


def _typed_under_other(column: Column, content: Content, said: set[str]) -> bool:
    """Say whether people who chose "other" typed here what: few they may be, and many may have typed the same."""
    heading = {fold(column.part)} if column.part else said
    asked = any(matches(words, names.SPECIFY) for words in heading) or matches(fold(column.tag), (r".*_\d+_text",))
    if not (asked or any(matches(words, ("other:?", r".*- other:?")) for words in heading)):
        return False
    if any(matches(words, (r".*comments?\b.*",)) for words in heading) or content.mean_words >= 25:
        return False
    values = {fold(value) for value, _ in content.examples}
    ticks = values <= TICKED | NOT_TICKED or values <= {fold(column.part), fold(column.question), "other"}
    own = len(values) == 1 and any(value in words for value in values for words in said)
    return not (ticks or own or content.numeric or content.scale or content.dates)


def _by_part(part: str, content: Content) -> tuple[str, str, bool] | None:
    """Under the title of a section ("About you"), columns are what their own heading says, as if it stood alone."""
    if content.agreement and content.distinct >= 2 and matches(part, names.POSITION):
        return "position", "what its own heading says", False
    if content.distinct < 2 or content.scale or (content.numeric and not content.unique):
        return None
    if matches(part, names.ID) and content.nearly_unique:
        return "id", "named as an id", False
    for role, patterns, fits in (
        ("date", names.DATE, content.dates),
        ("personal", names.PERSONAL, content.mean_words < 12),
        ("postcode", person.POSTCODE, content.postcodes),
        ("respondent_type", person.TYPE, not content.is_text and content.distinct <= 30),
        ("area", person.AREA, not content.numeric and content.mean_words < 5),
    ):
        if fits and matches(part, patterns):
            return role, "what its own heading says", False
    return None


def _text_part(column: Column, content: Content) -> tuple[str, str, bool]:
    part = fold(column.part)
    if matches(part, names.OTHER):
        return "other_specify", "text for those who chose other", False
    return "open", "free text within a question", not matches(part, names.OPEN)


def _question(said: set[str], content: Content, named) -> tuple[str, str, bool]:  # type: ignore[no-untyped-def]
    only = fold(content.examples[0][0]) if content.distinct == 1 else ""
    about = named(*person.AREA, *person.TYPE, *names.CONSENT)
    if only and not about and (content.n >= 3 or any(only in words for words in said)):
        return "closed", "one value, such as an option that was ticked", False
    few_values = content.distinct <= 12 and content.n >= 5 * content.distinct
    closed = content.scale or content.numeric or content.choice
    if named(*names.OTHER) and not named(r".*comment.*") and content.mean_words < 25 and not closed and not few_values:
        return "other_specify", "text for those who chose other", False
    if named(*person.ORGANISATION) and content.mean_words < 8:
        return "metadata", "name of an organisation", False
    rare = content.rows > 20 and content.n < 0.03 * content.rows
    explains = named(*names.EXPLAIN)
    repeats = (content.listed and not explains) or (content.n > 8 * content.distinct and not content.varied)
    # A fact about the person, a name, a list to tick: short, however it was entered.
    given = (
        (named(*person.QUANTITY) and content.mean_words < 4)
        or (named(*person.CHARACTERISTIC) and content.mean_words < 6)
        or (named(*names.TICK) and not named(*names.ASKS))
        or (content.proper and content.mean_words < 6 and not named(*names.ASKS))
    )
    often_typed = content.typed and content.distinct >= max(15, 0.5 * content.n) and not (closed or given)
    if not closed and not repeats and content.mean_words >= 5 and content.distinct >= 4 and named(*names.ASKS):
        return "open", "asks for text, and there is text", False
    if content.is_text and not given:
        if named(*person.AREA) and content.mean_words < 5:
            return "area", "a place, in people's own spelling", True
        if content.mean_words < 2.5 and not (named(*names.OPEN, *names.ASKED) or often_typed):
            return "closed", "short text", True
        return "open", "free text", content.mean_words < 4 or rare
    if (
        (content.few or (explains and content.distinct >= 3 and not (repeats or content.listed)))
        and named(*names.OPEN, *names.EXPLAIN)
        and not (closed or given or content.says_nothing)
    ):
        return "open", "asks for text", True
    if (content.numeric or content.codes) and not (named(*names.CONSENT) and content.distinct <= 3):
        return "closed", "numbers" if content.numeric else "codes", False
    own_words = (content.varied or content.typed) and not given
    if (
        own_words
        and (often_typed or named(*names.OPEN, *names.ASKED))
        and not (closed or named(*person.AREA, *person.TYPE))
    ):
        return "open", "short text in people's own words", True
    if content.mixed and named(*names.WISHES) and not (closed or given or content.proper):
        return "open", "a wish in people's own words", True
    if content.agreement and named(*names.LEAVE):
        return "consent", "asks for leave to quote", False
    # Before the area: "Do you support one CCG for Essex?" names a place and asks for a position.
    if content.agreement and named(*names.POSITION):
        return "position", "asks for support or agreement", False
    if content.scale and content.distinct >= 3 and named(*names.FEELING):
        return "position", "asks what people think of it", True
    for role, patterns, why in (
        ("consent", names.CONSENT, "asks for consent"), ("respondent_type", person.TYPE, "says who responds"),
        ("area", person.AREA, "says where people live or work"),
    ):  # fmt: skip
        if named(*patterns) and content.distinct <= 400:
            return role, why, False
    if not (content.agreement or content.scale) and are_regions(value for value, _ in content.examples):
        return "area", "answers are parts of a country", False
    if content.distinct <= 15 and not content.agreement:
        hinted = named(*person.WHO) and say_who_responds(value for value, _ in content.examples)
        if hinted or any(map(lists_kinds, said)):
            return "respondent_type", "answers are kinds of respondents", not hinted
    if given and content.is_text:
        return "closed", "a fact or a name, in people's own words", False
    if content.support or (named(*names.PREFERENCE) and 2 <= content.distinct <= 12):
        return "position", "answers are degrees of support", False
    return "closed", "few different answers", False


def text_of(columns: Sequence[ColumnRole], role: str) -> list[ColumnRole]:
    """Return the columns of a role."""
    return [one for one in columns if one.role == role]
