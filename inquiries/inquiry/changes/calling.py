"""What was said on the phone: a call about an inquiry there is, or one that is an inquiry of its own."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import OPENED, entries, inquiries, submissions
from inquiries.inquiry import beginning, records
from inquiries.inquiry.changes.record import change, hold, record
from inquiries.inquiry.model import GOING, Inquiry
from inquiries.inquiry.opening import Opening
from inquiries.inquiry.reference import Keys
from inquiries.queue import jobs, kinds

Direction = Literal["in", "out"]


@dataclass(frozen=True, slots=True)
class Call:
    """One call: who rang whom, with whom we spoke, and what was said. `once_key` twice is one call."""

    direction: Direction
    person: str
    number: str
    text: str
    once_key: str


async def call(tx: Tx, inquiry: Inquiry, *, call: Call, staff_id: int, at: datetime) -> bool:
    """Log a call about an inquiry, at any time and whoever else was here. False if it is logged already.

    When they rang it is news from outside: the inquiry is unread for everybody else, and its owner is told.
    """
    await hold(tx, inquiry.id)
    row = {
        "inquiry_id": inquiry.id,
        "at": at,
        "kind": "call",
        "staff_id": staff_id,
        "text": call.text,
        "once_key": call.once_key,
        "facts": json.dumps(
            {"direction": call.direction, "person": call.person, "number": call.number}, ensure_ascii=False
        ),
    }
    new = statements.insert_new(tx, entries).values(row).returning(entries.c.id)
    entry = (await tx.execute(new)).scalar_one_or_none()
    if entry is None:
        return False
    if call.direction == "in":
        if inquiry.owner and inquiry.owner.id != staff_id:
            told = {"inquiry": inquiry.id, "entry": entry, "by": staff_id}
            await jobs.enqueue(tx, kinds.HEARD, f"{kinds.HEARD}:{entry}", told, at=at)
        mine = inquiries.c.id == inquiry.id
        await tx.execute(inquiries.update().where(mine).values(stirred_at=at))
    await record(tx, inquiry.id, "called", staff_id, at, {"direction": call.direction, "person": call.person})
    return True


async def open_by_phone(
    tx: Tx, keys: Keys, opened: Opening, *, call: Call, staff_id: int, at: datetime
) -> int:
    """An inquiry that came by phone, as received by whoever took the call; its id, the same for the same call.

    They spoke to a person, so it is acknowledged; nothing more is sent to them than the receipt.
    """
    row = {
        "once_key": f"call:{call.once_key}",
        "form": opened.form,
        "received_at": opened.received_at,
        "fields": json.dumps(list(opened.answers.items()), ensure_ascii=False),
        "answers": json.dumps(dict(opened.answers), ensure_ascii=False),
        "facts": json.dumps({"door": opened.door}),
        "state": OPENED,
    }
    new = statements.insert_new(tx, submissions).values(row).returning(submissions.c.id)
    id = (await tx.execute(new)).scalar_one_or_none()
    if id is None:
        same = submissions.c.once_key == row["once_key"]
        return int((await tx.execute(sa.select(submissions.c.id).where(same))).scalar_one())
    await beginning.open_all(tx, [replace(opened, id=id, reference=keys.reference(id))], at=at)
    found = await records.by_id(tx, id)
    if found is not None:
        await change(tx, found, GOING, {"acknowledged_at": at, "acknowledged_by": staff_id})
        await record(tx, id, "acknowledged by phone", staff_id, at)
    return int(id)
