"""Mail that comes in as a door would keep it, on an installation with the desks, people and clock of telling."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import pytest
import sqlalchemy as sa

from inquiries import clock, work
from inquiries.app import House
from inquiries.correspondence import keep, letter_mail, mails
from inquiries.database import tables
from inquiries.inquiry import letters, records
from inquiries.inquiry.model import Event, Inquiry, Letter
from inquiries.outbox.post import Post
from inquiries.outcome import Done, Outcome
from inquiries.queue import kinds
from inquiries.queue.jobs import Job
from inquiries.queue.worker import Worker
from tests.notify.conftest import Moment, Opened, moment, opened, people, settings

__all__ = ["Moment", "Opened", "kept", "moment", "opened", "people", "post", "settings"]

BO, EVE = "bo@gazette.example", "eve@elsewhere.example"


@dataclass
class Kept:
    """A transport that keeps what it is given, with its envelope, and answers as it is told."""

    answer: Outcome = field(default_factory=lambda: Done("250 ok"))
    mails: list[tuple[str, str, EmailMessage]] = field(default_factory=list)
    leaves_through: str = "mail.charity.example"

    async def send(self, message: EmailMessage, *, sender: str, to: str) -> Outcome:
        self.mails.append((sender, to, message))
        return self.answer

    async def close(self) -> None: ...


@dataclass(frozen=True)
class Row:
    """What became of a mail."""

    state: int
    reason: str
    desk: str
    inquiry_id: int | None
    from_address: str = ""
    subject: str = ""
    excerpt: str = ""


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def post(house: House, kept: Kept) -> Post:
    return replace(house.post, transport=kept)


def letter(
    text: str = "We need it by three.\n",
    *,
    sender: str = f"Bo Baker <{BO}>",
    to: str = "office@charity.example",
    subject: str = "Re: Your inquiry",
    message_id: str = "<1@gazette.example>",
    **headers: str,
) -> EmailMessage:
    """A mail as a person's program writes it; further headers by name, "_" for "-"."""
    message = EmailMessage()
    fixed = {"From": sender, "To": to, "Subject": subject, "Message-ID": message_id}
    for name, value in {**fixed, "Date": "Tue, 24 Nov 2026 12:00:00 -0500"}.items():
        if value:
            message[name] = value
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


async def arrive(
    post: Post,
    message: EmailMessage | bytes,
    *,
    recipient: str = "",
    sender: str | None = None,
    door: Any = "imap",
    at: datetime | None = None,
) -> int:
    """Kept as a door keeps it, with its job."""
    raw = message if isinstance(message, bytes) else message.as_bytes()
    id = await post.database.write(
        keep.keep, door=door, raw=raw, sender=sender, recipient=recipient, at=at or clock.now()
    )
    assert id is not None
    return id


async def read(post: Post, message: EmailMessage | bytes, **how: Any) -> Row:
    """Kept and read, twice, as after a crash: what became of it."""
    id = await arrive(post, message, **how)
    job = Job(0, kinds.READ, {"mail": id}, 1, "lease")
    await work.handlers(post)[kinds.READ](job)
    once = await everything(post)
    await work.handlers(post)[kinds.READ](job)
    assert await everything(post) == once
    return await row(post, id)


async def row(post: Post, id: int) -> Row:
    async with post.database.read() as db:
        found = (await db.execute(sa.select(tables.mails).where(tables.mails.c.id == id))).one()
    reason = str(mails.unpacked(found.reason) or "")
    return Row(
        found.state,
        reason,
        found.desk,
        found.inquiry_id,
        found.from_address,
        found.subject,
        found.excerpt,
    )


async def everything(post: Post) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that reading a mail may write."""
    written = ("mails", "letters", "attachments", "inquiries", "submissions", "history", "jobs", "deliveries")
    written += ("entries", "drafts", "correspondents", "bounced_addresses")
    found = {}
    async with post.database.read() as db:
        for name in written:
            table = tables.metadata.tables[name]
            found[name] = [tuple(one) for one in await db.execute(sa.select(table))]
    return found


async def drain(post: Post) -> None:
    """Do everything that is due."""
    await Worker(post.database, work.handlers(post), ()).drain()


async def letters_of(post: Post, inquiry: Inquiry) -> tuple[Letter, ...]:
    async with post.database.read() as db:
        return await letters.of_inquiry(db, inquiry.id)


async def history(post: Post, inquiry: Inquiry) -> tuple[Event, ...]:
    async with post.database.read() as db:
        return await records.events(db, inquiry.id)


def signed(post: Post, inquiry: Inquiry) -> str:
    return letter_mail.addresses(post).for_inquiry(inquiry.reference)


Reading = Callable[..., Awaitable[Row]]
