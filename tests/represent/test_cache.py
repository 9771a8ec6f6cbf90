import logging
import multiprocessing
import os
import sqlite3
import stat
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from feedback_nlp.represent.cache import CachedEncoder, VectorCache
from feedback_nlp.represent.encoder import Progress, Vectors

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")


class CountingEncoder:
    """Encodes a text as its length and its first letter, and notes what it was asked for."""

    name, n_dims, model_hash = "counting", 2, "c0"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        self.asked += texts
        if progress:
            progress(len(texts), len(texts))
        return np.array([[len(text), ord(text[0])] for text in texts], dtype=np.float32).reshape(-1, 2)


def run(folder: Path, texts: list[str]) -> tuple[list[list[float]], list[str]]:
    """Encode with a new encoder and a cache in `folder`; return the vectors and what had to be encoded."""
    encoder = CountingEncoder()
    return CachedEncoder(encoder, VectorCache(folder, "c0")).encode(texts).tolist(), encoder.asked


def test_only_new_texts_are_encoded(tmp_path: Path) -> None:
    assert run(tmp_path, ["aa", "b", "aa"]) == ([[2, 97], [1, 98], [2, 97]], ["aa", "b"])
    assert run(tmp_path, ["ccc", "b", "aa"]) == ([[3, 99], [1, 98], [2, 97]], ["ccc"])
    assert run(tmp_path, ["aa", "b"]) == ([[2, 97], [1, 98]], [])


def test_without_a_cache_the_encoder_is_simply_asked(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    assert CachedEncoder(encoder, None).encode(["a", "a"]).tolist() == [[1, 97], [1, 97]]
    assert encoder.asked == ["a", "a"]
    assert list(tmp_path.iterdir()) == []


def test_no_texts_give_no_rows(tmp_path: Path) -> None:
    vectors = CachedEncoder(CountingEncoder(), VectorCache(tmp_path, "c0")).encode([])
    assert (vectors.shape, vectors.dtype) == ((0, 2), np.float32)


def test_more_texts_than_one_query_takes(tmp_path: Path) -> None:
    texts = [f"{n} " for n in range(1201)]
    vectors, _ = run(tmp_path, texts)
    assert run(tmp_path, texts) == (vectors, [])


def test_progress_counts_on_over_kept_and_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedback_nlp.represent.cache._PER_STORE", 2)
    run(tmp_path, ["a"])
    calls: list[tuple[int, int]] = []
    encoder = CachedEncoder(CountingEncoder(), VectorCache(tmp_path, "c0"))
    encoder.encode(["a", "b", "c", "a"], progress=lambda *call: calls.append(call))
    assert calls == [(2, 3), (2, 3), (3, 3), (3, 3)]


def test_what_was_encoded_before_an_interruption_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedback_nlp.represent.cache._PER_STORE", 1)

    class Stops(CountingEncoder):
        def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
            if texts == ["b"]:
                raise KeyboardInterrupt
            return super().encode(texts, progress=progress)

    with pytest.raises(KeyboardInterrupt):
        CachedEncoder(Stops(), VectorCache(tmp_path, "c0")).encode(["a", "b"])
    assert run(tmp_path, ["a", "b"])[1] == ["b"]


# Privacy ----------------------------------------------------------------------------------------


def test_the_file_holds_no_text(tmp_path: Path) -> None:
    run(tmp_path, ["my name is Ada Lovelace"])
    content = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert content
    assert b"Ada" not in content
    assert "Ada".encode("utf-16-le") not in content


@posix
def test_folder_and_file_are_private_whatever_the_umask_and_stay_so(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        run(tmp_path, ["a"])
    finally:
        os.umask(before)
    folder, file = tmp_path / "vectors", tmp_path / "vectors" / "c0.sqlite"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, file)] == [0o700, 0o600]
    folder.chmod(0o755)
    file.chmod(0o644)
    run(tmp_path, ["b"])
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, file)] == [0o700, 0o600]
    assert [path.name for path in folder.iterdir()] == ["c0.sqlite"]


