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
from typing import Any, Final

import numpy as np

from feedback_nlp.represent.cache import CachedEncoder, VectorCache, shifted
from feedback_nlp.represent.encoder import Encoder, Progress, Vectors
from feedback_nlp.represent.network import Network
from feedback_nlp.represent.spans import Read, Span, SpanReader, read_in, written

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
        self._known: dict[tuple[str, ...] | None, Encoder] = {}

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
        return self._rows(spans, self._for(tuple(themes)), progress)

    def vectors(self, spans: Sequence[Span], *, progress: Progress | None = None) -> Vectors:
        """Return (n_spans, 2 * n_dims): what the network makes of spans of answers, for others to learn from.

        The mean of the word pieces and their mean by weight, each of unit length; nothing in a span: noughts.
        """
        return self._rows(spans, self._for(None), progress)

    @staticmethod
    def _rows(spans: Sequence[Span], reader: Encoder, progress: Progress | None) -> Vectors:
        # Those of one answer side by side: it is read once.
        distinct = sorted(set(spans))
        row_of = {span: row for row, span in enumerate(distinct)}
        # A written span holds its whole answer: of one as long as a book, with thousands of segments, not all at once.
        ends = np.cumsum([len(text) for text, _, _ in distinct]) // _CHARACTERS
        parts = np.split(np.arange(len(distinct)), np.flatnonzero(np.diff(ends)) + 1) if distinct else [np.arange(0)]
        found = []
        for part in parts:
            tell = shifted(progress, int(part[0]), len(distinct)) if progress and len(part) else None
            found.append(reader.encode([written(distinct[i]) for i in part], progress=tell))
        rows = np.concatenate(found)
        return rows[[row_of[span] for span in spans]] if spans else rows

    def _for(self, themes: tuple[str, ...] | None) -> Encoder:
        if themes not in self._known:
            made = VectorReader(self.network) if themes is None else ThemesMatcher(self.network, self._mix, themes)
            cache = None
            if self._cache_dir is not None:
                key = f"{made.model_hash[:24]}-{self.network.runtime}"
                cache = VectorCache(self._cache_dir, key)
            self._known[themes] = CachedEncoder(made, cache)
        return self._known[themes]


@dataclass(frozen=True)
class _Themes:
    """Themes side by side: their vectors, all of their pieces in one array, and where each theme's pieces start."""

    vectors: Vectors
    pieces: Vectors
    weights: Vectors
    starts: Any


class ThemesMatcher(SpanReader):
    """A matcher with its themes: its rows are the log-odds of the themes.

    Parameters
    ----------
    network, mix
        The opened model, and how much the two vectors, the pieces of the text and those of the theme count.
    themes
        n_themes texts.
    """

    def __init__(self, network: Network, mix: Vectors, themes: tuple[str, ...]) -> None:
        super().__init__(network, len(themes), _NOTHING)
        told = "\n".join([network.model_hash, *themes])
        self.model_hash = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        self._mix = mix
        self._themes: _Themes | None = None
        self._said = themes

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return (n_spans, n_themes) log-odds; see `Matcher.match`."""
        if self._themes is None and len(texts):
            self._themes = self._read_themes()
        return super().encode(texts, progress=progress)

    def _read_themes(self) -> _Themes:
        readings = [self.network.read(theme) for theme in self._said]
        read = [one for reading in readings if reading and (one := read_in(reading, None))]
        starts = np.cumsum([0, *(len(one.weights) for one in read)])[:-1]
        return _Themes(
            np.stack([one.vector for one in read]),
            np.concatenate([one.pieces for one in read]),
            np.concatenate([one.weights for one in read]),
            starts,
        )

    def row(self, text: Read) -> Vectors:
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


class VectorReader(SpanReader):
    """Its rows are what the network makes of the words themselves: two vectors of unit length side by side."""

    def __init__(self, network: Network) -> None:
        super().__init__(network, 2 * network.n_dims, 0.0)
        self.model_hash = hashlib.sha256(f"vectors of {network.model_hash}".encode()).hexdigest()

    def row(self, text: Read) -> Vectors:
        """Return the mean of the pieces, and their mean by weight."""
        return np.concatenate([text.vector, text.weighed]).astype(np.float32)
