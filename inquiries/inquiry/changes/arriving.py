"""An inquiry that began with a mail, and not with a form."""

import json
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import OPENED, submissions
from inquiries.inquiry import beginning, indexing
from inquiries.inquiry.changes import hearing
from inquiries.inquiry.changes.hearing import Heard
from inquiries.inquiry.opening import Opening
from inquiries.inquiry.reference import Keys


async def open_by_mail(tx: Tx, keys: Keys, opened: Opening, *, heard: Heard, at: datetime) -> int:
    """As a form's submission opens one; `heard` is its first letter, of kind "opening". Its id, the same for the
    same mail."""
    row = {
        "once_key": f"mail:{heard.mail_id}",
        "form": opened.form,
        "received_at": opened.received_at,
        "fields": json.dumps(list(opened.answers.items())),
        "answers": json.dumps(dict(opened.answers)),
        "facts": json.dumps({"door": opened.door} | ({} if opened.receipt else {"no_receipt": True})),
        "state": OPENED,
    }
    new = statements.insert_new(tx, submissions).values(row).returning(submissions.c.id)
    id: int | None = (await tx.execute(new)).scalar_one_or_none()
    if id is None:
        same = submissions.c.once_key == row["once_key"]
        return int((await tx.execute(sa.select(submissions.c.id).where(same))).scalar_one())
    await beginning.open_all(tx, [replace(opened, id=id, reference=keys.reference(id))], at=at)
    await hearing.keep(tx, id, heard)
    await indexing.refresh(tx, [id])
    return id
