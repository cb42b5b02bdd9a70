"""Lives through the script's weeks with the real verbs, each at its own time, and the mail that follows."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa

from inquiries import clock
from inquiries.database.engine import Tx
from inquiries.database.tables import inquiries, jobs, seen
from inquiries.dev import (
    acting,
    agreed,
    arriving,
    cast,
    closed_inquiries,
    earlier_weeks,
    events_desk,
    media_desk,
    media_later,
)
from inquiries.dev.scene import People, Stage, Told
from inquiries.dev.script import DAY, Act
from inquiries.intake.door import Door
from inquiries.outbox.post import Post

SCRIPT = (
    *media_desk.ARRIVALS,
    *media_later.ARRIVALS,
    *events_desk.ARRIVALS,
    *closed_inquiries.ARRIVALS,
)
READ_AFTER = 90  # minutes
MAIL_SINCE = 3 * DAY  # minutes

Do = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Step:
    """What is done at a time, and whether somebody may get mail for it."""

    at: datetime
    do: Do
    is_told: bool


def _unheard(share: float) -> None:
    """Nobody waits to hear how far it has come."""


async def fill(
    post: Post, work: Do, *, password: str, progress: Callable[[float], None] = _unheard
) -> People:
    """The cast by first name, once everything of the script has happened. `work` does what is due, and returns;
    `progress` hears the share that is done, 0 to 1."""
    start = clock.now()
    with clock.pretending(start - timedelta(weeks=earlier_weeks.WEEKS + 2)):
        people = await cast.hire(post.database, password)
        await post.database.write(agreed.agree, people, start)
    script = tuple(Told(arrival) for arrival in (*SCRIPT, *earlier_weeks.arrivals(start)))
    stage = Stage(post.settings, post.keys, people, script, start)
    async with arriving.door(post) as door:
        await _live(_steps(door, stage), start, work, progress)
    await work()
    await post.database.write(_read, stage)
    return people


async def _live(steps: Sequence[Step], start: datetime, work: Do, progress: Callable[[float], None]) -> None:
    """Each step at its time, and then the worker: at once just before the start, for a whole stretch long ago."""
    told_at: datetime | None = None
    ends = (*(step.at for step in steps[1:]), start)
    for done, (step, next_at) in enumerate(zip(steps, ends, strict=True)):
        progress(done / len(steps))
        with clock.pretending(step.at):
            await step.do()
            if step.is_told:
                told_at = told_at or step.at
            if told_at and next_at - told_at > (start - step.at) / 20:
                await work()
                told_at = None


def _steps(door: Door, stage: Stage) -> list[Step]:
    """In order of time."""
    steps: list[Step] = []
    for told in stage.script:
        at, arrives = stage.at(told.arrival.ago), partial(arriving.arrive, door, stage, told)
        if told.arrival.ago > MAIL_SINCE:
            steps.append(Step(at, partial(_long_ago, door, stage, told), False))
            continue
        steps.append(Step(at, arrives, True))
        for act in told.arrival.acts:
            does = partial(door.database.write, acting.act, stage, told, act)
            steps.append(Step(stage.at(act.ago), does, _is_told(act)))
    return sorted(steps, key=lambda step: step.at)


def _is_told(act: Act) -> bool:
    return act.verb in ("acknowledge", "release", "call", "answer", "write_back") or "@" in act.facts.get(
        "text", ""
    )


async def _long_ago(door: Door, stage: Stage, told: Told) -> None:
    """It arrives, and all that became of it, without its mail: that would be most of the work, and nobody looks."""
    await arriving.arrive(door, stage, told)

    async def live(tx: Tx) -> None:
        for act in sorted(told.arrival.acts, key=lambda act: -act.ago):
            with clock.pretending(stage.at(act.ago)):
                await acting.act(tx, stage, told, act)
        await tx.execute(jobs.delete().where(jobs.c.payload == json.dumps({"inquiry": told.id})))

    await door.database.write(live)


async def _read(tx: Tx, stage: Stage) -> None:
    """What came some time ago has been looked at by everybody on its desk."""
    ids = [told.id for told in stage.script if told.arrival.ago > READ_AFTER]
    found = await tx.execute(sa.select(inquiries.c.id, inquiries.c.desk).where(inquiries.c.id.in_(ids)))
    looked = [
        {"inquiry_id": row.id, "staff_id": person.id, "at": clock.now()}
        for row in found
        for person in stage.people.values()
        if row.desk in person.desks
    ]
    await tx.execute(seen.delete().where(seen.c.inquiry_id.in_(ids)))
    await tx.execute(seen.insert(), looked)
