"""The networks that a run reads texts with, and where their work is kept between runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from feedback_nlp.config import Consultation
from feedback_nlp.languages import ENGLISH

if TYPE_CHECKING:
    from feedback_nlp.represent import Encoder, Matcher
    from feedback_nlp.tag.scorer import Match


@dataclass(frozen=True)
class Networks:
    """What reads texts.

    Parameters
    ----------
    encoder
        Says how alike texts are.
    matcher
        Says which texts express which theme; None where it is switched off, or does not know the language.
    """

    encoder: Encoder
    matcher: Matcher | None = None

    @property
    def match(self) -> Match | None:
        """What the tag room asks."""
        return self.matcher.match if self.matcher else None

    @property
    def names(self) -> dict[str, str]:
        """What each network is -> its name and hash: the same ones give the same tags."""
        named = {"encoder": f"{self.encoder.name} {self.encoder.model_hash}"}
        return named | ({"matcher": f"{self.matcher.name} {self.matcher.model_hash}"} if self.matcher else {})


def networks_for(consultation: Consultation | None = None, *, cache: bool = True) -> Networks:
    """Return the networks that fit the language of the answers.

    Parameters
    ----------
    consultation
        None: answers in English, everything switched on.
    cache
        Keep vectors and scores of texts on this machine's disk between runs (never the texts).
    """
    from feedback_nlp.represent import LexicalEncoder, Matcher, RememberingEncoder, load_encoder, shipped_model

    if consultation is not None and consultation.consultation.language != ENGLISH:
        return Networks(RememberingEncoder(LexicalEncoder(seed=consultation.topics.seed)))
    kept = _cache_folder() if cache else None
    encoder = RememberingEncoder(load_encoder(cache_dir=kept))
    if consultation is not None and not consultation.themes.matcher:
        return Networks(encoder)
    return Networks(encoder, Matcher(shipped_model("matcher"), cache_dir=kept))


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("feedback_nlp")
