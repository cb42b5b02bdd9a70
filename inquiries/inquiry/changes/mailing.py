"""What became of the mail that an inquiry sets off by itself. Sends nothing."""

from datetime import datetime

import sqlalchemy as sa

from inquiries import wording
from inquiries.database.engine import Tx
from inquiries.database.tables import history
from inquiries.inquiry.changes.record import jot
from inquiries.inquiry.model import Inquiry
from inquiries.wording import Text


async def not_mailed(tx: Tx, inquiry: Inquiry, *, why: Text, at: datetime) -> bool:
    """Its sender gets no receipt by mail, and `why`. False where that is known already: nothing is changed."""
    same = (history.c.inquiry_id == inquiry.id, history.c.kind == "not mailed")
    if await tx.scalar(sa.select(history.c.id).where(*same).limit(1)) is not None:
        return False
    await jot(tx, inquiry.id, "not mailed", None, at, {"why": wording.pack(why)})
    return True
