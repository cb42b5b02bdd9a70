"""The Lantern Fund, whose letters ask for answers at reply@charity.example."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.correspondence.doors import imap
from inquiries.database import tables
from inquiries.settings import Settings
from tests.mail import imap_server
from tests.mail.imap_server import ImapServer

Kept = tuple[str, str | None, str, bytes]


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings.model_validate(
        {
            "data_dir": tmp_path,
            "database_url": database_url,
            "base_url": "https://charity.example",
            "mail_from": "office@charity.example",
            "desks": {
                "media": {"slug": "media", "name": "Media", "email": "Media@charity.example"},
                "events": {"slug": "events", "name": "Events", "email": "events@charity.example"},
            },
        }
    )


@pytest.fixture
def kept(house: House) -> Callable[[], Awaitable[list[Kept]]]:
    """What is kept so far: door, sender, recipient and bytes of each."""

    async def rows() -> list[Kept]:
        mail = tables.mails.c
        query = sa.select(mail.door, mail.sender, mail.recipient, mail.raw).order_by(mail.id)
        async with house.database.read() as db:
            return [(row.door, row.sender, row.recipient, row.raw) for row in await db.execute(query)]

    return rows


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "FIRST", 0.01)
    monkeypatch.setattr(imap, "LONGEST", 0.05)


@pytest.fixture
async def server() -> AsyncIterator[ImapServer]:
    async with imap_server.running() as server:
        yield server
