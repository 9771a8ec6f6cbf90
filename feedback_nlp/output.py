"""Results appear whole or not at all: written to a fresh folder, moved into place at the end.

A run that fails, is stopped or killed leaves the earlier results as they were. Files that people put beside the
results stay there, and a result that a person has edited (``coding.xlsx``, say) is kept under another name.
"""

import ctypes
import errno
import glob
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
_NOT_HERE = 'The folder of "{}" may not be written to. Choose another with --out.'


@contextmanager
def fresh_folder(target: Path, *, known_by: str = MANIFEST) -> Iterator[Path]:
    """Give a private, empty folder; put it in the place of `target` when the block ends without an error.

    Parameters
    ----------
    target
        Where the results belong. It need not exist. What it holds is replaced file by file; other files stay. Of a
        link, what it points at is replaced.
    known_by
        The file that earlier results have. A folder with files and without it is somebody else's, and is refused.
        Where it is not the manifest, files of the same names are taken for earlier results.

    Raises
    ------
    OutputError
        The place cannot be written, holds something else, is open in another program, or another run is using it.
    """
    from filelock import FileLock, Timeout

    with saying_why(target):
        # Two folders change places at the end: a link would be put aside with them.
        target = Path(os.path.realpath(target))
        refuse_other_folders(target, known_by=known_by)
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(target.parent / f".{target.name}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if not Path(lock.lock_file).exists():  # nobody holds it: the system lets no file be made here (/proc)
                raise OutputError(_NOT_HERE.format(target)) from None
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
                _keep_what_people_made(target, fresh, hashed=known_by == MANIFEST)
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
        if path.is_file() and path != folder / MANIFEST
    }


def refuse_other_folders(target: Path, *, known_by: str = MANIFEST) -> None:
    """Raise where results may not go, as `fresh_folder` does: to be asked before long work.

    Raises
    ------
    OutputError
        There is a file, or a folder with files and without `known_by`.
    """
    with saying_why(target):
        if target.exists() and not target.is_dir():
            raise OutputError(f'"{target}" is a file. Choose a folder for the results with --out.')
        if target.is_dir() and any(target.iterdir()) and not (target / known_by).is_file():
            raise OutputError(
                f'"{target}" holds files that are not results of a run (no {known_by}). '
                "Choose an empty or a new folder with --out."
            )


def _clear_up(target: Path) -> None:
    """Remove what a killed run left, and put back results that it had moved aside."""
    for left in sorted(target.parent.glob(f".{glob.escape(target.name)}.old-*")):
        if target.exists():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.rename(target)
    for left in target.parent.glob(f".{glob.escape(target.name)}.partial-*"):
        shutil.rmtree(left, ignore_errors=True)


def _keep_what_people_made(target: Path, fresh: Path, *, hashed: bool) -> None:
    """Copy to `fresh` what is not known to be ours; under another name where a result has its name, or had it.

    `hashed` says that the manifest lists what was written. Else whatever has the name of a result is one.
    """
    if not target.is_dir():
        return
    written = _written(target / MANIFEST)
    for name, digest in outputs(target).items():
        if written.get(name) == digest:
            continue
        keep = fresh / name
        if keep.exists() and (not hashed or file_hash(keep) == digest):
            continue
        if keep.exists() or name in written:
            keep = keep.with_name(f"{keep.stem}-edited-{digest[:8]}{keep.suffix}")
        if not keep.exists():
            keep.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target / name, keep)


def _written(manifest: Path) -> dict[str, str]:
    """Return the hash of each file that the earlier run wrote; none where that is not known, so that all is kept."""
    try:
        content = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    listed = content.get("outputs") if isinstance(content, dict) else None
    return listed if isinstance(listed, dict) else {}


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
        return _NOT_HERE.format(target)
    if error.errno == errno.ENAMETOOLONG:
        longest = max(Path(target).parts, key=len)
        return f'A name in "{_short(target)}" is too long ({len(longest)} characters). Choose a shorter one with --out.'
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        file = next((parent for parent in Path(target).parents if parent.exists() and not parent.is_dir()), None)
        if file is not None:
            return f'"{file}" is a file, and there can be no folder in it. Choose another with --out.'
    if isinstance(error, PermissionError):
        name = Path(error.filename).name if error.filename else "a file"
        return f'{name} in "{target}" seems to be open in another program, such as Excel. Close it and run again.'
    return f'The results cannot be written to "{target}": {error.strerror or error}.'


def _short(target: Path, most: int = 60) -> str:
    return str(target) if len(str(target)) <= most else f"{str(target)[:most]}…"
