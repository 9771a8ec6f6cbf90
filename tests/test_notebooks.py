"""The notebooks run from top to bottom in a fresh kernel, and what they keep is what they say."""

import gc
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from scripts.run_notebooks import FOLDER, execute, faults

# The cells that must show something, and as what: what makes the notebook worth reading.
EXPECTED = {
    "01_first_look": {
        "ledger": ["text/html"],
        "redacted": ["text/html"],
        "areas": ["text/html"],
        "themes": ["text/html", "image/svg+xml"],
        "campaigns": ["text/html"],
        "differ": ["stdout", "text/html"],
        "one-theme": ["text/html", "image/svg+xml"],
        "how-sure": ["text/html"],
        "quotes": ["text/html"],
        "evidence": ["text/html"],
    },
    "02_topics": {
        "discover": ["stdout"],
        "topics": ["text/html"],
        "typical": ["text/html"],
        "overlap": ["text/html"],
        "proposed": ["text/html"],
        "nurses": ["text/html"],
        "count": ["text/html"],
        "read": ["text/html"],
    },
}
SAID = {
    "01_first_look": {"ledger": "analysed", "differ": "Taken together", "how-sure": "[c]", "evidence": "<mark>"},
    "02_topics": {"discover": "topics from", "topics": "T01", "nurses": "nurse", "read": "nurse"},
}


def kinds(notebook: NotebookNode) -> dict[str, list[str]]:
    """Return what each cell shows: its richest form, or the stream that it prints to."""
    return {
        cell.id: [
            output.get("name") or next(kind for kind in output.data if kind != "text/plain") for output in cell.outputs
        ]
        for cell in notebook.cells
        if cell.cell_type == "code"
    }


def output_of(notebook: NotebookNode, cell_id: str) -> str:
    return str(next(cell for cell in notebook.cells if cell.get("id") == cell_id).outputs)


def test_these_are_the_notebooks() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == sorted(EXPECTED)


@pytest.mark.filterwarnings("ignore:Unclosed socket:ResourceWarning")
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_notebook_runs_and_keeps_what_it_shows(name: str) -> None:
    path = FOLDER / f"{name}.ipynb"
    kept, run = nbformat.read(path, as_version=4), execute(path)
    gc.collect()  # the client leaves sockets open; they would be reported in some later test
    assert faults(run) == faults(kept) == []
    assert kinds(run) == kinds(kept)
    assert {cell: kinds(run)[cell] for cell in EXPECTED[name]} == EXPECTED[name]
    for notebook in (run, kept):
        assert {cell: word in output_of(notebook, cell) for cell, word in SAID[name].items()} == dict.fromkeys(
            SAID[name], True
        )


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_notebook_goes_through_the_front_door(name: str) -> None:
    cells = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4).cells
    code = [line for cell in cells if cell.cell_type == "code" for line in cell.source.splitlines()]
    imports = {line for line in code if line.startswith(("import ", "from "))}
    assert imports <= {"import pandas as pd", "import feedback_nlp as fn", "from feedback_nlp import notebook"}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_kept_notebooks_hold_nothing_of_the_machine(name: str) -> None:
    text = Path(FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
    kept = nbformat.reads(text, as_version=4)
    assert kept.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert all(cell.metadata == {} for cell in kept.cells)
    counts = [cell.execution_count for cell in kept.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert "<script" not in text
