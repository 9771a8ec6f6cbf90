"""HiGHS says a line on some whole-number programmes that cannot be solved, past Python and whatever it is asked."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def silent() -> Iterator[None]:
    """Let nothing reach standard output, not even what a library in C prints; where there is none, do nothing."""
    try:
        sys.stdout.flush()
        kept = os.dup(1)
    except (AttributeError, OSError, ValueError):
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
