"""From cues, words, nearness and the matcher to one probability, the same in every consultation."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FEATURES: Final = ("lead", "choice", "example", "words", "cue", "given", "match", "whole", "rivals", "length")
"""`lead`, `choice`, `example`: nearness (`similar.Meaning`), 0 with the matcher. `words`: telling words shared
(`overlap.Overlap`). `cue`: one is there. `given`: the code has examples. `match`, `whole`: the matcher's log-odds for
the segment and for the answer that it is of. `rivals`: log of one and the sum of its odds for all codes in the segment.
`length`: log of one and the words of the segment."""


@dataclass(frozen=True)
class Weighing:
    """A logistic regression on the features, and from where on a code is a label.

    Parameters
    ----------
    weights, bias
        In the order of `FEATURES`.
    likely
        From this probability on a code is a label.
    best
        From this one on the best code of an answer is a label: most answers are about something.
    cue_decides
        Whether a cue always makes a label.
    asked
        Weight of what the question makes likelier (`asked.likelier`); 0: each answer is judged by itself.

    Both thresholds lie below one half because F1 is best at half of its own maximum (Lipton et al. 2014).
    """

    weights: tuple[float, ...]
    bias: float
    likely: float
    best: float
    cue_decides: bool
    asked: float = 0.0

    def score(self, features: Array) -> Array:
        """Return the probability that each text carries each code, (n_texts, n_codes).

        `features` is (n_texts, n_codes, n_features), in the order of `FEATURES`.
        """
        logit: Array = features @ np.array(self.weights) + self.bias
        return 1.0 / (1.0 + np.exp(-logit))

    def labels(self, scores: Array) -> NDArray[np.bool_]:
        """Return which codes are labels of answers, of (n_answers, n_codes) scores; an answer may have none."""
        best = scores.max(axis=1, keepdims=True, initial=0.0)
        is_best: NDArray[np.bool_] = (scores >= self.best) & (scores == best)
        return (scores >= self.likely) | is_best


ALONE: Final = Weighing(
    (3.027, 1.934, 5.101, 1.264, 1.047, -0.211, 0.0, 0.0, 0.0, 0.0), -2.727, likely=0.25, best=0.1, cue_decides=True
)
"""Without the matcher: over debates, code books and a frame of labels, by ``benchmarks/tagging_weights.py``, which also
predicts each of these sets from the others. F1 over sets that the weights had not seen is flat from 0.15 to 0.3."""
MATCHED: Final = Weighing(
    (0.0, 0.0, 0.0, 0.466, 0.889, 0.147, 1.006, 0.185, -0.894, 0.412),
    -1.228,
    likely=0.4,
    best=0.3,
    cue_decides=False,
    asked=0.7,
)
"""With the matcher: over consultations that it did not learn from, by ``tagging_weights.py --matched``. There
six cues in ten were right, and of those that the other features speak against (below .3) one in ten: so a cue speaks
for its code, and does not decide."""
