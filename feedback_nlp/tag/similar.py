"""How near a text comes to what a code means, on one scale for all codes, frames and consultations.

Cosines to different codes are not on one scale: a short, general definition is near to everything (hubness), a long one
to nothing. So each is taken above the same code's cosine to neutral sentences, and then against the other codes.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.tag.neutral import NEUTRAL

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
Array = NDArray[np.float64]

_CLAUSES: Final = re.compile(r"[;.](?:\s+|$)")
_OTHER_CODE: Final = re.compile(r":.*$", re.DOTALL)
_SHARP: Final = 0.05
"""Temperature at which nearness becomes a choice between codes."""


def clauses(note: object) -> list[str]:
    """Return the clauses of an include or exclude note, without what comes after a colon (where it belongs instead).

    >>> clauses("Fear of a larger neighbour: SWALLOWED_UP. Money going elsewhere: UNEQUAL_DEAL.")
    ['Fear of a larger neighbour', 'Money going elsewhere']
    """
    if pd.isna(note) or not note:  # type: ignore[call-overload]
        return []
    parts = (_OTHER_CODE.sub("", part).strip() for part in _CLAUSES.split(str(note)))
    return [part for part in parts if part]


class Meaning:
    """The codes of a frame as vectors, and how near neutral sentences come to each.

    Parameters
    ----------
    themes
        The themes table of a frame.
    encode
        Texts to unit rows, (n_texts, n_dims).
    """

    def __init__(self, themes: pd.DataFrame, encode: Encode) -> None:
        self.n_codes = len(themes)
        parts: dict[str, list[tuple[int, str]]] = {
            kind: [] for kind in ("name", "named", "definition", "include", "exclude", "example")
        }
        for code in range(self.n_codes):
            row = themes.iloc[code]
            theme, definition = row[c.THEME], row[c.DEFINITION]
            same = theme.casefold() == definition.casefold()
            parts["name"].append((code, theme))
            parts["named"].append((code, theme if same else f"{theme}: {definition}"))
            parts["definition"].append((code, definition))
            parts["include"] += [(code, text) for text in clauses(row[c.INCLUDE])]
            parts["exclude"] += [(code, text) for text in clauses(row[c.EXCLUDE])]
            parts["example"] += [(code, text) for text in row[c.EXAMPLES]]
        texts = [text for placed in parts.values() for _, text in placed]
        vectors = np.asarray(encode([*texts, *NEUTRAL]), dtype=np.float64)
        self._parts: dict[str, tuple[NDArray[np.int64], Array]] = {}
        at = 0
        for kind, placed in parts.items():
            self._parts[kind] = (np.array([code for code, _ in placed], dtype=np.int64), vectors[at : at + len(placed)])
            at += len(placed)
        neutral = vectors[at:]
        self._chance = {kind: self._nearest(kind, neutral).mean(axis=0) for kind in ("exclude", "example")}
        # What is chance is taken of the largest, not of each part: many include notes come near by chance more often.
        self._chance_described = self._described(neutral).mean(axis=0)

    def _nearest(self, kind: str, vectors: Array) -> Array:
        """Return the cosine of each text to the nearest part of each code, NaN where a code has no such part."""
        owners, parts = self._parts[kind]
        near = np.full((len(vectors), self.n_codes), np.nan)
        cosines = vectors @ parts.T
        for code in np.unique(owners):
            near[:, code] = cosines[:, owners == code].max(axis=1)
        return near

    def _described(self, vectors: Array) -> Array:
        """Return how near texts come to name and definition, or to the nearest include note where that is nearer."""
        described = np.mean([self._nearest(kind, vectors) for kind in ("named", "name", "definition")], axis=0)
        nearest: Array = np.fmax(described, self._nearest("include", vectors))
        return nearest

    def _above(self, kind: str, vectors: Array) -> Array:
        above: Array = self._nearest(kind, vectors) - self._chance[kind]
        return above

    def features(self, vectors: NDArray[np.floating]) -> Array:
        """Return (n_texts, n_codes, 3) for the embeddings of texts.

        `lead`: how far the code is ahead of the best other one (or of the neutral sentences, or of its own exclude
        note), below 0 where it is behind. `choice`: its share in a softmax over the codes and "none of them".
        `example`: how much nearer its examples are than those of other codes on average; 0 without examples.
        """
        texts: Array = np.asarray(vectors, dtype=np.float64)
        near = self._described(texts) - self._chance_described
        lead = near - _best_other(near, np.fmax(self._above("exclude", texts), 0.0))
        force = np.exp(near / _SHARP)
        choice = force / (1.0 + force.sum(axis=1, keepdims=True))
        examples = self._above("example", texts)
        given = ~np.isnan(examples)
        examples = np.where(given, examples, 0.0)
        n_others = np.maximum(given.sum(axis=1, keepdims=True) - given, 1)
        example = np.where(given, examples - (examples.sum(axis=1, keepdims=True) - examples) / n_others, 0.0)
        return np.stack([lead, choice, example], axis=2)


def _best_other(near: Array, floor: Array) -> Array:
    """Return for each code the nearness of the best other code, at least `floor`."""
    if near.shape[1] == 1:
        return floor
    two = np.sort(near, axis=1)[:, -2:]
    other = np.where(near == two[:, 1:], two[:, :1], two[:, 1:])
    return np.maximum(other, floor)
