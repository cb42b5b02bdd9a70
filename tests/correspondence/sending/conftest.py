"""A Media desk that writes letters, with a post that keeps what is sent and answers as it is told."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from inquiries import clock, work
from inquiries.app import House
from inquiries.database import tables
from inquiries.inquiry import changes, letters
from inquiries.inquiry.changes import Heard, Written
from inquiries.inquiry.model import Inquiry, Letter, Recipient
from inquiries.inquiry.opening import Opening
from inquiries.outbox import deliveries
from inquiries.outbox.deliveries import Shown
from inquiries.outbox.post import Post
from inquiries.outcome import Done, Outcome
from inquiries.people import accounts
from inquiries.people.accounts import Staff
from inquiries.queue.worker import Worker
from inquiries.settings import Settings, load
from tests import opened as opened_in
from tests.opened import NOON

TOML = """
base_url = "https://charity.example"
mail_from = "office@charity.example"
timezone = "America/Toronto"
organisation = { name = "The Lantern Fund", place = "Ottawa" }

[desks.media]
name = "Media"
email = "media@charity.example"

[desks.events]
name = "Events"
show_names = false
"""
BO = Recipient("to", "Bo Baker", "bo@gazette.example")
WEN = Recipient("cc", "", "wen@gazette.example")
SOON = NOON + timedelta(seconds=20)


@dataclass
class Kept:
    """A transport that keeps what it is given, with the envelope's sender."""

    answer: Outcome = field(default_factory=lambda: Done("250 ok"))
    mails: list[tuple[str, str, EmailMessage]] = field(default_factory=list)
    leaves_through: str = "mail.charity.example"

    @property
    def letters(self) -> list[tuple[str, str, EmailMessage]]:
        """Those that a person wrote: what a machine did comes from nobody."""
        return [mail for mail in self.mails if mail[0]]

    async def send(self, message: EmailMessage, *, sender: str, to: str) -> Outcome:
        self.mails.append((sender, to, message))
        return self.answer

    async def close(self) -> None: ...


@dataclass
class Moment:
    at: datetime = NOON


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> Moment:
    moment = Moment()
    monkeypatch.setattr(clock, "now", lambda: moment.at)
    return moment


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    (tmp_path / "inquiries.toml").write_text(TOML)
    found = load({"INQUIRIES_DATABASE_URL": database_url}, tmp_path)
    return found.model_copy(update={"languages": ("en", "fr")})


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def post(house: House, kept: Kept) -> Post:
    return replace(house.post, transport=kept)


@pytest.fixture
async def ana(post: Post) -> Staff:
    return await post.database.write(
        accounts.add, email="ana@charity.example", name="Ana Alves", role="member", desks=["media"], now=NOON
    )


@pytest.fixture
async def inquiry(post: Post) -> Inquiry:
    return await opened(post, opened_in.media())


async def opened(post: Post, opening: Opening) -> Inquiry:
    (found,) = await opened_in.opened(post.database, post.keys, opening)
    return found


async def written(post: Post, inquiry: Inquiry, who: Staff, **changed: Any) -> int:
    """A reply, to go in twenty seconds."""
    given: dict[str, Any] = {
        "text": "One in six.",
        "subject": "Re: Programs",
        "recipients": (BO,),
        "message_id": "<1@charity.example>",
        "send_at": SOON,
        "once_key": "key",
        **changed,
    }
    at = given.pop("at", NOON)
    return await post.database.write(changes.reply, inquiry, written=Written(**given), staff_id=who.id, at=at)


async def hears(post: Post, inquiry: Inquiry, **changed: Any) -> None:
    """They write, ten seconds later."""
    at = NOON + timedelta(seconds=10)
    raw = {"received_at": at, "door": "lmtp", "digest": str(changed), "size": 1, "raw": b"x"}
    new = tables.mails.insert().values(raw).returning(tables.mails.c.id)
    id = await post.database.write(lambda tx: tx.scalar(new))
    heard = Heard(
        mail_id=id or 0,
        kind="reply",
        door="lmtp",
        sender="bo@gazette.example",
        sender_name="Bo Baker",
        subject="Re: Programs",
        text="One more thing",
        rest="",
        html="",
        message_id="<bo@gazette.example>",
        thread=("<0@gazette.example>",),
        at=at,
    )
    await post.database.write(changes.receive, inquiry, heard=replace(heard, **changed), at=at)


async def enclosed(post: Post, inquiry: Inquiry, who: Staff, name: str, content: bytes) -> int:
    """A file of somebody's draft, with its bytes on the disk."""
    row = {"inquiry_id": inquiry.id, "staff_id": who.id, "created_at": NOON, "name": name}
    row |= {"content_type": "application/pdf", "size": len(content)}
    row |= {"stored": await post.files.save(content, used=0)}
    new = tables.attachments.insert().values(row).returning(tables.attachments.c.id)
    return await post.database.write(lambda tx: tx.scalar(new))  # type: ignore[return-value]


async def letter(post: Post, id: int) -> Letter:
    async with post.database.read() as db:
        found = await letters.numbered(db, id)
    assert found is not None
    return found


async def its_deliveries(post: Post, inquiry: Inquiry) -> list[Shown]:
    async with post.database.read() as db:
        return [one for one in await deliveries.of_inquiry(db, inquiry.id) if one.delivery.kind == "letter"]


async def drain(post: Post) -> None:
    """Do everything that is due."""
    await Worker(post.database, work.handlers(post), ()).drain()
