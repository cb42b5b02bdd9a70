"""Makes inquiries from what was decided about submissions, a batch in one transaction. Decides nothing itself."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries import wording
from inquiries.database import bulk
from inquiries.database.engine import Tx
from inquiries.database.tables import IS_UNOPENABLE, NEW, OPENED, UNOPENABLE, history, inquiries, submissions
from inquiries.database.tables import jobs as jobs_table
from inquiries.inquiry import clocks, counting, indexing, outlets, persons
from inquiries.inquiry.clocks import Clocks
from inquiries.inquiry.counting import Place
from inquiries.inquiry.model import Status
from inquiries.queue import kinds
from inquiries.settings import SEALED
from inquiries.wording import Text


@dataclass(frozen=True, slots=True)
class Opening:
    """One submission and what was decided about it. `suspicion` holds it in quarantine and keeps mail back;
    `alarm_at` is when somebody is told first that nobody has acknowledged it; without `receipt` the sender is not
    told that it arrived. `language` is that of the page it was written on, for who asked for none. `sealed` shows it to
    the safeguarding leads alone, and mails the sender nothing."""

    id: int
    reference: str
    form: str
    door: str
    answers: Mapping[str, str]
    received_at: datetime
    zone: str
    desk: str
    owner_id: int | None
    clocks: Clocks
    reasons: Sequence[Text]
    suspicion: str
    alarm_at: datetime | None = None
    receipt: bool = True
    language: str = ""
    sealed: bool = False

    @property
    def stands_on(self) -> str:
        """The desk where it is seen."""
        return SEALED if self.sealed else self.desk

    @property
    def held(self) -> str:
        """Why it is in quarantine. What is sealed never is: who is in danger is no spam, whatever a machine says."""
        return "" if self.sealed else self.suspicion


@dataclass(frozen=True, slots=True)
class SetAside:
    """A submission that could not be opened: its fields as received, and what went wrong."""

    id: int
    form: str
    received_at: datetime
    fields: tuple[tuple[str, object], ...]
    failure: str
    sealed: bool = False


def is_to_be_sealed(facts: str) -> bool:
    """Whether a submission's facts say so; also where they cannot be read, because then much else cannot."""
    return '"sealed":true' in facts


async def open_all(tx: Tx, openings: Sequence[Opening], *, at: datetime) -> None:
    """Inquiries, whose they are, their first lines of history and their jobs; the submissions marked as opened."""
    if not openings:
        return
    rows = [_inquiry(opening) for opening in openings]
    await tx.run_sync(bulk.insert, inquiries, rows)
    lines = [line for opening in openings for line in _history(opening, at)]
    await tx.run_sync(bulk.insert, history, lines)
    names = {
        persons.address(opening.answers.get("email", "")): opening.answers.get("name", "")
        for opening in openings
    }
    await persons.make_all(tx, names, at=at)
    follow_ups = [job for opening in openings if not opening.held for job in _jobs(opening, at)]
    await tx.run_sync(bulk.insert, jobs_table, follow_ups)
    opened = submissions.c.id.in_([opening.id for opening in openings])
    await tx.execute(submissions.update().where(opened).values(state=OPENED))
    await indexing.begin(tx, rows)
    # Last, because all who count wait for each other from here to the commit.
    await counting.arrived(tx, map(_place, openings))


async def give_up(tx: Tx, id: int, *, why: str) -> None:
    """Set a submission aside that could not be opened: administrators are shown it as received.

    Unless another worker has opened it meanwhile, which may have had better luck.
    """
    still_new = (submissions.c.id == id, submissions.c.state == NEW)
    await tx.execute(submissions.update().where(*still_new).values(state=UNOPENABLE, failure=why))


async def try_again(tx: Tx, id: int) -> None:
    """Give a submission that was set aside back to the worker: its cause may have been mended."""
    aside = (submissions.c.id == id, submissions.c.state == UNOPENABLE)
    await tx.execute(submissions.update().where(*aside).values(state=NEW, failure=None))


async def set_aside(db: AsyncConnection, *, limit: int) -> tuple[SetAside, ...]:
    """What could not be opened, oldest first, as it was received."""
    columns = (submissions.c[name] for name in ("id", "form", "received_at", "fields", "facts", "failure"))
    statement = sa.select(*columns).where(IS_UNOPENABLE).order_by(submissions.c.id)
    rows = await db.execute(statement.limit(limit))
    return tuple(
        SetAside(
            row.id,
            row.form,
            row.received_at,
            tuple(map(tuple, json.loads(row.fields))),
            row.failure or "",
            is_to_be_sealed(row.facts),
        )
        for row in rows
    )


async def count_set_aside(db: AsyncConnection) -> int:
    """How many submissions wait for an administrator because they could not be opened."""
    return (
        await db.execute(sa.select(sa.func.count()).select_from(submissions).where(IS_UNOPENABLE))
    ).scalar_one()


def _place(opening: Opening) -> Place:
    return Place(opening.stands_on, int(_status(opening)), opening.owner_id or counting.NOBODY)


def _status(opening: Opening) -> Status:
    return Status.QUARANTINED if opening.held else Status.OPEN


def _inquiry(opening: Opening) -> dict[str, Any]:
    answers = opening.answers
    return {
        "id": opening.id,
        "reference": opening.reference,
        "form": opening.form,
        "desk": opening.stands_on,
        "sealed_from": opening.desk if opening.sealed else "",
        "answers": _json(dict(answers)),
        "zone": opening.zone,
        "status": int(_status(opening)),
        "suspicion": opening.held,
        "owner_id": opening.owner_id,
        "received_at": opening.received_at,
        "stirred_at": opening.received_at,
        **clocks.columns(opening.clocks, opening.received_at),
        "alarm_at": None if opening.held else opening.alarm_at,
        "question": answers.get("question") or answers.get("idea", ""),
        "email_key": persons.address(answers.get("email", "")),
        "outlet_key": outlets.key(answers.get("outlet", "")),
        "language": answers.get("language") or opening.language,
    } | {name: answers.get(name, "") for name in _COPIED}


_json = json.JSONEncoder(ensure_ascii=False).encode
_COPIED = ("topic", "request_type", "name", "outlet", "email", "phone")


def _history(opening: Opening, at: datetime) -> Iterable[dict[str, Any]]:
    received = {"form": opening.form, "door": opening.door}
    yield _line(opening, opening.received_at, "received", received)
    reasons = [wording.pack(reason) for reason in opening.reasons]
    yield _line(opening, at, "routed", {"desk": opening.desk, "reasons": reasons})
    if opening.held:
        yield _line(opening, at, "quarantined", {"suspicion": opening.held})
    if opening.sealed:
        yield _line(opening, at, "sealed", {"reason": ""})


def _line(opening: Opening, at: datetime, kind: str, facts: Mapping[str, object]) -> dict[str, Any]:
    return {"inquiry_id": opening.id, "at": at, "kind": kind, "facts": _json(facts)}


def _jobs(opening: Opening, at: datetime) -> Iterable[dict[str, Any]]:
    # Receipts wait for each other, to count what went out lately: in a lane they do not take every place.
    made = {kinds.RECEIPT: kinds.RECEIPT, kinds.ANNOUNCE: ""}
    for kind in made if opening.receipt and not opening.sealed else (kinds.ANNOUNCE,):
        yield {
            "kind": kind,
            "key": f"{kind}:{opening.id}",
            "payload": json.dumps({"inquiry": opening.id}),
            "lane": made[kind],
            "next_try_at": at,
            "created_at": at,
        }
