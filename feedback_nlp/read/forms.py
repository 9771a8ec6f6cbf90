"""Letters of Word and PDF, with what people filled into forms and what they put in under "track changes"."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from feedback_nlp.errors import DataError, MissingExtra
from feedback_nlp.read.limits import check_zip

MAX_PAGES: Final = 500
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_NOT_READ: Final = (f"{_W}tabs", f"{_W}moveFrom", _FALLBACK)
_UNNAMED: Final = re.compile(r"\d|^text ?(field|box)?$|^undefined", re.IGNORECASE)


def read_docx(path: Path) -> str:
    """Return the text of a Word document: paragraphs, rows of tables, form fields, insertions; no deletions."""
    from docx import Document

    check_zip(path)
    return "\n".join(_lines(Document(str(path)).element.body)).strip()


def read_pdf(path: Path) -> str:
    """Return the text layer of a PDF, page by page, and below it what was typed into its form fields.

    Raises
    ------
    DataError
        It is protected, or too long for a response.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise MissingExtra("Reading .pdf letters needs the package pypdf: pip install pypdf") from None
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise DataError("the file is protected with a password. Save a copy without it.")
    if len(reader.pages) > MAX_PAGES:
        raise DataError(f"it has more than {MAX_PAGES} pages. Save the part that is the response.")
    printed = [page.extract_text() for page in reader.pages]
    fields = reader.get_form_text_fields() or {}
    typed = [
        str(value) if _UNNAMED.search(name) else f"{name}: {value}"  # "Your name: " helps to find a name
        for name, value in fields.items()
        if isinstance(value, str) and value.strip()  # an empty field may hold an object that stands for nothing
    ]
    return "\n\n".join([*printed, *typed]).strip()


def _lines(parent: Any) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield _text(child)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                if next(row.iterancestors(f"{_W}tbl")) is child:  # rows of a table in a cell come with the cell
                    yield "\t".join("\n".join(_lines(cell)) for cell in _cells(row))
        elif child.tag != f"{_W}sdt" or not _is_prompt(child):
            yield from _lines(child)


def _cells(row: Any) -> Iterator[Any]:
    return (cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row)


def _text(paragraph: Any) -> str:
    return "".join(_pieces(paragraph))


def _pieces(parent: Any) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag == f"{_W}p":  # of a text box
            yield f"\n{_text(child)}"
        elif child.tag in _NOT_READ or (child.tag == f"{_W}sdt" and _is_prompt(child)):
            continue
        else:
            yield from _pieces(child)


def _is_prompt(control: Any) -> bool:
    """Say whether a content control still shows "Click here to enter text"."""
    return control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None
