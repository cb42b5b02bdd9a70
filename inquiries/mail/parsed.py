"""What the parser gives of a mail from outside: plain values that travel between processes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from inquiries.mail.autoreply import Robot
from inquiries.mail.bounces import Bounce

NO_HEADERS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One person or machine of a header. `address` is as written and cleaned, not checked: "" where there is none."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part kept as a file. `inline` says that the letter's HTML shows it, by its `content_id` (without < and >).

    `name` is safe to offer for saving: no path, no control character, different from the other attachments' names.
    """

    name: str
    content_type: str
    content: bytes
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A mail made readable. `headers` by lower-case name, only those that parse.KEPT_HEADERS names.

    `unreadable` is "" or one sentence, a message id of the catalogues, that says why only some of the headings
    could be had. Message-IDs are "<…>" or "".
    """

    subject: str = ""
    from_: tuple[Mailbox, ...] = ()
    sender: tuple[Mailbox, ...] = ()
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    reply_to: tuple[Mailbox, ...] = ()
    date: datetime | None = None
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NO_HEADERS)
    robot: Robot | None = None
    bounce: Bounce | None = None
    unreadable: str = ""
