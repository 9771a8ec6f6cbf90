"""Learn from coded answers, and tag with what was learnt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.errors import DataError
from feedback_nlp.tag.coded import truth_table
from feedback_nlp.tag.copies import are_examples, kept_together, prints, who
from feedback_nlp.tag.deep import Judge
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.material import gather
from feedback_nlp.tag.questions import asked_in, uncoded_in
from feedback_nlp.tag.scorer import FrameScorer, Match
from feedback_nlp.tag.sheet import fold
from feedback_nlp.tag.similar import Encode
from feedback_nlp.tag.themes import tag

if TYPE_CHECKING:
    from spacy.language import Language

    from feedback_nlp.tag.classifier import ThemeClassifier

Array = NDArray[np.float64]
Deepen: TypeAlias = Callable[[Sequence[str], Array, NDArray[np.object_]], tuple[Array, Judge]]
FEWEST = 10
"""Below this many coded answers nothing can be learnt and nothing measured."""
_BATCH = 2048
"""Answers that are read at once: memory stays small however many there are."""


@dataclass(frozen=True)
class TrainedTagger:
    """A code frame and what was learnt from answers that people coded with it.

    Make one with `train` or `store.load`.

    Parameters
    ----------
    frame
        The code frame that the coders used.
    classifier
        Fitted.
    wording, attributes
        Question key -> what was asked, and which columns of the answers count.
    card
        How it was made and how well it does (`card.make_card`).
    judge
        The network that was fine-tuned on the same answers, if one was.
    reworded
        Keys that stand for other questions than when it learnt (`for_questions`).
    """

    frame: CodeFrame
    classifier: "ThemeClassifier"
    wording: Mapping[str, str] = field(default_factory=dict)
    attributes: tuple[str, ...] = ()
    card: Mapping[str, Any] = field(default_factory=dict)
    judge: Judge | None = None
    reworded: frozenset[str] = frozenset()

    def for_questions(self, wording: Mapping[str, str]) -> "TrainedTagger":
        """Return the tagger as it is for questions with this wording (key -> what is asked).

        A key that stood for other words when the tagger learnt counts as a question of which no answer was coded.
        """
        other = {key for key, words in wording.items() if fold(self.wording.get(key, words)) != fold(words)}
        return replace(self, reworded=frozenset(other))

    def tag(
        self,
        answers: pd.DataFrame,
        segments: pd.DataFrame,
        *,
        encode: Encode,
        nlp: "Language",
        match: Match | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> pd.DataFrame:
        """Return the labels table of answers, as `themes.tag` does, with source "model".

        `start` and `end` are the segment of the answer in which the model finds most of the code. The column
        `for_a_person` says which labels are not among those that are right in 95 of 100 cases: none is at a question of
        which no answer was coded, or with a code that no coded answer has, since nothing was shown there. `progress` is
        called with (answers done, answers in all).
        """
        scorer = FrameScorer(self.frame, encode=encode, match=match, nlp=nlp)
        cut = set(segments[c.RESPONSE_ID])
        answers = answers[answers[c.RESPONSE_ID].isin(list(cut))].sort_values(c.RESPONSE_ID)
        rows: list[tuple[Any, ...]] = []
        for at in range(0, len(answers), _BATCH):
            rows += self._rows(answers.iloc[at : at + _BATCH], segments, scorer)
            if progress:
                progress(min(at + _BATCH, len(answers)), len(answers))
        labels = pd.DataFrame(rows, columns=[*c.LABELS, c.FOR_A_PERSON])
        return labels.astype({**c.LABELS, c.FOR_A_PERSON: "bool"})

    def uncoded(self, answers: pd.DataFrame) -> list[str]:
        """Return the questions of these answers of which no answer was coded when the tagger learnt."""
        return uncoded_in(self.card, answers, self.reworded)

    def has_seen(self, answers: pd.DataFrame) -> NDArray[np.bool_]:
        """Return, row by row, whether figures on this answer would flatter.

        The tagger learnt from it, from a copy, or from another answer of the same respondent or campaign that is among
        these.
        """
        seen = set(self.card.get("seen", ()))
        groups = kept_together(answers)
        learnt = {group for group, one in zip(groups, prints(answers), strict=True) if one in seen}
        return np.array([group in learnt for group in groups], dtype=bool)

    def _rows(self, answers: pd.DataFrame, segments: pd.DataFrame, scorer: FrameScorer) -> list[tuple[Any, ...]]:
        attributes = [name for name in self.attributes if name in answers]
        whole, parts, owner = gather(
            answers, segments, scorer, wording=self.wording, attributes=attributes, judge=self.judge
        )
        probability = self.classifier.predict_proba(whole)
        said = self.classifier.predict(whole)
        in_part = self.classifier.predict_proba(parts)
        own = segments[segments[c.RESPONSE_ID].isin(list(answers[c.RESPONSE_ID]))]
        starts, ends = own[c.START].to_numpy(int), own[c.END].to_numpy(int)
        order = np.lexsort((starts, owner))
        of_answer = np.split(order, np.flatnonzero(np.diff(owner[order])) + 1)
        uncoded = set(self.uncoded(answers))
        shown_here = [key not in uncoded for key in _questions_of(answers)]
        shown = self.classifier.coded
        rows = []
        for i, response in enumerate(answers[c.RESPONSE_ID]):
            for code in map(int, np.flatnonzero(said[i])):
                best = of_answer[i][int(in_part[of_answer[i], code].argmax())]
                p = float(probability[i, code])
                sure = p >= self.classifier.sure_ and shown_here[i] and shown[code]
                rows.append((response, "theme", self.frame.codes[code], p, "model", starts[best], ends[best], not sure))
        return rows


def train(
    answers: pd.DataFrame,
    segments: pd.DataFrame,
    coded: pd.DataFrame,
    frame: CodeFrame,
    *,
    encode: Encode,
    nlp: "Language",
    match: Match | None = None,
    wording: Mapping[str, str] | None = None,
    attributes: Sequence[str] = (),
    deep: Deepen | None = None,
    date: str = "",
    left_out: Sequence[str] = (),
) -> TrainedTagger:
    """Learn from coded answers.

    Parameters
    ----------
    answers, segments
        The prepared tables. Nothing is learnt from answers that nobody coded; the figures of the frame alone are
        those of a run on all of them.
    coded
        As `coded.read_coded` returns it: response_id and code, `NONE` where there is no theme.
    frame
        The code frame.
    encode, nlp, match
        The encoder, the English pipeline and the matcher, as for `themes.tag`.
    wording
        Question key -> what was asked.
    attributes
        Columns of `answers` that may count, e.g. "service". Never the respondent.
    deep
        Fine-tunes a network too: answers, (n_answers, n_codes) of 0 and 1, and the group of each, to log-odds of
        these answers by networks that had not seen them, and a judge of others (`deep.fine_tune`).
    date
        Stands in the card.
    left_out
        Which coded rows were left out and why (`Coded.notes`), for the message where too few are left.

    Raises
    ------
    DataError
        There are fewer than ten coded answers, all have the same codes, or all are of one respondent or letter.
    """
    from feedback_nlp.tag.card import make_card
    from feedback_nlp.tag.classifier import ThemeClassifier

    if c.RESPONDENT_ID in attributes or c.RESPONSE_ID in attributes:
        raise ValueError("who wrote an answer is never a feature")
    responses, truth = truth_table(coded, frame.codes)
    rows = answers[answers[c.RESPONSE_ID].isin(responses)].sort_values(c.RESPONSE_ID)
    rows = rows[rows[c.RESPONSE_ID].isin(list(set(segments[c.RESPONSE_ID])))]
    if len(rows) < FEWEST:
        raise DataError(
            f"{len(rows)} coded answers belong to analysed answers; at least {FEWEST} are needed to learn from, and "
            "about 100 to measure how good the result is. "
            + " ".join([*left_out, "Code more answers." if not left_out else "Mend the sheet, or code more answers."])
        )
    row_of = {response: i for i, response in enumerate(responses)}
    truth = truth[[row_of[response] for response in rows[c.RESPONSE_ID]]]
    if (truth == truth[0]).all():
        raise DataError(_all_alike(len(rows), [code for code, has in zip(frame.codes, truth[0], strict=True) if has]))
    scorer = FrameScorer(frame, encode=encode, match=match, nlp=nlp)
    whole, _, _ = gather(rows, segments, scorer, wording=wording, attributes=attributes)
    groups = kept_together(rows)
    if len(set(groups)) < 2:
        raise DataError(
            f"All {len(rows):,} coded answers are of one respondent, or copies of one letter or sentence: nothing can "
            "be measured on answers that were not learnt from. Code answers of others."
        )
    judge = None
    if deep:
        unseen, judge = deep(list(rows[c.TEXT]), truth, groups)
        whole = replace(whole, deep=unseen)
    classifier = ThemeClassifier().fit(whole, truth, groups)
    # As in a run, where what all others say has a part in what the frame alone finds.
    alone = tag(answers, segments, frame, encode=encode, match=match, nlp=nlp)
    alone = alone[alone[c.RESPONSE_ID].isin(list(rows[c.RESPONSE_ID]))]
    _, untaught = truth_table(_with_every(alone, rows), frame.codes)
    told = are_examples(rows, frame.examples)
    card = make_card(
        classifier,
        truth,
        untaught > 0,
        frame,
        groups,
        measured=np.ones(len(rows), dtype=bool) if told.all() else ~told,
        questions=_questions_of(rows),
        asked=asked_in(answers, wording or {}),
        date=date,
        respondents=len(set(who(rows))),
    )
    card["seen"] = sorted(prints(rows))
    card["deep"] = judge is not None
    return TrainedTagger(frame, classifier, dict(wording or {}), tuple(attributes), card, judge)


def _all_alike(n: int, codes: Sequence[str]) -> str:
    which = f"the same codes ({', '.join(codes)})" if codes else "no theme"
    return (
        f"All {n:,} coded answers have {which}, so that there is nothing to learn: what has a code can only be told "
        "from what has not. Are these all the codes that people gave, and all the answers that they read "
        f"({c.NO_THEME} where they found no theme)?"
    )


def _questions_of(answers: pd.DataFrame) -> NDArray[np.object_]:
    return answers[c.QUESTION].to_numpy(object) if c.QUESTION in answers else np.full(len(answers), "", dtype=object)


def _with_every(labels: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return labels as coded answers are given, so that an answer without any has its row too."""
    blank = pd.DataFrame({c.RESPONSE_ID: rows[c.RESPONSE_ID], c.CODE: c.NO_THEME})
    return pd.concat([labels[[c.RESPONSE_ID, c.CODE]], blank])
