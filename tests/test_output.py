"""Results appear whole or not at all."""

import errno
import json
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from feedback_nlp.errors import OutputError
from feedback_nlp.output import MANIFEST, fresh_folder, outputs, saying_why


def write(folder: Path, text: str) -> None:
    (folder / "themes.csv").write_text(text)
    (folder / MANIFEST).write_text(json.dumps({"outputs": outputs(folder)}))


def fail(target: Path, text: str) -> None:
    with fresh_folder(target) as folder:
        write(folder, text)
        raise ZeroDivisionError


def files(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_run_replaces_the_earlier_results(tmp_path: Path) -> None:
    for text in ("one", "two"):
        with fresh_folder(tmp_path / "deep" / "out") as folder:
            write(folder, text)
    assert files(tmp_path / "deep" / "out")["themes.csv"] == "two"
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["out"]


def test_a_failed_run_leaves_the_earlier_results(tmp_path: Path) -> None:
    with fresh_folder(tmp_path / "out") as folder:
        write(folder, "one")
    before = files(tmp_path)
    with pytest.raises(ZeroDivisionError):
        fail(tmp_path / "out", "two")
    assert files(tmp_path) == before


def test_what_people_made_is_kept(tmp_path: Path) -> None:
    with fresh_folder(tmp_path / "out") as folder:
        write(folder, "one")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    (tmp_path / "out" / "themes.csv").write_text("corrected by hand")
    for _ in range(2):
        with fresh_folder(tmp_path / "out") as folder:
            write(folder, "two")
    kept = files(tmp_path / "out")
    edited = [name for name in kept if "edited" in name]
    assert kept["themes.csv"] == "two"
    assert kept["notes.txt"] == "mine"
    assert [kept[name] for name in edited] == ["corrected by hand"]


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_text("mine")
    with pytest.raises(OutputError, match="not results of a run"), fresh_folder(tmp_path):
        pass
    assert files(tmp_path) == {"letter.docx": "mine"}


def test_two_runs_at_once_do_not_mix(tmp_path: Path) -> None:
    with fresh_folder(tmp_path / "out") as folder:
        write(folder, "one")
        with pytest.raises(OutputError, match="Another run"), fresh_folder(tmp_path / "out"):
            pass
    assert files(tmp_path / "out")["themes.csv"] == "one"


def _run_and_hang(target: Path) -> None:
    with fresh_folder(target) as folder:
        write(folder, "half")
        time.sleep(60)


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX")
def test_a_killed_run_leaves_the_earlier_results_and_the_next_run_works(tmp_path: Path) -> None:
    with fresh_folder(tmp_path / "out") as folder:
        write(folder, "one")
    process = multiprocessing.get_context("fork").Process(target=_run_and_hang, args=(tmp_path / "out",))
    process.start()
    for _ in range(200):
        if any(tmp_path.glob(".out.partial-*/themes.csv")):
            break
        time.sleep(0.05)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert files(tmp_path / "out")["themes.csv"] == "one"
    with fresh_folder(tmp_path / "out") as folder:
        write(folder, "two")
    assert files(tmp_path / "out")["themes.csv"] == "two"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_results_moved_aside_by_a_killed_run_come_back(tmp_path: Path) -> None:
    with fresh_folder(tmp_path / "out") as folder:
        write(folder, "one")
    (tmp_path / "out").rename(tmp_path / ".out.old-1")
    with pytest.raises(ZeroDivisionError):
        fail(tmp_path / "out", "two")
    assert files(tmp_path / "out")["themes.csv"] == "one"


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "no room left"), (errno.EROFS, "may not be written"), (errno.EIO, "cannot be written")],
)
def test_what_the_system_says_is_put_in_words(tmp_path: Path, number: int, words: str) -> None:
    with pytest.raises(OutputError, match=words), saying_why(tmp_path):
        raise OSError(number, "the system's words", "themes.xlsx")
