"""How much a file may ask of us, and the checks that hold it to that.

An export comes from outside, and may be damaged or hostile. Each check runs in memory that does not depend on what
the file claims, before any library opens it.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from feedback_nlp.errors import DataError

MAX_FILE: Final = 2 * 1024**3
"""Bytes of one file on disk."""
MAX_LINE: Final = 4 * 1024**2
"""Bytes between two line ends of a text file. The longest honest answer seen is a few hundred thousand."""
MAX_CELL: Final = 1_000_000
"""Characters of one cell."""
MAX_COLUMNS: Final = 16_384
"""Columns of a table: what a worksheet can hold."""
MAX_CELLS: Final = 40_000_000
"""Cells of one worksheet, empty ones within its bounds included."""
MAX_UNPACKED: Final = 2 * 1024**3
"""Bytes that all parts of a workbook or document may unpack to together."""
MAX_RATIO: Final = 200
"""How far a part over 64 MiB may have been packed. Spreadsheet XML packs 10 to 60 times."""
MAX_PARTS: Final = 10_000

_CHUNK: Final = 1024**2
_RATIO_MATTERS_FROM: Final = 64 * 1024**2
_ENTITY: Final = tuple("<!ENTITY".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_LOCAL_HEADER: Final = struct.Struct("<4s5H3I2H")


def check_size(path: Path, most: int = MAX_FILE) -> None:
    """Raise `DataError` where the file is larger than `most` bytes."""
    size = path.stat().st_size
    if size > most:
        raise DataError(
            f"{path.name} is {size / 1024**2:,.0f} MB; the most that is read is {most / 1024**2:,.0f} MB. "
            "Export it in parts, and name them all as files of the source."
        )


def check_lines(path: Path) -> None:
    """Raise `DataError` where a text file holds a line longer than `MAX_LINE` bytes."""
    since = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            first = chunk.find(b"\n")
            first = chunk.find(b"\r") if first < 0 else first
            if first < 0:
                since += len(chunk)
            else:
                since += first
                if since <= MAX_LINE:
                    since = len(chunk) - max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
            if since > MAX_LINE:
                raise DataError(
                    f"{path.name} has a line of more than {MAX_LINE // 1024**2} MB, which no survey export has. "
                    "Export the responses again as csv or xlsx."
                )


def check_zip(path: Path) -> None:
    """Raise `DataError` where a zipped workbook or document would unpack to more than it should.

    The sizes that the zip directory claims are not believed: every part is unpacked once, piece by piece, and counted.
    """
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as stream:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise DataError(f"{path.name} holds {len(parts):,} parts; a workbook has a few dozen. It is refused.")
            total = 0
            for part in parts:
                size, tail = 0, b""
                for piece in _unpacked(stream, part):
                    size += len(piece)
                    total += len(piece)
                    packed_too_well = size > _RATIO_MATTERS_FROM and size > MAX_RATIO * max(part.compress_size, 1)
                    if total > MAX_UNPACKED or packed_too_well:
                        raise DataError(
                            f"{path.name} unpacks to more than {total / 1024**2:,.0f} MB from "
                            f"{path.stat().st_size / 1024**2:,.1f} MB, as a zip bomb does. It is refused. "
                            "Save the responses alone as csv and use that."
                        )
                    tail = tail[-32:] + piece
                    if any(mark in tail for mark in _ENTITY):
                        raise DataError(
                            f"{path.name} declares XML entities, which no survey tool or office program writes. "
                            "It is refused. Open it in your spreadsheet program and save a copy as csv."
                        )
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, NotImplementedError, ValueError):
        raise damaged(path) from None


def _unpacked(stream: IO[bytes], part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what a part really unpacks to, whatever its directory entry says."""
    stream.seek(part.header_offset)
    header = _LOCAL_HEADER.unpack(stream.read(_LOCAL_HEADER.size))
    stream.seek(header[9] + header[10], 1)
    left = part.compress_size
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile("an unusual way of packing")
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0 and (packed := stream.read(min(left, _CHUNK))):
        left -= len(packed)
        if part.compress_type == zipfile.ZIP_STORED:
            yield packed
            continue
        while packed:
            yield inflate.decompress(packed, _CHUNK)
            packed = inflate.unconsumed_tail
        if inflate.eof:
            return


def damaged(path: Path) -> DataError:
    """Return the error for a file that its own format's reader cannot open."""
    return DataError(
        f"{path.name} cannot be opened: it is damaged, or not what its name says. "
        "Export the responses again, or open the file in your spreadsheet program and save a copy as xlsx or csv."
    )
