"""One letter as a message any mail server takes. Knows nothing of who is told what, or why."""

import base64
import binascii
import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime

from inquiries.mail import address, header

# Headers leave exactly as they were written here: the library would fold them again, and wrongly.
_AS_WRITTEN = policy.SMTP.clone(refold_source="none")
_MESSAGE_ID = re.compile(r"<[!-;=?A-~]{1,120}@[!-;=?A-~]{1,120}>")
_UNSENDABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent to one address. Any text may hold anything: it is cleaned, never refused.

    `automatic` is what no person typed (RFC 3834): "auto-generated", or "auto-replied" for an answer to what
    somebody sent us. `references` are Message-IDs of earlier mails of the same thread, oldest first.
    """

    to: str
    from_: str
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime
    to_name: str = ""
    from_name: str = ""
    reply_to: tuple[str, str] | None = None  # name, address
    automatic: str = ""
    references: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse ids and marks that only a mistake in our own code could produce."""
        if not all(_MESSAGE_ID.fullmatch(each) for each in (self.message_id, *self.references)):
            raise ValueError("a Message-ID is <local@domain> in visible ASCII")
        if self.automatic not in ("", "auto-generated", "auto-replied"):
            raise ValueError(f"automatic cannot be {self.automatic!r}")


def message_id(domain: str) -> str:
    """A new Message-ID. Keep it with the delivery: it stays the same over every try."""
    found = address.parse(f"id@{domain}")
    return f"<{secrets.token_hex(16)}@{found.domain if found else 'localhost.localdomain'}>"


def compose(letter: Letter) -> EmailMessage:
    """The message, ready for a transport. The same letter gives the same bytes."""
    lines = [*_headers(letter), "MIME-Version: 1.0", *_body(letter)]
    return message_from_bytes("\r\n".join(lines).encode(), EmailMessage, policy=_AS_WRITTEN)


def clean_body(text: str) -> str:
    """Body text that can be sent and read back: one kind of line end, no NUL, no lone surrogate."""
    lines = _UNSENDABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return lines if lines.endswith("\n") else lines + "\n"


def _headers(letter: Letter) -> list[str]:
    fields = [
        f"Date: {format_datetime(letter.date)}",
        header.mailbox("From", letter.from_name, letter.from_),
        header.mailbox("To", letter.to_name, letter.to),
        header.text("Subject", letter.subject),
        f"Message-ID: {letter.message_id}",
    ]
    # A Reply-To that needs SMTPUTF8 would make the whole mail undeliverable for most servers.
    if letter.reply_to and address.is_plain(letter.reply_to[1]):
        fields.append(header.mailbox("Reply-To", *letter.reply_to))
    if letter.references:
        fields.append(header.ids("In-Reply-To", letter.references[-1:]))
        fields.append(header.ids("References", letter.references))
    if letter.automatic:
        fields.append(f"Auto-Submitted: {letter.automatic}")
    return fields


def _body(letter: Letter) -> list[str]:
    if not letter.html:
        return _part("plain", letter.text)
    # "=_" can stand in neither quoted-printable nor base64, so no text can end a part early.
    boundary = "=_" + hashlib.sha256(letter.message_id.encode()).hexdigest()[:32]
    return [
        f'Content-Type: multipart/alternative; boundary="{boundary}"',
        "",
        f"--{boundary}",
        *_part("plain", letter.text),
        f"--{boundary}",
        *_part("html", letter.html),
        f"--{boundary}--",
        "",
    ]


def _part(kind: str, text: str) -> list[str]:
    """Quoted-printable or base64, whichever is shorter; lines of at most 76 characters either way."""
    octets = clean_body(text).encode()
    quoted, plain = binascii.b2a_qp(octets, istext=True), base64.encodebytes(octets)
    encoding, coded = ("quoted-printable", quoted) if len(quoted) <= len(plain) else ("base64", plain)
    return [
        f'Content-Type: text/{kind}; charset="utf-8"',
        f"Content-Transfer-Encoding: {encoding}",
        "",
        *coded.decode("ascii").split("\n"),
    ]
