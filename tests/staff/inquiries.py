"""Inquiries to look at, made the way the worker makes them."""

import json
from datetime import timedelta

import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.inquiry import records
from inquiries.inquiry.model import Inquiry
from inquiries.intake import projector
from tests.staff.conftest import NOON

MEDIA = {
    "name": "Bo Reyes",
    "outlet": "The Example Gazette",
    "email": "bo@gazette.example",
    "topic": "programs",
    "request_type": "comment",
    "question": "Can you confirm the number of cases opened in Ottawa this year?",
}
EVENTS = {"name": "Harbour Choir", "email": "choir@harbour.example", "topic": "invite-a-speaker"}


async def opened(house: House, form: str, **answers: str) -> Inquiry:
    """An inquiry from Bo to Media or from a choir to Events, received an hour ago; nobody was told yet."""
    given = {**(MEDIA if form == "media" else EVENTS), **answers}
    database = house.database
    async with database.read() as db:
        count = await db.scalar(sa.select(sa.func.count()).select_from(tables.submissions))
    id = await database.write(_submit, form, f"key {count}", given)
    await projector.open_new(database, house.settings, house.keys)
    async with database.read() as db:
        inquiry = await records.by_id(db, id)
    assert inquiry is not None
    return inquiry


async def _submit(tx: Tx, form: str, key: str, answers: dict[str, str]) -> int:
    row = {
        "once_key": key,
        "form": form,
        "received_at": NOON - timedelta(hours=1),
        "fields": "[]",
        "answers": json.dumps(answers),
        "facts": json.dumps({"door": "page"}),
    }
    new = tables.submissions.insert().values(row).returning(tables.submissions.c.id)
    return (await tx.execute(new)).scalar_one()
