"""Each step of a run as a function that an analyst can call on its own: a room, given its models and settings.

The order of the steps is in `pipeline`; the rooms know neither this file nor the consultation file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from feedback_nlp import columns
from feedback_nlp.checks import checks_of
from feedback_nlp.config import Consultation, Privacy, Topics
from feedback_nlp.consent import said_of_channels, with_every_refusal
from feedback_nlp.counted_twice import published
from feedback_nlp.errors import DataError, FeedbackError
from feedback_nlp.languages import ENGLISH, limits_of
from feedback_nlp.networks import Networks, networks_for
from feedback_nlp.publishing import publisher_for, renamed, with_printed_examples, without_people
from feedback_nlp.summary import Summary
from feedback_nlp.typed import what_to_hide

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from feedback_nlp.discover import Discovery
    from feedback_nlp.manifest import Inputs
    from feedback_nlp.prepare import Prepared, Redacted
    from feedback_nlp.read import Reading
    from feedback_nlp.tag import CodeFrame, TrainedTagger


def read_frame(consultation: Consultation) -> CodeFrame | None:
    """Return the code frame that the consultation names; None when it names none."""
    from feedback_nlp.tag import CodeFrame

    name = consultation.themes.frame
    return CodeFrame.read(consultation.resolve(name)) if name else None


def read_responses(consultation: Consultation) -> Reading:
    """Load every source of the consultation, and put each answer in its area.

    Returns
    -------
    Reading
        ``responses``, ``ledger``, ``wording`` of the questions, ``areas``, ``unmatched`` area values and ``notes``.

    Raises
    ------
    DataError, ConfigError
        Files or columns are missing or damaged: all faults in one message.
    """
    from feedback_nlp.read import combine, in_one_spelling, match_areas, read_areas, read_source, reword

    readings, faults = [], []
    about = consultation.consultation
    for source in consultation.sources:
        try:
            readings.append(
                read_source(
                    [consultation.resolve(name) for name in source.files],
                    names=source.files,
                    opened=about.opened,
                    closed=about.closed,
                    **source.model_dump(exclude={"files"}),
                )
            )
        except FeedbackError as error:
            faults.append(str(error))
    try:
        table = consultation.areas.table
        areas = read_areas(consultation.resolve(table)) if table else None
    except FeedbackError as error:
        faults.append(str(error))
    if faults:
        raise DataError("\n".join(faults))
    reading = reword(combine(readings), consultation.questions)
    responses, unmatched = match_areas(reading.responses, areas)
    types = in_one_spelling(responses[columns.RESPONDENT_TYPE], responses[columns.RESPONDENT_ID])
    responses = with_every_refusal(responses.assign(**{columns.RESPONDENT_TYPE: types}))
    notes = (*reading.notes, *said_of_channels(responses), *consultation.warnings)
    return replace(reading, responses=responses, areas=areas, unmatched=unmatched, notes=notes)


def prepare(reading: Reading, consultation: Consultation | None = None) -> Prepared:
    """Set aside what cannot be analysed, redact the rest and cut it into segments.

    Parameters
    ----------
    reading
        What `read_responses` gave.
    consultation
        Says what to hide and keep; None redacts with the defaults.
    """
    from feedback_nlp.prepare import prepare as prepare_responses

    about = consultation.consultation if consultation else None
    return prepare_responses(
        reading.responses,
        reading.ledger,
        redact=(consultation.privacy if consultation else Privacy()).redact,
        wording=reading.wording,
        opened=about.opened if about else None,
        closed=about.closed if about else None,
        enforce_dates=about.enforce_dates if about else False,
        **what_to_hide(reading, consultation),
    )


def prepare_unredacted(reading: Reading, consultation: Consultation) -> Prepared:
    """Prepare for counting alone, quickly: no text of it may be shown or written."""
    from feedback_nlp.prepare import prepare as prepare_responses

    about = consultation.consultation
    return prepare_responses(
        reading.responses,
        reading.ledger,
        redact=False,
        wording=reading.wording,
        opened=about.opened,
        closed=about.closed,
        enforce_dates=about.enforce_dates,
    )


def redact(text: str, *, hide: Sequence[str] = (), keep: Sequence[str] = ()) -> Redacted:
    """Replace the personal data in one text; `hide` and `keep` are words to hide or keep besides."""
    from feedback_nlp.prepare import redact as redact_text
    from feedback_nlp.prepare.normalise import normalise
    from feedback_nlp.represent import load_language

    return redact_text(normalise(text), nlp=load_language(), hide=hide, keep=keep)


def tag(
    prepared: Prepared,
    frame: CodeFrame | None,
    *,
    model: TrainedTagger | None = None,
    language: str = ENGLISH,
    networks: Networks | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Tag prepared answers with the themes of a code frame; no frame gives an empty labels table.

    Parameters
    ----------
    model
        What was learnt from coded answers (`training.train`, `training.open_model`) tags instead of the frame alone.
    language
        Of the answers; see `feedback_nlp.tag.tag`.
    networks
        None takes those that ship, with what earlier calls kept on this machine, as `discover` does.
    """
    from feedback_nlp.represent import load_language
    from feedback_nlp.tag import tag as tag_answers

    if frame is None:
        return columns.empty("labels")
    networks = networks or networks_for()
    encode, match, nlp = networks.encoder.encode, networks.match, load_language()
    if model is not None:
        return model.tag(prepared.answers, prepared.segments, encode=encode, match=match, nlp=nlp, progress=progress)
    return tag_answers(
        prepared.answers,
        prepared.segments,
        frame,
        encode=encode,
        match=match,
        nlp=nlp,
        language=language,
        progress=progress,
    )


