"""Is what was opened a trained tagger? A folder may come from anywhere, with hashes that fit what was put in it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from feedback_nlp import columns as c
from feedback_nlp.tag.classifier import ThemeClassifier
from feedback_nlp.tag.learnt import KernelAndNeighbours
from feedback_nlp.tag.material import Material
from feedback_nlp.tag.measure import ALL
from feedback_nlp.tag.stack import Stack


class _Figures(BaseModel):
    model_config = ConfigDict(strict=True)

    code: str
    n: int
    precision: float | None
    recall: float | None
    f1: float | None


class _Question(BaseModel):
    model_config = ConfigDict(strict=True)

    question: str
    answers: int


class _Card(BaseModel):
    """What others read in a card; it may say more."""

    model_config = ConfigDict(strict=True)

    answers: int
    figures: list[_Figures] = Field(min_length=1)
    frame_version: str
    wording: dict[str, str]
    attributes: list[str]
    encoder: str
    versions: dict[str, str]
    model_sha256: str
    card_sha256: str
    gain: dict[str, float]
    deep_sha256: str | None = None
    deep: bool = False
    seen: list[str] = []
    questions: list[_Question] = []

    @model_validator(mode="after")
    def _of_all_themes(self) -> "_Card":
        if all(row.code != ALL for row in self.figures):
            raise ValueError("figures")
        if self.deep != bool(self.deep_sha256):
            raise ValueError("deep")
        if {c.RESPONDENT_ID, c.RESPONSE_ID} & {*self.attributes}:
            raise ValueError("attributes")
        return self


def check_card(card: object) -> None:
    """Raise `ValueError`, with the names of what is missing or of another kind, where this is no card."""
    try:
        _Card.model_validate(card)
    except ValidationError as error:
        names = {
            str(item["loc"][0] if item["loc"] else item.get("ctx", {}).get("error", "")) for item in error.errors()
        }
        listed = ", ".join(f'"{name}"' for name in sorted(names) if name in _Card.model_fields)
        raise ValueError(f"card.json lacks or garbles {listed}" if listed else "card.json is no card") from None


def check_classifier(classifier: object, n_codes: int, card: Mapping[str, Any]) -> None:
    """Raise `ValueError` where this is no fitted classifier of so many codes: it is tried on a text."""
    told = ValueError("tagger.skops holds no tagger for this code frame")
    try:
        if not isinstance(classifier, ThemeClassifier) or not isinstance(classifier.stack_, Stack):
            raise told
        if not isinstance(classifier.taught_, KernelAndNeighbours | None):
            raise told
        if not isinstance(classifier.sure_, float | int) or np.shape(classifier.thresholds_) != (n_codes,):
            raise told
        wide = classifier.taught_.vectors_.shape[1] if classifier.taught_ else 2
        text = np.array(["The bus is late"], dtype=object)
        zeros = np.zeros((1, n_codes))
        vectors, deep = np.zeros((1, wide)), zeros if card.get("deep") else np.zeros((1, 0))
        material = Material(text, np.array(["question=q"], dtype=object), vectors, zeros, deep)
        found = classifier.predict_proba(material)
        if found.shape != (1, n_codes) or not np.isfinite(found).all() or classifier.predict(material).dtype != bool:
            raise told
    except Exception:
        # Whatever stands in the place of its parts may fail in any way.
        raise told from None
