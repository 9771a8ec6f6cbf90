"""Words of an answer as the matcher's network reads them: the answer once, whole, and a span where it stands in it."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from feedback_nlp.represent.encoder import Progress, Vectors
from feedback_nlp.represent.network import Network, Reading

Span: TypeAlias = tuple[str, int, int]
"""An answer, and where in it the words in question start and end."""


class Read(NamedTuple):
    """Words as the network reads them: two of (n_dims,), then (n_pieces, n_small) and (n_pieces,)."""

    vector: Vectors
    """Mean of the pieces, of unit length."""
    weighed: Vectors
    """Their mean by weight, of unit length."""
    pieces: Vectors
    weights: Vectors


class SpanReader:
    """Spans to rows: an encoder of written spans (`written`), so that what keeps rows of texts can keep them.

    Parameters
    ----------
    network
        The opened model.
    n_dims
        Of a row.
    nothing
        What stands in the row of a span with nothing in it.
    """

    def __init__(self, network: Network, n_dims: int, nothing: float) -> None:
        self.network = network
        self.name = network.name
        self.model_hash = network.model_hash
        self.n_dims = n_dims
        self.nothing = nothing

    def row(self, read: Read) -> Vectors:
        """Return (n_dims,) of words that were read."""
        raise NotImplementedError

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return (n_spans, n_dims) of written spans. A row depends on its answer and its place in it."""
        if not len(texts):
            return np.zeros((0, self.n_dims), dtype=np.float32)
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
        start, end = place
        whole = (start, end) == (0, len(answer))
        if reading and not whole and len(reading.places) == self.network.max_length and end > reading.places[-2][1]:
            return self._met(
                answer[start:end], self.network.read(answer[start:end]), (0, end - start)
            )  # beyond its view
        read = read_in(reading, None if whole else place) if reading else None
        return np.full(self.n_dims, self.nothing, dtype=np.float32) if read is None else self.row(read)


def read_in(reading: Reading, place: tuple[int, int] | None) -> Read | None:
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
    share /= share.sum()
    weighed = share @ hidden
    return Read(vector / np.linalg.norm(vector), weighed / np.linalg.norm(weighed), pieces, share)


def written(span: Span) -> str:
    """Write a span as one string."""
    text, start, end = span
    return f"{start}:{end}:{text}"


def _span(written: str) -> Span:
    start, end, text = written.split(":", 2)
    return text, int(start), int(end)
