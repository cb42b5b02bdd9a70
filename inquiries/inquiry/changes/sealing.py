"""What is sealed goes from its desk to the one that only safeguarding leads see, and back when a lead says so."""

from datetime import datetime
from typing import Any

from inquiries.database.engine import Tx
from inquiries.database.tables import inquiries, sealed_views
from inquiries.inquiry import counting, indexing, records
from inquiries.inquiry.changes.record import SomeoneWasFaster, change, record
from inquiries.inquiry.clocks import Clocks, columns
from inquiries.inquiry.counting import NOBODY, Place
from inquiries.inquiry.model import Inquiry, Status
from inquiries.people import accounts
from inquiries.queue import jobs, kinds
from inquiries.settings import SEALED

_ANY = frozenset(Status) - {Status.MERGED}


async def seal(tx: Tx, inquiry: Inquiry, *, reason: str, staff_id: int | None, at: datetime) -> None:
    """Nobody but the leads sees it from now on, nor its parts; they are told. By nobody, its words read like a
    disclosure. What was in quarantine is open: who is in danger is no spam."""
    if inquiry.is_sealed:
        raise SomeoneWasFaster
    values: dict[str, Any] = {"desk": SEALED, "sealed_from": inquiry.desk, "stirred_at": at}
    if inquiry.owner and not await _leads(tx, inquiry.owner.id):
        values["owner_id"] = None
    if inquiry.status is Status.QUARANTINED:
        values |= {"status": int(Status.OPEN), "suspicion": "", "spam_at": None}
    await change(tx, inquiry, _ANY, values)
    await _parts(tx, inquiry, sealed=True)
    await record(tx, inquiry.id, "sealed", staff_id, at, {"reason": reason, "from": inquiry.desk})
    await _announce(tx, inquiry, at)


async def seal_unless(tx: Tx, id: int, *, at: datetime) -> None:
    """Seal it, because what came last reads like the words of somebody in danger; unless it is sealed."""
    now = await records.by_id(tx, id)
    if now is not None and not now.is_sealed and now.status in _ANY:
        await seal(tx, now, reason="", staff_id=None, at=at)


async def unseal(
    tx: Tx, inquiry: Inquiry, *, clocks: Clocks, reason: str, staff_id: int, at: datetime
) -> None:
    """Back to its desk with the desk's `clocks`; the desk is told, and the sender has a receipt if there was none."""
    if not inquiry.is_sealed:
        raise SomeoneWasFaster
    back: dict[str, Any] = {"desk": inquiry.front, "sealed_from": "", "stirred_at": at}
    await change(tx, inquiry, _ANY, back | columns(clocks, inquiry.received_at))
    await _parts(tx, inquiry, sealed=False)
    await record(
        tx, inquiry.id, "unsealed", staff_id, at, {"reason": reason, "from": SEALED, "desk": inquiry.front}
    )
    await _announce(tx, inquiry, at)
    if inquiry.answers.get("email"):
        await jobs.enqueue(
            tx,
            kinds.RECEIPT,
            f"{kinds.RECEIPT}:{inquiry.id}",
            {"inquiry": inquiry.id},
            at=at,
            lane=kinds.RECEIPT,
        )


async def _leads(tx: Tx, staff_id: int) -> bool:
    person = await accounts.by_id(tx, staff_id)
    return person is not None and person.leads


async def _parts(tx: Tx, whole: Inquiry, *, sealed: bool) -> None:
    """What was made one with it goes with it: it is shown on one page."""
    for part in await records.parts(tx, whole.id):
        if part.is_sealed == sealed:
            continue
        home = part.desk if sealed else part.front
        desk = SEALED if sealed else home
        values = {"desk": desk, "sealed_from": home if sealed else "", "version": part.version + 1}
        await tx.execute(inquiries.update().where(inquiries.c.id == part.id).values(values))
        owner = part.owner.id if part.owner else NOBODY
        status = int(part.status)
        await counting.moved(tx, Place(part.desk, status, owner), Place(desk, status, owner))
        await indexing.refresh(tx, [part.id])


async def _announce(tx: Tx, inquiry: Inquiry, at: datetime) -> None:
    key = f"{kinds.ANNOUNCE}:{inquiry.id}:{inquiry.version}"
    await jobs.enqueue(tx, kinds.ANNOUNCE, key, {"inquiry": inquiry.id}, at=at)


async def looked(tx: Tx, inquiry_id: int, *, staff_id: int | None, page: str, at: datetime) -> None:
    """Remember who opened which page of what is sealed."""
    row = {"inquiry_id": inquiry_id, "staff_id": staff_id, "at": at, "page": page}
    await tx.execute(sealed_views.insert().values(row))
