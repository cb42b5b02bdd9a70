"""Writes down what audience.py decided: a delivery for each who is told now or later, an item for each digest."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import digest_items
from inquiries.inquiry.model import Inquiry
from inquiries.notify.audience import Notice
from inquiries.outbox import deliveries
from inquiries.people.wishes import Event, How
from inquiries.settings import Settings

# What a delivery of each event is called; the mail to a new inquiry's desk had its name before there were others.
KINDS: Mapping[Event, str] = {
    Event.NEW: "notification",
    Event.ALARM: "alarm",
    Event.LATE: "late",
    Event.REPLY: "reply",
    Event.MENTION: "mention",
    Event.DEAD_LETTER: "dead-letter",
}


async def give(
    tx: Tx,
    settings: Settings,
    event: Event,
    inquiry: Inquiry | None,
    notices: Iterable[Notice],
    *,
    key: str,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
) -> int:
    """How many there were. The same `key` twice tells each recipient once."""
    given = 0
    for notice in notices:
        given += 1
        if notice.how is How.DIGEST and inquiry and notice.staff_id is not None:
            row = {"staff_id": notice.staff_id, "inquiry_id": inquiry.id, "event": event.value, "at": now}
            await tx.execute(statements.insert_new(tx, digest_items).values(row))
            continue
        why = {"staff": notice.staff_id, "because": notice.because.value, "instead_of": notice.instead_of}
        await add(
            tx,
            settings,
            inquiry,
            KINDS[event],
            notice.address,
            notice.name,
            f"{key}:{notice.address}",
            notice.at,
            facts={**why, "held": notice.held, **(facts or {})},
        )
    return given


async def add(
    tx: Tx,
    settings: Settings,
    inquiry: Inquiry | None,
    kind: str,
    recipient: str,
    name: str,
    key: str,
    at: datetime,
    channel: str = "email",
    facts: Mapping[str, Any] | None = None,
) -> bool:
    """One delivery from this installation, tried from `at` on; False when `key` was there before."""
    return await deliveries.add(
        tx,
        kind=kind,
        recipient=recipient,
        recipient_name=name,
        inquiry_id=inquiry.id if inquiry else None,
        domain=settings.mail_from.rpartition("@")[2] or urlsplit(settings.base_url).hostname or "",
        key=key,
        at=at,
        channel=channel,
        facts=facts,
    )
