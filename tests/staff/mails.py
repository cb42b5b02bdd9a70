"""Mails in every state, and the Deliveries page read back as what stands in its table."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.outbox import deliveries
from inquiries.outcome import Outcome
from inquiries.queue import jobs, kinds
from tests.staff.conftest import NOON, Browser

URL = "/staff/deliveries"
Row = tuple[str, ...]


class Table(HTMLParser):
    """The page's table as {group: [(state, to, inquiry, attempts, said, when, act), …]}."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[str, list[Row]] = {}
        self._cells: list[list[str]] | None = None
        self._inside: list[str] = []
        self._heading = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._inside.append(tag) if tag not in ("br", "input", "path", "rect", "circle") else None
        if tag == "tr":
            self._cells = []
        if tag == "td" and self._cells is not None:
            self._cells.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            self._inside.remove(tag)
        if tag == "h2" and "table" in self._inside:
            self.groups[self._heading] = []
        if tag == "tr" and self._cells:
            self.groups[self._heading].append(tuple(" | ".join(cell) for cell in self._cells))

    def handle_data(self, data: str) -> None:
        words = data.strip()
        if words and "h2" in self._inside:
            self._heading = words
        elif words and words != "Attempts:" and "td" in self._inside and self._cells:
            self._cells[-1].append(words)


async def table(browser: Browser, url: str = URL) -> Mapping[str, list[Row]]:
    answer = await browser.get(url)
    assert answer.status == 200
    parser = Table()
    parser.feed(await answer.text())
    return parser.groups


async def mail(
    house: House, inquiry_id: int | None, recipient: str, *outcomes: Outcome, kind: str = "receipt"
) -> int:
    """A delivery whose tries, a minute apart from 11:00 on, ended like this; its id."""
    return await house.database.write(_mail, inquiry_id, recipient, outcomes, kind)


async def _mail(
    tx: Tx, inquiry_id: int | None, recipient: str, outcomes: tuple[Outcome, ...], kind: str
) -> int:
    at = NOON - timedelta(hours=1)
    await deliveries.add(
        tx,
        kind=kind,
        recipient=recipient,
        recipient_name="",
        inquiry_id=inquiry_id,
        domain="charity.example",
        key=f"{kind} {recipient} {inquiry_id}",
        at=at,
    )
    for outcome in outcomes:
        (job,) = await jobs.claim(tx, lease="l", now=at, until=at + timedelta(minutes=1), limit=1)
        await jobs.finish(tx, job, outcome, now=at)
        await tx.execute(tables.jobs.update().where(tables.jobs.c.id == job.id).values(next_try_at=at))
        at += timedelta(minutes=1)
    # Who is told of a dead letter is tested elsewhere, and would be claimed here before the next mail.
    await tx.execute(tables.jobs.delete().where(tables.jobs.c.kind == kinds.BURIED))
    found = await tx.scalar(sa.select(sa.func.max(tables.deliveries.c.id)))
    assert isinstance(found, int)
    # Out of the way of the next one's claim.
    job_id = sa.select(tables.deliveries.c.job_id).where(tables.deliveries.c.id == found).scalar_subquery()
    later = tables.jobs.update().where(tables.jobs.c.id == job_id, tables.jobs.c.state == tables.READY)
    await tx.execute(later.values(next_try_at=NOON + timedelta(minutes=4, seconds=10)))
    return found


async def hold(tx: Tx, delivery_id: int, until: datetime) -> None:
    job_id = sa.select(tables.deliveries.c.job_id).where(tables.deliveries.c.id == delivery_id)
    await tx.execute(
        tables.jobs.update()
        .where(tables.jobs.c.id == job_id.scalar_subquery())
        .values(lease="w", leased_until=until)
    )


async def run(tx: Tx, statement: Any) -> None:
    await tx.execute(statement)
