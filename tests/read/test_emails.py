from email.message import EmailMessage
from pathlib import Path

import pytest

from feedback_nlp import columns as c
from feedback_nlp.errors import DataError
from feedback_nlp.read import read_export, read_source
from feedback_nlp.read.emails import Email, read_email

HEAD = "From: someone@example.org\nDate: Mon, 17 Feb 2020 09:30:00 +0100\nSubject: Re: Your plans\n"
ANSWERED = "\n\nOn Sun, 16 Feb 2020 at 10:00, The CCG <ccg@example.org>\nwrote:\n\n> Tell us what\n>> you think\n>\n"
SENT = "2020-02-17 09:30:00"


def eml(path: Path, body: str | bytes, kind: str = "text/plain; charset=utf-8", head: str = HEAD) -> Path:
    content = body.encode() if isinstance(body, str) else body
    path.write_bytes(f"{head}Content-Type: {kind}\nContent-Transfer-Encoding: 8bit\n\n".encode() + content)
    return path


@pytest.mark.parametrize(
    ("body", "text", "cut"),
    [
        ("Dear all,\r\nI don’t agree – £5!\r\n", "Dear all,\nI don’t agree – £5!", False),
        ("Keep it open." + ANSWERED, "Keep it open.", True),
        ("Keep it open." + ANSWERED.rstrip(), "Keep it open.", True),
        # Below the quotation, or within it, somebody may have answered.
        ("See below." + ANSWERED + "\nNo, because of the buses.", None, False),
        (ANSWERED, None, False),
        ("They said:\n> Tell us what you think\nI think no.", None, False),
        ("On the bus he wrote:\nI cannot go", None, False),
    ],
)
def test_plain_text(tmp_path: Path, body: str, text: str | None, cut: bool) -> None:
    whole = body.strip("\n")
    assert read_email(eml(tmp_path / "x.eml", body)) == Email(whole if text is None else text, SENT, 0, cut)


def test_html_where_there_is_no_other(tmp_path: Path) -> None:
    html = (
        "<html><head><title>x</title><style>p {color: red}</style></head><body><p>Dear  all,<br>I don&rsquo;t\n agree "
        "&ndash; <b>&pound;5</b>!</p><br><ul><li>buses</li><li>3 &lt; 4</li></ul><div>On 16 Feb 2020 the CCG wrote:"
        "</div><blockquote><div>Tell us</div>what you think</blockquote></body></html>"
    )
    found = read_email(eml(tmp_path / "x.eml", html, "text/html; charset=utf-8"))
    assert found == Email("Dear all,\nI don’t agree – £5!\n\nbuses\n3 < 4", SENT, 0, True)


@pytest.mark.parametrize("charset", ["us-ascii", "no-such-charset", "utf-8", "windows-1252"])
def test_bytes_that_are_not_as_declared_are_not_lost(tmp_path: Path, charset: str) -> None:
    path = eml(tmp_path / "x.eml", "don’t – £5".encode("cp1252"), f"text/plain; charset={charset}")
    assert read_email(path).text == "don’t – £5"


def test_a_folder_with_attachments_a_subject_and_others(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "someone@example.org", "Our response"
    message.set_content("Please keep the unit open.\n")
    message.add_alternative("<p>Please keep the <b>unit</b> open.</p>", subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="response.pdf")
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a.eml").write_bytes(message.as_bytes())
    eml(folder / "b.eml", "Keep it open." + ANSWERED)
    eml(folder / "c.eml", "", head="From: someone@example.org\nSubject: I object to the plans\n")
    eml(folder / "d.eml", "\n")
    (folder / "e.eml").write_bytes(b"no e-mail at all")
    (folder / "f.eml").write_bytes(b"From: a\nContent-Type: multipart/mixed\n\n\xff\x00")
    reading = read_source([folder], questions={"letter": "Letters and e-mails"})
    assert reading.responses[[c.RESPONDENT_ID, c.TEXT_RAW, c.SUBMITTED]].fillna("").to_numpy().tolist() == [
        ["a", "Please keep the unit open.", ""],
        ["b", "Keep it open.", SENT],
        ["c", "I object to the plans", ""],
    ]
    assert reading.ledger[c.REASON].fillna("").tolist() == [
        "",
        "",
        "",
        "no text in it",
        "the file is no e-mail",
        "no text in it",
    ]
    assert reading.notes == (
        "3 letters could not be read; the ledger says why.",
        "1 e-mail has attachments, which are not read: save those that are responses into the folder too.",
        '1 e-mail ends in the message that was answered ("On … wrote:" and lines with ">"); it is left out.',
    )


def test_an_email_is_no_export(tmp_path: Path) -> None:
    message = tmp_path / "x.msg"
    message.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__properties_version1.0".encode("utf-16-le"))
    for path in (eml(tmp_path / "x.eml", "a,b\n1,2\n"), message):
        with pytest.raises(
            DataError, match=rf"{path.name} is an e-mail, not an export\. Save e-mails as \.eml or \.txt"
        ):
            read_export(path)