def discover(
    prepared: Prepared,
    consultation: Consultation | None = None,
    *,
    labels: pd.DataFrame | None = None,
    frame: CodeFrame | None = None,
    embeddings: NDArray[np.float32] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Discovery | None:
    """Group the segments into topics, and propose themes that the frame lacks.

    Parameters
    ----------
    labels, frame
        With them, each topic names the theme that it overlaps most.
    embeddings
        Vectors of ``prepared.segments``, row by row; None encodes them.

    Returns
    -------
    Discovery or None
        None where the consultation file switches discovery off.
    """
    from feedback_nlp.discover import discover as discover_topics

    topics = consultation.topics if consultation else Topics()
    if not topics.discover:
        return None
    if embeddings is None:
        embeddings = networks_for(consultation).encoder.encode(prepared.segments[columns.TEXT].tolist())
    return discover_topics(
        prepared.answers,
        prepared.segments,
        embeddings=embeddings,
        labels=labels,
        themes=frame.themes if frame else None,
        seed=topics.seed,
        size=topics.size,
        language=consultation.consultation.language if consultation else ENGLISH,
        progress=progress,
    )


def summarise(
    prepared: Prepared,
    labels: pd.DataFrame,
    frame: CodeFrame | None,
    consultation: Consultation | None = None,
    *,
    model: TrainedTagger | None = None,
    reading: Reading | None = None,
    inputs: Inputs | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Count respondents by theme and area, compare areas, choose quotes, and hide small numbers.

    Returns
    -------
    Summary
        Safe to publish: what has to be hidden is hidden already.
    """
    from feedback_nlp.aggregate import summarise as summarise_labels
    from feedback_nlp.aggregate.summaries import ROUNDED
    from feedback_nlp.tag.questions import named, said_of_uncoded

    privacy = consultation.privacy if consultation else Privacy()
    asked = dict(reading.wording) if reading else {}
    publisher = publisher_for(consultation, reading)
    keys: dict[str, str] = {}
    if publisher is not None:
        keys, asked = publisher.keys(asked), publisher.wording(asked)
        asked = {keys.get(key, key): text for key, text in asked.items()}
    uncoded: list[str] = []
    if model:
        of_answers = model.uncoded(prepared.answers)
        without, reworded = ([keys.get(key, key) for key in some] for some in (of_answers, model.reworded))
        uncoded = named(without, reworded, asked)
    twice = published(prepared.alike, prepared.answers[columns.RESPONDENT_ID].nunique())
    checks = checks_of(
        ledger=prepared.ledger,
        answers=prepared.answers,
        labels=labels,
        redactions=prepared.redactions,
        notes=reading.notes if reading else (),
        warnings=frame.warnings if frame else (),
        card=model.card if model else None,
        uncoded=uncoded,
        twice=twice,
        inputs=inputs,
        threshold=ROUNDED.threshold if privacy.rounding else privacy.threshold,
    )
    themes = frame.themes if frame else columns.empty("themes")
    if publisher is not None:
        themes = with_printed_examples(themes, publisher)
        checks = without_people(checks, publisher, prepared.ledger, inputs)
    prepared = renamed(prepared, keys)
    summary = summarise_labels(
        prepared.answers,
        labels,
        themes,
        prepared.ledger,
        areas=reading.areas if reading else None,
        responses=prepared.people,
        segments=prepared.segments,
        frame_version=frame.version if frame else None,
        method=limits_of(consultation),
        accuracy=said_of_uncoded(uncoded),
        seed=consultation.topics.seed if consultation else 0,
        wording=asked,
        campaigns=prepared.campaigns,
        threshold=privacy.threshold,
        rounding=privacy.rounding,
        checks=checks,
        progress=progress or (lambda done, total: None),
    )
    return replace(summary, facts={**summary.facts, "counted_twice": twice})
