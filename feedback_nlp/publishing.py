"""What is published beside answers, without people: wordings, keys of questions, names of files, notes.

Answers are redacted where they are prepared; these are redacted here, the same way, before anything is counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from feedback_nlp import columns
from feedback_nlp.config import Consultation, Privacy
from feedback_nlp.languages import ENGLISH

if TYPE_CHECKING:
    from feedback_nlp.checks import Check
    from feedback_nlp.manifest import Inputs
    from feedback_nlp.prepare import Prepared
    from feedback_nlp.prepare.published import Publisher
    from feedback_nlp.read import Reading

AS_READ, INPUT_FILE = "The export as it was read", "Input file"
"""The checks of `checks_of` that name files."""


def publisher_for(consultation: Consultation | None, reading: Reading | None = None) -> Publisher | None:
    """Return what redacts wordings and names of files as answers are redacted; None where nothing is."""
    from feedback_nlp.prepare.published import Publisher
    from feedback_nlp.represent import load_language

    privacy = consultation.privacy if consultation else Privacy()
    about = consultation.consultation if consultation else None
    if not privacy.redact:
        return None
    english = about is None or about.language == ENGLISH
    places = [*places_of(reading.areas if reading else None), *([about.asked_by] if about and about.asked_by else [])]
    return Publisher(nlp=load_language() if english else None, hide=privacy.hide, keep=privacy.keep, places=places)


def without_people(
    checks: Sequence[Check], publisher: Publisher, ledger: pd.DataFrame, inputs: Inputs | None
) -> list[Check]:
    """Return the checks with what is somebody's taken out of the names of files and of what they quote."""
    named = list(inputs.files) if inputs else []
    files = {*named, *(name.rsplit("/", 1)[-1] for name in named), *ledger[columns.SOURCE_FILE].dropna()}
    printed = publisher.files(files)
    found = []
    for check, result, evidence in checks:
        if check == INPUT_FILE:
            name, digest = evidence.rsplit(": sha256 ", 1)
            evidence = f"{printed[name]}: sha256 {digest}"
        elif check == AS_READ:
            evidence = publisher.notes([evidence], files)[0]
        found.append((check, result, evidence))
    return found


def with_printed_examples(themes: pd.DataFrame, publisher: Publisher) -> pd.DataFrame:
    """Return a code frame whose examples, which may be what people wrote, are as they may be printed."""
    printed = publisher.examples(themes[columns.EXAMPLES])
    return themes.assign(**{columns.EXAMPLES: pd.Series(printed, index=themes.index, dtype=object)})


def renamed(prepared: Prepared, keys: Mapping[str, str]) -> Prepared:
    """Return what was prepared with other keys of questions."""
    if not keys:
        return prepared
    tables = {name: getattr(prepared, name) for name in ("answers", "ledger", "people")}
    new = {
        name: table.assign(**{columns.QUESTION: table[columns.QUESTION].replace(dict(keys)).astype("string")})
        for name, table in tables.items()
    }
    return replace(prepared, **new)


def places_of(areas: pd.DataFrame | None) -> list[str]:
    """Return the names of places that redaction must not take for people."""
    if areas is None:
        return []
    return sorted({*areas[columns.AREA], *(alias for aliases in areas[columns.ALIASES] for alias in aliases)})
