"""What a sentence encoder offers, and what all of them ask of their input."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]
Progress: TypeAlias = Callable[[int, int], None]
"""Called now and then with how many texts are done, and of how many."""


class Encoder(Protocol):
    """Turns texts into vectors whose dot product says how alike two texts are.

    Attributes
    ----------
    name
        For people: stands in the run's record.
    n_dims
        Length of a vector.
    model_hash
        SHA-256 of all that decides the vectors; two encoders with the same hash give the same ones.
    """

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def n_dims(self) -> int:
        """How long a vector is."""
        ...

    @property
    def model_hash(self) -> str:
        """What it is, exactly."""
        ...

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return one unit vector a text, in the order of the texts.

        Parameters
        ----------
        texts
            A list, tuple or pandas Series of n_texts strings. No texts give an array of shape (0, n_dims).
        progress
            Called with (done, total), in distinct texts that need work; the last call has done == total. It is
            not called when there is nothing to do.

        Returns
        -------
        ndarray of float32, shape (n_texts, n_dims)
            Rows of length 1; the row of a text with nothing in it (empty, white space, invisible characters) is
            all zeros, so that it is like nothing. A row depends on its text alone, not on the texts around it.

        Raises
        ------
        TypeError
            `texts` is a single string, or something in it is not a string.
        """
        ...


def as_texts(texts: Sequence[str]) -> list[str]:
    """Return the texts as a list, or say which one is no text.

    The text itself is never shown: it may hold what a person wrote.
    """
    if isinstance(texts, str):
        raise TypeError("texts is a single string; give a list of texts.")
    listed = list(texts)
    for position, text in enumerate(listed):
        if not isinstance(text, str):
            raise TypeError(f"Every text must be a string; the one at position {position} is {type(text).__name__}.")
    return listed
