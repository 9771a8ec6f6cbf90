"""An e-mail saved as .eml: what somebody wrote in it, without what they answered."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from html.parser import HTMLParser
from pathlib import Path
from typing import Final, NamedTuple

from feedback_nlp.errors import DataError
from feedback_nlp.read.encodings import STRAYS

MAX_HTML: Final = 4 * 1024**2
"""Characters of an e-mail in HTML; pictures are attachments, and not among them."""
# What mail programs put above the message that is answered, on one line or on two.
_WROTE: Final = re.compile(r"\n[ \t]*On (?:[^\n]{0,200}\n)?[^\n]{0,200}\bwrote:[ \t]*\n(?=\s*>)")
_ANSWERED: Final = re.compile(r"(?:[ \t]*(?:>[^\n]*)?(?:\n|$))+")
_REPLY: Final = re.compile(r"\s*(?:re|fwd?|aw|wg|sv)\s*:", re.IGNORECASE)
_BREAKS: Final = frozenset(
    {"p", "div", "br", "li", "tr", "td", "th", "ul", "ol", "table", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4"}
)
_UNSEEN: Final = frozenset({"script", "style", "head", "title"})


class Email(NamedTuple):
    """What an e-mail says.

    Parameters
    ----------
    text
        What was written.
    sent
        When, by the clock of the sender: 2020-02-17 09:30:00; None where it does not say.
    attached
        How many files are attached; they are not read.
    cut
        Whether the message that it answers stood below and was left out.
    """

    text: str
    sent: str | None
    attached: int
    cut: bool


def read_email(path: Path) -> Email:
    """Read one e-mail: its plain text, or its HTML as text where there is no other; the subject where it is all.

    Raises
    ------
    DataError
        The file is no e-mail.
    """
    message = message_from_bytes(path.read_bytes().lstrip(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    if not any(message[name] for name in ("From", "Date", "Subject", "MIME-Version")):
        raise DataError("the file is no e-mail. Save it again from the mail program.")
    text = ""
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        if part is not None and not text.strip():
            text = _decoded(part)
            text = _text_of_html(text) if kind == "html" else text
    text = text.encode("utf-8", "replace").decode()  # half of a surrogate pair: no table can hold it
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    mine = _without_answered(text)
    subject = str(message["Subject"] or "").encode("utf-8", "replace").decode()
    if not text.strip() and not _REPLY.match(subject):
        mine = text = subject.strip()
    attached = sum(
        part.get_content_disposition() == "attachment" or part.get_content_type() == "message/rfc822"
        for part in message.walk()
    )
    return Email(mine, _sent(message), attached, mine != text)


def _sent(message: EmailMessage) -> str | None:
    when = getattr(message["Date"], "datetime", None)
    return when.strftime("%Y-%m-%d %H:%M:%S") if when is not None else None


def _decoded(part: MIMEPart) -> str:
    """Decode as declared, or as it must have been where that is wrong: no character may be lost."""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    for name in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", errors=STRAYS)


def _without_answered(text: str) -> str:
    """Leave out the message that is answered where that is certain.

    It is where "On … wrote:" stands above it, all lines from there to the end begin with ">", and something stands
    before. A person who answers point by point, below each, is left alone.
    """
    for found in _WROTE.finditer(text):
        if _ANSWERED.fullmatch(text, found.end()) and text[: found.start()].strip():
            return text[: found.start()].rstrip()
    return text


class _Text(HTMLParser):
    """Gathers what people see of HTML, quotations with ">" before each line as in plain text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line: list[str] = []
        self.unseen = self.quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN
        self.quoted += tag == "blockquote"
        if tag in _BREAKS:
            self.break_line(even_empty=tag == "br")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(self.unseen - (tag in _UNSEEN), 0)
        if tag in _BREAKS:
            self.break_line()
        self.quoted = max(self.quoted - (tag == "blockquote"), 0)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.line.append(re.sub(r"[ \t\r\n]+", " ", data))

    def break_line(self, *, even_empty: bool = False) -> None:
        line = "".join(self.line).strip(" ")
        self.line = []
        if line or even_empty:
            self.lines.append(f"> {line}" if self.quoted else line)


def _text_of_html(html: str) -> str:
    if len(html) > MAX_HTML:
        raise DataError("its HTML is longer than any letter. Save it as text (.txt).")
    parser = _Text()
    parser.feed(html)
    parser.close()
    parser.break_line()
    return "\n".join(parser.lines)
