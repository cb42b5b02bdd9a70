"""One letter as a message any mail server takes. Knows nothing of who is told what, or why."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime

from inquiries.mail import address, header, mime, probe
from inquiries.mail.mime import Enclosure

# Headers leave exactly as they were written here: the library would fold them again, and wrongly.
_AS_WRITTEN = policy.SMTP.clone(refold_source="none")
_MESSAGE_ID = re.compile(r"<[!-;=?A-~]{1,120}@[!-;=?A-~]{1,120}>")
# Other people's ids take every shape; what stands in a line of its own can be given back to them.
_THEIR_ID = re.compile(r"<[!-;=?-~]{1,500}>")
_REFERENCES = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, whichever of its recipients it is handed over for. Any text may hold anything: it is cleaned,
    never refused.

    `automatic` is what no person typed (RFC 3834): "auto-generated", or "auto-replied" for an answer to what
    somebody sent us; empty for what a person did. `references` are Message-IDs of earlier mails of the same thread,
    oldest first, the last being the one that is answered; those that no header can carry are left out.
    People are pairs of name and address. `probe` is the mark of a test letter, see probe.py.
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
    more_to: tuple[tuple[str, str], ...] = ()
    cc: tuple[tuple[str, str], ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    probe: str = ""

    def __post_init__(self) -> None:
        """Refuse ids and marks that only a mistake in our own code could produce."""
        if not _MESSAGE_ID.fullmatch(self.message_id):
            raise ValueError("a Message-ID is <local@domain> in visible ASCII")
        if self.automatic not in ("", "auto-generated", "auto-replied"):
            raise ValueError(f"automatic cannot be {self.automatic!r}")


def message_id(domain: str) -> str:
    """A new Message-ID. Keep it with the delivery: it stays the same over every try."""
    found = address.parse(f"id@{domain}")
    return f"<{secrets.token_hex(16)}@{found.domain if found else 'localhost.localdomain'}>"


def compose(letter: Letter) -> EmailMessage:
    """The message, ready for a transport. The same letter gives the same bytes.

    With 20 MB enclosed it takes a second: then it belongs in a thread.
    """
    lines = [*_headers(letter), "MIME-Version: 1.0"]
    lines += mime.body(letter.text, letter.html, letter.enclosures, letter.message_id)
    return message_from_bytes("\r\n".join(lines).encode(), EmailMessage, policy=_AS_WRITTEN)


def thread(ids: tuple[str, ...]) -> tuple[str, ...]:
    """What a References field says of a thread: each id once, where it came last; of a long one the first and
    the last."""
    known = tuple(dict.fromkeys(id for id in reversed(ids) if _THEIR_ID.fullmatch(id)))[::-1]
    return known if len(known) <= _REFERENCES else (known[0], *known[1 - _REFERENCES :])


def _headers(letter: Letter) -> list[str]:
    fields = [
        f"Date: {format_datetime(letter.date)}",
        header.mailbox("From", letter.from_name, letter.from_),
        *_recipients(letter),
        header.text("Subject", letter.subject),
        f"Message-ID: {letter.message_id}",
    ]
    # A Reply-To that needs SMTPUTF8 would make the whole mail undeliverable for most servers.
    if letter.reply_to and address.is_plain(letter.reply_to[1]):
        fields.append(header.mailbox("Reply-To", *letter.reply_to))
    if references := thread(letter.references):
        if references[-1] == letter.references[-1]:
            fields.append(header.ids("In-Reply-To", references[-1:]))
        fields.append(header.ids("References", references))
    if letter.automatic:
        fields.append(f"Auto-Submitted: {letter.automatic}")
    if letter.probe:
        fields.append(header.text(probe.HEADER, letter.probe))
    return fields


def _recipients(letter: Letter) -> list[str]:
    if not (letter.more_to or letter.cc):
        return [header.mailbox("To", letter.to_name, letter.to)]
    fields = [header.mailboxes("To", ((letter.to_name, letter.to), *letter.more_to))]
    return [*fields, header.mailboxes("Cc", letter.cc)] if letter.cc else fields
