"""Inquiries in a test's database, made as the worker makes them: a submission each, opened with what was decided."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database, Tx
from inquiries.inquiry import beginning, opening, records
from inquiries.inquiry.clocks import Clocks
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.opening import Opening
from inquiries.inquiry.reference import Keys
from inquiries.wording import Text

NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)  # in Ottawa
ANSWERS = {
    "name": "Bo Baker",
    "outlet": "The Example Gazette",
    "email": "bo@gazette.example",
    "topic": "programs",
    "request_type": "comment",
    "question": "How many people did the shelter on Lyon Street take in?",
    "timezone": "Europe/London",
}
EVENTS = {"name": "Sam Supporter", "email": "sam@supporter.example", "topic": "start-a-fundraiser"}
HOUR = timedelta(hours=1)


def clocks(
    received: datetime = NOON,
    *,
    start: timedelta | None = 2 * HOUR,
    deadline: timedelta | None = 4 * HOUR,
    publishes: timedelta | None = None,
) -> Clocks:
    """Times after `received`; no deadline without `deadline`."""
    return Clocks(
        received + HOUR,
        received + start if deadline and start is not None else None,
        received + deadline if deadline else None,
        received + publishes if publishes else None,
    )


MEDIA = Opening(
    id=0,
    reference="",
    form="media",
    door="page",
    answers=ANSWERS,
    received_at=NOON,
    zone="Europe/London",
    desk="media",
    owner_id=None,
    clocks=clocks(),
    reasons=(Text("the topic is %(topic)s", {"topic": Text("Programs")}),),
    suspicion="",
)


def media(*, answers: dict[str, str] | None = None, **changes: Any) -> Opening:
    """Bo's inquiry on the Media desk, with what the test changes of it."""
    return replace(MEDIA, answers=ANSWERS | (answers or {}), **changes)


def events(*, answers: dict[str, str] | None = None, **changes: Any) -> Opening:
    """A supporter on the Events desk, who has no deadline."""
    found = replace(MEDIA, form="events", desk="events", zone="America/Toronto", clocks=clocks(deadline=None))
    return replace(found, answers=EVENTS | (answers or {}), **changes)


async def opened(database: Database, keys: Keys, *openings: Opening) -> list[Inquiry]:
    """Open them in this order; as they stand then."""
    ids = await database.write(_open, keys, openings)
    async with database.read() as db:
        found = [await records.by_id(db, id) for id in ids]
    return [inquiry for inquiry in found if inquiry is not None]


async def again(database: Database, inquiry: Inquiry) -> Inquiry:
    """The inquiry as it stands now."""
    async with database.read() as db:
        found = await records.by_id(db, inquiry.id)
    assert found is not None
    return found


async def _open(tx: Tx, keys: Keys, openings: tuple[Opening, ...]) -> list[int]:
    first = (await tx.scalar(sa.select(sa.func.count()).select_from(tables.submissions)) or 0) + 1
    numbered = [replace(one, id=id, reference=keys.reference(id)) for id, one in enumerate(openings, first)]
    rows = [
        {
            "once_key": f"test {one.id}",
            "form": one.form,
            "received_at": one.received_at,
            "fields": "[]",
            "answers": "{}",
            "facts": "{}",
        }
        for one in numbered
    ]
    await tx.execute(tables.submissions.insert(), rows)
    await opening.mark_all(tx, [one.id for one in numbered])
    await beginning.open_all(tx, numbered, at=numbered[0].received_at)
    return [one.id for one in numbered]
