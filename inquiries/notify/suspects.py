"""The worker's pass that tells a desk what waits in quarantine: once a day, and when the time of one gets short.

At most one mail an hour: a flood of spam must not become a flood of mail.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from inquiries import clock
from inquiries.database.engine import Tx
from inquiries.database.tables import IS_SUSPECT, inquiries
from inquiries.notify import audience, notices
from inquiries.outbox.post import Post
from inquiries.people import accounts, wall_clock
from inquiries.settings import Desk

AT = 8 * 60  # minutes after midnight, on the house's clock
MOST = 1000
HOUR = timedelta(hours=1)


async def remind(post: Post) -> int:
    """How many mails were made. One cheap read while nothing waits."""
    now = clock.now()
    columns = ("id", "desk", "received_at", "soon_at", "deadline_at")
    waiting = sa.select(*(inquiries.c[name] for name in columns)).where(IS_SUSPECT)
    async with post.database.read() as db:
        rows = (await db.execute(waiting.order_by(inquiries.c.due_at).limit(MOST))).all()
    made = 0
    for slug in sorted({row.desk for row in rows}):
        held = [row for row in rows if row.desk == slug]
        for key in _occasions(post.settings.timezone, held, now):
            made += await post.database.write(_tell, post, post.settings.desk(slug), key, held, now)
    return made


def _occasions(zone: str, held: list[Any], now: datetime) -> Iterable[str]:
    """What there is to tell of, each a key of its own: it is told once."""
    day, moment = wall_clock.last_moment(AT, zone, now)
    if any(row.received_at <= moment for row in held):
        yield day.isoformat()
    short = {_hour(max(row.soon_at, row.received_at)) for row in held if _is_short(row, now)}
    # The last one too: its end may have been slept through.
    yield from sorted(short & {_hour(now), _hour(now - HOUR)})


def _is_short(row: Any, now: datetime) -> bool:
    return row.soon_at is not None and row.soon_at <= now < row.deadline_at


def _hour(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H")


async def _tell(tx: Tx, post: Post, desk: Desk, key: str, held: list[Any], now: datetime) -> int:
    """Everybody on the desk, and its mailbox."""
    people = {person.email: person.name for person in await accounts.on_desk(tx, desk.slug)}
    ahead = [row.deadline_at for row in held if row.deadline_at is not None and row.deadline_at > now]
    facts = {"desk": desk.slug, "count": len(held), "deadline": min(ahead).isoformat() if ahead else ""}
    told = 0
    for address, name in (dict.fromkeys(audience.addresses(desk), "") | people).items():
        mine = f"suspects:{desk.slug}:{key}:{address}"
        told += await notices.add(tx, post.settings, None, "suspects", address, name, mine, now, facts=facts)
    return told
