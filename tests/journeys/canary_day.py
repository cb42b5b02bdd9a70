"""A day with a canary: an installation on the clock of the test, and a mail server that keeps what it is given."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from inquiries import app, clock, work
from inquiries.app import House
from inquiries.correspondence import keep
from inquiries.database import tables
from inquiries.inquiry import canaries
from inquiries.inquiry.canaries import Standing
from inquiries.intake.door import DOOR
from inquiries.outbox.post import Post
from inquiries.people import accounts
from inquiries.settings import Settings
from inquiries.watch.canary import Watch
from tests.correspondence.arrivals import Kept
from tests.opened import HOUR, NOON

MINUTE = timedelta(minutes=1)
SIX = NOON - 6 * HOUR  # in Ottawa
EMPTY = (
    "submissions",
    "inquiries",
    "history",
    "counters",
    "persons",
    "deliveries",
    "mails",
    "search_documents",
)


class Day:
    """An installation on the clock of the test: its web process, its worker, and what its mail server was given."""

    def __init__(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = SIX - MINUTE
        monkeypatch.setattr(clock, "now", lambda: self.now)
        self.house, self.kept = house, Kept()
        self.post: Post = replace(house.post, transport=self.kept)
        door = app.application(house, with_worker=False)[DOOR]
        self.spool = door.spool
        self.watch, self.worker = Watch(door, self.post), work.worker(self.post)

    async def standing(self) -> Standing:
        async with self.house.database.read() as db:
            return await canaries.standing(db)

    async def leave(self) -> None:
        """It is six, and it leaves."""
        await self.watch.look()
        self.now = SIX
        await self.watch.look()

    async def rows(self) -> dict[str, int]:
        async with self.house.database.read() as db:
            found = {}
            for name in EMPTY:
                count = sa.select(sa.func.count()).select_from(tables.metadata.tables[name])
                found[name] = await db.scalar(count) or 0
        return {name: count for name, count in found.items() if count}

    async def bring(self, to: str, message: Any) -> None:
        """A door takes it in."""
        row: dict[str, Any] = {
            "door": "lmtp",
            "sender": "",
            "recipient": to,
            "raw": bytes(message),
            "at": self.now,
        }
        await self.house.database.write(keep.keep, **row)

    def letters(self) -> list[tuple[str, str]]:
        return [(to, str(message["Subject"])) for _, to, message in self.kept.mails]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    given = {
        "smtp_url": "smtp://mail.charity.example",
        "lmtp_listen": "127.0.0.1:2424",
        "mail_from": "contact@charity.example",
        "reply_address": "reply@charity.example",
    }
    return settings.model_copy(update=given)


@pytest.fixture
async def day(house: House, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Day]:
    day = Day(house, monkeypatch)
    for name, role in (("Ana", "member"), ("Dee", "administrator")):
        email = f"{name.lower()}@charity.example"
        await house.database.write(accounts.add, email=email, name=name, role=role, desks=["media"], now=SIX)
    running = asyncio.ensure_future(day.spool.run())
    yield day
    day.spool.close()
    await running
