"""Zip files that are the same each time: what odfpy and python-docx write carries the time of writing otherwise."""

import io
import zipfile
from pathlib import Path
from typing import Final

from lxml import etree

_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)


def write_reproducibly(path: str | Path, content: bytes) -> None:
    """Write an office file again with the same members in the same order, all dated 1980, their XML canonical.

    odfpy declares every namespace that any document of the process has used, so a second file would differ from the
    first; canonical XML declares those that are used, sorted.

    Parameters
    ----------
    path
        The file to write; it is replaced.
    content
        The zip file as the library made it.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(path, "w") as fixed:
        for info in made.infolist():
            entry = zipfile.ZipInfo(info.filename, _BEGINNING)
            # OpenDocument wants its first member, mimetype, uncompressed.
            entry.compress_type = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            member = made.read(info)
            fixed.writestr(entry, _canonical(member) if info.filename.endswith((".xml", ".rels")) else member)


def _canonical(member: bytes) -> bytes:
    root = etree.fromstring(member, etree.XMLParser(resolve_entities=False, huge_tree=True))
    etree.cleanup_namespaces(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + bytes(etree.tostring(root, method="c14n"))
