import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp.errors import FeedbackError
from feedback_nlp.represent.load import shipped_model
from feedback_nlp.represent.onnx import OnnxEncoder

TEXTS = [
    "Parking is £5 a day and there is never a space.",
    "You cannot park at the hospital and it costs too much.",
    "The nurses were kind to my mum.",
    "I worry that one large CCG will forget rural areas.",
]


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return OnnxEncoder(shipped_model(), n_threads=2)


def test_vectors_agree_with_the_original_model(encoder: OnnxEncoder) -> None:
    # Dot products by all-MiniLM-L6-v2 itself, in torch fp32.
    original = [
        [1.0, 0.5333, -0.0394, 0.1368],
        [0.5333, 1.0, 0.1986, 0.1297],
        [-0.0394, 0.1986, 1.0, 0.0909],
        [0.1368, 0.1297, 0.0909, 1.0],
    ]
    vectors = encoder.encode(TEXTS)
    assert (vectors.shape, vectors.dtype) == ((4, 384), np.float32)
    np.testing.assert_allclose(vectors @ vectors.T, original, atol=2e-4)


def test_no_texts_give_no_rows(encoder: OnnxEncoder) -> None:
    calls: list[tuple[int, int]] = []
    vectors = encoder.encode([], progress=lambda *call: calls.append(call))
    assert (vectors.shape, vectors.dtype, calls) == ((0, 384), np.float32, [])


@pytest.mark.parametrize("nothing", ["", " ", "\n\t", "\u00a0", "\u200b", "\ufeff\u00ad"])
def test_a_text_with_nothing_in_it_is_all_zeros(encoder: OnnxEncoder, nothing: str) -> None:
    vectors = encoder.encode([nothing, "Ok"])
    assert not vectors[0].any()
    assert np.linalg.norm(vectors[1]) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("odd", ["🙂", "=1+1", "ŵ", "\ud800", "a\x00b", "?" * 300])
def test_odd_texts_have_unit_vectors(encoder: OnnxEncoder, odd: str) -> None:
    assert np.linalg.norm(encoder.encode([odd])[0]) == pytest.approx(1, abs=1e-5)


def test_what_follows_256_pieces_is_not_seen(encoder: OnnxEncoder) -> None:
    seen = "parking " * 254  # with the two marks around a text: 256
    whole, longer, shorter = encoder.encode([seen, seen + "kind nurses", seen[:-8]])
    assert np.array_equal(whole, longer)
    assert not np.array_equal(whole, shorter)


MANY = [f"{text} {n * 'Really. '}" for text in TEXTS for n in (0, 1, 2, 5, 11)]


def test_a_vector_depends_on_its_text_alone(encoder: OnnxEncoder) -> None:
    alone = np.vstack([encoder.encode([text]) for text in MANY])
    together = encoder.encode(MANY)
    assert together.tobytes() == alone.tobytes()


@pytest.fixture(scope="module")
def alone(encoder: OnnxEncoder) -> list[bytes]:
    return [encoder.encode([text])[0].tobytes() for text in MANY]


@settings(max_examples=10, deadline=None)
@given(rows=st.lists(st.integers(0, len(MANY) - 1), max_size=12))
def test_order_company_and_repeats_change_no_bit(encoder: OnnxEncoder, alone: list[bytes], rows: list[int]) -> None:
    found = encoder.encode([MANY[row] for row in rows])
    assert [vector.tobytes() for vector in found] == [alone[row] for row in rows]


@pytest.mark.parametrize("n_threads", [1, 3])
def test_the_number_of_threads_changes_no_bit(alone: list[bytes], n_threads: int) -> None:
    found = OnnxEncoder(shipped_model(), n_threads=n_threads).encode(MANY)
    assert [vector.tobytes() for vector in found] == alone


def test_another_process_gives_the_same_bits(encoder: OnnxEncoder) -> None:
    code = (
        "import sys; from feedback_nlp.represent import load_encoder; "
        f"sys.stdout.write(load_encoder(n_threads=1).encode({MANY[:8]!r}).tobytes().hex())"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout == encoder.encode(MANY[:8]).tobytes().hex()


def test_each_distinct_text_is_encoded_once_and_blank_ones_never(
    encoder: OnnxEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    n_encoded: list[int] = []
    read = encoder.network._read
    monkeypatch.setattr(encoder.network, "_read", lambda pieces: n_encoded.append(1) or read(pieces))
    encoder.encode(["a", "b", "", "a", " ", "a"])
    assert sum(n_encoded) == 2


def test_progress_counts_distinct_texts_up_to_their_number(
    encoder: OnnxEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedback_nlp.represent.network._PER_ROUND", 2)
    calls: list[tuple[int, int]] = []
    encoder.encode(["a", "b", "c", "a", ""], progress=lambda *call: calls.append(call))
    assert calls == [(2, 3), (3, 3)]


# Folders that cannot be used --------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound model folder whose large file may be damaged."""
    return Path(shutil.copytree(shipped_model(), tmp_path / "model"))


def _flip_a_byte(folder: Path) -> None:
    path = folder / "model.onnx"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _rewrite(**changes: object) -> Callable[[Path], None]:
    def rewrite(folder: Path) -> None:
        path = folder / "config.json"
        path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")

    return rewrite


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (shutil.rmtree, r"The model folder .+ is not there\."),
        (lambda f: (f / "config.json").unlink(), r"has no config\.json that can be read\."),
        (lambda f: (f / "config.json").write_text("{"), r"config\.json is damaged"),
        (lambda f: (f / "config.json").write_text("[]"), r"config\.json is damaged"),
        (_rewrite(files={}), r"config\.json is damaged"),
        (_rewrite(n_dims="384"), r"config\.json is damaged"),
        (_rewrite(format=2), r"is of format 2; this feedback_nlp reads format 1\."),
        (lambda f: (f / "model.onnx").unlink(), r"model\.onnx is missing or cannot be read\."),
        (_flip_a_byte, r"model\.onnx is damaged or was changed: its SHA-256 starts with [0-9a-f]{12}"),
        (lambda f: (f / "tokenizer.json").write_text("{}"), r"tokenizer\.json is damaged or was changed"),
    ],
)
def test_a_folder_that_cannot_be_used_says_why_and_what_to_do(
    folder: Path, damage: Callable[[Path], None], message: str
) -> None:
    damage(folder)
    with pytest.raises(FeedbackError, match=message + ".*Install feedback_nlp again"):
        OnnxEncoder(folder)


def test_the_hash_is_of_what_decides_the_vectors(folder: Path, encoder: OnnxEncoder) -> None:
    assert OnnxEncoder(folder).model_hash == encoder.model_hash
    _rewrite(name="renamed", made_with={})(folder)
    assert OnnxEncoder(folder).model_hash == encoder.model_hash
    _rewrite(max_length=128)(folder)
    assert OnnxEncoder(folder).model_hash != encoder.model_hash


def test_without_onnxruntime_the_message_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(FeedbackError, match=r"The sentence encoder cannot start: .*onnxruntime"):
        OnnxEncoder(shipped_model())
