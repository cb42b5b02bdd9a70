"""What was decided about a submission, and what becomes of it where nothing could be."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.engine import Tx
from inquiries.database.tables import IS_UNOPENABLE, NEW, OPENED, UNOPENABLE, submissions
from inquiries.inquiry.clocks import Clocks
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


async def mark_all(tx: Tx, ids: Sequence[int]) -> bool:
    """Mark submissions as opened. False where one of them is new no longer: another worker was faster."""
    new = (submissions.c.id.in_(ids), submissions.c.state == NEW)
    return (await tx.execute(submissions.update().where(*new).values(state=OPENED))).rowcount == len(ids)


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
