"""Letters and e-mails: a folder of .txt, .docx, .pdf and .eml files, each one response."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.errors import DataError, MissingExtra
from feedback_nlp.read.emails import Email, read_email
from feedback_nlp.read.encodings import sniff_encoding
from feedback_nlp.read.forms import read_docx, read_pdf
from feedback_nlp.read.limits import check_size
from feedback_nlp.read.reading import Reading

MAX_LETTER: Final = 50 * 1024**2
"""Bytes of one letter."""
OUTLOOK: Final = (
    "a message of Outlook (.msg) is not read; open it in Outlook and save it as text (File, Save As, Text Only: .txt), "
    "or save it as .eml from Outlook on the web or another mail program"
)
_NOT_LETTERS: Final = ("~$", ".", "thumbs.db", "desktop.ini")


def read_letters(
    folders: Sequence[Path], *, channel: str | None, question: str, words: str = "", names: Sequence[str] | None = None
) -> Reading:
    """Read folders of letters: every file is a respondent, named by its file, with one answer.

    A letter that cannot be read (a scan without a text layer, a damaged or other kind of file) is in the ledger as
    "unreadable", with the reason; the others are read all the same.

    Parameters
    ----------
    folders
        Folders; those inside them are read too, in order of name.
    channel
        How the letters came in.
    question, words
        Key under which they are counted, and how reports call it.
    names
        What to call the folders in the ledger; left out, their names.

    Raises
    ------
    DataError
        A folder holds no file at all.
    """
    rows = []
    letters: list[Email] = []
    for folder, name in zip(folders, names or [folder.name for folder in folders], strict=True):
        files = sorted(p for p in folder.rglob("*") if p.is_file() and not _is_no_letter(p))
        if not files:
            raise DataError(
                f"{folder} holds no letters. Put .txt, .docx, .pdf or .eml files into it, one response each."
            )
        for path in files:
            letter, reason = _letter(path)
            inside = path.relative_to(folder).as_posix()
            text, sent = (letter.text, letter.sent) if letter else (None, None)
            rows.append((f"{name.rstrip('/')}/{inside}", inside.rsplit(".", 1)[0], text, sent, reason))
            letters.extend([letter] if letter else [])
    columns = [c.SOURCE_FILE, c.RESPONDENT_ID, c.TEXT_RAW, c.SUBMITTED, c.REASON]
    table = pd.DataFrame(rows, columns=columns, dtype="string")
    # letter.txt and letter.pdf are two responses: the ending tells them apart.
    twice = table[c.RESPONDENT_ID].duplicated(keep=False)
    table[c.RESPONDENT_ID] = table[c.RESPONDENT_ID].mask(twice, table[c.SOURCE_FILE])
    table[c.SOURCE_ROW] = 1
    table[c.QUESTION] = question
    table[c.CHANNEL] = pd.Series(channel, index=table.index, dtype="string")
    bad = table[c.REASON].notna()
    table[c.STATE] = pd.Series("analysed", index=table.index).mask(bad, "unreadable")
    table[c.RESPONSE_ID] = table[c.RESPONDENT_ID] + "/" + question
    for role in (c.AREA, c.RESPONDENT_TYPE, c.POSITION, c.CONSENT):
        table[role] = pd.Series(pd.NA, index=table.index, dtype="string")
    responses = table[~bad].drop(columns=[c.REASON, c.STATE])
    return Reading(
        c.check(responses.reset_index(drop=True), "responses"),
        c.check(table[list(c.LEDGER)].reset_index(drop=True), "ledger"),
        {question: words or "Letters and e-mails"},
        _notes(letters, int(bad.sum())),
    )


def _notes(letters: Sequence[Email], n_bad: int) -> tuple[str, ...]:
    attached, cut = sum(letter.attached > 0 for letter in letters), sum(letter.cut for letter in letters)
    notes = []
    if n_bad:
        notes.append(f"{n_bad:,} {'letter' if n_bad == 1 else 'letters'} could not be read; the ledger says why.")
    if attached:
        have = "1 e-mail has" if attached == 1 else f"{attached:,} e-mails have"
        notes.append(f"{have} attachments, which are not read: save those that are responses into the folder too.")
    if cut:
        end = "1 e-mail ends" if cut == 1 else f"{cut:,} e-mails end"
        notes.append(f'{end} in the message that was answered ("On … wrote:" and lines with ">"); it is left out.')
    return tuple(notes)


def _is_no_letter(path: Path) -> bool:
    return path.name.casefold().startswith(_NOT_LETTERS)


def _letter(path: Path) -> tuple[Email | None, str | None]:
    """Return a letter, or why there is none."""
    ending = path.suffix.casefold()
    if ending == ".msg":
        return None, OUTLOOK
    read = _READERS.get(ending)
    if read is None and ending != ".eml":
        return None, f"{path.suffix or 'a file without an ending'} is not read; save it as .docx, .pdf or .txt"
    try:
        check_size(path, MAX_LETTER)
        letter = Email(read(path), None, 0, False) if read else read_email(path)
    except DataError as error:
        return None, str(error).split(". ")[0]
    except MissingExtra:
        raise
    except Exception as error:  # these libraries raise whatever they stumble over; one letter must not stop the others
        return None, f"the file is damaged ({type(error).__name__})"
    if not letter.text.strip():
        scan = ": a scan? Run text recognition on it, or type it out" if ending == ".pdf" else ""
        attached = ", only attachments: save them into the folder" if letter.attached else ""
        return None, f"no text in it{scan}{attached}"
    return letter, None


def _txt(path: Path) -> str:
    found = sniff_encoding(path)
    return path.read_bytes().decode(found.name, errors=found.errors)


_READERS: Final[dict[str, Callable[[Path], str]]] = {".txt": _txt, ".text": _txt, ".docx": read_docx, ".pdf": read_pdf}
