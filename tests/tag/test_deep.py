"""A tagger with a network that was fine-tuned on the same answers: here one that knows a few words."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.errors import ConfigError, MissingExtra
from feedback_nlp.represent import Judge, shipped_model
from feedback_nlp.tag import deep, store
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.trained import TrainedTagger, train

TEXTS = ["zorb", "zorb twice", "plain", "plain again"]


def knows(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the opinion of a network that learnt what "zorb" means: TRAVEL, the second of three codes."""
    return np.array([[-6.0, 6.0 if "zorb" in text else -6.0, -6.0] for text in texts], dtype=np.float32)


@pytest.fixture(scope="module")
def trained(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> TrainedTagger:
    # No two answers share a word that tells, and the code frame says nothing of a zorb: only the network can know.
    texts = [f"{'zorb' * (i % 2)}{chr(97 + i % 26) * 5}{i}" for i in range(60)]
    answers, segments = tables(*texts)
    codes = ["TRAVEL" if i % 2 else c.NO_THEME for i in range(60)]
    coded = pd.DataFrame({c.RESPONSE_ID: answers[c.RESPONSE_ID], c.CODE: codes})

    def deepen(texts: Sequence[str], truth: Any, groups: Any) -> Any:
        assert truth.shape == (60, 3)
        assert len(groups) == len(texts) == 60
        return knows(texts), knows

    return train(answers, segments, coded, frame, encode=encode, nlp=nlp, deep=deepen)


def test_what_the_network_knows_is_heard(trained: TrainedTagger, encode: Any, nlp: Any, tables: Any) -> None:
    answers, segments = tables("A kwyjibo. My zorbing, alas.", "Kwyjibo here.")
    labels = trained.tag(answers, segments, encode=encode, nlp=nlp)
    assert labels[[c.RESPONSE_ID, c.CODE, c.START, c.END]].to_numpy().tolist() == [["R0/q", "TRAVEL", 11, 28]]
    assert trained.card["deep"] is True


def test_without_its_network_it_does_not_guess(trained: TrainedTagger, encode: Any, nlp: Any, tables: Any) -> None:
    answers, segments = tables("My zorbing, alas.")
    bare = TrainedTagger(trained.frame, trained.classifier, card=trained.card)
    with pytest.raises(ValueError, match="opinion of a fine-tuned network"):
        bare.tag(answers, segments, encode=encode, nlp=nlp)


def test_the_network_is_kept_with_the_model(trained: TrainedTagger, frame: CodeFrame, tmp_path: Path) -> None:
    (tmp_path / "network").mkdir()
    (tmp_path / "network" / "config.json").write_text("{}", encoding="utf-8")
    folder = store.save(trained, tmp_path / "m", deep=tmp_path / "network")
    assert store.load(folder, frame).card["deep"] is True
    (folder / "deep" / "config.json").write_text("{ }", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"fine-tuned network in its folder deep .* not the one that was saved"):
        store.load(folder, frame)
    shutil.rmtree(folder / "deep")
    with pytest.raises(ConfigError, match="fine-tuned network in its folder deep is missing"):
        store.load(folder, frame)


def test_a_judge_reads_each_text_alone() -> None:
    # Any network whose first output is a row a text will do: the encoder that ships stands for a fine-tuned one.
    judge = Judge(shipped_model())
    rows = judge(["plain", "", "zorb", "plain"])
    assert rows.shape == (4, 384)
    assert (rows[1] == -6).all()
    assert rows[0].tobytes() == rows[3].tobytes() == judge(["plain"])[0].tobytes()
    assert judge([]).shape == (0, 384)


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deep, "find_spec", lambda name: None if name == "torch" else object())
    with pytest.raises(MissingExtra, match=r"packages that are not installed: torch\. .*without --deep\."):
        deep.start_from()


def test_it_learns_what_people_coded(tmp_path: Path) -> None:
    for name in deep.NEEDED:
        pytest.importorskip(name)
    texts = [f"{word} {i}" for i in range(8) for word in ("parking", "nurse")]
    truth = np.array([[1.0, 0.0], [0.0, 1.0]] * 8)
    groups = np.arange(16).astype(object)
    settings = deep.Settings(epochs=6)
    unseen = deep.fine_tune(texts, truth, groups, tmp_path, settings=settings)
    assert (unseen.argmax(axis=1) == truth.argmax(axis=1)).mean() > 0.8
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.json", "model.onnx", "tokenizer.json"]
    assert json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))["n_dims"] == 2
    assert Judge(tmp_path)(["the parking", "a nurse"]).argmax(axis=1).tolist() == [0, 1]
