"""Group what people said into topics, with no frame; name each by its words, and hold it against the frame."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from feedback_nlp import columns as c
from feedback_nlp.discover.cluster import SAMPLE, smallest_topic
from feedback_nlp.discover.overlap import Overlap, overlaps
from feedback_nlp.discover.propose import propose
from feedback_nlp.discover.typical import pick_typical, quotable
from feedback_nlp.discover.wordings import Wordings, distinct
from feedback_nlp.discover.words import Terms, pick_words, title
from feedback_nlp.errors import DataError

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
Progress = Callable[[int, int], None]

TOO_FEW: Final = 10
"""Distinct wordings below which there is nothing to group: a person reads ten sentences faster."""
_STEPS: Final = 3


@dataclass(frozen=True)
class Discovery:
    """What `discover` found.

    Attributes
    ----------
    labels
        The labels table, kind and source "topic": a row for each segment in a topic, `score` the cosine to its centre.
    topics
        The topics table, T01 the largest.
    proposed
        Draft themes for the topics that the frame misses; a themes table.
    notes
        How many segments were grouped, what was left out and why.
    """

    labels: pd.DataFrame
    topics: pd.DataFrame
    proposed: pd.DataFrame
    notes: tuple[str, ...]


def discover(
    answers: pd.DataFrame,
    segments: pd.DataFrame,
    *,
    embeddings: NDArray[np.floating] | None = None,
    encode: Encode | None = None,
    labels: pd.DataFrame | None = None,
    themes: pd.DataFrame | None = None,
    language: str = "en",
    seed: int = 0,
    size: int | None = None,
    progress: Progress | None = None,
) -> Discovery:
    """Group segments of answers into topics, and draft themes for those that the frame misses.

    Parameters
    ----------
    answers
        The prepared table; response_id is used.
    segments
        The segments table of these answers.
    embeddings
        Rows of `segments`, (n_segments, n_dims). Or give `encode`.
    encode
        Texts to unit rows, used where there are no `embeddings`; each distinct text once.
    labels
        Labels of kind "theme"; other kinds in it are passed over. With them each topic names the theme it meets most.
    themes
        The themes table of the frame, so that no draft takes one of its codes.
    language
        Two letters, for the stop words.
    seed
        The same seed and the same rows, in any order, give the same result.
    size
        Least answers of a topic; None: 3 in a small exercise, more in a large one (22 among 8,000 wordings).
    progress
        Called with (steps done, steps in all).

    Returns
    -------
    Discovery
        Fewer than ten distinct wordings that say something give no topics, and a note that says so.

    Raises
    ------
    DataError
        Neither or both of `embeddings` and `encode`, rows that do not fit the segments, a segment of no answer.
    """
    with threadpool_limits(1):  # sums in another order differ in the last digit, and a tie then falls the other way
        return _discover(answers, segments, embeddings, encode, labels, themes, language, seed, size, progress)


def _discover(
    answers: pd.DataFrame,
    segments: pd.DataFrame,
    embeddings: NDArray[np.floating] | None,
    encode: Encode | None,
    labels: pd.DataFrame | None,
    themes: pd.DataFrame | None,
    language: str,
    seed: int,
    size: int | None,
    progress: Progress | None,
) -> Discovery:
    tell = progress or (lambda done, total: None)
    vectors = _vectors(answers, segments, embeddings, encode, size)
    terms = Terms(language)
    wordings = distinct(segments, vectors, terms)
    notes = (
        [] if terms.known else [f'No stop words are known for "{language}": the words of topics may be common ones.']
    )
    tell(1, _STEPS)
    n_wordings = len(wordings.texts)
    if n_wordings < TOO_FEW:
        notes.append(
            f"No topics: {n_wordings} different segments say something, and {TOO_FEW} are needed. Read them instead."
        )
        return Discovery(c.empty("labels"), c.empty("topics"), c.empty("themes"), tuple(notes))
    from feedback_nlp.discover.fit import fit_topics

    least = size or smallest_topic(min(n_wordings, SAMPLE))
    fit = fit_topics(wordings.texts, wordings.vectors, wordings.carries, terms=terms, size=least, seed=seed)
    tell(2, _STEPS)
    codes = _codes(wordings, fit.topics)
    topic_labels = _labels(segments, wordings, fit.topics, fit.scores, codes)
    of_themes = labels[labels[c.KIND] == "theme"] if labels is not None else c.empty("labels")
    met = overlaps(topic_labels, of_themes)
    may_show = quotable(answers, segments)
    rows = []
    for topic, code in codes.items():
        members = np.flatnonzero(fit.topics == topic)
        texts = [wordings.texts[i] for i in members]
        words = pick_words(fit.terms[topic], texts, terms)
        shown = np.array([i for i in members if wordings.texts[i] in may_show], dtype=np.int64)
        overlap = met.get(code, Overlap(None, None, 0.0))
        rows.append(
            {
                c.CODE: code,
                c.TITLE: title(words),
                c.WORDS: " | ".join(words),
                c.ANSWERS: int(topic_labels.loc[topic_labels[c.CODE] == code, c.RESPONSE_ID].nunique()),
                c.TYPICAL: tuple(
                    pick_typical([wordings.texts[i] for i in shown], wordings.vectors[shown], fit.scores[shown])
                ),
                c.OVERLAP: overlap.theme if overlap.theme is not None else pd.NA,
                c.OVERLAP_SHARE: overlap.share if overlap.share is not None else np.nan,
            }
        )
    topics = c.check(pd.DataFrame(rows, columns=list(c.TOPICS)), "topics") if rows else c.empty("topics")
    proposed = propose(topics, met if labels is not None else {}, _taken(themes))
    tell(_STEPS, _STEPS)
    return Discovery(topic_labels, topics, proposed, (*notes, *_notes(segments, wordings, topic_labels, topics, least)))


def _vectors(
    answers: pd.DataFrame,
    segments: pd.DataFrame,
    embeddings: NDArray[np.floating] | None,
    encode: Encode | None,
    size: int | None,
) -> NDArray[np.floating]:
    if (embeddings is None) == (encode is None):
        raise DataError("Topics need either embeddings (one row a segment) or encode (a function from texts to rows).")
    if size is not None and size < 1:
        raise DataError(f"The least size of a topic is {size}; it must be 1 answer or more.")
    unknown = int((~segments[c.RESPONSE_ID].isin(answers[c.RESPONSE_ID])).sum())
    if unknown:
        raise DataError(
            f"{unknown} of {len(segments)} segments belong to none of the answers. Pass both tables of one `prepare`."
        )
    if encode is not None:
        distinct_texts = sorted(set(segments[c.TEXT]))
        place = {text: i for i, text in enumerate(distinct_texts)}
        rows = [place[text] for text in segments[c.TEXT]]
        embeddings = encode(distinct_texts)[rows] if rows else np.zeros((0, 1))
    assert embeddings is not None
    if len(embeddings) != len(segments):
        raise DataError(f"{len(embeddings)} rows of embeddings, {len(segments)} segments: there must be one for each.")
    return embeddings


def _codes(wordings: Wordings, topics: NDArray[np.int64]) -> dict[int, str]:
    """Return the code of each topic, the one in most answers first; of equals the first by wording."""

    def rank(topic: int) -> tuple[int, int]:
        members = np.flatnonzero(topics == topic)
        return -int((wordings.carries[members].sum(axis=0) > 0).sum()), int(members[0])

    ranked = sorted({int(topic) for topic in topics if topic >= 0}, key=rank)
    return {topic: f"T{number:02}" for number, topic in enumerate(ranked, 1)}


def _labels(
    segments: pd.DataFrame,
    wordings: Wordings,
    topics: NDArray[np.int64],
    scores: NDArray[np.float64],
    codes: dict[int, str],
) -> pd.DataFrame:
    grouped = wordings.of_segment >= 0
    grouped[grouped] = topics[wordings.of_segment[grouped]] >= 0
    if not grouped.any():
        return c.empty("labels")
    which = wordings.of_segment[grouped]
    here = segments[grouped]
    table = pd.DataFrame(
        {
            c.RESPONSE_ID: here[c.RESPONSE_ID].to_numpy(),
            c.KIND: "topic",
            c.CODE: [codes[int(topic)] for topic in topics[which]],
            c.SCORE: np.round(scores[which], 4),
            c.SOURCE: "topic",
            c.START: here[c.START].to_numpy(),
            c.END: here[c.END].to_numpy(),
        }
    )
    table = table.sort_values([c.RESPONSE_ID, c.START, c.CODE], ignore_index=True)
    return c.check(table, "labels")


def _taken(themes: pd.DataFrame | None) -> set[str]:
    return set(themes[c.CODE]) if themes is not None else set()


def _notes(
    segments: pd.DataFrame, wordings: Wordings, labels: pd.DataFrame, topics: pd.DataFrame, least: int
) -> list[str]:
    empty = int((wordings.of_segment < 0).sum())
    apart = len(segments) - empty - len(labels)
    notes = [
        f"{len(topics)} topics from {len(wordings.texts)} different wordings of {len(segments)} segments; "
        f"a topic has at least {least} answers.",
        f"In no topic: {empty} segments that say nothing on their own (thanks, see above), {apart} unlike any topic.",
    ]
    if len(wordings.texts) > SAMPLE:
        notes.append(f"Topics were found on a sample of {SAMPLE} wordings; the others joined the nearest.")
    return notes
