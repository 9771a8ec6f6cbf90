"""Fixtures that more than one room uses."""

from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

SLOWEST = ("test_pipeline.py", "test_training.py", "test_attack.py", "test_notebooks.py")
"""Files that take half of the time: begun first, so that no worker is alone with one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the slowest files first."""
    items.sort(key=lambda item: SLOWEST.index(item.path.name) if item.path.name in SLOWEST else len(SLOWEST))


@pytest.fixture(scope="session", autouse=True)
def no_second_process() -> Iterator[None]:
    """Draw pages where the test runs: both processors are busy already, and another process would have to start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("feedback_nlp.report.published.MANY_THEMES", 10_000)
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data beside the checkout; tests that need it skip where it is absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real data (../shared/data) is not on this machine")
    return folder


@pytest.fixture(scope="session")
def example() -> Path:
    """Return the folder of the shipped, invented consultation."""
    return ROOT / "data" / "mid_and_south_essex"
