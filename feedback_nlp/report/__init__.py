"""Say it well: a summary as workbook, OpenDocument spreadsheet, page, document and tidy files.

Nothing is computed here. What is hidden in the summary is hidden in every file.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedback_nlp.report.coding import write_coding
    from feedback_nlp.report.document import write_document
    from feedback_nlp.report.opendocument import write_ods
    from feedback_nlp.report.page import write_page
    from feedback_nlp.report.published import render, rendering
    from feedback_nlp.report.store import load_summary, save_summary
    from feedback_nlp.report.tidy import unguard, write_csv, write_tables
    from feedback_nlp.report.workbook import write_workbook

_HOMES = {
    "load_summary": "store",
    "render": "published",
    "rendering": "published",
    "save_summary": "store",
    "unguard": "tidy",
    "write_coding": "coding",
    "write_csv": "tidy",
    "write_document": "document",
    "write_ods": "opendocument",
    "write_page": "page",
    "write_tables": "tidy",
    "write_workbook": "workbook",
}
__all__ = [
    "load_summary",
    "render",
    "rendering",
    "save_summary",
    "unguard",
    "write_coding",
    "write_csv",
    "write_document",
    "write_ods",
    "write_page",
    "write_tables",
    "write_workbook",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"feedback_nlp.report.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
