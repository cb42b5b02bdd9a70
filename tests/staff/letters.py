"""Letters of ours, written and set out the way the inbox and the worker do it."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from inquiries.app import House
from inquiries.correspondence import sending
from inquiries.database import tables
from inquiries.inquiry import changes, letters
from inquiries.inquiry.changes import Written
from inquiries.inquiry.model import Inquiry, Letter, Recipient
from inquiries.outbox import deliveries
from inquiries.outcome import Outcome
from inquiries.queue import jobs
from tests.staff.conftest import NOON, Browser

BO = Recipient("to", "Bo Reyes", "bo@gazette.example")
WEN = Recipient("cc", "", "wen@gazette.example")
SOON = NOON + timedelta(seconds=20)


async def written(house: House, inquiry: Inquiry, who: Browser, **changed: Any) -> int:
    """A reply by `who`, to go in twenty seconds."""
    assert who.who is not None
    given: dict[str, Any] = {
        "text": "One in six.",
        "subject": "Re: Programs",
        "recipients": (BO,),
        "message_id": "<1@example.org>",
        "send_at": SOON,
        "once_key": "key",
        **changed,
    }
    return await house.database.write(
        changes.reply, inquiry, written=Written(**given), staff_id=who.who.id, at=NOON
    )


async def letter(house: House, id: int) -> Letter:
    async with house.database.read() as db:
        found = await letters.numbered(db, id)
    assert found is not None
    return found


async def set_out(house: House, id: int) -> None:
    """As the job does at its time."""
    await sending.send(house.post, jobs.Job(0, "send", {"letter": id}, 1, "test"))


async def ended(
    house: House, id: int, outcome: Outcome, *, to: str = BO.address, at: datetime = SOON
) -> None:
    """One try of its delivery to this recipient ends so."""
    (one,) = [one for one in await of(house, id) if one.delivery.recipient == to]
    lease = {"lease": "t", "leased_until": at, "tries": one.tries + 1}
    await house.database.write(
        lambda tx: tx.execute(tables.jobs.update().where(tables.jobs.c.id == one.job_id).values(lease))
    )
    job = jobs.Job(one.job_id, "post", {}, one.tries + 1, "t")
    await house.database.write(jobs.finish, job, outcome, now=at)


async def bounced(house: House, id: int, said: str, *, to: str = BO.address) -> None:
    (one,) = [one for one in await of(house, id) if one.delivery.recipient == to]
    mark = {"bounced_at": SOON, "bounced_for_good": True, "bounce_said": said}
    mine = tables.deliveries.c.id == one.delivery.id
    await house.database.write(lambda tx: tx.execute(tables.deliveries.update().where(mine).values(mark)))


async def of(house: House, id: int) -> list[deliveries.Shown]:
    """Its deliveries."""
    found = await letter(house, id)
    async with house.database.read() as db:
        every = await deliveries.of_inquiry(db, found.inquiry_id)
    return [one for one in every if one.delivery.facts.get("letter") == id]


async def history(house: House, inquiry: Inquiry) -> list[str]:
    kinds = sa.select(tables.history.c.kind).where(tables.history.c.inquiry_id == inquiry.id)
    async with house.database.read() as db:
        return list(await db.scalars(kinds.order_by(tables.history.c.id)))
