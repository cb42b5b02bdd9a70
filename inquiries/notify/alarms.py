"""The worker's pass that climbs what nobody acknowledged, and says what is late: a batch in one transaction."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from inquiries import clock
from inquiries.database.engine import Tx
from inquiries.database.tables import inquiries
from inquiries.inquiry import alarms, records
from inquiries.inquiry.alarms import ANEW, Step
from inquiries.inquiry.changes.record import record
from inquiries.inquiry.model import Inquiry, Status
from inquiries.notify import audience, notices, roll
from inquiries.notify.audience import Notice, Occasion, Roll
from inquiries.outbox.post import Post
from inquiries.people.wishes import Event

BATCH = 25  # a few mails each: the one writer is held for a tenth of a second


async def climb(post: Post) -> int:
    """Climb what is due, the longest due first; how many were looked at. One cheap read while there is none."""
    now = clock.now()
    async with post.database.read() as db:
        if (await db.execute(_due(now).limit(1))).first() is None:
            return 0
    return await post.database.write(_climb, post, now)


def _due(now: datetime) -> sa.Select[Any]:
    columns = (inquiries.c.id, inquiries.c.alarm, inquiries.c.alarm_at)
    return (
        sa.select(*columns).where(inquiries.c.alarm_at <= now).order_by(inquiries.c.alarm_at, inquiries.c.id)
    )


async def _climb(tx: Tx, post: Post, now: datetime) -> int:
    rows = (await tx.execute(_due(now).limit(BATCH).with_for_update(skip_locked=True))).all()
    everybody = await roll.call(tx, post.settings, now)
    for row in rows:
        inquiry = await records.by_id(tx, row.id)
        if inquiry is not None:
            await _one(tx, post, inquiry, row.alarm, row.alarm_at, everybody, now)
    return len(rows)


async def _one(
    tx: Tx, post: Post, inquiry: Inquiry, alarm: int, since: datetime, everybody: Roll, now: datetime
) -> None:
    """However many steps were missed, only the highest is told."""
    desk, of = post.settings.desk(inquiry.desk), alarms.facts(inquiry)
    going = inquiry.status is Status.OPEN
    passed = alarms.reached(of, desk, since) if alarm == ANEW else Step(alarm)
    step = max(alarms.reached(of, desk, now), passed)
    ahead = alarms.following(of, desk, step) if going else None
    mine = sa.and_(inquiries.c.id == inquiry.id, inquiries.c.alarm == alarm, inquiries.c.alarm_at == since)
    values = {"alarm": int(step), "alarm_at": ahead[1] if ahead else None}
    climbed = await tx.execute(inquiries.update().where(mine).values(values))
    if climbed.rowcount != 1 or step == passed or not going:
        return
    event = Event.LATE if step >= Step.LATE_TO_START else Event.ALARM
    told = audience.told(Occasion(event, desk, inquiry, step), everybody, now)
    key = f"{event.value}:{inquiry.id}:{inquiry.version}:{int(step)}"
    facts = {"step": step.name}
    await notices.give(tx, post.settings, event, inquiry, told, key=key, now=now, facts=facts)
    await record(tx, inquiry.id, event.value, None, now, {"step": step.name, **_whom(told)})


def _whom(told: tuple[Notice, ...]) -> dict[str, object]:
    """For the history: why those who were told were told, and who they are where it is one."""
    because = sorted({notice.because.value for notice in told})
    return {"because": because[0] if because else "", "to": told[0].name if len(told) == 1 else ""}
