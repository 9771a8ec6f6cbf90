"""Coded answers as steps that an analyst can call: read them, learn from them, measure against them.

Beside `steps`, which has the steps of a run. The rooms know neither this file nor the consultation file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import numpy as np

from feedback_nlp import columns
from feedback_nlp.config import Consultation
from feedback_nlp.errors import ConfigError
from feedback_nlp.languages import needs_english, say_if_another_language
from feedback_nlp.networks import Networks, networks_for
from feedback_nlp.output import fresh_folder, refuse_other_folders
from feedback_nlp.steps import prepare, read_frame, read_responses

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
