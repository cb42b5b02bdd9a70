"""The one verb that erases an inquiry whole: every row of it and about it, in one transaction, twice as once.

What lies beside the database, and what deleted rows leave behind in its file, a job of the same transaction removes
(cleaning.py). Of the submission a tombstone stays, so that a reference on somebody's paper gets an honest answer, and
the same form posted again is no new inquiry.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from inquiries.database.engine import Tx
from inquiries.database.tables import ERASED, deliveries, inquiries, jobs, letters, mails, submissions
from inquiries.erasure import cleaning, forgetting, once, parts, reach, record
from inquiries.erasure.reach import Reach
from inquiries.inquiry import counting, records
from inquiries.inquiry.counting import NOBODY, Place
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.reference import Keys
from inquiries.outbox import forgotten

Door = Literal["sender", "staff", "command", "retention"]


@dataclass(frozen=True, slots=True)
class By:
    """Who wishes it: the sender on the receipt page, staff, the command, or the time a form keeps what is closed."""

    door: Door
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class Erased:
    """What went, in figures. `inquiries` were opened ones as they stood, for those who have to be told."""

    counted: Mapping[str, int] = field(default_factory=dict)
    inquiries: tuple[Inquiry, ...] = ()


async def erase(tx: Tx, keys: Keys, ids: Iterable[int], *, by: By, at: datetime) -> Erased:
    """Erase these inquiries, or submissions that none was made of. What is erased already changes nothing."""
    counted: Counter[str] = Counter()
    found: list[Inquiry] = []
    logged: list[int] = []
    left = cleaning.Left()
    # In one order always, and the figures last: two that erase never wait for each other in a ring.
    for id in sorted(set(ids)):
        one = await _one(tx, keys, id, by, at)
        if one is None:
            continue
        inquiry, its, figures, erasure = one
        counted.update(figures)
        logged.append(erasure)
        left = left.with_(id, its)
        found += [inquiry] if inquiry else []
    if logged:
        await cleaning.enqueue(tx, logged, left, at=at)
        await counting.left(tx, (_place(inquiry) for inquiry in found))
    return Erased(dict(counted), tuple(found))


async def _one(
    tx: Tx, keys: Keys, id: int, by: By, at: datetime
) -> tuple[Inquiry | None, Reach, Counter[str], int] | None:
    columns = (submissions.c.form, submissions.c.received_at, submissions.c.state, submissions.c.once_key)
    locked = sa.select(*columns).where(submissions.c.id == id).with_for_update()
    row = (await tx.execute(locked)).one_or_none()
    if row is None or row.state == ERASED:
        return None
    await tx.execute(sa.select(inquiries.c.id).where(inquiries.c.id == id).with_for_update())
    inquiry, its = await records.by_id(tx, id), await reach.of(tx, id, now=at)
    figures = Counter(its.counted)
    figures["inquiries" if inquiry else "submissions"] += 1
    if inquiry is not None:
        await forgotten.remember(tx, id, at=at)
        await parts.stand(tx, inquiry, at=at)
        await _delete(tx, id, its)
        figures.update(await forgetting.forget(tx, inquiry, its.addresses))
    day = row.received_at.replace(hour=0, minute=0, second=0, microsecond=0)
    tombstone = {
        "once_key": once.key(id, row.once_key),
        "received_at": day,
        "fields": once.NOTHING,
        "answers": "{}",
        "facts": json.dumps({"erased": by.door, "on": at.date().isoformat()}),
        "state": ERASED,
        "failure": None,
    }
    await tx.execute(submissions.update().where(submissions.c.id == id).values(tombstone))
    erasure = await record.log(
        tx,
        at=at,
        door=by.door,
        staff_id=by.staff_id,
        reference=keys.reference(id),
        form=row.form,
        desk=inquiry.desk if inquiry else "",
        received_on=day,
        counted={name: count for name, count in figures.items() if count},
    )
    return inquiry, its, figures, erasure


async def _delete(tx: Tx, id: int, its: Reach) -> None:
    """What no other row holds goes first; history, notes, drafts, files and words to find it by go with the inquiry."""
    await tx.execute(deliveries.delete().where(deliveries.c.inquiry_id == id))
    await tx.execute(jobs.delete().where(jobs.c.id.in_(its.jobs)))
    await tx.execute(letters.delete().where(letters.c.inquiry_id == id))
    await tx.execute(mails.delete().where(mails.c.id.in_(its.mails)))
    await tx.execute(inquiries.delete().where(inquiries.c.id == id))


def _place(inquiry: Inquiry) -> Place:
    return Place(inquiry.desk, int(inquiry.status), inquiry.owner.id if inquiry.owner else NOBODY)
