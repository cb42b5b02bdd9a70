"""A service whose mail goes to a server that misbehaves, with retries in a moment instead of half a minute."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.queue import backoff, worker
from tests.journeys import served
from tests.journeys.served import Served
from tests.mail.server import MailServer

DESK = {"slug": "media", "name": "Media", "notify": ["ana@charity.example"]}


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failed mail is tried again within a tenth of a second."""
    monkeypatch.setattr(backoff, "FIRST", timedelta(milliseconds=20))
    monkeypatch.setattr(backoff, "LONGEST", timedelta(milliseconds=100))
    monkeypatch.setattr(worker, "POLL_SECONDS", 0.02)


@asynccontextmanager
async def service(
    directory: Path, migrated_file: Path, mail: MailServer, *notify: str
) -> AsyncIterator[Served]:
    desk = DESK | ({"notify": notify} if notify else {})
    url = f"smtp://127.0.0.1:{mail.port}?tls=none"
    async with served.serving(directory, migrated_file, smtp_url=url, desks={"media": desk}) as running:
        yield running


async def expected(running: Served) -> dict[str, str]:
    """Every delivery there is: Message-ID → recipient."""
    columns = (tables.deliveries.c.message_id, tables.deliveries.c.recipient)
    async with running.house.database.read() as db:
        return {row[0]: row[1] for row in await db.execute(sa.select(*columns))}


def arrived(mail: MailServer) -> Counter[tuple[str, str]]:
    """How often each (Message-ID, recipient) was taken by the server."""
    return Counter((str(message_from_bytes(one.content)["Message-ID"]), one.to[0]) for one in mail.mails)


async def states(running: Served) -> list[tuple[str, int, str]]:
    """(recipient, state of its job, the last thing the server said) of every delivery, by recipient."""
    said = (
        sa.select(tables.attempts.c.said)
        .where(tables.attempts.c.job_id == tables.jobs.c.id)
        .order_by(tables.attempts.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = sa.select(tables.deliveries.c.recipient, tables.jobs.c.state, said).join(tables.jobs)
    async with running.house.database.read() as db:
        return sorted(tuple(row) for row in await db.execute(query))
