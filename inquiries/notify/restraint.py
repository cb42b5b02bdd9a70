"""How much mail a stranger's post may set off: anybody can type anybody's address, and the form is no weapon.

What is not mailed is not lost: it stands on the receipt page, and the inquiry is kept and announced as any other.
"""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import IS_AUTOMATIC, deliveries
from inquiries.mail import address
from inquiries.outbox import forgotten
from inquiries.wording import Text

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)
TO_A_DOMAIN, IN_ALL = 20, 60  # mails within an hour
_JUST_NOW = timedelta(minutes=5)  # by which the clocks of two hosts may differ

SPENT = Text("%(count)s automatic mails went out within an hour, and no more may", {"count": IN_ALL})


async def why_not(tx: Tx, inquiry_id: int, recipient: str, at: datetime) -> Text | None:
    """Why `recipient` gets no automatic mail of this inquiry now, None where nothing speaks against one or it went.

    The caller writes its delivery in the same transaction: two that ask at once are answered one after the other.
    """
    await statements.in_turn(tx, "automatic mail")
    its = sa.select(deliveries.c.id).where(IS_AUTOMATIC, deliveries.c.inquiry_id == inquiry_id)
    if await tx.scalar(its.limit(1)) is not None:
        return None
    if await is_spent(tx, at):
        return SPENT
    lately = await _sent(tx, since=at - DAY, at=at)
    erased = await forgotten.since(tx, at - DAY, until=at + _JUST_NOW)
    box, domain = address.mailbox(recipient), _domain(recipient)
    if any(address.mailbox(to) == box for _, to in lately) or any(one.went_to(recipient) for one in erased):
        return Text("the address had an automatic mail within a day")
    of_late = sum(when > at - HOUR and _domain(to) == domain for when, to in lately)
    of_late += sum(one.at > at - HOUR and one.went_into(domain) for one in erased)
    if of_late >= TO_A_DOMAIN:
        return Text(
            "%(count)s automatic mails went to %(domain)s within an hour",
            {"count": TO_A_DOMAIN, "domain": domain},
        )
    return None


async def is_spent(db: AsyncConnection, at: datetime) -> bool:
    """Whether as many automatic mails went out within the hour as may."""
    erased = await forgotten.since(db, at - HOUR, until=at + _JUST_NOW)
    return len(await _sent(db, since=at - HOUR, at=at, limit=IN_ALL)) + len(erased) >= IN_ALL


async def _sent(
    db: AsyncConnection, *, since: datetime, at: datetime, limit: int | None = None
) -> list[tuple[datetime, str]]:
    """When to whom, latest first. What stands in the future was sent before a clock was set back, and is over."""
    columns: tuple[Any, ...] = (deliveries.c.created_at, deliveries.c.recipient)
    lately = (IS_AUTOMATIC, columns[0] > since, columns[0] < at + _JUST_NOW)
    statement = sa.select(*columns).where(*lately).order_by(columns[0].desc()).limit(limit)
    return [(row.created_at, row.recipient) for row in await db.execute(statement)]


def _domain(recipient: str) -> str:
    return recipient.rpartition("@")[2].lower()
