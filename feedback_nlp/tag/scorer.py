"""Score texts for every code of a frame, with no coded answers to learn from."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.tag.cues import CueFinder, Hit
from feedback_nlp.tag.describe import described
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.overlap import Overlap
from feedback_nlp.tag.similar import Encode, Meaning
from feedback_nlp.tag.weigh import ALONE, FEATURES, MATCHED
from feedback_nlp.tag.words import WordReader

if TYPE_CHECKING:
    from spacy.language import Language

Array = NDArray[np.float64]
Match: TypeAlias = Callable[[Sequence[tuple[str, int, int]], Sequence[str]], NDArray[np.float32]]
"""Spans of answers (text, start, end) and what there is to say of each theme, to log-odds (n_spans, n_themes)."""


class FrameScorer:
    """A code frame, ready to score texts.

    Nothing is learnt from the texts, so a text has the same scores alone as among thousands.

    Parameters
    ----------
    frame
        The code frame.
    encode
        Texts to unit rows, (n_texts, n_dims); None where there is no encoder for the language. Scores do not need it
        where there is a matcher.
    match
        Says how likely texts express themes; None does without.
    nlp
        A spaCy pipeline: English with tagger and lemmatizer, or for other languages any with a tokenizer.
    english
        False: only cues count, word by word, with a score of 1.
    """

    def __init__(
        self,
        frame: CodeFrame,
        *,
        encode: Encode | None,
        nlp: "Language",
        match: Match | None = None,
        english: bool = True,
    ) -> None:
        self.frame = frame
        self.encode = encode
        self.match = match if english else None
        self.weighing = MATCHED if self.match else ALONE
        self.said = [described(row) for row in frame.themes.to_dict("records")]
        self.reader = WordReader(nlp, english=english)
        self.finder = CueFinder(frame.themes, self.reader)
        self.overlap = Overlap(frame.themes, self.reader) if english else None
        # Beside the matcher nearness brings nothing that could be measured, and would cost half of the time (ADR 7).
        self.meaning = Meaning(frame.themes, encode) if english and encode and not self.match else None

    def features(self, texts: Sequence[str], wholes: Sequence[str] | None = None) -> tuple[Array, list[list[Hit]]]:
        """Return (n_texts, n_codes, n_features) in the order of `weigh.FEATURES`, and the cues in each text.

        `wholes` are the answers that the texts are segments of; by default the texts stand for themselves.
        """
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
        if self.match and len(texts):
            features[:, :, 6:8] = self._matched(texts, texts if wholes is None else wholes)
            features[:, :, 8] = np.log1p(np.exp(features[:, :, 6]).sum(axis=1, keepdims=True))
            features[:, :, 9] = np.log1p([[len(text.split())] for text in texts])
        return features, hits

    def _matched(self, texts: Sequence[str], wholes: Sequence[str]) -> Array:
        """Return (n_texts, n_codes, 2): the matcher's log-odds for each text, and for the answer that it is of."""
        assert self.match is not None
        # A segment that comes twice in its answer is taken where it comes first.
        starts = [whole.index(text) for text, whole in zip(texts, wholes, strict=True)]
        spans = [(whole, start, start + len(text)) for text, whole, start in zip(texts, wholes, starts, strict=True)]
        odds = np.asarray(self.match([*spans, *((whole, 0, len(whole)) for whole in wholes)], self.said), dtype=float)
        return np.stack([odds[: len(texts)], odds[len(texts) :]], axis=2)

    def score(self, texts: Sequence[str], wholes: Sequence[str] | None = None) -> tuple[Array, list[list[Hit]]]:
        """Return (n_texts, n_codes) in 0..1, and the cues in each text; `wholes` as in `features`.

        A code whose every cue in a text is taken back by its writer scores 0 there: the words are near, the meaning is
        the opposite. Without the matcher a cue is a rule: it always makes a label.
        """
        features, hits = self.features(texts, wholes)
        scores = self.weighing.score(features) if self.match or self.meaning else features[:, :, 4].copy()
        for i, found in enumerate(hits):
            said = {hit.code for hit in found if not hit.denied}
            scores[i, [hit.code for hit in found if hit.code not in said]] = 0.0
            if self.weighing.cue_decides:
                kept = sorted(said)
                scores[i, kept] = np.maximum(scores[i, kept], self.weighing.likely)
        return scores, hits