def test_lone_surrogates_have_a_hash_of_their_own(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, "c0")
    cache.put(["\ud800", "\ud801"], np.array([[1], [2]], dtype=np.float32))
    found = cache.get(["\ud801", "\ud800", "?"])
    assert sorted((text, vector.tolist()) for text, vector in found.items()) == [("\ud800", [1]), ("\ud801", [2])]


# Damage -----------------------------------------------------------------------------------------


def file_of(folder: Path) -> Path:
    return folder / "vectors" / "c0.sqlite"


def _statement(file: Path, sql: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute(sql)
    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b"not a database at all" * 100),
        lambda file: file.write_bytes(file.read_bytes()[:100] + b"\xff" * 5000),
        lambda file: _statement(file, "DROP TABLE vectors"),
        lambda file: _statement(file, "ALTER TABLE vectors RENAME COLUMN crc TO other"),
    ],
    ids=["no database", "overwritten", "emptied", "another table"],
)
def test_a_damaged_file_is_begun_again(tmp_path: Path, damage: object) -> None:
    run(tmp_path, ["a"])
    damage(file_of(tmp_path))  # type: ignore[operator]
    assert run(tmp_path, ["a"]) == ([[1, 97]], ["a"])
    assert run(tmp_path, ["a"]) == ([[1, 97]], [])


def test_a_file_damaged_further_in_is_begun_again(tmp_path: Path) -> None:
    texts = [f"{n} " for n in range(1000)]
    vectors, _ = run(tmp_path, texts)
    content = bytearray(file_of(tmp_path).read_bytes())
    content[8192:] = bytes(len(content) - 8192)  # the head is sound, so it opens
    file_of(tmp_path).write_bytes(content)
    assert run(tmp_path, texts)[0] == vectors
    assert run(tmp_path, texts) == (vectors, [])


@pytest.mark.parametrize("change", ["vector = x'00'", "vector = zeroblob(8)", "crc = crc + 1", "vector = 'text'"])
def test_a_damaged_vector_is_made_again(tmp_path: Path, change: str) -> None:
    run(tmp_path, ["a", "b"])
    _statement(file_of(tmp_path), f"UPDATE vectors SET {change} WHERE rowid = 1")
    assert run(tmp_path, ["a", "b"]) == ([[1, 97], [1, 98]], ["a"])
    assert run(tmp_path, ["a", "b"]) == ([[1, 97], [1, 98]], [])


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "vectors").write_text("a file is in the way")
    with caplog.at_level(logging.WARNING):
        assert run(tmp_path, ["a"]) == ([[1, 97]], ["a"])
    assert len(caplog.records) == 1  # once, not once a chunk
    assert "cannot be used" in caplog.text
    assert "the run goes on without it" in caplog.text


def test_a_file_that_another_program_holds_is_done_without_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedback_nlp.represent.cache._WAIT_S", 0.05)
    run(tmp_path, ["a", "b"])
    holder = sqlite3.connect(file_of(tmp_path))
    holder.execute("BEGIN EXCLUSIVE")
    assert run(tmp_path, ["a"]) == ([[1, 97]], ["a"])
    holder.rollback()
    holder.close()
    assert run(tmp_path, ["a", "b"]) == ([[1, 97], [1, 98]], [])


def test_a_file_that_another_process_holds_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    run(tmp_path, ["a"])
    holder = sqlite3.connect(file_of(tmp_path), check_same_thread=False)
    holder.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.3, holder.rollback)
    release.start()
    assert run(tmp_path, ["a"]) == ([[1, 97]], [])
    release.join()
    holder.close()


def _work(folder: Path, first: int) -> bool:
    texts = [f"{n} " for n in range(first, first + 400)]
    return run(folder, texts)[0] == [[len(text), ord(text[0])] for text in texts]


def test_processes_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert pool.starmap(_work, [(tmp_path, first) for first in (0, 200, 100, 300)]) == [True] * 4
    assert run(tmp_path, [f"{n} " for n in range(700)])[1] == []
