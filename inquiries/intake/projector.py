"""The worker's pass that makes inquiries from new submissions, a batch in one transaction."""

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries import clock
from inquiries.database import statements
from inquiries.database.engine import Database, StorageUnavailable, Tx
from inquiries.database.tables import IS_NEW, submissions
from inquiries.inquiry import alarms, canaries, clocks, opening, suspicions
from inquiries.inquiry.clocks import Clocks
from inquiries.inquiry.opening import Opening
from inquiries.inquiry.reference import Keys
from inquiries.people import accounts
from inquiries.queue import jobs, kinds
from inquiries.routing import decide
from inquiries.routing.decide import Decision
from inquiries.settings import Settings
from inquiries.spam import look
from inquiries.spam.look import Arrival
from inquiries.spam.verdict import Verdict

BATCH = 200
NO_SPAM = Verdict()

log = logging.getLogger(__name__)


async def open_new(database: Database, settings: Settings, keys: Keys) -> int:
    """Open what waits, oldest first; how many submissions were dealt with. Workers side by side take different ones.

    One that cannot be opened holds nobody up: the batch is then taken one by one, and that one set aside.
    """
    async with database.read() as db:
        if (await db.execute(_waiting().limit(1))).first() is None:
            return 0
    taken: list[int] = []
    try:
        await database.write(_open, _waiting().limit(BATCH), taken, settings, keys)
    except StorageUnavailable:
        raise
    except Exception:
        log.exception("A batch of submissions could not be opened; they are taken one by one")
        for id in taken:
            await _open_alone(database, id, settings, keys)
    return len(taken)


def _waiting() -> sa.Select[Any]:
    return sa.select(submissions).where(IS_NEW).order_by(submissions.c.id)


async def _open_alone(database: Database, id: int, settings: Settings, keys: Keys) -> None:
    try:
        await database.write(_open, _waiting().where(submissions.c.id == id), [], settings, keys)
    except StorageUnavailable:
        raise
    except Exception as error:
        log.exception("Submission %s cannot be opened and is shown to administrators as received", id)
        await database.write(_give_up, id, f"{type(error).__name__}: {error}")


async def _give_up(tx: Tx, id: int, why: str) -> None:
    row = (await tx.execute(sa.select(submissions).where(submissions.c.id == id))).one()
    if not await canaries.broke(tx, row, why=why):
        await opening.give_up(tx, id, why=why)


async def _open(tx: Tx, waiting: sa.Select[Any], taken: list[int], settings: Settings, keys: Keys) -> None:
    """Of `waiting`, what no other worker holds; `taken` says which, whatever comes of it."""
    rows = (await tx.execute(waiting.with_for_update(skip_locked=True))).all()
    taken[:] = [row.id for row in rows]
    at = clock.now()
    real = [row for row in rows if canaries.of(row) is None]
    verdicts = await _verdicts(tx, real, settings, keys, at)
    openings = [await _opening(tx, row, settings, keys, verdicts[row.id]) for row in real]
    await opening.open_all(tx, openings, at=at)
    for row in rows:
        if (canary := canaries.of(row)) is not None:
            await _pass(tx, canary, await _opening(tx, row, settings, keys), at)


async def _pass(tx: Tx, canary: int, would_be: Opening, at: datetime) -> None:
    """An inquiry is made of the canary, with all that hangs on it, and is gone again before anybody could see it."""
    async with statements.rehearsal(tx):
        await opening.open_all(tx, [would_be], at=at)
    await canaries.opened(tx, canary, would_be.id, desk=would_be.desk, at=at)
    await jobs.enqueue(tx, kinds.CANARY, f"{kinds.CANARY}:{canary}", {"canary": canary}, at=at)


async def _verdicts(
    tx: Tx, rows: Sequence[Any], settings: Settings, keys: Keys, at: datetime
) -> dict[int, Verdict]:
    """What of them is spam, and why. A row that cannot be read is for `_opening` to stumble over."""
    read = [(row.id, json.loads(row.answers), json.loads(row.facts) or {}) for row in rows]
    arrivals = [
        Arrival(id, answers, facts, certain_not_spam="sealed" in facts) for id, answers, facts in read
    ]
    # Half of what one network may send at all is a great deal.
    much = (settings.rate_limit.count + 1) // 2 if settings.rate_limit else 0
    return await look.look(tx, keys.secret, arrivals, much=much, at=at)


async def _opening(
    db: AsyncConnection, row: Any, settings: Settings, keys: Keys, verdict: Verdict = NO_SPAM
) -> Opening:
    answers, facts = json.loads(row.answers), json.loads(row.facts)
    decision, planned = plan(settings, row.form, answers, row.received_at)
    owner = await accounts.by_email(db, decision.owner) if decision.owner else None
    sealed = "sealed" in facts
    may_own = owner is not None and not owner.disabled and (owner.leads or not sealed)
    return Opening(
        id=row.id,
        reference=keys.reference(row.id),
        form=row.form,
        door=facts["door"],
        answers=answers,
        received_at=row.received_at,
        zone=answers.get("timezone", settings.timezone),
        desk=decision.desk,
        owner_id=owner.id if owner and may_own else None,
        clocks=planned,
        reasons=decision.reasons,
        suspicion=suspicions.kept(verdict.reasons) if verdict.held else "",
        language=facts.get("language", ""),
        sealed=sealed,
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
