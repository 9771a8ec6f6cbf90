"""What the command line shows: a page of findings at the end, the columns of an export.

All figures of findings come from the published tables, so what is hidden there is hidden here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd

from feedback_nlp import columns
from feedback_nlp.counted_twice import on_screen, rows_on_screen
from feedback_nlp.tag.gain import advice, beside_the_frame
from feedback_nlp.tag.questions import said_of_uncoded
from feedback_nlp.tag.uncoded import codes_never_coded, said_of_codes

if TYPE_CHECKING:
    from pathlib import Path

    from feedback_nlp.config import Consultation, Source
    from feedback_nlp.discover import Discovery
    from feedback_nlp.pipeline import Run
    from feedback_nlp.summary import Summary
    from feedback_nlp.tag import CodeFrame

TOP: Final = 8
MOST_WORDINGS: Final = 15
PAIRS: Final = 5


def describe_run(run: Run) -> str:
    """Return a finished run in words: what became of the answers, top themes, what stands out, where the files are."""
    parts = [run.consultation.consultation.title, "", ledger_in_words(run.prepared.ledger), ""]
    parts += [*top_themes(run.summary), *([""] if (outstanding := stands_out(run.summary)) else []), *outstanding]
    if run.discovery is not None and len(run.discovery.topics):
        missed = run.discovery.topics[run.discovery.topics[columns.OVERLAP].isna()]
        parts += ["", f"Topics found, whatever the code frame: {len(run.discovery.topics)}"]
        parts += [f"  not in the frame: {title}" for title in missed[columns.TITLE].head(3)]
    twice = on_screen(run.prepared.alike)
    parts += [f"\n{said} Sheet same_people of coding.xlsx (internal) lists them." for said in twice]
    parts += [
        f"\nCheck: {note}"
        for note in [*run.reading.notes, *areas_not_known(run.summary, listed=run.reading.areas is not None)]
    ]
    parts += drafts_left(run.frame)
    if run.card and (mend := advice(run.card["gain"])):
        parts += [f"\nCheck: the trained model. {beside_the_frame(run.card['gain'])} {mend}"]
    uncoded = [*said_of_uncoded(run.uncoded), *said_of_codes(codes_never_coded(run.card or {}))]
    parts += [f"\nCheck: {said}" for said in uncoded]
    parts += look_at_definitions(run)
    if run.folder is not None:
        folder = run.folder.resolve()
        edited = sorted(path.name for path in folder.rglob("*-edited-*"))
        parts += [
            "",
            f"Workbook: {folder / 'themes.xlsx'}",
            f"Page:     {folder / 'report.html'}",
            f"To check the tags (internal): {folder / 'coding.xlsx'}{_for_a_person(run.labels)}",
            *(f"Kept as you edited it: {name} (feedback-nlp train learns from it)" for name in edited),
        ]
    return "\n".join(parts)


def areas_not_known(summary: Summary, *, listed: bool) -> list[str]:
    """Return a warning where the area of many respondents is not known, and what to do; none gives none."""
    said = summary.facts.get("areas_not_known")
    mend = "add it as aliases to the table of areas" if listed else "name a table of areas that has it as aliases"
    what = "unmatched.csv (internal) lists what was typed and could not be placed"
    return [f"{said} {what}: {mend}, and run again."] if said else []


def _for_a_person(labels: pd.DataFrame) -> str:
    if columns.FOR_A_PERSON not in labels:
        return ""
    return f" ({int(labels[columns.FOR_A_PERSON].sum()):,} of {len(labels):,} tags are marked for a person)"


def look_at_definitions(run: Run) -> list[str]:
    """Return which themes mostly the same people raise; none gives none. How many do, only an internal file tells."""
    from feedback_nlp.tag import coinciding

    if run.frame is None or (pairs := coinciding(run.labels, run.prepared.answers, run.frame.themes)).empty:
        return []
    named = [f"  {row.theme} / {row.other_theme}" for row in pairs.head(PAIRS).itertuples()]
    more = [f"  and {len(pairs) - PAIRS} more"] if len(pairs) > PAIRS else []
    said = (
        "\nCheck: the same people mostly raise both of these themes. Look at these definitions, which may overlap "
        "(figures: sheet overlaps of coding.xlsx, internal):"
    )
    return [said, *named, *more]


def drafts_left(frame: CodeFrame | None) -> list[str]:
    """Return a warning where definitions are still those that `discover` drafted; none gives none."""
    if frame is None:
        return []
    n = int(frame.themes[columns.DEFINITION].str.startswith("DRAFT").sum())
    return (
        [f"Check: {n} of {len(frame.themes)} definitions in the code frame are still a machine's draft."] if n else []
    )


def describe_topics(found: Discovery | None, folder: Path) -> str:
    """Return what was discovered, and where the draft of a code frame is."""
    if found is None or found.topics.empty:
        return "\n".join(["No topics were found.", *(found.notes if found else ())])
    rows = [
        (topic.code, topic.answers, topic.title, overlap)
        for topic, overlap in zip(found.topics.itertuples(), found.topics[columns.OVERLAP].fillna("-"), strict=True)
    ]
    return "\n".join(
        [
            as_table(("topic", "answers", "words", "nearest theme"), rows),
            *found.notes,
            "",
            f"A draft of a code frame to edit: {folder / 'codeframe.csv'}",
            f"Topics with typical answers:     {folder / 'coding.xlsx'}",
        ]
    )


def describe_consultation(consultation: Consultation) -> str:
    """Return how the exports are read: layout and reason, what each column is taken for, areas, and the ledger."""
    from feedback_nlp.read import column_roles, read_export
    from feedback_nlp.steps import prepare_unredacted, read_frame, read_responses
    from feedback_nlp.typed import answers_on_consent, unmatched_areas

    frame = read_frame(consultation)
    reading = read_responses(consultation)
    prepared = prepare_unredacted(reading, consultation)
    ledger, alike = prepared.ledger, prepared.alike
    parts = [f"{consultation.path}: no faults found.", ""]
    for source in consultation.sources:
        for name in source.files:
            path = consultation.resolve(name)
            if path.is_dir():
                continue
            options = source.model_dump(include={"sheet", "layout", "header_rows", "encoding"})
            export = read_export(path, **options)
            parts += [f"{name}: read as {export.layout} ({export.reason}), {len(export.rows):,} rows", ""]
            used = _uses(source)
            roles = [(r.column.name, used.get(r.column.name, ""), r.role, r.why) for r in column_roles(export)]
            cut = [(heading[:60], *rest) for heading, *rest in roles]
            parts += [as_table(("column", "used as", "looks like", "because"), cut), ""]
    asked = [(key, " ".join(words.split())[:100]) for key, words in reading.wording.items()]
    parts += [as_table(("question", "wording (another one: under [questions])"), asked), ""] if asked else []
    parts += list(reading.notes)
    parts += [*on_screen(alike), *rows_on_screen(alike)]
    if reading.areas is not None:
        respondents = reading.responses.drop_duplicates(columns.RESPONDENT_ID)[columns.AREA].value_counts()
        rows = [(area, respondents.get(area, 0)) for area in reading.areas[columns.AREA]]
        parts += ["", as_table(("area", "respondents"), rows)]
    unmatched = unmatched_areas(reading, consultation)
    if unmatched is not None:
        parts += _not_placed(unmatched, areas=reading.areas is not None)
    if any(source.consent for source in consultation.sources):
        parts += ["", *_understood(answers_on_consent(reading, consultation))]
    if frame is not None:
        parts += ["", f"Code frame: {len(frame.themes)} themes, version {frame.version}", *drafts_left(frame)]
        parts += [f"Check: {warning}" for warning in frame.warnings]
    return "\n".join([*parts, "", ledger_in_words(ledger)])


def _understood(consent: pd.DataFrame) -> list[str]:
    """Return what was answered about consent, and whether it counts as leave to quote."""
    if consent.empty:
        return ["Consent: nobody answered, so that everybody may be quoted. Is it the right column?"]
    shown = consent.head(MOST_WORDINGS)
    rows = zip(
        shown["value"].str.slice(0, 60).fillna("(left blank)"),
        shown["n"].map("{:,}".format),
        shown["leave"].map({True: "yes", False: "no"}),
        strict=True,
    )
    left = len(consent) - len(shown)
    return [as_table(("consent", "respondents", "may be quoted"), rows), *([f"... and {left:,} more"] if left else [])]


def _not_placed(unmatched: pd.DataFrame, *, areas: bool) -> list[str]:
    """Return what was said as an area and could not be placed, and why; `areas` says whether there is a table."""
    several = unmatched["fits"].notna()
    mend = "add an alias to the table of areas, or leave it"
    if not areas:
        mend = "typed freely, and each by few: name a table of areas under [areas] to count them"
    unknown = [f"  {row.value} ({row.n})" for row in unmatched[~several].head(15).itertuples()]
    lines = ["", f"Said as an area, but not known as one ({mend}):", *unknown] if unknown else []
    both = [f"  {row.value} ({row.n}): {row.fits}" for row in unmatched[several].head(15).itertuples()]
    if both:
        mend = "make it an alias of one of them alone in the table of areas, or leave it"
        lines += ["", f"Said as an area, but fits more than one ({mend}):", *both]
    return lines


def _uses(source: Source) -> dict[str, str]:
    """Return column name -> what the consultation file uses it as."""
    roles = ("respondent_id", "area", "postcode", "respondent_type", "position", "submitted", "consent")
    used = {getattr(source, role): role for role in roles if getattr(source, role)}
    for kind, named in (("question", source.questions), ("attribute", source.attributes)):
        for key, given in named.items():
            used |= dict.fromkeys([given] if isinstance(given, str) else given, f"{kind} {key}")
    if source.long:
        used |= {source.long.question: "question (long)", source.long.answer: "answer (long)"}
    return used


def ledger_in_words(ledger: pd.DataFrame) -> str:
    """Return what became of every input row and question; the states add up to the total."""
    counts = ledger[columns.STATE].value_counts()
    named = [f"{counts[state]:,} {state.replace('_', '-')}" for state in columns.STATES if state in counts]
    return f"{len(ledger):,} answers asked for: " + (", ".join(named) if named else "none") + "."


def top_themes(summary: Summary) -> list[str]:
    """Return the themes that most respondents raise, one line each."""
    if "themes" not in summary.tables or summary.tables["themes"].frame.empty:
        return ["No code frame: no themes were counted. Name one under [themes] in the consultation file."]
    frame = summary.tables["themes"].frame.head(TOP)
    base = frame["base"].iloc[0]
    lines = [f"Top themes (of {base} respondents with something to analyse):"]
    for row in frame.itertuples():
        lines.append(f"  {share(row.share):>5}  {row.respondents!s:>5}  {row.theme}")
    return lines


def stands_out(summary: Summary) -> list[str]:
    """Return what is notably higher or lower in an area or respondent type than in the rest, one line each."""
    if "themes" not in summary.tables or summary.tables["themes"].frame.empty:
        return []
    lines = []
    for table, column, name, fact in (
        ("themes_by_area", columns.AREA, "area", "areas_differ"),
        ("themes_by_type", columns.RESPONDENT_TYPE, "respondent type", "types_differ"),
    ):
        if table in summary.tables and not summary.tables[table].frame.empty:
            lines += [f"What stands out by {name}:", *_stand_out(summary.tables[table].frame, column, name)]
            lines += [f"  {omnibus}"] if (omnibus := summary.facts.get(fact)) else []
        elif withheld := summary.facts.get(fact):
            lines.append(str(withheld))
    return lines or ["No areas or respondent types in this export: nothing to compare."]


def _stand_out(frame: pd.DataFrame, column: str, name: str) -> list[str]:
    # Of two areas, one is lower where the other is higher: that needs saying once.
    words = ("higher", "lower") if frame[column].nunique() > 2 else ("higher",)
    notable = frame[frame["finding"].astype(str).str.startswith(words)]
    notable = notable.loc[notable["difference"].abs().sort_values(ascending=False, kind="stable").index]
    lines = []
    for row in notable.head(2 * TOP).to_dict("records"):
        few = " (few people: low reliability)" if row["reliability"] == "[u]" else ""
        against = f"{share(row['share'])} against {share(row['rest_share'])} among others"
        lines.append(f"  {row[column]}: {row['theme']} — {against}{few}")
    return lines or [
        f"  No single theme in any one {name} by at least 5 percentage points and by more than chance would give."
    ]


def share(value: object) -> str:
    """Return a share as a whole percentage, and a shorthand such as [c] as it is."""
    return f"{100 * value:.0f}%" if isinstance(value, (int, float)) else str(value)


def as_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a plain-text table, columns padded to their widest cell."""
    cells = [[str(cell) for cell in row] for row in [headings, *rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(headings))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])
