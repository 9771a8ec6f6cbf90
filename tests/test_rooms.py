"""Rooms do not know each other: the direction of imports is a promise of the design."""

import ast
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1] / "feedback_nlp"
ROOMS = ("read", "prepare", "represent", "tag", "discover", "review", "aggregate", "report")
SHARED = {"columns", "consent", "errors", "summary"}


def imported(path: Path) -> set[str]:
    """Return the first names under feedback_nlp that a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("feedback_nlp.")}
    return found


@pytest.mark.parametrize("room", [room for room in ROOMS if (HOME / room).is_dir()])
def test_a_room_imports_itself_and_what_all_share(room: str) -> None:
    wrong = {p.name: imported(p) - SHARED - {room, "__version__"} for p in (HOME / room).rglob("*.py")}
    assert {name: names for name, names in wrong.items() if names} == {}


def test_nothing_imports_torch_but_the_deep_extra() -> None:
    users = [
        p.relative_to(HOME).as_posix()
        for p in HOME.rglob("*.py")
        if any(
            word in p.read_text(encoding="utf-8") for word in ("import torch", "from torch", "sentence_transformers")
        )
    ]
    assert all("deep" in name for name in users)
