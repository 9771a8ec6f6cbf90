"""How many telling words a text shares with what the frame says of a code."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.tag.neutral import NEUTRAL
from feedback_nlp.tag.words import WordReader, Words

_MOST: Final = 3.0
"""Beyond three telling words, more of them say nothing more."""


class Overlap:
    """The telling words of each code: the fewer codes of the frame share a word, the more it tells.

    Weights are inverse document frequencies over the codes (Spärck Jones 1972), from 1 for a word of one code towards 0
    for a word of all; a word that stands in neutral sentences counts half or less.

    Parameters
    ----------
    themes
        The themes table of a frame: names, definitions, cues and examples are read. Notes are not: they mostly name
        what is near to a code and not what it is.
    reader
        Gives the words of texts.
    """

    def __init__(self, themes: pd.DataFrame, reader: WordReader) -> None:
        said = [
            " \n ".join([row[c.THEME], row[c.DEFINITION], *row[c.CUES], *row[c.EXAMPLES]])
            for _, row in themes.iterrows()
        ]
        own = [words.content for words in reader.read(said)]
        common = Counter(word for words in reader.read(NEUTRAL) for word in words.content)
        shared = Counter(word for words in own for word in words)
        n_codes = len(own)
        self.n_codes = n_codes
        self._weights: dict[str, list[tuple[int, float]]] = {}
        for code, words in enumerate(own):
            for word in words:
                telling = np.log((n_codes + 1) / shared[word]) / np.log(n_codes + 1) / (1 + common[word])
                self._weights.setdefault(word, []).append((code, float(telling)))

    def features(self, texts: Sequence[Words]) -> NDArray[np.float64]:
        """Return (n_texts, n_codes): the weights of the shared words, summed, 3 at most."""
        found = np.zeros((len(texts), self.n_codes))
        for i, words in enumerate(texts):
            for word in sorted(words.content):  # sorted: sums of floats depend on their order
                for code, weight in self._weights.get(word, ()):
                    found[i, code] += weight
        return np.minimum(found, _MOST)
