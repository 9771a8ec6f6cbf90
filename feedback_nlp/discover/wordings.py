"""What is grouped: each distinct wording that says something, once, in an order that no file decides.

A wording that four hundred people sent must not be four hundred points in one place: the groups would gather round the
campaign. It is one point, and its answers are counted afterwards.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from feedback_nlp import columns as c

_EDGES: Final = re.compile(r"^\W+|\W+$")
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True)
class Wordings:
    """The distinct wordings among the segments.

    Attributes
    ----------
    texts
        One exact segment text for each wording, (n_wordings,).
    vectors
        Unit rows, (n_wordings, n_dims).
    carries
        1 where a wording stands in an answer, (n_wordings, n_answers).
    of_segment
        The wording of each row of the segments table, -1 where it says nothing that could be grouped, (n_segments,).
    """

    texts: list[str]
    vectors: NDArray[np.float32]
    carries: sparse.csr_matrix
    of_segment: NDArray[np.int64]


def fold(text: str) -> str:
    """Return the form under which two texts are one wording: no case, no outer punctuation, single spaces.

    >>> fold("  Parking is  DIRE!! ")
    'parking is dire'
    """
    return _EDGES.sub("", _SPACE.sub(" ", text.casefold()))


def distinct(segments: pd.DataFrame, vectors: NDArray[np.floating], terms: Callable[[str], Sequence[str]]) -> Wordings:
    """Gather the segments into distinct wordings.

    Parameters
    ----------
    segments
        response_id, segment and text are used.
    vectors
        Rows of `segments`, (n_segments, n_dims); of segments with one wording, the vector of the first by text,
        response_id and segment stands for all.
    terms
        Text to the terms that bear meaning; a text with none ("Thank you", "see above") is not grouped.

    Returns
    -------
    Wordings
        Ordered by wording, whatever the order of `segments`. No segments give no wordings.
    """
    order = pd.DataFrame(
        {
            "folded": [fold(text) for text in segments[c.TEXT]],
            c.TEXT: segments[c.TEXT].to_numpy(),
            c.RESPONSE_ID: segments[c.RESPONSE_ID].to_numpy(),
            c.SEGMENT: segments[c.SEGMENT].to_numpy(),
        }
    ).sort_values(["folded", c.TEXT, c.RESPONSE_ID, c.SEGMENT])
    heads = order.drop_duplicates("folded")
    lengths = np.linalg.norm(vectors[heads.index], axis=1)
    telling = np.array([bool(terms(text)) for text in heads[c.TEXT]], dtype=bool)
    heads = heads[telling & (lengths > 0)]
    number = {folded: i for i, folded in enumerate(heads["folded"])}
    of_segment = order["folded"].map(number).reindex(range(len(segments))).fillna(-1).to_numpy(dtype=np.int64)
    chosen = np.asarray(vectors[heads.index], dtype=np.float32)
    chosen /= np.maximum(np.linalg.norm(chosen, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    answer, names = pd.factorize(segments[c.RESPONSE_ID], sort=True)
    used = of_segment >= 0
    carries = sparse.csr_matrix(
        (np.ones(int(used.sum()), dtype=np.int8), (of_segment[used], answer[used])), shape=(len(heads), len(names))
    )
    return Wordings(heads[c.TEXT].tolist(), chosen, carries, of_segment)
