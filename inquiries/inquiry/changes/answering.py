"""Telling the sender how it stands: a person has it, it is closed and how, it is open again, it was no spam."""

import json
from datetime import datetime

import sqlalchemy as sa

from inquiries.database.engine import Tx
from inquiries.database.tables import entries, submissions
from inquiries.inquiry import suspicions
from inquiries.inquiry.changes import writing
from inquiries.inquiry.changes.record import BY_SENDER, SomeoneWasFaster, change, record, tell_owner
from inquiries.inquiry.model import GOING, Inquiry, Outcome, Status
from inquiries.queue import jobs, kinds


async def acknowledge(
    tx: Tx,
    inquiry: Inquiry,
    *,
    staff_id: int,
    text: str,
    back_by: datetime | None,
    at: datetime,
    name_hidden: bool = False,
) -> None:
    """A person has it: the sender sees `text`, and their name unless it is hidden, on the receipt page and by mail.

    Of what is sealed the page alone tells: it has promised that no mail is sent, which somebody else may read.
    """
    confirmed = {"acknowledged_at": at, "acknowledged_by": staff_id, "back_by": back_by}
    confirmed |= {"name_hidden": name_hidden}
    await change(tx, inquiry, GOING, confirmed)
    said = {"inquiry_id": inquiry.id, "at": at, "kind": "acknowledgement", "staff_id": staff_id, "text": text}
    await tx.execute(entries.insert().values(said))
    await record(tx, inquiry.id, "acknowledged", staff_id, at)
    if not inquiry.is_sealed:
        key = f"{kinds.REASSURE}:{inquiry.id}:{inquiry.version}"
        await jobs.enqueue(tx, kinds.REASSURE, key, {"inquiry": inquiry.id}, at=at)


async def close(
    tx: Tx, inquiry: Inquiry, *, outcome: Outcome, reason: str, staff_id: int | None, at: datetime
) -> None:
    """End the inquiry. The reason of a decline is shown to the sender; any other stays in the house.

    By nobody of ours, it was the sender, on the receipt page: letters planned for later do not go, and its owner is
    told.
    """
    ended = {"status": int(Status.CLOSED), "closed_at": at, "waits_for": "", "wait_until": None}
    among = GOING if staff_id is not None else BY_SENDER
    await change(tx, inquiry, among, ended | {"outcome": outcome.value, "outcome_reason": reason})
    await record(tx, inquiry.id, "closed", staff_id, at, {"outcome": outcome.value, "reason": reason})
    if staff_id is None:
        await writing.take_back_planned(tx, inquiry, at=at)
        await tell_owner(tx, inquiry, "closed", at=at)


async def reopen(tx: Tx, inquiry: Inquiry, *, staff_id: int, at: datetime) -> None:
    """Take a closed inquiry up again; its outcome stays in the history."""
    resumed = {"status": int(Status.OPEN), "closed_at": None, "outcome": None, "outcome_reason": ""}
    await change(tx, inquiry, (Status.CLOSED,), resumed)
    await record(tx, inquiry.id, "reopened", staff_id, at)


async def release(tx: Tx, inquiry: Inquiry, *, staff_id: int, at: datetime) -> None:
    """Let an inquiry out of quarantine: what was held back, receipt and notification, is sent now, and once ever.

    What was called spam after it had been announced holds nothing back, and its sender has had what they were to have.
    """
    let_out = {"status": int(Status.OPEN), "stirred_at": at, "spam_at": None}
    await change(tx, inquiry, (Status.QUARANTINED,), let_out)
    await record(tx, inquiry.id, "released", staff_id, at)
    about = {"inquiry": inquiry.id}
    announced = await jobs.enqueue(tx, kinds.ANNOUNCE, f"{kinds.ANNOUNCE}:{inquiry.id}", about, at=at)
    if announced is not None and await _may_have_receipt(tx, inquiry):
        key = f"{kinds.RECEIPT}:{inquiry.id}"
        await jobs.enqueue(tx, kinds.RECEIPT, key, about, at=at, lane=kinds.RECEIPT)


async def _may_have_receipt(tx: Tx, inquiry: Inquiry) -> bool:
    """Not what a machine sent by mail: two machines must not answer each other."""
    facts = await tx.scalar(sa.select(submissions.c.facts).where(submissions.c.id == inquiry.id))
    return not json.loads(facts or "{}").get("no_receipt")


async def call_spam(tx: Tx, inquiry: Inquiry, *, staff_id: int, at: datetime) -> None:
    """Somebody says that it is spam: out of the way, in quarantine, from where it can come back. Nothing is sent."""
    called = {"status": int(Status.QUARANTINED), "spam_at": at, "waits_for": "", "wait_until": None}
    if inquiry.status is not Status.QUARANTINED:
        called["suspicion"] = suspicions.kept((suspicions.BY_HAND,))
    elif inquiry.spam_at is not None:
        raise SomeoneWasFaster
    await change(tx, inquiry, BY_SENDER, called)
    await record(tx, inquiry.id, "called spam", staff_id, at)
