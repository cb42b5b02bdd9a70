"""Kept mail made readable again. Total: what cannot be parsed is shown as unreadable, never raised.

Made for mails we composed ourselves; mail from outside needs the bounded reader of a child process.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

from inquiries.mail import header

_PARTS = 50  # looked at, at most


@dataclass(frozen=True, slots=True)
class Mail:
    """What a person reads of a mail. `html` is as sent: show it in a sandbox."""

    subject: str = ""
    from_: str = ""
    to: str = ""
    delivered_to: str = ""
    reply_to: str = ""
    message_id: str = ""
    date: datetime | None = None
    text: str = ""
    html: str = ""
    readable: bool = True


def mail(raw: bytes) -> Mail:
    """The whole mail."""
    try:
        message = message_from_bytes(raw)
        return _mail(message, text=_body(message, "text/plain"), html=_body(message, "text/html"))
    except Exception:  # the library's parser raises far more than it documents, RecursionError included
        return Mail(readable=False)


def heading(raw: bytes) -> Mail:
    """The header fields alone; `raw` may end anywhere."""
    try:
        return _mail(BytesHeaderParser().parsebytes(raw))
    except Exception:  # as above
        return Mail(readable=False)


def _mail(message: Message, text: str = "", html: str = "") -> Mail:
    fields: dict[str, str] = {}
    for name, value in message.raw_items():
        fields.setdefault(name.lower(), _decoded(str(value)))
    return Mail(
        subject=fields.get("subject", ""),
        from_=fields.get("from", ""),
        to=fields.get("to", ""),
        delivered_to=fields.get("delivered-to", ""),
        reply_to=fields.get("reply-to", ""),
        message_id=fields.get("message-id", ""),
        date=_date(fields.get("date", "")),
        text=text,
        html=html,
        readable=bool(fields),
    )


def _decoded(value: str) -> str:
    unfolded = re.sub(r"\r?\n(?=[ \t])", "", value)
    said = unfolded.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    pieces = []
    for piece, charset in decode_header(said):
        pieces.append(piece if isinstance(piece, str) else _text(piece, charset or "latin-1"))
    return header.clean("".join(pieces))


def _body(message: Message, wanted: str) -> str:
    for count, part in enumerate(message.walk()):
        if count >= _PARTS:
            break
        if part.get_content_type() == wanted:
            octets = part.get_payload(decode=True)
            if isinstance(octets, bytes):
                return _text(octets, part.get_content_charset() or "utf-8").replace("\r\n", "\n")
    return ""


def _text(octets: bytes, charset: str) -> str:
    try:
        return octets.decode(charset, "replace")
    except (LookupError, ValueError):
        return octets.decode("utf-8", "replace")


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
