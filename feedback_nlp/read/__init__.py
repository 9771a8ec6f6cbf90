"""What did the survey give us? Exports of any platform in, answers and a ledger out."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedback_nlp.read.areas import match_areas, read_areas
    from feedback_nlp.read.draft import draft_consultation
    from feedback_nlp.read.export import Export, read_export
    from feedback_nlp.read.reading import Reading, reword
    from feedback_nlp.read.roles import ColumnRole, column_roles
    from feedback_nlp.read.several import combine
    from feedback_nlp.read.source import read_source
    from feedback_nlp.read.spelling import in_one_spelling

_HOMES = {
    "Export": "export",
    "read_export": "export",
    "Reading": "reading",
    "combine": "several",
    "reword": "reading",
    "read_source": "source",
    "read_areas": "areas",
    "match_areas": "areas",
    "in_one_spelling": "spelling",
    "draft_consultation": "draft",
    "ColumnRole": "roles",
    "column_roles": "roles",
}
__all__ = [
    "ColumnRole",
    "Export",
    "Reading",
    "column_roles",
    "combine",
    "draft_consultation",
    "in_one_spelling",
    "match_areas",
    "read_areas",
    "read_export",
    "read_source",
    "reword",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
