import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from feedback_nlp.errors import FeedbackError
from feedback_nlp.represent import load, load_encoder
from feedback_nlp.represent.cache import CachedEncoder
from feedback_nlp.represent.onnx import OnnxEncoder

ROOT = Path(__file__).parents[2]


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = (
        "import sys, feedback_nlp.represent; "
        "print([m for m in ('onnxruntime', 'tokenizers', 'spacy', 'sklearn', 'torch', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


def test_the_default_is_the_model_that_ships() -> None:
    encoder = load_encoder(n_threads=1)
    assert isinstance(encoder, OnnxEncoder)
    assert (encoder.name, encoder.n_dims, encoder.max_length, encoder.network.n_threads) == (
        "minilm-l6-v2",
        384,
        256,
        1,
    )


def test_with_a_cache_folder_the_second_run_gives_the_same_bits_without_encoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["Parking is dear.", "", "The nurses were kind.", "Parking is dear."]
    first = load_encoder(cache_dir=tmp_path).encode(texts)
    again = load_encoder(cache_dir=tmp_path)
    assert isinstance(again, CachedEncoder)
    monkeypatch.setattr(again, "encoder", None)  # would raise if asked
    assert again.encode(texts).tobytes() == first.tobytes()
    assert np.array_equal(first, load_encoder().encode(texts))


def test_the_cache_belongs_to_one_model_and_one_runtime(tmp_path: Path) -> None:
    encoder = load_encoder(cache_dir=tmp_path)
    assert isinstance(encoder, CachedEncoder)
    assert isinstance(encoder.encoder, OnnxEncoder)
    assert encoder.cache is not None
    key = f"{encoder.model_hash[:16]}-{encoder.encoder.runtime}"
    assert encoder.cache.path == tmp_path / "vectors" / f"{key}.sqlite"


def test_an_installed_package_finds_the_model_inside_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "feedback_nlp" / "models" / "minilm-l6-v2"
    beside = tmp_path / "models" / "minilm-l6-v2"
    monkeypatch.setattr(load, "__file__", str(tmp_path / "feedback_nlp" / "represent" / "load.py"))
    with pytest.raises(
        FeedbackError,
        match=r"The model minilm-l6-v2 that ships is neither in .+ nor in .+\. Install feedback_nlp again\.",
    ):
        load.shipped_model()
    beside.mkdir(parents=True)
    (beside / "config.json").touch()
    assert load.shipped_model() == beside
    inside.mkdir(parents=True)
    (inside / "config.json").touch()
    assert load.shipped_model() == inside
