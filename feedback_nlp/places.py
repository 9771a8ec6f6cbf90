"""Where the files that ship are: beside the package in a checkout, inside it when installed."""

from pathlib import Path

from feedback_nlp.errors import DataError

_PACKAGE = Path(__file__).parent


def shipped(*parts: str) -> Path:
    """Return the path of something that ships, e.g. ``shipped("data", "mid_and_south_essex")``.

    Raises
    ------
    DataError
        It is not there: the installation is incomplete.
    """
    for home in (_PACKAGE, _PACKAGE.parent):
        path = home.joinpath(*parts)
        if path.exists():
            return path
    raise DataError(f'"{"/".join(parts)}" is missing from this installation. Install feedback_nlp again.')


def example_folder() -> Path:
    """Return the folder of the invented consultation that ships."""
    return shipped("data", "mid_and_south_essex")
