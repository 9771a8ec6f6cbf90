"""The matcher that ships: does a text express a theme? Both are read apart, and their words meet afterwards.

A stock encoder knows that two texts are alike; this one was taught, on invented consultations, which answers express
which theme (`models/matcher/README.md`). Theme and text are read by one small transformer. Beside one vector each keeps
a short vector for each word piece, and these are compared piece by piece (late interaction: Khattab and Zaharia, 2020),
so that a theme that is spoken of in half a sentence is seen, and a theme is read once however many texts there are.

An answer is read once, whole; a segment of it is the pieces that stand in it. So each is understood as its writer went
on, and costs nothing more.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np

from feedback_nlp.represent.cache import CachedEncoder, VectorCache, shifted
from feedback_nlp.represent.encoder import Encoder, Progress, Vectors
from feedback_nlp.represent.network import Network, Reading

Span: TypeAlias = tuple[str, int, int]
"""An answer, and where in it the words in question start and end."""
_CHARACTERS: Final = 1 << 26
"""Of written spans that are held at once."""
_NOTHING: Final = -20.0
"""Log-odds of a theme in a text with nothing in it."""


class Matcher:
    """Says how likely texts express themes.

    Parameters
    ----------
    folder
        A model folder as `scripts/export_matcher.py` writes it. The hashes in config.json are checked.
    cache_dir
        Where to keep scores between runs; by default nowhere. See `VectorCache` for what is kept.
    n_threads
        Texts read at once; by default one for each processor.

    Raises
    ------
    FeedbackError
        The model is missing or damaged.
    """

    def __init__(self, folder: Path, *, cache_dir: Path | None = None, n_threads: int | None = None) -> None:
        self.network = Network(folder, n_threads=n_threads)
        self.name = self.network.name
        self.model_hash = self.network.model_hash
        self._mix = np.array(self.network.config["mix"], dtype=np.float32)
        self._cache_dir = cache_dir
        self._known: dict[tuple[str, ...], Encoder] = {}

    def match(self, spans: Sequence[Span], themes: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return (n_spans, n_themes): log-odds that each span of an answer expresses each theme.

        They are what the network says, not yet weighed against anything else. A row depends on its answer, its place
        in it and the themes, not on other spans; no spans give (0, n_themes).

        Parameters
        ----------
        spans
            Segments of answers, or whole answers: (text, 0, len(text)).
        themes
            What there is to say of each theme (`feedback_nlp.tag.describe`).
        progress
            Called with what is done and how much needs doing.
        """
        # Those of one answer side by side: it is read once.
        distinct = sorted(set(spans))
        row_of = {span: row for row, span in enumerate(distinct)}
        # A written span holds its whole answer: of one as long as a book, with thousands of segments, not all at once.
        ends = np.cumsum([len(text) for text, _, _ in distinct]) // _CHARACTERS
        parts = np.split(np.arange(len(distinct)), np.flatnonzero(np.diff(ends)) + 1)
        found = []
        for part in parts:
            tell = shifted(progress, int(part[0]), len(distinct)) if progress and len(part) else None
            found.append(self._for(tuple(themes)).encode([_written(distinct[i]) for i in part], progress=tell))
        rows = np.concatenate(found)
        return rows[[row_of[span] for span in spans]] if spans else rows

    def _for(self, themes: tuple[str, ...]) -> Encoder:
        if themes not in self._known:
            made = ThemesMatcher(self.network, self._mix, themes)
            cache = None
            if self._cache_dir is not None:
                key = f"{made.model_hash[:24]}-{self.network.runtime}"
                cache = VectorCache(self._cache_dir, key)
            self._known[themes] = CachedEncoder(made, cache)
        return self._known[themes]


def _written(span: Span) -> str:
    """Write a span as one string, so that what keeps rows of texts can keep its row."""
    text, start, end = span
    return f"{start}:{end}:{text}"


def _span(written: str) -> Span:
    start, end, text = written.split(":", 2)
    return text, int(start), int(end)


class _Read(NamedTuple):
    """Words as the network reads them: (n_dims,), (n_pieces, n_small) and (n_pieces,)."""

    vector: Vectors
    pieces: Vectors
    weights: Vectors


