"""What somebody wants to be told of, how and when: their choices, quiet hours and digest time. Decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import notification_choices, quiet_hours, staff
from inquiries.people import accounts

DIGEST_AT = 8 * 60 + 30
ALL_DESKS = ""


class Event(StrEnum):
    """What people are told of."""

    NEW = "new"
    ALARM = "alarm"
    LATE = "late"
    REPLY = "reply"
    MENTION = "mention"
    DEAD_LETTER = "dead letter"


class How(StrEnum):
    NOW = "now"
    DIGEST = "digest"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Quiet:
    """Minutes after midnight on their own clock, `starts` up to `ends`; both the same is all day."""

    starts: int
    ends: int
    urgent_comes_through: bool


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one person set. `zone` "" is the organisation's; `choices` by (desk, event), where desk "" is every desk."""

    zone: str = ""
    digest_at: int = DIGEST_AT
    quiet: Quiet | None = None
    choices: Mapping[tuple[str, Event], How] = field(default_factory=dict)


async def all(db: AsyncConnection) -> Mapping[int, Wishes]:
    """Everybody's, by staff id."""
    return await _wishes(db, sa.true())


async def of(db: AsyncConnection, staff_id: int) -> Wishes:
    return (await _wishes(db, staff.c.id == staff_id)).get(staff_id, Wishes())


async def keep(tx: Tx, staff_id: int, wishes: Wishes) -> None:
    """Set all of it as it is here. Raises ValueError for no zone."""
    await accounts.set_timezone(tx, staff_id, wishes.zone)
    await tx.execute(staff.update().where(staff.c.id == staff_id).values(digest_at=wishes.digest_at))
    for table in (notification_choices, quiet_hours):
        await tx.execute(table.delete().where(table.c.staff_id == staff_id))
    chosen = [
        {"staff_id": staff_id, "desk": desk, "event": event.value, "how": how.value}
        for (desk, event), how in wishes.choices.items()
    ]
    if chosen:
        await tx.execute(notification_choices.insert(), chosen)
    if wishes.quiet:
        row = {
            "staff_id": staff_id,
            "starts": wishes.quiet.starts,
            "ends": wishes.quiet.ends,
            "urgent_comes_through": wishes.quiet.urgent_comes_through,
        }
        await tx.execute(statements.insert_or_update(tx, quiet_hours, row, key=("staff_id",)))


async def _wishes(db: AsyncConnection, whose: sa.ColumnElement[bool]) -> Mapping[int, Wishes]:
    ids = sa.select(staff.c.id).where(whose)
    chosen: dict[int, dict[tuple[str, Event], How]] = {}
    theirs = sa.select(notification_choices).where(notification_choices.c.staff_id.in_(ids))
    for row in await db.execute(theirs):
        chosen.setdefault(row.staff_id, {})[row.desk, Event(row.event)] = How(row.how)
    columns = (staff.c.id, staff.c.timezone, staff.c.digest_at, *list(quiet_hours.c)[1:])
    rows = await db.execute(sa.select(*columns).select_from(staff.outerjoin(quiet_hours)).where(whose))
    return {
        row.id: Wishes(
            row.timezone,
            DIGEST_AT if row.digest_at is None else row.digest_at,
            None if row.starts is None else Quiet(row.starts, row.ends, bool(row.urgent_comes_through)),
            chosen.get(row.id, {}),
        )
        for row in rows
    }
