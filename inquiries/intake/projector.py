"""The worker's pass that makes inquiries from new submissions, a batch in one transaction."""

import logging
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries import clock
from inquiries.database import statements
from inquiries.database.engine import Database, StorageUnavailable, Tx
from inquiries.database.tables import IS_NEW, submissions
from inquiries.inquiry import beginning, canaries, opening
from inquiries.inquiry.opening import Opening
from inquiries.inquiry.reference import Keys
from inquiries.intake import planner
from inquiries.intake.planner import Plan
from inquiries.queue import jobs, kinds
from inquiries.settings import Settings
from inquiries.spam import repeats

BATCH = 200

log = logging.getLogger(__name__)


class Overtaken(Exception):
    """Somebody else opened one of the batch while it was worked out. Nothing was written."""


async def open_new(database: Database, settings: Settings, keys: Keys) -> int:
    """Open what waits, oldest first; how many submissions were dealt with. Workers side by side take different ones.

    One that cannot be opened holds nobody up: the batch is then taken one by one, and that one set aside.
    """
    taken: list[int] = []
    try:
        await _open(database, _waiting().limit(BATCH), taken, settings, keys)
    except StorageUnavailable:
        raise
    except Overtaken:
        pass  # the next look finds what is left
    except Exception:
        log.exception("A batch of submissions could not be opened; they are taken one by one")
        for id in taken:
            await _open_alone(database, id, settings, keys)
    return len(taken)


def _waiting() -> sa.Select[Any]:
    return sa.select(submissions).where(IS_NEW).order_by(submissions.c.id)


async def _open_alone(database: Database, id: int, settings: Settings, keys: Keys) -> None:
    try:
        await _open(database, _waiting().where(submissions.c.id == id), [], settings, keys)
    except (StorageUnavailable, Overtaken):
        raise
    except Exception as error:
        log.exception("Submission %s cannot be opened and is shown to administrators as received", id)
        await database.write(_give_up, id, f"{type(error).__name__}: {error}")


async def _give_up(tx: Tx, id: int, why: str) -> None:
    row = (await tx.execute(sa.select(submissions).where(submissions.c.id == id))).one()
    if not await canaries.broke(tx, row, why=why):
        await opening.give_up(tx, id, why=why)


async def _open(
    database: Database, waiting: sa.Select[Any], taken: list[int], settings: Settings, keys: Keys
) -> None:
    """`taken` says which were, whatever comes of it.

    SQLite has one writer, for which everybody waits: what can be is worked out before. A server lets many write, and
    what one holds the others pass over: there it is one transaction.
    """
    if database.is_sqlite:
        if plan := await database.look(_plan, waiting, taken, settings, keys):
            await database.write(open_planned, plan)
    elif await database.look(_any, waiting):
        await database.write(_plan_and_open, waiting, taken, settings, keys)


async def _any(db: AsyncConnection, waiting: sa.Select[Any]) -> bool:
    return (await db.execute(waiting.limit(1))).first() is not None


async def _plan(
    db: AsyncConnection, waiting: sa.Select[Any], taken: list[int], settings: Settings, keys: Keys
) -> Plan | None:
    """What becomes of them; None where there are none."""
    rows = (await db.execute(waiting)).all()
    taken[:] = [row.id for row in rows]
    return await planner.plan_all(db, rows, settings, keys, clock.now()) if rows else None


async def _plan_and_open(
    tx: Tx, waiting: sa.Select[Any], taken: list[int], settings: Settings, keys: Keys
) -> None:
    if plan := await _plan(tx, waiting.with_for_update(skip_locked=True), taken, settings, keys):
        await open_planned(tx, plan)


async def open_planned(tx: Tx, plan: Plan) -> None:
    """All of it, or Overtaken."""
    if not await opening.mark_all(tx, plan.ids):
        raise Overtaken
    await repeats.remember(tx, plan.repeats)
    await beginning.write(tx, plan.beginning)
    for canary, would_be in plan.canaries:
        await _pass(tx, canary, would_be, plan)


async def _pass(tx: Tx, canary: int, would_be: Opening, plan: Plan) -> None:
    """An inquiry is made of the canary, with all that hangs on it, and is gone again before anybody could see it."""
    async with statements.rehearsal(tx):
        await beginning.open_all(tx, [would_be], at=plan.at)
    await canaries.opened(tx, canary, would_be.id, desk=would_be.desk, at=plan.at)
    await jobs.enqueue(tx, kinds.CANARY, f"{kinds.CANARY}:{canary}", {"canary": canary}, at=plan.at)
