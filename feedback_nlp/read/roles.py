"""What is each column? Found from its heading and from what stands in it.

The two mistakes that matter: a drop-down taken for an open question puts options into the themes; an open question
taken for a drop-down loses what people wrote. Content decides between them; a heading only where content is too little.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from feedback_nlp.read.content import Content, describe
from feedback_nlp.read.export import Export
from feedback_nlp.read.headings import Column, fold
from feedback_nlp.read.layouts import Layout
from feedback_nlp.read.recognise import layout_named, matches

ROLES: Final = (
    "id", "date", "respondent_type", "area", "postcode", "position", "consent", "closed", "open", "other_specify",
    "metadata", "personal", "staff", "empty",
)  # fmt: skip

_ID: Final = (
    r"(respondent|response|participant|submission|contribution|comment|record|case|survey|user|person|unique)[ _-]?"
    r"(id|no|nr|number|ref|reference|identifier|key)\.?",
    "id", "#", "urn", "uuid", "guid", "reference( number)?", "ref", "respondent", "token", ".*_id", "case", "row( id)?",
    "author-id", r"p\d+_id .*", "id .*", "document id", "tracking number",
)  # fmt: skip
_DATE: Final = (
    r"(start|end|submit|submitted|submission|completion|completed|recorded|created|received|response)[ _-]?(date"
    r"|time|at|on)?"
    r"( ?\(utc\))?",
    "date", "timestamp", "datetime", "time", r"date[ _-](submitted|created|received|completed|of .*)", r".*_timestamp",
    r".*\bdate", "time (started|submitted|completed)", "started", "ended", r"\w+[-_ ]date[-_ ]?\w*",
)  # fmt: skip
_METADATA: Final = (
    "collector.*", "duration.*", "time taken.*", "interviewtime", "browser", "device.*", "user ?agent", "referr?er",
    "url",
    "language", "lang", "locale", "progress", "finished", "status", "last ?page", "seed", "version", r"custom ?data.*",
    "latitude|longitude|lat|lng|lon", "agency id|docket id", "is withdrawn.?", "allow late .*", "page count",
    "start end page",
    r".*\bfiles?", "network id", "channel", "source", "collector", "score", "total points", "row",
)  # fmt: skip
_PERSONAL: Final = (
    r"(?:.*\b)?e-?mail(?: address)?\b.*", r"(?:.*\b)?(?:tele|mobile |contact )?phone(?: number)?\b.*",
    r"ip ?addr(?:ess)?",
    r"(?:your |full |first |last |fore|sur|family |given |contact |user ?|screen |what is your |q\d+[.:]? "
    r")*name\b.{0,12}",
    r"name[ _](?:first|last).*", "(?:home |postal |your )?address(?: line.*| \\d)?", "(?:tele)?phone.*", "twitter.*",
    "login.*", r"contact (number|details?).*", "dob|date of birth", r"nhs number|ni number", r"linkedin.*",
    "signature",
    "(?:.*\\b)?github (?:id|handle|username).*",
)  # fmt: skip
_STAFF: Final = (
    r".*\banalysts?'?\b.*", r".*\b(coder|coding|coded by|code frame)\b.*",
    "(internal|staff|officer|admin) (note|comment)s?.*",
    r"(themes?|tags?|sentiment|moderated|redacted)( \d+)?", "comment sentiment",
)  # fmt: skip
_TYPE: Final = (
    r".*\b(responding|respond|answering|replying|completing|submitting)\b.*\b(as|on behalf|capacity|for)\b.*",
    r".*\brespondent[ _]type\b.*", r"type of respondent.*", r".*\bon behalf of\b.*", r".*\bin what capacity\b.*",
    r".*\b(best|better) describes? (you|your role|who)\b.*", r"are you( an?)?( \w+)?[:?]?", r"i am( an?)?.{0,12}",
    "usted es.*",
    r".*\b(individual or|member of (the )?(public|staff))\b.*", "stakeholder( type| group)?", "category", "role",
    r".*\busted es\b.*",
    r".*_usted es.*", "which of these (are|describes) you.*", "what is your (role|relationship).*",
)  # fmt: skip
_AREA: Final = (
    r".*\b(ccg|icb|clinical commissioning group|integrated care|nhs trust)\b.*",
    r"(which|what) (area|part|locality|place|town|district|borough|region|county|ward|nation|country)\b.*\b(live"
    r"|from|in|you|work)\b.*",
    r"(which|what)( is your)? (ccg|icb|area|region|district|county|borough|locality)\??",
    r"wo (wohnen|leben) sie.*", r"où (habitez|vivez).*", r"¿?d[oó]nde vive.*",
    r"where (do|are) you (live|from|based|located).*",
    r".*\b(area|region|district|locality) (do|are|that|where) you\b.*",
    r"(your )?(area|locality|neighbourhood|region|district|borough|county|council|local authority|ward|constituency"
    r"|trust|macro-?zona)",
    r"location\b.*", r".*\b(local authority|council) area\b.*", r".*\bregion of the (uk|world|country)\b.*",
    r"(state|province|state/province|country|nation|town|city|place)( name)?", r".*_macrozona",
    r".*\bin which (country|region|area|county).*",
    r"what is your (area|region|location|country|county|town|city).*", r"where in .* (live|based).*",
    r".*\bindique la region\b.*",
    r".*\b(please )?(select|choose|state) (your|the) (area|region|county|district|location).*",
)  # fmt: skip
_POSTCODE: Final = (r".*\bpost ?-?codes?\b.*", r".*\b(zip|postal)[ -]?codes?\b.*")
_POSITION: Final = (
    r".*\b(support|oppose|in favou?r of|approve of)\b.*\b(propos\w+|plan|change|option|merger|approach|policy"
    r"|idea)\b.*",
    r".*\b(agree|disagree)\b.*\b(propos\w+|plan|change|option|merger|approach|policy|aim|recommendation|objetivo"
    r"|with)\b.*",
    r".*\bto what extent\b.*\b(support|agree|oppose)\b.*", r".*\bdo you (support|agree|oppose)\b.*",
    r".*\bde acuerdo\b.*",
    r".*\b(level of support|position|stance|your view on)\b.*",
)  # fmt: skip
_CONSENT: Final = (
    r".*\bconsent\w*\b.*", r".*\bpublish\w*\b.*\b(response|summary|name|answers?|comments?)\b.*",
    r".*\b(privacy|gdpr|data protection)\b.*",
    r".*\bhappy for (us|your)\b.*", r".*\bpermission\b.*", r".*\bconfidential\b.*",
    r".*\b(may|can) we (quote|publish|contact|use)\b.*",
)  # fmt: skip
_OTHER: Final = (
    r"other", r".*\bother\b.{0,20}\b(specify|state|write[- ]?in|describe|explain|tell us|detail\w*)\b.*",
    r"other[,:]? please.*",
    r"if other\b.*", r".*\bplease specify\b.*", r".*\[other\].*", r".*[_ ]other(_.*)?", r"other_.*", r".* - other",
    r"write[- ]?in.*",
    r"sonstiges.*|otro.*|autre.*",
)  # fmt: skip
_ASKS: Final = (
    r".*\b(comments?|explain|suggestions?|feedback|in your own words|anything else|tell us|reasons? (for|behind)"
    r"|elaborate)\b.*",
    r"(.* - )?why( not)?\??", r".*_comments?",
)  # fmt: skip
_OPEN: Final = (
    r".*\b(comments?|explain|suggest\w*|feedback|reasons?|thoughts?|describe|elaborate|tell us|in your own words"
    r"|free text|open-ended"
    r"|concerns?|ideas?|views?|opinion|anything else|other points|expand|details?|improve\w*|desired_result"
    r"|antecedentes)\b.*",
    r"(.* - )?why( not)?\??", r".*\bwhy\b.*", r".*\bhow (can|could|would|should|might|do|did|does)\b.*",
    r".*\bwhat (do|did|are|is|would|could|should|else|can|might|worked|went|one|services|efforts|other)\b.*",
    r".*_(comments?|text)",
    r".*\b(please )?(give|provide|share|use this space)\b.*", r".*_(thoughts|reasons?|barriers?)",
)  # fmt: skip
_ASKED: Final = r"(what|how|why|which|please)\b.*"
_ORGANISATION: Final = (
    r"(your )?(organi[sz]ation|company|employer|practice|job|occupation|institution)s?:?",
    r".*\b(name of (your |the )?(organi[sz]ation|company|practice|group)|(organi[sz]ation|company|employer"
    r"|institution|job)('s)? (name|title)|nombre institucion)\b.*",
    r".*nombre (de la )?institucion.*",
)


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
    return [_role(column, describe(export.rows[column.name]), layout) for column in export.columns]


def _role(column: Column, content: Content, layout: Layout) -> ColumnRole:
    role, why, unsure = _decide(column, content, layout)
    return ColumnRole(column, role, why, unsure, content)


def _decide(column: Column, content: Content, layout: Layout) -> tuple[str, str, bool]:
    said = {fold(column.name), fold(column.tag), fold(column.question)} - {""}
    # Citizen Space and GOV.UK Forms write "Title - label": the label alone says what it is.
    said |= {label for words in tuple(said) if len(label := words.rpartition(" - ")[2]) >= 4}

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
    # A part of a question has the question's words too; what it is follows from the part.
    if column.part and (found := _by_part(fold(column.part), content)):
        return found
    if column.part and not content.is_text:
        if named(*_AREA) and not content.numeric:
            return "area", "a place, spread over columns", False
        return "closed", "part of a multiple choice or grid", False
    if column.part:
        return _text_part(column, content)
    if content.dates and not named(*_CONSENT):
        return "date", "dates", not named(*_DATE)
    for role, patterns, why in (
        ("id", _ID, "named as an id"), ("metadata", _METADATA, "about the session"), ("staff", _STAFF,
        "words of staff"),
    ):  # fmt: skip
        if named(*patterns) and not (role == "id" and not content.unique) and content.mean_words < 6:
            return role, why, False
    if (
        named(*_PERSONAL)
        and content.mean_words < 12
        and not (content.scale or (content.choice and content.distinct <= 5))
    ):
        return "personal", "about the person", False
    if content.emails:
        return "personal", "e-mail addresses", False
    if named(*_POSTCODE) or content.postcodes:
        return "postcode", "postcodes", False
    if column.written and not (content.numeric or content.says_nothing):
        if matches(fold(column.tag), (r".*_text",)) or named(*_OTHER):
            return "other_specify", "text for those who chose other", False
        if named(*_AREA) and content.mean_words < 5:
            return "area", "a place, in people's own spelling", True
        if not (named(*_ORGANISATION) and content.mean_words < 8):
            return "open", f"{layout.title} says that people typed here", content.mean_words < 2.5 and not content.few
    if not content.is_text and column.index == 0 and content.unique and content.n >= 3 and content.mean_words < 12:
        return "id", "every row has its own", True
    return _question(column, content, named)


def _by_part(part: str, content: Content) -> tuple[str, str, bool] | None:
    """Under the title of a section ("About you"), columns are what their own heading says, as if it stood alone."""
    if content.distinct < 2 or content.scale or (content.numeric and not content.unique):
        return None
    if matches(part, _ID) and content.unique:
        return "id", "named as an id", False
    for role, patterns, fits in (
        ("date", _DATE, content.dates),
        ("personal", _PERSONAL, content.mean_words < 12),
        ("postcode", _POSTCODE, content.postcodes),
        ("respondent_type", _TYPE, not content.is_text and content.distinct <= 30),
        ("area", _AREA, not content.numeric and content.mean_words < 5),
    ):
        if fits and matches(part, patterns):
            return role, "what its own heading says", False
    return None


def _text_part(column: Column, content: Content) -> tuple[str, str, bool]:
    part = fold(column.part)
    if matches(part, _OTHER):
        return "other_specify", "text for those who chose other", False
    return "open", "free text within a question", not matches(part, _OPEN)


def _question(column: Column, content: Content, named) -> tuple[str, str, bool]:  # type: ignore[no-untyped-def]
    few_values = content.distinct <= 12 and content.n >= 5 * content.distinct
    closed = content.scale or content.numeric or content.choice
    if named(*_OTHER) and not named(r".*comment.*") and content.mean_words < 25 and not closed and not few_values:
        return "other_specify", "text for those who chose other", False
    if named(*_ORGANISATION) and content.mean_words < 8:
        return "metadata", "name of an organisation", False
    rare = content.rows > 20 and content.n < 0.03 * content.rows
    repeats = content.n > 8 * content.distinct and not content.varied
    if not closed and not repeats and content.mean_words >= 5 and content.distinct >= 4 and named(*_ASKS):
        return "open", "asks for text, and there is text", False
    if content.is_text:
        if named(*_AREA) and content.mean_words < 5:
            return "area", "a place, in people's own spelling", True
        if content.mean_words < 2.5 and not named(*_OPEN, _ASKED):
            return "closed", "short text", True
        return "open", "free text", content.mean_words < 4 or rare
    if content.few and named(*_OPEN) and not closed and not content.says_nothing:
        return "open", "asks for text", True
    if content.numeric:
        return "closed", "numbers", False
    if content.varied and named(*_OPEN, _ASKED) and not closed:
        return "open", "short text in people's own words", True
    # Before the area: "Do you support one CCG for Essex?" names a place and asks for a position.
    if content.agreement and named(*_POSITION):
        return "position", "asks for support or agreement", False
    for role, patterns, why in (
        ("consent", _CONSENT, "asks for consent"), ("respondent_type", _TYPE, "says who responds"),
        ("area", _AREA, "says where people live or work"),
    ):  # fmt: skip
        if named(*patterns) and content.distinct <= 400:
            return role, why, False
    if content.support:
        return "position", "answers are degrees of support", False
    return "closed", "few different answers", False


def text_of(columns: Sequence[ColumnRole], role: str) -> list[ColumnRole]:
    """Return the columns of a role."""
    return [one for one in columns if one.role == role]
