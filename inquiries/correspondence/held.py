"""Mail that waits for a person: what there is, and what a person makes of it.

A person's word makes the mail unread again, with that word in the job which reads it: filed within the second, by the
code that files every other. Verbs take the `state` that the person saw; whoever comes second raises SomeoneWasFaster.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.correspondence import mails as kept
from inquiries.correspondence.keep import LANE
from inquiries.database.engine import Tx
from inquiries.database.tables import (
    HELD,
    IS_HELD,
    IS_PUT_ASIDE,
    IS_QUIET,
    PUT_ASIDE,
    QUIET,
    UNREAD_MAIL,
    correspondents,
    mails,
    staff,
)
from inquiries.database.tables import inquiries as inquiries_table
from inquiries.inquiry import changes
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.inquiry.model import Inquiry
from inquiries.queue import jobs, kinds
from inquiries.wording import Text

PAGE = 50
_KEPT = (HELD, QUIET, PUT_ASIDE)
_HERE = sa.or_(mails.c.state.in_(_KEPT), mails.c.handled_by.is_not(None))

Marks = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Held:
    """A mail as its page shows it. `state`: see tables.mails.

    `suggested` is the reference it may belong to, or was filed in, "" for none that these desks see; `about` says
    whose that inquiry is, and `is_known` that its sender may write there. `handled_by` is the name of who last said
    what is to become of it.
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
    about: str
    is_known: bool
    handled_at: datetime | None
    handled_by: str


_NOT_OF_MAILS = {"reason", "suggested", "about", "is_known", "handled_by"}
_NAMES = tuple(name for name in Held.__slots__ if name not in _NOT_OF_MAILS)
_SENDER = sa.func.lower(mails.c.from_address)
_LET_IN = sa.exists().where(
    correspondents.c.inquiry_id == mails.c.inquiry_id, correspondents.c.email == _SENDER
)
_SUGGESTED = inquiries_table
_COLUMNS = (
    *(mails.c[name] for name in _NAMES),
    mails.c.reason.label("packed"),
    *(_SUGGESTED.c[name] for name in ("reference", "outlet", "name")),
    sa.or_(sa.func.lower(_SUGGESTED.c.email) == _SENDER, _LET_IN).label("is_known"),
    staff.c.name.label("by"),
)


async def waiting(
    db: AsyncConnection, desks: Collection[str], *, after: int = 0, limit: int = PAGE
) -> tuple[Held, ...]:
    """What waits for a person on these desks, the longest waiting first; `after` is the last id of the page before."""
    of_desks = (IS_HELD, mails.c.desk.in_(desks), mails.c.id > after)
    return await _all(db, desks, *of_desks, order=(mails.c.id,), limit=limit)


async def quiet(
    db: AsyncConnection, desks: Collection[str], *, before: int | None = None, limit: int = PAGE
) -> tuple[Held, ...]:
    """Machines' mail and the like that troubles nobody, latest first."""
    conditions = [IS_QUIET, mails.c.desk.in_(desks)]
    if before is not None:
        conditions.append(mails.c.id < before)
    return await _all(db, desks, *conditions, order=(mails.c.id.desc(),), limit=limit)


async def put_aside_ones(
    db: AsyncConnection, desks: Collection[str], *, before: int | None = None, limit: int = PAGE
) -> tuple[Held, ...]:
    """What somebody put aside, latest arrival first."""
    conditions = [IS_PUT_ASIDE, mails.c.desk.in_(desks)]
    if before is not None:
        conditions.append(mails.c.id < before)
    return await _all(db, desks, *conditions, order=(mails.c.id.desc(),), limit=limit)


async def one(db: AsyncConnection, id: int, desks: Collection[str]) -> Held | None:
    """One mail that is held, is quiet or was put aside, or of which a person said what is to become of it, if it is
    on one of these desks."""
    conditions = (mails.c.id == id, _HERE, mails.c.desk.in_(desks))
    return next(iter(await _all(db, desks, *conditions, order=(mails.c.id,), limit=1)), None)


async def mail(db: AsyncConnection, id: int, desks: Collection[str]) -> kept.Mail | None:
    """The same mail with its bytes."""
    its = sa.select(mails.c.id).where(mails.c.id == id, _HERE, mails.c.desk.in_(desks))
    return await kept.load(db, id) if await db.scalar(its) is not None else None


def count(marked: Marks, desks: Collection[str]) -> int:
    """How many wait on these desks."""
    return sum(marked[desk][0] for desk in desks if desk in marked)


def mark(marked: Marks, desks: Collection[str]) -> str:
    """What waits on these desks: to be compared, and nothing else."""
    return f"{count(marked, desks)}.{sum(marked[desk][1] for desk in desks if desk in marked)}"


async def marks(db: AsyncConnection) -> Marks:
    """By desk, how many mails wait there, and what differs as soon as one comes or goes."""
    figures = (mails.c.desk, sa.func.count(), sa.func.sum(mails.c.id))
    rows = await db.execute(sa.select(*figures).where(IS_HELD).group_by(mails.c.desk))
    return {desk: (int(count), int(ids)) for desk, count, ids in rows}


async def file(
    tx: Tx,
    *,
    mail_id: int,
    inquiry: Inquiry,
    staff_id: int,
    let_in: bool,
    at: datetime,
    state: int = HELD,
) -> None:
    """Put it into this inquiry; with `let_in`, what its sender writes there from now on comes in by itself."""
    sender = await _taken(tx, mail_id, state, staff_id, at)
    if let_in and sender:
        await changes.let_in(tx, inquiry, email=sender, staff_id=staff_id, at=at)
    await _read_again(tx, mail_id, {"inquiry": inquiry.id, "by": staff_id}, at)


async def open_new(
    tx: Tx, *, mail_id: int, desk: str, staff_id: int, at: datetime, state: int = HELD
) -> None:
    """Make an inquiry of its own of it, on this desk."""
    await _taken(tx, mail_id, state, staff_id, at)
    await _read_again(tx, mail_id, {"desk": desk, "by": staff_id}, at)


async def put_aside(tx: Tx, *, mail_id: int, staff_id: int, at: datetime) -> None:
    """Nobody need look at it. It is kept."""
    await _move(tx, mail_id, (HELD,), PUT_ASIDE, staff_id, at)


async def take_up(tx: Tx, *, mail_id: int, staff_id: int, at: datetime) -> None:
    """Somebody should look at it after all: it waits again."""
    await _move(tx, mail_id, (QUIET, PUT_ASIDE), HELD, staff_id, at)


async def _taken(tx: Tx, mail_id: int, state: int, staff_id: int, at: datetime) -> str:
    """Its sender's address."""
    if state not in _KEPT:
        raise SomeoneWasFaster
    await _move(tx, mail_id, (state,), UNREAD_MAIL, staff_id, at)
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
    joined = mails.outerjoin(staff, staff.c.id == mails.c.handled_by).outerjoin(
        _SUGGESTED, sa.and_(_SUGGESTED.c.id == mails.c.inquiry_id, _SUGGESTED.c.desk.in_(desks))
    )
    rows = await db.execute(
        sa.select(*_COLUMNS).select_from(joined).where(*conditions).order_by(*order).limit(limit)
    )
    return tuple(
        Held(
            **{name: getattr(row, name) for name in _NAMES},
            reason=kept.unpacked(row.packed),
            suggested=row.reference or "",
            about=" · ".join(filter(None, (row.outlet, row.name))),
            is_known=bool(row.is_known),
            handled_by=row.by or "",
        )
        for row in rows
    )
