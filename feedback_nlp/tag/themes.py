"""Tag answers with the themes of a code frame, with no coded answers to learn from."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.errors import DataError
from feedback_nlp.tag.asked import moved, of_segments
from feedback_nlp.tag.cues import Hit
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.scorer import FrameScorer, Match
from feedback_nlp.tag.similar import Encode
from feedback_nlp.tag.weigh import Weighing

if TYPE_CHECKING:
    from spacy.language import Language

Array = NDArray[np.float64]
Progress = Callable[[int, int], None]
_BATCH: Final = 2048
_WHOLE: Final = "whole"
"""The answer that a segment is of."""


def tag(
    answers: pd.DataFrame,
    segments: pd.DataFrame,
    frame: CodeFrame,
    *,
    encode: Encode,
    nlp: "Language",
    match: Match | None = None,
    language: str = "en",
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return the themes in each answer.

    Each segment is scored for each code by the cues in it, the telling words that it shares with the code, and what the
    matcher finds in the segment and in the answer that it is of; without the matcher, by how near the segment comes to
    the code's definition, notes and examples.
    With the matcher, what all answers to a question seem to say makes a theme likelier in each of them (`asked`), so a
    few labels of an answer can depend on the answers beside it, never on their order; without it an answer gets the
    same labels alone as among thousands.

    Parameters
    ----------
    answers
        The prepared table; response_id, text and question are used.
    segments
        One row a segment of an answer, with its offsets in the answer's text.
    frame
        The code frame.
    encode
        Texts to unit rows, (n_texts, n_dims).
    nlp
        An English spaCy pipeline with tagger and lemmatizer.
    match
        The matcher: texts and themes to log-odds, (n_texts, n_themes). None does without, and is less often right.
    language
        Of the answers. Where it is not "en", only cues are looked for, word by word: the encoder, the matcher and the
        lemmas know English alone.
    progress
        Called with (segments done, segments in all).

    Returns
    -------
    The labels table, of kind "theme", ordered by response_id, then as the frame orders codes: at most one label for an
    answer and a code, the best. `score` is the probability of the code, `start` and `end` are the words that carry it.
    An answer may have none; empty input gives an empty table.
    """
    english = language.split("-")[0].casefold() == "en"
    texts = dict(zip(answers[c.RESPONSE_ID], answers[c.TEXT], strict=True))
    own = segments[segments[c.RESPONSE_ID].isin(list(texts))]
    _check_places(own, texts)
    if own.empty:
        return c.empty("labels")
    scorer = FrameScorer(frame, encode=encode, match=match, nlp=nlp, english=english)
    # A segment has one score wherever it stands, unless the matcher reads what it stands in.
    own = own.assign(**{_WHOLE: own[c.RESPONSE_ID].map(texts) if scorer.match else own[c.TEXT]})
    # Segments of one answer side by side: the matcher reads it once.
    distinct = sorted(set(zip(own[c.TEXT], own[_WHOLE], strict=True)), key=lambda pair: (pair[1], pair[0]))
    scores, cues = np.zeros((len(distinct), len(frame))), []
    for at in range(0, len(distinct), _BATCH):
        batch = distinct[at : at + _BATCH]
        scores[at : at + len(batch)], hits = scorer.score([text for text, _ in batch], [whole for _, whole in batch])
        cues += [_first(found) for found in hits]
        if progress:
            progress(at + len(batch), len(distinct))
    place = {pair: i for i, pair in enumerate(distinct)}
    at_pair = np.array([place[pair] for pair in zip(own[c.TEXT], own[_WHOLE], strict=True)], dtype=np.int64)
    found = scores[at_pair]
    if scorer.weighing.asked and c.QUESTION in answers:
        found = moved(found, scorer.weighing.asked * of_segments(found, *_told_apart(own, answers)))
    return _labels(own, found, [cues[i] for i in at_pair], frame, scorer.weighing)


def _told_apart(segments: pd.DataFrame, answers: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return what tells the answer of each segment from others, and its question; copies of a campaign are one."""
    of = answers.set_index(c.RESPONSE_ID)
    said = of[c.TEXT].astype("string")
    if c.CAMPAIGN_ID in of:
        said = ("campaign " + of[c.CAMPAIGN_ID].astype("string")).fillna(said)
    question = of[c.QUESTION].astype("string").fillna("")
    responses = list(segments[c.RESPONSE_ID])
    return list(said[responses]), list(question[responses])


def _check_places(segments: pd.DataFrame, texts: dict[str, str]) -> None:
    """Refuse segments that are not what stands at their place: evidence would point at other words."""
    placed = zip(segments[c.RESPONSE_ID], segments[c.START], segments[c.END], segments[c.TEXT], strict=True)
    wrong = [response for response, start, end, text in placed if texts[response][start:end] != text]
    if wrong:
        raise DataError(
            f"{len(wrong)} segments do not stand in their answers, the first in {wrong[0]}. Segments and answers must "
            "come from the same preparation."
        )


def _first(hits: list[Hit]) -> dict[int, Hit]:
    """Return the first cue of each code that its writer did not take back."""
    first: dict[int, Hit] = {}
    for hit in hits:
        if not hit.denied:
            first.setdefault(hit.code, hit)
    return first


def _labels(
    segments: pd.DataFrame, scores: Array, cues: list[dict[int, Hit]], frame: CodeFrame, weighing: Weighing
) -> pd.DataFrame:
    """Return one label for each (answer, code): the highest score, a cue before a similar one, the earliest first.

    A cue label points at the cue, a similar one at the whole segment.
    """
    best: dict[tuple[str, int], tuple[float, int, int, int, str]] = {}
    placed = zip(segments[c.RESPONSE_ID], segments[c.START], segments[c.END], scores, cues, strict=True)
    for response, offset, to, row, first in placed:
        for code in map(int, np.flatnonzero(row >= weighing.best)):
            hit = first.get(code)
            start, end = (offset + hit.start, offset + hit.end) if hit else (offset, to)
            source = "cue" if hit else "similar"
            candidate = (-float(row[code]), int(hit is None), int(start), int(end), source)
            if candidate < best.get((response, code), (1.0, 9, 0, 0, "")):
                best[response, code] = candidate
    top: dict[str, float] = {}
    for (response, _), (minus, *_rest) in best.items():
        top[response] = max(top.get(response, 0.0), -minus)
    rows = [
        (response, "theme", frame.codes[code], -minus, source, start, end)
        for (response, code), (minus, _, start, end, source) in sorted(best.items())
        if -minus >= weighing.likely or -minus == top[response]
    ]
    return pd.DataFrame(rows, columns=list(c.LABELS)).astype(c.LABELS)
