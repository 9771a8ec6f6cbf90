"""Coded answers as steps that an analyst can call: read them, learn from them, measure against them.

Beside `steps`, which has the steps of a run. The rooms know neither this file nor the consultation file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from feedback_nlp import columns
from feedback_nlp.config import Consultation
from feedback_nlp.errors import ConfigError, DataError
from feedback_nlp.languages import needs_english, say_if_another_language
from feedback_nlp.networks import Networks, networks_for
from feedback_nlp.output import fresh_folder, refuse_other_folders
from feedback_nlp.steps import prepare, read_frame, read_responses, tag

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from feedback_nlp.prepare import Prepared
    from feedback_nlp.read import Reading
    from feedback_nlp.tag import Coded, CodeFrame, TrainedTagger
    from feedback_nlp.tag.deep import Array

CARD: Final = "card.json"
"""The file by which the folder of a model is known."""

Progress = Callable[[str, int, int], None]
"""Called with the step, how much of it is done and how much there is."""


@dataclass(frozen=True)
class Material:
    """A consultation, read and prepared, with what people have coded in it."""

    consultation: Consultation
    reading: Reading
    prepared: Prepared
    frame: CodeFrame
    coded: Coded


@dataclass(frozen=True)
class Evaluation:
    """How well tags agree with what people coded.

    Parameters
    ----------
    figures
        One row a code, then "all themes" (micro) and "mean of themes" (macro); see `feedback_nlp.tag.evaluate`.
    n_answers
        Coded answers that were measured.
    n_seen
        Coded answers that were left out because the model learnt from them, or from a copy or another answer of the
        same respondent or campaign.
    n_examples
        Further coded answers that were left out because the code frame has them as examples.
    notes
        What was left out of the coded answers, and what to know about them.
    by_question
        One row a question, where there are several; see `feedback_nlp.tag.questions.by_question`.
    frame_alone
        Where a model was measured: the rows "all themes" and "mean of themes" of the code frame alone, on the same
        answers.
    gain
        Where a model was measured: its F1 over all tags less that of the code frame alone, and the ends of the 95 %
        interval of that (`feedback_nlp.tag.measure.gain`).
    """

    figures: pd.DataFrame
    n_answers: int
    n_seen: int = 0
    n_examples: int = 0
    notes: tuple[str, ...] = ()
    by_question: pd.DataFrame = field(default_factory=pd.DataFrame)
    frame_alone: pd.DataFrame = field(default_factory=pd.DataFrame)
    gain: Mapping[str, float] | None = None


def gather(consultation: Consultation, coded: str | Path, *, progress: Progress | None = None) -> Material:
    """Read and prepare a consultation, and what people have coded in it.

    Raises
    ------
    FeedbackError
        There is no code frame, or a file is wrong; all faults of a file in one message.
    """
    from feedback_nlp.tag import read_coded

    tell = progress or (lambda step, done, total: None)
    frame = framed(consultation)
    tell("read", 0, 0)
    reading = read_responses(consultation)
    tell("prepare", 0, 0)
    prepared = prepare(reading, consultation)
    say_if_another_language(prepared.answers[columns.TEXT].tolist(), consultation)
    names = {source.respondent_id: columns.RESPONDENT_ID for source in consultation.sources if source.respondent_id}
    found = read_coded(coded, prepared.answers, frame, names=names, wording=reading.wording, ledger=prepared.ledger)
    return Material(consultation, reading, prepared, frame, found)


def train(
    consultation: Consultation,
    coded: str | Path,
    out: str | Path | None = None,
    *,
    deep: bool = False,
    cache: bool = True,
    progress: Progress | None = None,
) -> tuple[TrainedTagger, Coded]:
    """Learn from coded answers, and keep what was learnt in a folder, whole or not at all.

    Parameters
    ----------
    coded
        ``coding.xlsx`` with verdicts, or any sheet that `feedback_nlp.tag.read_coded` reads.
    out
        Folder for the model; an earlier model in it is replaced at the very end. None writes nothing.
    deep
        Fine-tune a network too (extra `deep`; minutes to an hour). Tagging with it needs no torch.
    cache
        Keep the vectors of texts on this machine's disk.

    Returns
    -------
    The tagger, whose ``card`` says how well it does, and what was read.

    Raises
    ------
    FeedbackError
        Something that a person can mend; nothing is written.
    """
    from feedback_nlp.represent import Judge, load_language
    from feedback_nlp.tag import save
    from feedback_nlp.tag import train as learn
    from feedback_nlp.tag.deep import fine_tune, start_from

    needs_english(consultation)
    if out is not None:
        refuse_other_folders(Path(out), known_by=CARD)
    if deep:
        start_from()  # says what is missing before anything long is done
    material = gather(consultation, coded, progress=progress)
    tell = progress or (lambda step, done, total: None)
    tell("train", 0, 0)
    networks = networks_for(consultation, cache=cache)
    with TemporaryDirectory() as folder:

        def deepen(texts: Sequence[str], truth: Array, groups: NDArray[np.object_]) -> tuple[Array, Judge]:
            unseen = fine_tune(texts, truth, groups, Path(folder), progress=partial(tell, "train"))
            return unseen, Judge(Path(folder))

        tagger = learn(
            material.prepared.answers,
            material.prepared.segments,
            material.coded.labels,
            material.frame,
            encode=networks.encoder.encode,
            match=networks.match,
            nlp=load_language(),
            wording=material.reading.wording,
            deep=deepen if deep else None,
            date=date.today().isoformat(),
            left_out=material.coded.notes,
        )
        if out is not None:
            with fresh_folder(Path(out), known_by=CARD) as fresh:
                save(tagger, fresh, encoder=_name_of(networks), deep=Path(folder) if deep else None)
    return tagger, material.coded


def evaluate(
    consultation: Consultation,
    coded: str | Path,
    model: str | Path | None = None,
    *,
    cache: bool = True,
    progress: Progress | None = None,
) -> Evaluation:
    """Measure tags against what people coded.

    Parameters
    ----------
    coded
        As for `train`.
    model
        Folder of a trained model; None measures the code frame alone. Answers that the model learnt from are left out.
    cache
        Keep the vectors of texts on this machine's disk.

    Raises
    ------
    DataError
        The model learnt from every one of the coded answers.
    FeedbackError
        Something else that a person can mend.
    """
    from feedback_nlp.tag import evaluate as compare
    from feedback_nlp.tag.copies import are_examples, kept_together
    from feedback_nlp.tag.measure import gained
    from feedback_nlp.tag.questions import asked_in, by_question

    networks = networks_for(consultation, cache=cache)
    tagger = open_model(model, consultation, networks) if model is not None else None
    material = gather(consultation, coded, progress=progress)
    tagger = tagger.for_questions(material.reading.wording) if tagger else None
    gold, everyone = material.coded.labels, material.prepared.answers
    coded_too = everyone[columns.RESPONSE_ID].isin(list(gold[columns.RESPONSE_ID])).to_numpy(bool)
    seen = (tagger.has_seen(everyone) if tagger else np.zeros(len(everyone), dtype=bool))[coded_too]
    groups = kept_together(everyone)[coded_too]
    answers = everyone[coded_too]
    examples = are_examples(answers, material.frame.examples) & ~seen
    answers, together = answers[~seen & ~examples], groups[~seen & ~examples]
    if answers.empty:
        raise DataError(
            f"The model learnt from all {len(seen)} of these coded answers, from copies of them, or from other answers "
            "of the same respondents, so that they cannot say how well it does. Name answers that it has not seen, or "
            "look at its card.md: the figures there come from unseen answers."
            if seen.any()
            else f"All {len(examples)} coded answers stand as examples in the code frame, so that they cannot say how "
            "well it does. Code others."
        )
    # All answers are tagged, as in a run: what others say has a part in what the frame alone finds.
    tagged = partial(
        tag,
        material.prepared,
        material.frame,
        language=consultation.consultation.language,
        networks=networks,
        progress=None if progress is None else lambda done, total: progress("tag", done, total),
    )
    labels = tagged(model=tagger)
    group_of = dict(zip(answers[columns.RESPONSE_ID], together, strict=True))

    every = np.ones(len(answers), dtype=bool)

    def own_of(some: NDArray[np.bool_]) -> pd.DataFrame:
        return gold[gold[columns.RESPONSE_ID].isin(list(answers[columns.RESPONSE_ID][some]))]

    def measure(some: NDArray[np.bool_]) -> pd.DataFrame:
        return compare(labels, own_of(some), material.frame.codes, groups=group_of)

    asked = asked_in(everyone, material.reading.wording)
    at_each = pd.DataFrame()
    if len(asked) > 1:
        at_each = by_question(answers[columns.QUESTION].to_numpy(object), asked, measure)
    figures = measure(every)
    found = Evaluation(figures, len(answers), int(seen.sum()), int(examples.sum()), material.coded.notes, at_each)
    if tagger is None:
        return found
    alone = tagged(model=None)
    return replace(
        found,
        frame_alone=compare(alone, own_of(every), material.frame.codes, groups=group_of).tail(2),
        gain=gained(labels, alone, own_of(every), material.frame.codes, groups=group_of),
    )


def open_model(folder: str | Path, consultation: Consultation, networks: Networks) -> TrainedTagger:
    """Open a trained model, where it fits the code frame, the encoder and the libraries that are here.

    Raises
    ------
    ConfigError
        It does not fit, or is not a model: all reasons in one message.
    """
    from feedback_nlp.represent import Judge
    from feedback_nlp.tag import load
    from feedback_nlp.tag.store import DEEP

    needs_english(consultation)
    tagger = load(folder, framed(consultation), encoder=_name_of(networks))
    return replace(tagger, judge=Judge(Path(folder) / DEEP)) if tagger.card.get("deep") else tagger


def framed(consultation: Consultation) -> CodeFrame:
    """Return the code frame that the consultation names.

    Raises
    ------
    ConfigError
        It names none: there are no codes to learn or to measure.
    """
    frame = read_frame(consultation)
    if frame is None:
        raise ConfigError(
            f"{consultation.path.name} names no code frame, so that there are no codes to learn or to measure. Write "
            'frame = "codeframe.xlsx" under [themes].'
        )
    return frame


def _name_of(networks: Networks) -> str:
    return ", ".join(networks.names.values())
