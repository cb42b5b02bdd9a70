"""What a mail that was read says, in the shapes this room works with. Decides nothing."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from inquiries.correspondence.mails import EXCERPT, Heading, Mail
from inquiries.inquiry import files
from inquiries.inquiry.changes import Arrived, Heard
from inquiries.inquiry.files import NoRoom
from inquiries.mail import address, quoting
from inquiries.mail.parsed import Attachment, Parsed
from inquiries.mail.reader import Reader
from inquiries.outbox.post import Post

_LINE = 1_000  # characters of a name or a subject


@dataclass(frozen=True, slots=True)
class Contents:
    """A mail and what could be read of it: `new` is what its writer wrote, `rest` what stands below."""

    mail: Mail
    parsed: Parsed
    new: str
    rest: str

    @property
    def senders(self) -> tuple[str, ...]:
        """The addresses of From, in lower case; what cannot be one is left out."""
        found = (one.address.lower() for one in self.parsed.from_ if address.parse(one.address))
        return tuple(dict.fromkeys(found))

    @property
    def name(self) -> str:
        """Who the first of From is, in their own words, "" where they say nothing."""
        return self.parsed.from_[0].name[:_LINE].strip() if self.parsed.from_ else ""

    @property
    def thread(self) -> tuple[str, ...]:
        """The Message-IDs it refers to, each once, the one it answers last."""
        ids = (*self.parsed.references, *self.parsed.in_reply_to)
        return tuple(reversed(dict.fromkeys(one for one in reversed(ids) if one.isprintable())))

    @property
    def message_id(self) -> str:
        """Its own, "" for one that no database takes."""
        return self.parsed.message_id if self.parsed.message_id.isprintable() else ""

    @property
    def heading(self) -> Heading:
        words = (self.new or self.rest)[:EXCERPT]
        return Heading(self.sender, self.name, self.parsed.subject[:_LINE], words)

    @property
    def sender(self) -> str:
        """The address of From as it was written, "" without one."""
        return next((one.address for one in self.parsed.from_ if address.parse(one.address)), "")


async def read(reader: Reader, mail: Mail) -> Contents:
    """Raises ReaderUnavailableError, and nothing else, whatever stands in the mail."""
    parsed = await reader.read(mail.raw)
    split = await asyncio.to_thread(quoting.split, parsed.text)
    return Contents(mail, parsed, split.new.strip(), split.rest)


async def save(post: Post, found: Sequence[Attachment]) -> tuple[Arrived, ...]:
    """Files on the disk, for a letter whose row follows. What there is no room for stands in the original only."""
    if not found:
        return ()
    async with post.database.read() as db:
        used = await files.used(db)
    saved = []
    for one in found:
        stored: str | None
        try:
            stored = await post.files.save(one.content, used=used)
            used += len(one.content)
        except NoRoom:
            stored = None
        shown_by = one.content_id if one.inline else ""
        saved.append(Arrived(one.name, one.content_type, len(one.content), stored, shown_by))
    return tuple(saved)


def letter(
    contents: Contents, kind: Literal["reply", "opening", "automatic"], arrived: tuple[Arrived, ...]
) -> Heard:
    """As the inquiry keeps it. Who stands in Cc is told, and never written to."""
    mail, parsed = contents.mail, contents.parsed
    facts: dict[str, Any] = {}
    if parsed.cc:
        facts["cc"] = [one.address or one.name for one in parsed.cc]
    if parsed.unreadable:
        facts["unreadable"] = parsed.unreadable
    return Heard(
        mail_id=mail.id,
        at=mail.received_at,
        kind=kind,
        door=mail.door,
        sender=contents.sender,
        sender_name=contents.name,
        subject=parsed.subject[:_LINE],
        text=contents.new,
        rest=contents.rest,
        html=parsed.html,
        message_id=contents.message_id,
        thread=contents.thread,
        files=arrived,
        facts=facts,
    )
