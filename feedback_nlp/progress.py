"""How far a command is, while it works."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Final

_SAYING: Final = {
    "read": "Reading the exports",
    "prepare": "Preparing and redacting",
    "represent": "Comparing texts",
    "tag": "Tagging themes",
    "train": "Learning from coded answers",
    "discover": "Looking for topics",
    "aggregate": "Counting, hiding small ones",
    "report": "Writing workbook and page",
}


class Progress:
    """Show how far a run is: a bar on a terminal, a line a step elsewhere, nothing when quiet.

    Use it as a context manager, and pass the instance as ``progress``.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}
        self._started = 0.0

    def __enter__(self) -> Progress:
        self._started = time.perf_counter()
        if not self.quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
            from rich.progress import Progress as Bars

            self._bar = Bars(
                TextColumn("{task.description:<28}"),
                BarColumn(bar_width=30),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Say that `done` of `total` of `step` is done; 0 of 0 says that it begins."""
        if self.quiet:
            return
        first = step not in self._tasks
        if self._bar is None:
            self._tasks[step] = None
            if first:
                seconds = time.perf_counter() - self._started
                sys.stderr.write(f"{_SAYING.get(step, step)} … ({seconds:.0f} s)\n")
            return
        if first:
            for task in self._tasks.values():
                self._bar.update(task, total=1, completed=1)
            self._tasks[step] = self._bar.add_task(_SAYING.get(step, step), total=total or None)
        self._bar.update(self._tasks[step], completed=done, total=total or None)
