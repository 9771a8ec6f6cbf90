"""What kind of file is it? Found from its first bytes; the ending of its name is not believed."""

from pathlib import Path

from feedback_nlp.errors import DataError
from feedback_nlp.read.delimited import read_delimited
from feedback_nlp.read.limits import check_size, damaged
from feedback_nlp.read.sheet import Sheet

KINDS = "csv, tsv, xlsx, xls, ods or sav"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def file_kind(path: Path) -> str:
    """Return "text", "xlsx", "xls", "ods", "sav", "json", "docx" or "pdf".

    Raises
    ------
    DataError
        There is no such file, or it is of a kind that is not read.
    """
    if path.is_dir():
        raise DataError(f"{path} is a folder, not a file. Name the export in it ({KINDS}).")
    if path.exists() and not path.is_file():  # opening a pipe would wait for ever
        raise DataError(
            f"{path.name} is not a file on disk but a pipe, a device or a socket. "
            f"Save the export as a file ({KINDS}) and name that."
        )
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except FileNotFoundError:
        near = sorted(p.name for p in path.parent.glob("*") if p.is_file())[:8] if path.parent.is_dir() else []
        there = f" In its folder there are: {', '.join(near)}." if near else ""
        raise DataError(f"There is no file {path}.{there} Check the name under [[sources]] files.") from None
    except OSError as error:
        raise DataError(
            f"{path.name} cannot be read: {error.strerror}. Close it in other programs and try again."
        ) from None
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    if head.startswith(_OLE):
        _check_ole(path)
        return "xls"
    if head.startswith((b"$FL2", b"$FL3")):
        return "sav"
    if head.startswith(b"%PDF"):
        return "pdf"
    if b"<LimeSurveyDocType" in head:
        raise _limesurvey(path, "the questions of a LimeSurvey survey, not its responses")
    if path.suffix.casefold() == ".eml":
        raise _email(path)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:256].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"{\\rtf", b"<workbook")):
        raise DataError(
            f"{path.name} is a web page or XML file, whatever its name says. "
            f"Open it in your spreadsheet program and save it as xlsx, or export again as {KINDS}."
        )
    if start.startswith((b"{", b"[{", b"[\n", b"[ ")) and not start.startswith(b'{"importid'):
        return "json"
    return "text"


def _check_ole(path: Path) -> None:
    """Raise `DataError` where the container that xls shares with others holds a message or an old document."""
    with path.open("rb") as stream:
        content = stream.read(64 * 1024**2)
    if "__properties_version1.0".encode("utf-16-le") in content:
        raise _email(path)
    if "WordDocument".encode("utf-16-le") in content and "Workbook".encode("utf-16-le") not in content:
        raise DataError(
            f"{path.name} is a document of an old Word (.doc), not an export. If it is a letter, save it as .docx in a "
            f"folder of letters and name the folder under files; exports are {KINDS}."
        )


def _email(path: Path) -> DataError:
    return DataError(
        f"{path.name} is an e-mail, not an export. Save e-mails as .eml or .txt in a folder of their own, and name the "
        f"folder under files; exports are {KINDS}."
    )


def _limesurvey(path: Path, what: str) -> DataError:
    return DataError(
        f"{path.name} holds {what}. Export the answers instead: in LimeSurvey choose Responses, Export, then CSV or "
        'Excel, with "Full question text" for the headings and "Full answers".'
    )


def _zip_kind(path: Path) -> str:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:200] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError, KeyError):
        raise damaged(path) from None
    except Exception as error:  # zlib.error: the part is damaged
        if type(error).__name__ != "error":
            raise
        raise damaged(path) from None
    if any(name.lower().startswith("xl/") for name in names):
        return "xlsx"
    if b"spreadsheet" in mimetype or ("content.xml" in names and b"text" not in mimetype):
        return "ods"
    if any(name.lower().startswith("word/") for name in names):
        return "docx"
    if any(name.endswith((".lss", "_responses.lsr")) for name in names):
        raise _limesurvey(path, "a whole LimeSurvey survey, which may give away names and e-mail addresses")
    inside = ", ".join(sorted(names)[:5])
    raise DataError(f"{path.name} is a zip archive (with {inside}), not an export. Unpack it and name the files in it.")


def read_sheets(path: Path, *, encoding: str | None = None) -> list[Sheet]:
    """Read every sheet of a file as text.

    Raises
    ------
    DataError
        The file is missing, of another kind, protected, damaged, or larger than any export should be.
    """
    kind = file_kind(path)
    check_size(path)
    if kind == "text":
        return [read_delimited(path, encoding=encoding)]
    if kind == "sav":
        from feedback_nlp.read.sav import read_sav

        return [read_sav(path, encoding=encoding)]
    if kind in ("xlsx", "xls", "ods"):
        from feedback_nlp.read.workbook import read_workbook

        return read_workbook(path, kind)
    if kind == "json":
        from feedback_nlp.read.commonplace import read_commonplace

        return [read_commonplace(path)]
    raise DataError(
        f"{path.name} is a {kind} document, not an export. Letters and e-mails go into a folder of their own, "
        f"named under files; exports are {KINDS}."
    )
