"""What every output says in the same words: what was asked, what this is and what it is not."""

from collections.abc import Mapping
from typing import Any

from feedback_nlp.report.cells import clean
from feedback_nlp.summary import Summary

NOT_A_VOTE = (
    "This is not a vote and not a representative survey: people chose to respond. The figures count what those who "
    "responded wrote. They do not say what everyone thinks."
)
METHOD = (
    "Answers were read on the consulting body's own computers. The checks say which personal details were replaced "
    "before.",
    "Each answer was compared with a written list of themes (the code frame). One answer may carry several themes.",
    "Figures count respondents once per theme, over all respondents with something to analyse.",
    "Intervals are 95% Wilson intervals; where groups are compared, that is corrected for the many comparisons made.",
)
ACCESSIBILITY = (
    "This file follows the Government Analysis Function's guidance on releasing statistics in spreadsheets: one table "
    "a sheet, marked up as a table, with notes on a sheet of their own and no information in colour alone."
)
CONTENTS = (
    "This sheet contains one table. Sheets keep their number from one consultation to the next, so a number may be "
    "missing: a table that was not made has no sheet. A table with nothing in it says so."
)
ONE_TABLE = "This sheet contains one table. Notes are on the Notes sheet."


def title_of(about: Mapping[str, Any]) -> str:
    """Return the title of the consultation."""
    return clean(about.get("title") or "Consultation responses").strip()


def asked(about: Mapping[str, Any]) -> list[str]:
    """Return who asked what and when, a sentence each; what is not known is left out."""
    lines = []
    if about.get("about"):
        lines.append(clean(about["about"]).strip())
    if about.get("asked_by"):
        lines.append(f"Consultation by {clean(about['asked_by']).strip()}.")
    opened, closed = (long_date(about.get(key)) for key in ("opened", "closed"))
    if opened and closed:
        lines.append(f"It was open from {opened} to {closed}.")
    elif opened or closed:
        lines.append(f"It opened on {opened}." if opened else f"It closed on {closed}.")
    return lines


def cover(summary: Summary, about: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Return the cover of the workbook: headings, each with its lines."""
    intro = [*asked(about), NOT_A_VOTE, base(summary)]
    parts = [
        ("Introductory information", [line for line in intro if line]),
        ("About these data", [*method(summary), ACCESSIBILITY, made_by(about)]),
    ]
    return [*parts, ("Contact", [contact(about)])] if contact(about) else parts


def method(summary: Summary) -> tuple[str, ...]:
    """Return how the results were made; which numbers are hidden is said as the note on them says it, in short."""
    hidden, _, _ = clean(summary.notes.get("suppression", "")).partition(". ")
    return (*METHOD, hidden.removesuffix(".") + ".") if hidden else METHOD


def base(summary: Summary) -> str:
    """Return how many respondents and answers the figures rest on, or "" where that is not known."""
    parts = []
    for key, one, many in (("respondents", "respondent", "respondents"), ("answers", "answer", "answers")):
        value = summary.facts.get(key)
        if isinstance(value, int | float):
            parts.append(f"{value:,.0f} {one if value == 1 else many}")
        elif value:
            parts.append(f"{value} {many}")
    if not parts:
        return ""
    if len(parts) == 1:
        return f"It rests on {parts[0]} with something to analyse."
    return f"It rests on {parts[0]} who gave {parts[1]} with something to analyse."


def made_by(about: Mapping[str, Any]) -> str:
    """Return which version and run made the file."""
    version, run_id = about.get("version"), about.get("run_id")
    return (
        "Made with feedback_nlp"
        + (f" {clean(version)}" if version else "")
        + (f", run {clean(run_id)}" if run_id else "")
        + "."
    )


def contact(about: Mapping[str, Any]) -> str:
    """Return whom to ask."""
    return clean(about.get("contact") or "").strip()


def language(about: Mapping[str, Any]) -> str:
    """Return the language of the page as a tag: what the software writes is English, whatever the answers are in."""
    return "en-GB"


def long_date(value: object) -> str:
    """Return a date as people write it, ``17 February 2020``; what is no date comes back as it is."""
    from datetime import date

    text = clean(value or "").strip()
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


# strftime would follow the machine's locale.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
