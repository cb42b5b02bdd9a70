"""Mail that waits for a person: what there is, and what a person makes of it.

A person's word makes the mail unread again, with that word in the job which reads it: filed within the second, by the
code that files every other. Whoever comes second raises SomeoneWasFaster.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.correspondence import mails as kept
from inquiries.correspondence.keep import LANE
from inquiries.database.engine import Tx
from inquiries.database.tables import HELD, IS_HELD, IS_QUIET, PUT_ASIDE, QUIET, UNREAD_MAIL, mails, staff
from inquiries.database.tables import inquiries as inquiries_table
from inquiries.inquiry import changes
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.inquiry.model import Inquiry
from inquiries.queue import jobs, kinds
from inquiries.wording import Text

PAGE = 50
_KEPT = (HELD, QUIET, PUT_ASIDE)


@dataclass(frozen=True, slots=True)
class Held:
    """A mail as its page shows it. `suggested` is the reference it may belong to, "" for none that these desks see.

    `state`: see tables.mails. `handled_by` is the name of who put it aside.
    """

    id: int
    received_at: datetime
    door: str
    sender: str | None
    recipient: str
    size: int
    state: int
    reason: Text | None
    desk: str
    from_address: str
    from_name: str
    subject: str
    excerpt: str
    suggested: str
    handled_at: datetime | None
    handled_by: str


async def waiting(
    db: AsyncConnection, desks: Collection[str], *, after: int = 0, limit: int = PAGE
) -> tuple[Held, ...]:
    """What waits for a person on these desks, the longest waiting first; `after` is the last id of the page before."""
    of_desks = (IS_HELD, mails.c.desk.in_(desks), mails.c.id > after)
    return await _all(db, desks, *of_desks, order=(mails.c.id,), limit=limit)


async def count(db: AsyncConnection, desks: Collection[str]) -> int:
    """How many wait on these desks."""
    counted = sa.select(sa.func.count()).select_from(mails).where(IS_HELD, mails.c.desk.in_(desks))
    return int(await db.scalar(counted) or 0)


async def quiet(
    db: AsyncConnection, desks: Collection[str], *, before: int | None = None, limit: int = PAGE
) -> tuple[Held, ...]:
    """Machines' mail and the like that troubles nobody, latest first."""
    conditions = [IS_QUIET, mails.c.desk.in_(desks)]
    if before is not None:
        conditions.append(mails.c.id < before)
    return await _all(db, desks, *conditions, order=(mails.c.id.desc(),), limit=limit)


async def one(db: AsyncConnection, id: int, desks: Collection[str]) -> Held | None:
    """One mail that was held, is quiet or was put aside, if it is on one of these desks."""
    conditions = (mails.c.id == id, mails.c.state.in_(_KEPT), mails.c.desk.in_(desks))
    return next(iter(await _all(db, desks, *conditions, order=(mails.c.id,), limit=1)), None)


async def raw(db: AsyncConnection, id: int, desks: Collection[str]) -> bytes | None:
    """The same mail byte for byte."""
    conditions = (mails.c.id == id, mails.c.state.in_(_KEPT), mails.c.desk.in_(desks))
    found = await db.scalar(sa.select(mails.c.raw).where(*conditions))
    return None if found is None else bytes(found)


async def file(tx: Tx, *, mail_id: int, inquiry: Inquiry, staff_id: int, let_in: bool, at: datetime) -> None:
    """Put it into this inquiry; with `let_in`, what its sender writes there from now on comes in by itself."""
    sender = await _taken(tx, mail_id, staff_id, at)
    if let_in and sender:
        await changes.let_in(tx, inquiry, email=sender, staff_id=staff_id, at=at)
    await _read_again(tx, mail_id, {"inquiry": inquiry.id, "by": staff_id}, at)


async def open_new(tx: Tx, *, mail_id: int, desk: str, staff_id: int, at: datetime) -> None:
    """Make an inquiry of its own of it, on this desk."""
    await _taken(tx, mail_id, staff_id, at)
    await _read_again(tx, mail_id, {"desk": desk, "by": staff_id}, at)


async def put_aside(tx: Tx, *, mail_id: int, staff_id: int, at: datetime) -> None:
    """Nobody need look at it. It is kept."""
    await _move(tx, mail_id, (HELD,), PUT_ASIDE, staff_id, at)


async def take_up(tx: Tx, *, mail_id: int, staff_id: int, at: datetime) -> None:
    """Somebody should look at it after all: it waits again."""
    await _move(tx, mail_id, (QUIET, PUT_ASIDE), HELD, staff_id, at)


async def _taken(tx: Tx, mail_id: int, staff_id: int, at: datetime) -> str:
    """Its sender's address."""
    await _move(tx, mail_id, _KEPT, UNREAD_MAIL, staff_id, at)
    return str(await tx.scalar(sa.select(mails.c.from_address).where(mails.c.id == mail_id)))


async def _move(tx: Tx, mail_id: int, among: Collection[int], to: int, staff_id: int, at: datetime) -> None:
    still = (mails.c.id == mail_id, mails.c.state.in_(among))
    values = {"state": to, "handled_at": at, "handled_by": staff_id}
    if (await tx.execute(mails.update().where(*still).values(values))).rowcount != 1:
        raise SomeoneWasFaster


async def _read_again(tx: Tx, mail_id: int, word: dict[str, int | str], at: datetime) -> None:
    key = f"{kinds.READ}:{mail_id}:{at.isoformat()}"
    await jobs.enqueue(tx, kinds.READ, key, {"mail": mail_id, **word}, at=at, lane=LANE)


async def _all(
    db: AsyncConnection, desks: Collection[str], *conditions: Any, order: tuple[Any, ...], limit: int
) -> tuple[Held, ...]:
    suggested, names = inquiries_table, set(Held.__slots__) - {"reason", "suggested", "handled_by"}
    joined = mails.outerjoin(staff, staff.c.id == mails.c.handled_by).outerjoin(
        suggested, sa.and_(suggested.c.id == mails.c.inquiry_id, suggested.c.desk.in_(desks))
    )
    columns = (*(mails.c[name] for name in sorted(names)), mails.c.reason.label("packed"))
    statement = sa.select(*columns, suggested.c.reference, staff.c.name.label("by")).select_from(joined)
    rows = await db.execute(statement.where(*conditions).order_by(*order).limit(limit))
    return tuple(
        Held(
            **{name: getattr(row, name) for name in names},
            reason=kept.unpacked(row.packed),
            suggested=row.reference or "",
            handled_by=row.by or "",
        )
        for row in rows
    )
