"""Draft a consultation file from exports: the one step before there is a consultation."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from feedback_nlp import columns
from feedback_nlp.config import Consultation
from feedback_nlp.languages import ENGLISH
from feedback_nlp.steps import read_responses


def draft(exports: Sequence[Path], out: Path) -> str:
    """Return a consultation file drafted from exports, as it would stand at `out`; nothing is written.

    Raises
    ------
    DataError
        No file holds an open question, or one cannot be read.
    """
    from feedback_nlp.read import draft_consultation
    from feedback_nlp.represent import guess_language

    drafted = draft_consultation(exports, folder=out.parent)
    reading = read_responses(Consultation(**tomllib.loads(drafted), path=out))
    language = guess_language(reading.responses[columns.TEXT_RAW].dropna().tolist())
    if language in (ENGLISH, "unknown"):
        return drafted
    return draft_consultation(exports, folder=out.parent, language=language)
