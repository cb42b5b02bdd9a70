"""Reads every inquiry with its history for an export, batch by batch. SQL and JSON; keeps no batch but one."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries import clock, wording
from inquiries.database.engine import Database
from inquiries.database.tables import ERASED, history, inquiries, staff, submissions
from inquiries.inquiry import canaries, changes, opening
from inquiries.inquiry.model import Status
from inquiries.inquiry.reference import Keys
from inquiries.settings import SEALED

BATCH = 200
_HIDDEN: Mapping[str, Any] = {"desk": SEALED, "topic": None, "answers": {}, "history": []}


async def lines(database: Database, keys: Keys, *, sealed: bool = False) -> AsyncIterator[bytes]:
    """One JSON object a line, in ASCII, oldest first; each is true at the moment it is read.

    It goes by submissions, so that one which is not opened yet, or could not be, is there with what is known. Of what
    is sealed there is only that it is there, unless it is asked for: then that is recorded as a view.
    """
    last = 0
    while True:
        async with database.read() as db:
            rows = await _batch(db, after=last)
            events = await _events(db, [row.id for row in rows])
        for row in rows:
            told = _inquiry(row, events.get(row.id, [])) if row.reference else _received(row, keys)
            if row.desk == SEALED and sealed:
                await database.write(changes.looked, row.id, staff_id=None, page="export", at=clock.now())
            elif row.desk == SEALED or (row.desk is None and opening.is_to_be_sealed(row.facts)):
                told |= _HIDDEN
            yield json.dumps(told, separators=(",", ":")).encode() + b"\n"
        if len(rows) < BATCH:
            return
        last = rows[-1].id


async def _batch(db: AsyncConnection, *, after: int) -> Sequence[Any]:
    columns = (
        inquiries.c[name] for name in ("reference", "desk", "topic", "status", "outcome", "deadline_at")
    )
    joined = submissions.outerjoin(inquiries, inquiries.c.id == submissions.c.id)
    statement = (
        sa.select(
            *(submissions.c[name] for name in ("id", "form", "received_at", "answers", "facts", "failure")),
            *columns,
            staff.c.email.label("owner"),
        )
        .select_from(joined.outerjoin(staff, staff.c.id == inquiries.c.owner_id))
        .where(submissions.c.id > after, submissions.c.state != ERASED, canaries.not_one())
        .order_by(submissions.c.id)
        .limit(BATCH)
    )
    return (await db.execute(statement)).all()


async def _events(db: AsyncConnection, ids: list[int]) -> dict[int, list[dict[str, Any]]]:
    """The history of each inquiry, oldest first."""
    columns = (history.c.inquiry_id, history.c.at, history.c.kind, history.c.facts)
    statement = (
        sa.select(*columns, staff.c.email.label("who"))
        .select_from(history.outerjoin(staff, staff.c.id == history.c.staff_id))
        .where(history.c.inquiry_id.in_(ids))
        .order_by(history.c.id)
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for row in await db.execute(statement):
        event = _event(row.at, row.kind, row.who, json.loads(row.facts))
        found.setdefault(row.inquiry_id, []).append(event)
    return found


def _inquiry(row: Any, events: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "form": row.form,
        "desk": row.desk,
        "topic": row.topic,
        "status": Status(row.status).name.lower(),
        "outcome": row.outcome,
        "owner": row.owner,
        "received_at": _instant(row.received_at),
        "deadline": _instant(row.deadline_at) if row.deadline_at else None,
        "answers": json.loads(row.answers),
        "history": events,
    }


def _received(row: Any, keys: Keys) -> dict[str, Any]:
    """A submission that no inquiry was made from: nobody has decided anything about it."""
    answers, facts = json.loads(row.answers), json.loads(row.facts)
    deadline = answers.get("deadline")
    arrival = {"form": row.form, "door": facts.get("door")} | (
        {"failure": row.failure} if row.failure else {}
    )
    return {
        "reference": keys.reference(row.id),
        "form": row.form,
        "desk": None,
        "topic": answers.get("topic"),
        "status": "received",
        "outcome": None,
        "owner": None,
        "received_at": _instant(row.received_at),
        "deadline": _instant(datetime.fromisoformat(deadline)) if deadline else None,
        "answers": answers,
        "history": [_event(row.received_at, "received", None, arrival)],
    }


def _event(at: datetime, kind: str, who: str | None, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {"at": _instant(at), "kind": kind, "who": who} | {
        name: _said(fact) for name, fact in facts.items()
    }


def _said(fact: Any) -> Any:
    """Sentences are kept so that they can be translated; here they are said in English."""
    if isinstance(fact, list):
        return [_said(one) for one in fact]
    return str(wording.unpack(fact)) if isinstance(fact, dict) and "msgid" in fact else fact


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
