"""What a tagger may look at in an answer: its words, its vector, what the frame alone says, and what was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.tag.deep import Judge
from feedback_nlp.tag.scorer import FrameScorer

Array = NDArray[np.float64]
_FAR: float = 6.0
"""Log-odds are kept within this: a cue that is taken back is no proof."""


@dataclass(frozen=True)
class Material:
    """Answers (or segments of them) as a tagger sees them. Never who wrote them.

    Parameters
    ----------
    texts
        n_texts texts, dtype object.
    context
        n_texts strings of tokens: words of the question and declared attributes; dtype object.
    vectors
        (n_texts, n_dims) embeddings.
    frame
        (n_texts, n_codes): log-odds that the frame alone gives.
    deep
        (n_texts, n_codes): log-odds of a fine-tuned network; no columns where there is none.
    """

    texts: NDArray[np.object_]
    context: NDArray[np.object_]
    vectors: Array
    frame: Array
    deep: Array

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, rows: NDArray[np.int64] | Sequence[int]) -> "Material":
        """Return the given rows."""
        at = np.asarray(rows, dtype=np.int64)
        return Material(self.texts[at], self.context[at], self.vectors[at], self.frame[at], self.deep[at])


def gather(
    answers: pd.DataFrame,
    segments: pd.DataFrame,
    scorer: FrameScorer,
    *,
    wording: Mapping[str, str] | None = None,
    attributes: Sequence[str] = (),
    judge: Judge | None = None,
) -> tuple[Material, Material, NDArray[np.int64]]:
    """Return the answers as material, their segments as material, and the answer (its row) of each segment.

    Parameters
    ----------
    answers, segments
        The prepared tables.
    scorer
        The code frame, with an encoder.
    wording
        Question key -> what was asked. A question without wording counts by its key.
    attributes
        Columns of `answers` that a tagger may use.
    judge
        A fine-tuned network, where there is one.
    """
    if scorer.encode is None:
        raise ValueError("a trained tagger needs an encoder")
    row_of = {response: i for i, response in enumerate(answers[c.RESPONSE_ID])}
    own = segments[segments[c.RESPONSE_ID].isin(list(row_of))]
    owner = own[c.RESPONSE_ID].map(row_of).to_numpy(np.int64)
    texts, pieces = answers[c.TEXT].to_numpy(object), own[c.TEXT].to_numpy(object)
    distinct = sorted({*texts, *pieces})
    place = {text: i for i, text in enumerate(distinct)}
    at_text = np.array([place[text] for text in texts], dtype=np.int64)
    at_piece = np.array([place[text] for text in pieces], dtype=np.int64)
    vectors = np.asarray(scorer.encode(distinct), dtype=np.float64)
    said = list(zip(pieces, texts[owner] if scorer.match else pieces, strict=True))
    pairs = sorted(set(said))
    scores, _ = scorer.score([piece for piece, _ in pairs], [whole for _, whole in pairs])
    at_pair = {pair: i for i, pair in enumerate(pairs)}
    piece_frame = _log_odds(scores)[[at_pair[pair] for pair in said]]
    frame = np.full((len(answers), piece_frame.shape[1]), -_FAR)
    np.maximum.at(frame, owner, piece_frame)
    context = np.empty(len(answers), dtype=object)
    context[:] = [_context(dict(row), wording or {}, attributes) for _, row in answers.iterrows()]
    # Long answers do not fit into the encoder's window; the mean of their segments covers all of them.
    mean = np.zeros((len(answers), vectors.shape[1]))
    np.add.at(mean, owner, vectors[at_piece])
    mean /= np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-9)
    deep = np.zeros((len(distinct), 0)) if judge is None else np.asarray(judge(distinct), dtype=np.float64)
    whole = Material(texts, context, np.hstack([vectors[at_text], mean]), frame, deep[at_text])
    parts = Material(pieces, context[owner], np.hstack([vectors[at_piece]] * 2), piece_frame, deep[at_piece])
    return whole, parts, owner


def _log_odds(share: Array) -> Array:
    kept = np.clip(share, 1e-9, 1 - 1e-9)
    return np.clip(np.log(kept / (1 - kept)), -_FAR, _FAR)


def _context(row: Mapping[Any, Any], wording: Mapping[str, str], attributes: Sequence[str]) -> str:
    question = str(row.get(c.QUESTION, ""))
    asked = [f"asked:{word}" for word in wording.get(question, "").casefold().split()]
    declared = [f"{name}={str(row[name]).replace(' ', '_')}" for name in attributes if not pd.isna(row[name])]
    return " ".join([f"question={question.replace(' ', '_')}", *asked, *declared])
