"""The worker's pass that sends what was collected for somebody as one mail, once a day by their own clock."""

from datetime import date, datetime

import sqlalchemy as sa

from inquiries import clock
from inquiries.database.engine import Tx
from inquiries.database.tables import digest_items
from inquiries.notify import notices, roll
from inquiries.notify.audience import Person
from inquiries.outbox.post import Post
from inquiries.people import wall_clock


async def send_due(post: Post) -> int:
    """How many digests were made. A day there has one: its key is the day's."""
    now = clock.now()
    async with post.database.read() as db:
        oldest = sa.func.min(digest_items.c.at).label("at")
        grouped = sa.select(digest_items.c.staff_id, oldest).group_by(digest_items.c.staff_id)
        waiting = (await db.execute(grouped)).all()
        people = (await roll.call(db, post.settings, now)).people if waiting else {}
    made = 0
    for row in waiting:
        person = people.get(row.staff_id)
        if person is None:  # their account was shut
            await post.database.write(_forget, row.staff_id)
            continue
        day, moment = wall_clock.last_moment(person.wishes.digest_at, person.wishes.zone, now)
        if row.at <= moment:
            made += await post.database.write(_send, post, person, day, moment, now)
    return made


async def _send(tx: Tx, post: Post, person: Person, day: date, moment: datetime, now: datetime) -> int:
    """What came after the moment waits for the next day."""
    theirs = (digest_items.c.staff_id == person.id, digest_items.c.at <= moment)
    rows = (await tx.execute(sa.select(digest_items).where(*theirs).order_by(digest_items.c.id))).all()
    if not rows:
        return 0
    facts = {"staff": person.id, "items": [[row.inquiry_id, row.event] for row in rows]}
    key = f"digest:{person.id}:{day.isoformat()}"
    if not await notices.add(
        tx, post.settings, None, "digest", person.email, person.name, key, now, facts=facts
    ):
        return 0
    gone = digest_items.c.id.in_([row.id for row in rows])
    await tx.execute(digest_items.delete().where(gone))
    return 1


async def _forget(tx: Tx, staff_id: int) -> None:
    await tx.execute(digest_items.delete().where(digest_items.c.staff_id == staff_id))
