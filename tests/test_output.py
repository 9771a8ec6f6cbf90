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


@pytest.mark.parametrize("manifest", ["", "{}", "[1]", '{"outputs": [1]}', "[" * 100_000])
def test_edits_are_kept_where_the_manifest_says_nothing(tmp_path: Path, manifest: str) -> None:
    with fresh_folder(tmp_path / "out") as folder:
        write(folder, "one")
    (tmp_path / "out" / "themes.csv").write_text("corrected by hand")
    (tmp_path / "out" / MANIFEST).write_text(manifest)
    with fresh_folder(tmp_path / "out") as folder:
        write(folder, "two")
    kept = files(tmp_path / "out")
    assert kept["themes.csv"] == "two"
    assert [kept[name] for name in kept if "edited" in name] == ["corrected by hand"]


def test_a_file_of_ones_own_under_the_name_of_a_new_result_is_kept(tmp_path: Path) -> None:
    with fresh_folder(tmp_path / "out") as folder:
        write(folder, "one")
    (tmp_path / "out" / "areas.csv").write_text("mine")
    (tmp_path / "out" / "more").mkdir()
    (tmp_path / "out" / "more" / MANIFEST).write_text("mine too")
    with fresh_folder(tmp_path / "out") as folder:
        (folder / "areas.csv").write_text("new")
        write(folder, "two")
    kept = files(tmp_path / "out")
    assert sorted(kept.values())[:3] == ["mine", "mine too", "new"]
    assert kept["areas.csv"] == "new"


def test_what_is_known_by_another_file_is_replaced(tmp_path: Path) -> None:
    for text in ("one", "two"):
        with fresh_folder(tmp_path / "model", known_by="card.json") as folder:
            (folder / "card.json").write_text(text)
    assert files(tmp_path / "model") == {"card.json": "two"}


def test_of_a_link_what_it_points_at_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there")
    for text in ("one", "two"):
        with fresh_folder(tmp_path / "link") as folder:
            write(folder, text)
    assert (tmp_path / "link").is_symlink()
    assert files(tmp_path / "there")["themes.csv"] == "two"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link", "there"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("n" * 300, r"too long \(300 characters\)"),
        ("a_file/x", '/a_file" is a file'),
        ("a_file/x/y", '/a_file" is a file'),
        pytest.param(
            "/proc/x",
            "may not be written to",
            marks=pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc"),
        ),
    ],
)
def test_a_place_where_no_folder_can_be_is_named(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "a_file").write_text("mine")
    with pytest.raises(OutputError, match=words), fresh_folder(tmp_path / name):
        pass
    assert files(tmp_path) == {"a_file": "mine"}


def test_another_folder_is_left_alone_though_its_name_fits_a_pattern(tmp_path: Path) -> None:
    (tmp_path / ".other.partial-1").mkdir()
    with fresh_folder(tmp_path / "o*") as folder:
        write(folder, "one")
    assert (tmp_path / ".other.partial-1").is_dir()


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