@dataclass(frozen=True)
class _Themes:
    """Themes side by side: their vectors, all of their pieces in one array, and where each theme's pieces start."""

    vectors: Vectors
    pieces: Vectors
    weights: Vectors
    starts: Any


class ThemesMatcher:
    """A matcher with its themes: an encoder of written spans, whose vectors are the log-odds of the themes.

    Parameters
    ----------
    network, mix
        The opened model, and how much the two vectors, the pieces of the text and those of the theme count.
    themes
        n_themes texts.
    """

    def __init__(self, network: Network, mix: Vectors, themes: tuple[str, ...]) -> None:
        self.network = network
        self.name = network.name
        self.n_dims = len(themes)
        told = "\n".join([network.model_hash, *themes])
        self.model_hash = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        self._mix = mix
        self._themes: _Themes | None = None
        self._said = themes

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return (n_spans, n_themes) log-odds; see `Matcher.match`."""
        if not len(texts):
            return np.zeros((0, self.n_dims), dtype=np.float32)
        if self._themes is None:
            self._themes = self._read_themes()
        spans = [_span(text) for text in texts]
        rows_of: dict[str, list[int]] = {}
        for row, (answer, _, _) in enumerate(spans):
            rows_of.setdefault(answer, []).append(row)

        def met(answer: str, reading: Reading | None) -> list[Vectors]:
            return [self._met(answer, reading, spans[row][1:]) for row in rows_of[answer]]

        found = np.empty((len(spans), self.n_dims), dtype=np.float32)
        made = self.network.each(list(rows_of), met, progress=progress)
        for rows, some in zip(rows_of.values(), made, strict=True):
            found[rows] = some
        return found

    def _met(self, answer: str, reading: Reading | None, place: tuple[int, int]) -> Vectors:
        """Return the log-odds of the themes in a span of an answer that was read."""
        start, end = place
        whole = (start, end) == (0, len(answer))
        if reading and not whole and len(reading.places) == self.network.max_length and end > reading.places[-2][1]:
            return self._met(
                answer[start:end], self.network.read(answer[start:end]), (0, end - start)
            )  # beyond its view
        read = _read_in(reading, None if whole else place) if reading else None
        return np.full(self.n_dims, _NOTHING, dtype=np.float32) if read is None else self._meet(read)

    def _read_themes(self) -> _Themes:
        readings = [self.network.read(theme) for theme in self._said]
        read = [one for reading in readings if reading and (one := _read_in(reading, None))]
        starts = np.cumsum([0, *(len(one.weights) for one in read)])[:-1]
        return _Themes(
            np.stack([one.vector for one in read]),
            np.concatenate([one.pieces for one in read]),
            np.concatenate([one.weights for one in read]),
            starts,
        )

    def _meet(self, text: _Read) -> Vectors:
        """Return the log-odds of the themes in some words.

        Each piece of the text looks for the piece of the theme that is most like it, and the other way round; what they
        find counts by the weight of the piece that looked. What is unlike counts as nothing, not as less.
        """
        themes = self._themes
        assert themes is not None
        alike = np.maximum(text.pieces @ themes.pieces.T, 0.0)
        from_text = text.weights @ np.maximum.reduceat(alike, themes.starts, axis=1)
        from_theme = np.add.reduceat(alike.max(axis=0) * themes.weights, themes.starts)
        met: Vectors = (
            self._mix[0] * (themes.vectors @ text.vector)
            + self._mix[1] * from_text
            + self._mix[2] * from_theme
            + self._mix[3]
        ).astype(np.float32)
        return met


def _read_in(reading: Reading, place: tuple[int, int] | None) -> _Read | None:
    """Return the words at a place of a text that was read, with the two marks around it; None: all of it."""
    hidden, pieces, weights = reading.arrays
    if place is not None:
        start, end = place
        kept = [i for i, (left, right) in enumerate(reading.places) if left < right and left < end and right > start]
        if not kept:
            return None
        at = [0, *kept, len(reading.places) - 1]
        hidden, pieces, weights = hidden[at], pieces[at], weights[at]
    vector = hidden.mean(axis=0)
    share = np.exp(weights - weights.max())
    return _Read(vector / np.linalg.norm(vector), pieces, share / share.sum())
