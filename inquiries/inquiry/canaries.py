"""The daily canary: a synthetic inquiry that travels the whole path and leaves nothing but when it passed where.

Whoever it passes writes that down here; what its silence means is said here, and told elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import canaries, submissions

DOOR = "canary"  # the door its submission comes by
PATIENCE = timedelta(minutes=30)  # greylisting takes some of it
AGAIN = timedelta(hours=1)  # after which another leaves while one is missing
KEPT = timedelta(days=60)
_PREFIX = "canary "
_LOOKED_AT = 50
_c = canaries.c


@dataclass(frozen=True, slots=True)
class Canary:
    """One of them, and when it passed where. `said` is what went wrong last, in the words of whoever refused it."""

    id: int
    due_at: datetime
    left_at: datetime | None
    opened_at: datetime | None
    desk: str
    mark: str
    sent_at: datetime | None
    back_at: datetime | None
    arrived_at: datetime | None
    said: str
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The last that arrived, the first that left since and did not, and the one that is to leave next."""

    arrived: Canary | None = None
    missing: Canary | None = None
    planned: Canary | None = None

    def silent_since(self, now: datetime) -> datetime | None:
        """When the one left, or should have, that ought to have arrived by now; None while all is well."""
        missing, planned = self.missing, self.planned
        starts = [missing.left_at if missing else None, planned.due_at if planned else None]
        late = [start for start in starts if start is not None and now - start > PATIENCE]
        return min(late, default=None)


async def standing(db: AsyncConnection) -> Standing:
    """How it stands with them. One query."""
    rows = await db.execute(sa.select(canaries).order_by(_c.id.desc()).limit(_LOOKED_AT))
    return judged([Canary(*row) for row in rows])


def judged(newest_first: Sequence[Canary]) -> Standing:
    """The same of rows that were read. Their order is that of their numbers: a clock may have been set. Pure."""
    arrived = next((one for one in newest_first if one.arrived_at), None)
    since = [one for one in newest_first if arrived is None or one.id > arrived.id]
    missing = next((one for one in reversed(since) if one.left_at), None)
    planned = next((one for one in newest_first if one.left_at is None), None)
    return Standing(arrived, missing, planned)


def next_at(now: datetime, daily: time, zone: str) -> datetime:
    """The next time that a clock in `zone` shows `daily`, at least a minute from now."""
    local = now.astimezone(ZoneInfo(zone))
    days = (local.date() + timedelta(days=days) for days in range(3))
    times = (datetime.combine(day, daily, ZoneInfo(zone)).astimezone(now.tzinfo) for day in days)
    return next(at for at in times if at - now >= timedelta(minutes=1))


async def plan(tx: Tx, planned: Canary | None, due_at: datetime) -> None:
    """One is to leave then, or sooner if that was planned already."""
    if planned is None:
        await tx.execute(statements.insert_new(tx, canaries).values(due_at=due_at))
    elif due_at < planned.due_at:
        waits = (_c.id == planned.id, _c.left_at.is_(None))
        other = canaries.alias("other")
        taken = sa.exists().where(other.c.due_at == due_at)
        await tx.execute(canaries.update().where(*waits, ~taken).values(due_at=due_at))


def key(id: int) -> str:
    """Its submission's one-time key: however many processes send it off, it is one."""
    return f"{_PREFIX}{id}"


def of(submission: Any) -> int | None:
    """The canary that a row of submissions is; None for one that somebody sent."""
    number = submission.once_key.removeprefix(_PREFIX)
    return int(number) if number != submission.once_key and number.isdecimal() else None


def not_one() -> sa.ColumnElement[bool]:
    """Of submissions, those that somebody sent."""
    return ~submissions.c.once_key.startswith(_PREFIX)


async def left(tx: Tx, id: int, at: datetime) -> None:
    await tx.execute(canaries.update().where(_c.id == id, _c.left_at.is_(None)).values(left_at=at))


async def opened(tx: Tx, id: int, submission: int, *, desk: str, at: datetime) -> None:
    """An inquiry could be made of it. Its submission is no longer needed, and nobody ever sees it."""
    await tx.execute(submissions.delete().where(submissions.c.id == submission))
    await tx.execute(canaries.update().where(_c.id == id).values(opened_at=at, desk=desk, said=""))


async def broke(tx: Tx, submission: Any, *, why: str) -> bool:
    """No inquiry could be made of it; False for a submission that somebody sent."""
    id = of(submission)
    if id is None:
        return False
    await tx.execute(submissions.delete().where(submissions.c.id == submission.id))
    await tx.execute(canaries.update().where(_c.id == id).values(said=why))
    return True


async def marked(tx: Tx, id: int, mark: str) -> Canary | None:
    """With the mark of its mail, which stays over every try; None for one that is gone."""
    await tx.execute(canaries.update().where(_c.id == id, _c.mark == "").values(mark=mark))
    row = (await tx.execute(sa.select(canaries).where(_c.id == id))).one_or_none()
    return None if row is None else Canary(*row)


async def sent(tx: Tx, id: int, at: datetime, *, comes_back: bool, said: str = "") -> None:
    """A mail server has its mail, or none is set. Unless it `comes_back` by a door, it has arrived."""
    values: dict[str, Any] = {"sent_at": sa.func.coalesce(_c.sent_at, _bound(at)), "said": said}
    if not comes_back:
        values["arrived_at"] = sa.func.coalesce(_c.arrived_at, _bound(at))
    await tx.execute(canaries.update().where(_c.id == id).values(values))


async def held_up(tx: Tx, id: int, said: str) -> None:
    """Its mail does not get out, and why."""
    await tx.execute(canaries.update().where(_c.id == id).values(said=said))


async def back(tx: Tx, mark: str, at: datetime) -> bool:
    """A door has brought in the mail with this mark. False where no canary has it."""
    ours = await tx.execute(
        canaries.update()
        .where(_c.mark == mark, _c.mark != "")
        .values(
            sent_at=sa.func.coalesce(_c.sent_at, _bound(at)),
            back_at=sa.func.coalesce(_c.back_at, _bound(at)),
            arrived_at=sa.func.coalesce(_c.arrived_at, _bound(at)),
            said="",
        )
    )
    return ours.rowcount > 0


async def claim_telling(tx: Tx, id: int, at: datetime, *, again: timedelta) -> bool:
    """Whether it falls to the caller to tell that this one is missing: once, and again after so long."""
    due = sa.or_(_c.told_at.is_(None), _c.told_at <= at - again)
    return (await tx.execute(canaries.update().where(_c.id == id, due).values(told_at=at))).rowcount == 1


async def sweep(tx: Tx, now: datetime) -> None:
    """Forget those of long ago."""
    await tx.execute(canaries.delete().where(_c.due_at < now - KEPT))


def _bound(at: datetime) -> sa.BindParameter[datetime]:
    return sa.bindparam(None, at, type_=_c.left_at.type)
