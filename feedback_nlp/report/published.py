"""The published files, from a summary on disk: page and document are drawn in a second process beside the spreadsheets.

Drawing the charts takes as long as all else. A second process starts in a second or two, so a few charts stay here.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from feedback_nlp.report.store import load_summary
from feedback_nlp.summary import Summary

SPREADSHEETS: Final = ("themes.xlsx", "themes.ods")
TEXTS: Final = ("report.html", "report.docx")
MANY_THEMES: Final = 12
"""Themes from which a second process pays."""


def render(folder: str | Path, *, into: str | Path | None = None) -> list[Path]:
    """Write the published files of a finished run again, from its ``tables/summary.json`` alone.

    Parameters
    ----------
    folder
        The folder of the run.
    into
        Where the files go; None replaces those of the run.

    Returns
    -------
    list of Path
        ``themes.xlsx``, ``themes.ods``, ``report.html``, ``report.docx``.
    """
    into = Path(into or folder)
    with rendering(folder, into=into):
        pass
    return [into / name for name in (*SPREADSHEETS, *TEXTS)]


@contextmanager
def rendering(folder: str | Path, *, into: str | Path | None = None) -> Iterator[None]:
    """Render as `render` does; what the caller does in the meantime costs no time of its own.

    All files are written when the block is left without an error.
    """
    from feedback_nlp.report.opendocument import write_ods
    from feedback_nlp.report.workbook import write_workbook

    into = Path(into or folder)
    summary, about, _ = load_summary(folder)
    beside = _start(folder, into) if _n_themes(summary) >= MANY_THEMES else None
    try:
        write_workbook(summary, into / SPREADSHEETS[0], about)
        write_ods(summary, into / SPREADSHEETS[1], about)
        yield
        if beside is None or beside.wait():
            # Where no second process may be started, or it failed, this one does the work and says what is wrong.
            write_texts(folder, into)
    finally:
        if beside is not None:
            beside.kill()
            beside.wait()


def write_texts(folder: str | Path, into: str | Path) -> None:
    """Write the page and the document of the summary in `folder`."""
    from feedback_nlp.report.document import write_document
    from feedback_nlp.report.page import write_page

    summary, about, topics = load_summary(folder)
    write_page(summary, Path(into) / TEXTS[0], about, topics)
    write_document(summary, Path(into) / TEXTS[1], about, topics)


def _n_themes(summary: Summary) -> int:
    return len(summary.tables["themes"].frame) if "themes" in summary.tables else 0


def _start(folder: str | Path, into: Path) -> subprocess.Popen[bytes] | None:
    command = [sys.executable, "-m", "feedback_nlp.report.published", str(folder), str(into)]
    try:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return None


if __name__ == "__main__":
    write_texts(*sys.argv[1:3])
