"""Bo's inquiry with letters in it, and its receipt as a browser of theirs gets it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from inquiries.app import House
from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.inquiry import letters, records
from inquiries.inquiry.model import Inquiry, Letter, Recipient
from inquiries.people import accounts
from inquiries.people.accounts import Staff
from tests import lettered
from tests.intake.posting import MEDIA, send
from tests.intake.test_visit import PERSON

BO, EVE = MEDIA["email"], "eve@gazette.example"
TO_EVE = (Recipient("to", "Eve Moss", EVE),)


async def hire(house: House, now: datetime, **more: Any) -> Staff:
    """Ana, who works the Media desk."""
    given = {"email": "ana@charity.example", "name": "Ana Silva", "title": "Press officer"}
    given |= {"phone": "613-555-0142"}
    given |= {"role": "member", "desks": ["media"], "now": now}
    return await house.database.write(accounts.add, **given | more)


async def asked(house: House, client: TestClient, open_new: Any, **given: str) -> Inquiry:
    """One more inquiry from the form."""
    await send(client, MEDIA | given)
    await open_new()
    async with house.database.read() as db:
        id = await db.scalar(sa.select(sa.func.max(tables.inquiries.c.id)))
        found = await records.by_id(db, id or 0)
    assert found is not None
    return found


async def get(
    client: TestClient, house: House, inquiry: Inquiry, path: str = "", **headers: str
) -> ClientResponse:
    """As a person's browser asks for the receipt; `headers` by name, "_" for "-"."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    url = f"/receipts/{house.keys.token(inquiry.id)}{path}"
    return await client.get(url, headers=PERSON | more, allow_redirects=False)


async def encloses(house: House, letter_id: int, content: bytes = b"%PDF\x00", name: str = "a.pdf") -> int:
    """A file that goes with this letter; its id."""
    stored = await house.post.files.save(content, used=0)
    row = {"letter_id": letter_id, "name": name, "content_type": "application/pdf", "stored": stored}
    row |= {"created_at": datetime(2026, 11, 24, tzinfo=UTC), "size": len(content)}
    row["inquiry_id"] = (await lettered.letter(house.database, letter_id)).inquiry_id

    async def insert(tx: Tx) -> int:
        new = tables.attachments.insert().values(row).returning(tables.attachments.c.id)
        return int((await tx.execute(new)).scalar_one())

    return await house.database.write(insert)


async def marked(house: House, inquiry: Inquiry) -> tuple[list[datetime | None], list[str]]:
    """When each of our letters was fetched, and what the history says of that."""
    async with house.database.read() as db:
        ours: list[Letter] = [one for one in await letters.of_inquiry(db, inquiry.id) if one.ours]
        told = [one.kind for one in await records.events(db, inquiry.id) if one.kind == "reply read"]
    return [one.fetched_at for one in ours], told


SOON = timedelta(minutes=10)
