"""How well tags agree with what people coded: of a trained model, or of the code frame alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from feedback_nlp import columns
from feedback_nlp.config import Consultation
from feedback_nlp.errors import DataError
from feedback_nlp.networks import networks_for
from feedback_nlp.steps import tag
from feedback_nlp.training import Progress, gather, open_model

if TYPE_CHECKING:
    from numpy.typing import NDArray


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
