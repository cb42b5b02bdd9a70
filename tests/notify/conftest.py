"""A Media desk with a mailbox and further addresses, its people, and a post that keeps what is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa

from inquiries import clock, work
from inquiries.app import House
from inquiries.database import tables
from inquiries.inquiry.model import Inquiry
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
notify = ["Duty@charity.example", "media@charity.example"]
director = "Dee Dunn"

[desks.events]
name = "Events"
email = "events@charity.example"

[[forms.events.topics]]
slug = "start-a-fundraiser"
label = "Start a fundraiser"
guide = "tips"

[guides.tips]
title = "25 Tips for the Novice Fundraiser"
file = "tips.pdf"
"""


@dataclass
class Kept:
    """A transport that keeps what it is given and answers as it is told."""

    answer: Outcome = field(default_factory=lambda: Done("250 ok"))
    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    leaves_through: str = "mail.charity.example"

    async def send(self, message: EmailMessage, *, sender: str, to: str) -> Outcome:
        assert sender == ""
        self.mails.append((to, message))
        return self.answer

    async def close(self) -> None: ...


@dataclass
class Moment:
    at: datetime = NOON


Opened = Callable[..., Awaitable[list[Inquiry]]]


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> Moment:
    """What the house's clock shows; a test may move it."""
    moment = Moment()
    monkeypatch.setattr(clock, "now", lambda: moment.at)
    return moment


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return loaded(tmp_path, database_url, TOML)


def loaded(folder: Path, database_url: str, toml: str, **environ: str) -> Settings:
    """The settings of a file with these words, and of these variables."""
    (folder / "tips.pdf").write_bytes(b"%PDF-1.4\n")
    (folder / "inquiries.toml").write_text(toml)
    return load({"INQUIRIES_DATABASE_URL": database_url, **environ}, folder)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def post(house: House, kept: Kept) -> Post:
    return replace(house.post, transport=kept)


@pytest.fixture
def opened(post: Post) -> Opened:
    async def make(*openings: Opening) -> list[Inquiry]:
        return await opened_in.opened(post.database, post.keys, *openings)

    return make


@pytest.fixture
async def people(post: Post) -> dict[str, Staff]:
    """Ana and Dee on Media, Cy on Events, and Eve who has left Media."""
    desks = {"Ana": ["media"], "Dee": ["media", "events"], "Cy": ["events"], "Eve": ["media"]}
    found = {
        name: await post.database.write(
            accounts.add,
            email=f"{name.lower()}@charity.example",
            name=name,
            role="administrator" if name == "Dee" else "member",
            desks=on,
            now=NOON,
        )
        for name, on in desks.items()
    }
    await post.database.write(accounts.disable, found["Eve"].id, NOON)
    return found


async def drain(post: Post) -> None:
    """Do everything that is due."""
    await Worker(post.database, work.handlers(post), ()).drain()


async def all_deliveries(post: Post) -> list[Shown]:
    async with post.database.read() as db:
        ids = await db.scalars(sa.select(tables.inquiries.c.id).order_by(tables.inquiries.c.id))
        return [one for id in list(ids) for one in await deliveries.of_inquiry(db, id)]
