"""Files put to a reply that is being written, and taken away again. Their bytes are on the disk before their row is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inquiries.database.engine import Tx
from inquiries.database.tables import attachments


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file of ours that is on the disk already, under the name `stored`."""

    name: str
    content_type: str
    size: int
    stored: str


async def put(
    tx: Tx, inquiry_id: int, staff_id: int, files: Sequence[Enclosed], *, at: datetime
) -> list[int]:
    """To the reply that this person is writing; the ids they have now, in this order."""
    ids = []
    for one in files:
        row = {
            "inquiry_id": inquiry_id,
            "staff_id": staff_id,
            "created_at": at,
            "name": one.name,
            "content_type": one.content_type,
            "size": one.size,
            "stored": one.stored,
        }
        new = attachments.insert().values(row).returning(attachments.c.id)
        ids.append(int((await tx.execute(new)).scalar_one()))
    return ids


async def take_away(tx: Tx, inquiry_id: int, staff_id: int, id: int) -> str | None:
    """Out of this person's draft; our name of the file, whose bytes may go now. None where it was not there."""
    mine = (attachments.c.inquiry_id == inquiry_id, attachments.c.staff_id == staff_id)
    draft = (*mine, attachments.c.letter_id.is_(None), attachments.c.id == id)
    gone = attachments.delete().where(*draft).returning(attachments.c.stored)
    return (await tx.execute(gone)).scalar_one_or_none()
