"""Score texts for every code of a frame, with no coded answers to learn from."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.tag.cues import CueFinder, Hit
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.overlap import Overlap
from feedback_nlp.tag.similar import Encode, Meaning
from feedback_nlp.tag.weigh import FEATURES, LIKELY, score
from feedback_nlp.tag.words import WordReader

if TYPE_CHECKING:
    from spacy.language import Language

Array = NDArray[np.float64]


class FrameScorer:
    """A code frame, ready to score texts.

    Nothing is learnt from the texts, so a text has the same scores alone as among thousands.

    Parameters
    ----------
    frame
        The code frame.
    encode
        Texts to unit rows, (n_texts, n_dims); None where there is no encoder for the language.
    nlp
        A spaCy pipeline: English with tagger and lemmatizer, or for other languages any with a tokenizer.
    english
        False: only cues count, word by word, with a score of 1.
    """

    def __init__(self, frame: CodeFrame, *, encode: Encode | None, nlp: "Language", english: bool = True) -> None:
        self.frame = frame
        self.encode = encode
        self.reader = WordReader(nlp, english=english)
        self.finder = CueFinder(frame.themes, self.reader)
        self.overlap = Overlap(frame.themes, self.reader) if english else None
        self.meaning = Meaning(frame.themes, encode) if english and encode else None

    def features(self, texts: Sequence[str]) -> tuple[Array, list[list[Hit]]]:
        """Return (n_texts, n_codes, n_features) in the order of `weigh.FEATURES`, and the cues in each text."""
        words = list(self.reader.read(texts))
        hits = [self.finder.find(one) for one in words]
        features = np.zeros((len(texts), len(self.frame), len(FEATURES)))
        if self.meaning and self.encode and len(texts):
            features[:, :, :3] = self.meaning.features(self.encode(list(texts)))
        if self.overlap:
            features[:, :, 3] = self.overlap.features(words)
        for i, found in enumerate(hits):
            features[i, [hit.code for hit in found if not hit.denied], 4] = 1.0
        # A code with examples comes near to more texts by chance: it has more ways to.
        features[:, :, 5] = self.frame.themes[c.EXAMPLES].map(bool).to_numpy(float)
        return features, hits

    def score(self, texts: Sequence[str]) -> tuple[Array, list[list[Hit]]]:
        """Return (n_texts, n_codes) in 0..1, and the cues in each text.

        A cue is a rule that a person wrote: it always makes a label. A code whose every cue in a text is taken back by
        its writer scores 0 there: the words are near, the meaning is the opposite.
        """
        features, hits = self.features(texts)
        scores = score(features) if self.meaning else features[:, :, 4].copy()
        for i, found in enumerate(hits):
            said = {hit.code for hit in found if not hit.denied}
            scores[i, [hit.code for hit in found if hit.code not in said]] = 0.0
            kept = sorted(said)
            scores[i, kept] = np.maximum(scores[i, kept], LIKELY)
        return scores, hits
