"""Model folders that somebody tampered with, hashes and all: each is refused in words."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skops.io

from feedback_nlp.errors import ConfigError
from feedback_nlp.tag import store
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.trained import TrainedTagger
from tests.tag import test_trained

trained = test_trained.trained
Card = dict[str, Any]


@pytest.fixture
def folder(trained: TrainedTagger, tmp_path: Path) -> Path:
    return store.save(trained, tmp_path / "m")


def changed(folder: Path, change: Callable[[Card], Any]) -> None:
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    change(card)
    (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")


def put(folder: Path, model: object) -> None:
    """Put another object in the place of the classifier, with a hash that fits."""
    (folder / "tagger.skops").write_bytes(skops.io.dumps(model))
    changed(folder, lambda card: card.update(model_sha256=store._hash(folder / "tagger.skops")))
    changed(folder, lambda card: card.update(card_sha256=store.card_hash(card)))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("figures", []),
        ("figures", "x"),
        ("figures", [{"code": "LOCAL", "n": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0}]),
        ("answers", "lots"),
        ("wording", [1]),
        ("attributes", 5),
        ("attributes", ["respondent_id"]),
        ("versions", []),
        ("seen", {"a": [1]}),
        ("deep", True),
        ("questions", "x"),
        ("questions", [{"question": "why", "answers": "some"}]),
    ],
)
def test_a_card_with_something_else_in_it(folder: Path, frame: CodeFrame, name: str, value: object) -> None:
    changed(folder, lambda card: card.update({name: value}))
    with pytest.raises(ConfigError, match=f'damaged .card.json lacks or garbles "{name}".. Train it again'):
        store.load(folder, frame)


@pytest.mark.parametrize(
    "change",
    [
        lambda card: card["figures"][0].update(precision=0.99),
        lambda card: card["gain"].update(f1=0.5),
        lambda card: card["wording"].update(q="What else?"),
        lambda card: card.update(seen=[]),
        lambda card: card.update(remark="by hand"),
    ],
)
def test_a_card_that_was_edited(folder: Path, frame: CodeFrame, change: Callable[[Card], Any]) -> None:
    changed(folder, change)
    with pytest.raises(ConfigError, match=r"has a fault:\n  - card.json is not the file that was saved"):
        store.load(folder, frame)


@pytest.mark.parametrize("content", ["[" * 100_000, "[]", "5", '"x"', ""])
@pytest.mark.parametrize("name", ["card.json", "frame.json"])
def test_files_that_hold_something_else(folder: Path, frame: CodeFrame, name: str, content: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match="is damaged"):
        store.load(folder, frame)


@pytest.mark.parametrize("model", [[1, 2], {"a": 1}, "x", np.zeros(3)])
def test_another_object_in_the_place_of_the_classifier(folder: Path, frame: CodeFrame, model: object) -> None:
    put(folder, model)
    with pytest.raises(ConfigError, match="holds no tagger for this code frame"):
        store.load(folder, frame)


@pytest.mark.parametrize("name", ["thresholds_", "stack_", "taught_", "sure_"])
@pytest.mark.parametrize("value", [np.zeros(2), [1], "x"])
def test_a_classifier_with_other_parts(
    trained: TrainedTagger,
    folder: Path,
    frame: CodeFrame,
    name: str,
    value: object,
) -> None:
    model = copy.copy(trained.classifier)
    model.__dict__.pop("unseen_")
    setattr(model, name, value)
    put(folder, model)
    with pytest.raises(ConfigError, match="holds no tagger for this code frame"):
        store.load(folder, frame)


def test_small_arrays_in_a_member(trained: TrainedTagger, folder: Path, frame: CodeFrame) -> None:
    for name in ("counts_", "vectors_", "centre_", "weights_", "truth_"):
        model = copy.deepcopy(trained.classifier)
        setattr(model.taught_, name, np.zeros((2, 2)))
        put(folder, model)
        with pytest.raises(ConfigError, match="holds no tagger for this code frame"):
            store.load(folder, frame)


def test_a_name_that_is_too_long(frame: CodeFrame) -> None:
    with pytest.raises(ConfigError, match="holds no trained tagger"):
        store.load("m" * 300, frame)
