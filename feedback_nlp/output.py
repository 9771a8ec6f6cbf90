"""Results appear whole or not at all: written to a fresh folder, moved into place at the end.

A run that fails, is stopped or killed leaves the earlier results as they were. Files that people put beside the
results stay there, and a result that a person has edited (``coding.xlsx``, say) is kept under another name.
"""

import ctypes
import errno
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from feedback_nlp.errors import OutputError

MANIFEST = "run.json"
_ROOM = 1_000_000
"""Bytes; with less than this left on the disk, a failure to write is put down to that."""
_NO_ROOM = 'There is no room left on the disk for the results in "{}". The earlier results are as they were.'


@contextmanager
def fresh_folder(target: Path, *, known_by: str = MANIFEST) -> Iterator[Path]:
    """Give a private, empty folder; put it in the place of `target` when the block ends without an error.

    Parameters
    ----------
    target
        Where the results belong. It need not exist. What it holds is replaced file by file; other files stay.
    known_by
        The file that earlier results have. A folder with files and without it is somebody else's, and is refused.

    Raises
    ------
    OutputError
        The place cannot be written, holds something else, is open in another program, or another run is using it.
    """
    from filelock import FileLock, Timeout

    target = Path(os.path.abspath(target))  # noqa: PTH100 - resolve() would follow a link that the user chose
    _refuse_other_folders(target, known_by)
    with saying_why(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(target.parent / f".{target.name}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise OutputError(
                f'Another run is writing to "{target}". Wait until it is done, or choose another folder with --out.'
            ) from None
    try:
        with saying_why(target):
            _clear_up(target)
            # mkdtemp makes the folder readable by its owner only.
            fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.partial-", dir=target.parent))
        try:
            try:
                yield fresh
            except OSError:
                # Some libraries pass on a full disk without its number.
                if shutil.disk_usage(target.parent).free > _ROOM:
                    raise
                raise OutputError(_NO_ROOM.format(target)) from None
            with saying_why(target):
                _keep_what_people_made(target, fresh)
                # Private while it is being written; finished results are as open as the folder they replace.
                fresh.chmod(target.stat().st_mode if target.exists() else 0o755)
                _swap(fresh, target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    finally:
        lock.release()
        with suppress(OSError):
            Path(lock.lock_file).unlink()


@contextmanager
def saying_why(target: Path) -> Iterator[None]:
    """Turn what the system says (disk full, read-only, locked) into a sentence that a person can act on."""
    try:
        yield
    except OSError as error:
        raise OutputError(_in_words(error, target)) from None


def file_hash(path: Path) -> str:
    """Return the sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def outputs(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file under `folder` but the manifest, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): file_hash(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def _refuse_other_folders(target: Path, known_by: str) -> None:
    if target.is_file():
        raise OutputError(f'"{target}" is a file. Choose a folder for the results with --out.')
    if target.is_dir() and any(target.iterdir()) and not (target / known_by).is_file():
        raise OutputError(
            f'"{target}" holds files that are not results of a run (no {known_by}). '
            "Choose an empty or a new folder with --out."
        )


def _clear_up(target: Path) -> None:
    """Remove what a killed run left, and put back results that it had moved aside."""
    for left in sorted(target.parent.glob(f".{target.name}.old-*")):
        if target.exists():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.rename(target)
    for left in target.parent.glob(f".{target.name}.partial-*"):
        shutil.rmtree(left, ignore_errors=True)


def _keep_what_people_made(target: Path, fresh: Path) -> None:
    if not target.is_dir():
        return
    try:
        written = json.loads((target / MANIFEST).read_text(encoding="utf-8")).get("outputs", {})
    except (OSError, ValueError):
        written = {}
    for name, digest in outputs(target).items():
        if written.get(name) == digest:
            continue
        keep = fresh / name
        if keep.exists() and file_hash(keep) == digest:
            continue
        if name in written:
            keep = keep.with_name(f"{keep.stem}-edited-{digest[:8]}{keep.suffix}")
        if not keep.exists():
            keep.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target / name, keep)


def _swap(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.rename(target)
    elif not _exchange(fresh, target):
        aside = target.with_name(f".{target.name}.old-{os.getpid()}")
        target.rename(aside)
        try:
            fresh.rename(target)
        except OSError:
            aside.rename(target)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, where the system can (Linux, macOS)."""
    names = os.fsencode(one), os.fsencode(other)
    calls: dict[str, Callable[[ctypes.CDLL], int]] = {
        "linux": lambda c: c.renameat2(-100, names[0], -100, names[1], 2),  # AT_FDCWD, RENAME_EXCHANGE
        "darwin": lambda c: c.renamex_np(names[0], names[1], 2),  # RENAME_SWAP
    }
    try:
        return calls[sys.platform](ctypes.CDLL(None)) == 0
    except (KeyError, AttributeError, OSError):
        return False


def _in_words(error: OSError, target: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _NO_ROOM.format(target)
    if error.errno == errno.EROFS or (error.errno in (errno.EACCES, errno.EPERM) and os.name != "nt"):
        return f'The folder of "{target}" may not be written to. Choose another with --out.'
    if isinstance(error, PermissionError):
        name = Path(error.filename).name if error.filename else "a file"
        return f'{name} in "{target}" seems to be open in another program, such as Excel. Close it and run again.'
    return f'The results cannot be written to "{target}": {error.strerror or error}.'
