"""Vectors kept between runs, so that a second run need not compute them again.

What is kept: for each text its SHA-256 and its vector, never the text. That is not the same as nothing. Whoever
can read the file can test whether a text that they guess was among the answers, and a vector tells roughly what a
text was about. So the file belongs where the answers belong, is readable by its owner only, and nothing is kept
unless a folder is named.
"""

import contextlib
import hashlib
import logging
import os
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from feedback_nlp.represent.encoder import Encoder, Progress, Vectors, as_texts

_LOG = logging.getLogger(__name__)
_PER_QUERY = 500  # SQLite takes at least 999 parameters everywhere
_PER_STORE = 2048  # texts encoded between two writes: a killed run loses no more than these
_WAIT_S = 30.0
_REBUILD = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)  # the last: other tables or columns


class VectorCache:
    """A file of vectors, keyed by the hash of their text.

    It never stops a run. A damaged file is thrown away and begun again, a damaged vector counts as absent, and
    when the folder cannot be written or another program holds the file, the run goes on without (a warning is logged).
    Any number of processes may use one folder at once.

    Parameters
    ----------
    folder
        Made if need be. The file lies in a folder "vectors" inside, mode 0700, and has mode 0600 (on Windows, what
        the surrounding folder allows).
    key
        Names the model, and whatever else decides its vectors; part of the file name.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self.path = folder / "vectors" / f"{key}.sqlite"
        self._usable = True

    def get(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return text -> vector, as it was put, for those of the texts that are kept."""
        text_of = {_hash_of(text): text for text in texts}
        hashes = list(text_of)
        found: dict[str, Vectors] = {}
        with self._connection() as connection:
            if connection is None:
                return {}
            for start in range(0, len(hashes), _PER_QUERY):
                part = hashes[start : start + _PER_QUERY]
                marks = ",".join("?" * len(part))
                query = f"SELECT text_hash, vector, crc FROM vectors WHERE text_hash IN ({marks})"
                for text_hash, vector, crc in connection.execute(query, part):
                    if isinstance(vector, bytes) and zlib.crc32(vector) == crc:
                        found[text_of[text_hash]] = np.frombuffer(vector, dtype="<f4").astype(np.float32)
        return found

    def put(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Keep the vectors, shape (n_texts, n_dims), of the texts."""
        blobs = [row.astype("<f4").tobytes() for row in vectors]
        rows = [(_hash_of(text), blob, zlib.crc32(blob)) for text, blob in zip(texts, blobs, strict=True)]
        with self._connection() as connection:
            if connection:
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection | None]:
        """Open the file for one transaction; give None when there is no using it.

        What goes wrong inside the block ends the block quietly: a cache may forget.
        """
        connection = self._opened()
        if connection is None:
            yield None
            return
        try:
            with connection:
                yield connection
        except sqlite3.Error as error:
            self._mend(error)
        finally:
            connection.close()

    def _opened(self) -> sqlite3.Connection | None:
        """Open the file, beginning it again once if it is damaged."""
        for _ in range(2):
            try:
                if self._usable:
                    return self._open()
            except sqlite3.Error as error:
                self._mend(error)
            except OSError as error:
                self._go_without(error)
        return None

    def _open(self) -> sqlite3.Connection:
        folder = self.path.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        # Made here and not by SQLite, so that the file is never readable by others, not even for a moment. The
        # journals that SQLite makes beside it have the same mode.
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        self.path.chmod(0o600)
        connection = sqlite3.connect(self.path, timeout=_WAIT_S)
        try:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors "
                "(text_hash BLOB PRIMARY KEY, vector BLOB NOT NULL, crc INTEGER NOT NULL)"
            )
            connection.execute("SELECT text_hash, vector, crc FROM vectors LIMIT 1").fetchall()
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _mend(self, error: sqlite3.Error) -> None:
        """Throw a damaged file away; after any other trouble (locked, disk full) go on without the cache."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind, the rest the variety
        if code not in _REBUILD:
            return self._go_without(error)
        _LOG.warning("The cache of vectors %s is damaged (%s); it is begun again.", self.path, error)
        try:
            self.path.unlink(missing_ok=True)
            self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)
        except OSError as failure:  # on Windows, while another process has it open
            self._go_without(failure)

    def _go_without(self, error: Exception) -> None:
        self._usable = False
        _LOG.warning("The cache of vectors %s cannot be used (%s); the run goes on without it.", self.path, error)


class CachedEncoder:
    """An encoder that looks into a cache first. The vectors are those of the encoder, bit for bit.

    Parameters
    ----------
    encoder
        Does the work.
    cache
        Keeps it; None keeps nothing.
    """

    def __init__(self, encoder: Encoder, cache: VectorCache | None) -> None:
        self.encoder = encoder
        self.cache = cache
        self.name = encoder.name
        self.n_dims = encoder.n_dims
        self.model_hash = encoder.model_hash

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return one unit vector a text; see `Encoder.encode`."""
        if self.cache is None:
            return self.encoder.encode(texts, progress=progress)
        listed = as_texts(texts)
        row_of = {text: row for row, text in enumerate(dict.fromkeys(listed))}
        distinct = list(row_of)
        vectors = np.zeros((len(distinct), self.n_dims), dtype=np.float32)
        for start in range(0, len(distinct), _PER_STORE):
            part = distinct[start : start + _PER_STORE]
            kept = self.cache.get(part)
            missing = [text for text in part if text not in kept]
            if missing:
                done = start + len(kept)
                tell = shifted(progress, done, len(distinct)) if progress else None
                found = self.encoder.encode(missing, progress=tell)
                self.cache.put(missing, found)
                kept.update(zip(missing, found, strict=True))
            for row, text in enumerate(part, start):
                vectors[row] = kept[text]
            if progress:
                progress(start + len(part), len(distinct))
        return vectors[[row_of[text] for text in listed]] if listed else vectors


def shifted(progress: Progress, offset: int, total: int) -> Progress:
    """Return a progress that counts on from `offset` of `total`."""
    return lambda done, _: progress(offset + done, total)


def _hash_of(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
