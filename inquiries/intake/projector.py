"""The worker's pass that makes inquiries from new submissions, a batch in one transaction."""

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries import clock
from inquiries.database.engine import Database, StorageUnavailable, Tx
from inquiries.database.tables import IS_NEW, submissions
from inquiries.inquiry import alarms, clocks, opening
from inquiries.inquiry.clocks import Clocks
from inquiries.inquiry.opening import Opening
from inquiries.inquiry.reference import Keys
from inquiries.people import accounts
from inquiries.routing import decide
from inquiries.routing.decide import Decision
from inquiries.settings import Settings

BATCH = 200

log = logging.getLogger(__name__)


async def open_new(database: Database, settings: Settings, keys: Keys) -> int:
    """Open what waits, oldest first; how many submissions were dealt with.

    One that cannot be opened holds nobody up: the batch is then taken one by one, and that one set aside.
    """
    async with database.read() as db:
        ids = list(await db.scalars(sa.select(submissions.c.id).where(IS_NEW).order_by("id").limit(BATCH)))
    if not ids:
        return 0
    try:
        await database.write(_open, ids, settings, keys)
    except StorageUnavailable:
        raise
    except Exception:
        log.exception("A batch of submissions could not be opened; they are taken one by one")
        for id in ids:
            await _open_alone(database, id, settings, keys)
    return len(ids)


async def _open_alone(database: Database, id: int, settings: Settings, keys: Keys) -> None:
    try:
        await database.write(_open, [id], settings, keys)
    except StorageUnavailable:
        raise
    except Exception as error:
        log.exception("Submission %s cannot be opened and is shown to administrators as received", id)
        await database.write(opening.give_up, id, why=f"{type(error).__name__}: {error}")


async def _open(tx: Tx, ids: Sequence[int], settings: Settings, keys: Keys) -> None:
    """Another worker may have been here since `ids` were read: only what is still new is opened."""
    still_new = sa.select(submissions).where(IS_NEW, submissions.c.id.in_(ids)).order_by(submissions.c.id)
    rows = (await tx.execute(still_new.with_for_update(skip_locked=True))).all()
    openings = [await _opening(tx, row, settings, keys) for row in rows]
    await opening.open_all(tx, openings, at=clock.now())


async def _opening(db: AsyncConnection, row: Any, settings: Settings, keys: Keys) -> Opening:
    answers, facts = json.loads(row.answers), json.loads(row.facts)
    decision, planned = plan(settings, row.form, answers, row.received_at)
    owner = await accounts.by_email(db, decision.owner) if decision.owner else None
    return Opening(
        id=row.id,
        reference=keys.reference(row.id),
        form=row.form,
        door=facts["door"],
        answers=answers,
        received_at=row.received_at,
        zone=answers.get("timezone", settings.timezone),
        desk=decision.desk,
        owner_id=owner.id if owner and not owner.disabled else None,
        clocks=planned,
        reasons=decision.reasons,
        suspicion=facts.get("suspicion", ""),
        alarm_at=_alarm_at(settings, decision, planned, row.received_at),
    )


def plan(
    settings: Settings, form: str, answers: Mapping[str, str], received: datetime
) -> tuple[Decision, Clocks]:
    """Where a submission goes and by when what is due. The receipt says the same before it is opened."""
    decision = decide.decide(settings, form, answers)
    planned = clocks.clocks(
        settings.desks[decision.desk],
        settings.timezone,
        received=received,
        deadline=clocks.instant(answers.get("deadline")),
        publishes=clocks.instant(answers.get("publishes_at")),
    )
    return decision, planned


def _alarm_at(settings: Settings, decision: Decision, planned: Clocks, received: datetime) -> datetime | None:
    known = alarms.Facts(
        received,
        planned.respond_intent_at,
        planned.last_safe_start_at,
        planned.deadline_at,
        acknowledged=False,
    )
    return alarms.first(known, settings.desks[decision.desk])
