"""What became of the mail that an inquiry sets off by itself, and what its reader says of it. Sends nothing."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from inquiries import wording
from inquiries.database.engine import Tx
from inquiries.database.tables import history, inquiries
from inquiries.inquiry import persons
from inquiries.inquiry.changes.record import hold, jot
from inquiries.inquiry.model import Inquiry
from inquiries.wording import Text


async def not_mailed(tx: Tx, inquiry: Inquiry, *, why: Text, at: datetime) -> bool:
    """Its sender gets no receipt by mail, and `why`. False where that is known already: nothing is changed."""
    return await _once(tx, inquiry, "not mailed", at, {"why": wording.pack(why)})


async def confirm_address(tx: Tx, inquiry: Inquiry, *, at: datetime) -> bool:
    """Its sender followed the link that was mailed to them: the address is theirs. False where that is known."""
    await persons.confirm(tx, inquiry.email, at=at)
    return await _once(tx, inquiry, "address confirmed", at, {"address": inquiry.email})


async def disown(tx: Tx, inquiry: Inquiry, *, at: datetime) -> bool:
    """Whoever reads its address says that they sent nothing: unread for everybody. False where that is known."""
    if not await _once(tx, inquiry, "disowned", at, {"address": inquiry.email}):
        return False
    await tx.execute(inquiries.update().where(inquiries.c.id == inquiry.id).values(stirred_at=at))
    return True


async def _once(tx: Tx, inquiry: Inquiry, kind: str, at: datetime, facts: Mapping[str, object]) -> bool:
    await hold(tx, inquiry.id)
    same = (history.c.inquiry_id == inquiry.id, history.c.kind == kind)
    if await tx.scalar(sa.select(history.c.id).where(*same).limit(1)) is not None:
        return False
    await jot(tx, inquiry.id, kind, None, at, facts)
    return True
