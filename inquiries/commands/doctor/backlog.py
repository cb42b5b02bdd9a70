"""What waits: jobs, submissions, and what waits for a person. Counts, and names nobody."""

from collections.abc import AsyncIterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from inquiries import clock
from inquiries.commands.doctor import spans
from inquiries.commands.doctor.case import Case, readable
from inquiries.commands.doctor.finding import Finding, bad, good, warn
from inquiries.database.tables import IS_DEAD, IS_HELD, jobs, mails
from inquiries.erasure import record
from inquiries.inquiry import canaries, opening
from inquiries.notify.canary import stopped
from inquiries.watch import backlog


async def queue(case: Case) -> AsyncIterator[Finding]:
    """Somebody does the work."""
    if (database := await readable(case)) is None:
        return
    now = clock.now()
    async with database.read() as db:
        kinds, stuck = await backlog.by_kind(db, now), await backlog.stuck(db, now)
        unopened = await backlog.unopened(db, now)
    due, running, later = (sum(getattr(one, name) for one in kinds) for name in ("due", "running", "later"))
    oldest = max((one.since for one in kinds), default=timedelta(0))
    said = f"Jobs: {due} could run, {running} are running, {later} wait for their time"
    if stuck:
        names = ", ".join(one.kind for one in kinds if one.since > backlog.PATIENCE)
        yield bad(f"{said}; one that nobody takes could have run {spans.said(stuck)} ago ({names}): {_CURE}")
    else:
        yield good(f"{said}{f'; the oldest could have run {spans.said(oldest)} ago' if due else ''}.")
    if unopened and unopened > backlog.OPENING:
        yield bad(f"Submissions: the oldest has waited {spans.said(unopened)} for its inquiry: {_CURE}")


_CURE = "is the service, or a worker, running?"


async def troubles(case: Case) -> AsyncIterator[Finding]:
    """What waits for a person."""
    if (database := await readable(case)) is None:
        return
    async with database.read() as db:
        dead = await db.scalar(sa.select(sa.func.count()).select_from(jobs).where(IS_DEAD)) or 0
        held = await db.scalar(sa.select(sa.func.count()).select_from(mails).where(IS_HELD)) or 0
        aside = await opening.count_set_aside(db)
        erased = await record.count_waiting(db, since=clock.now() - timedelta(days=1))
    if dead:
        yield warn(f"Dead letters: {dead} could not be delivered and wait for a person: see Deliveries.")
    else:
        yield good("Dead letters: none.")
    if aside:
        yield warn(f"Submissions: {aside} could not be opened: see Not opened in the inbox.")
    if erased:
        yield warn(f"Erased: {erased} deleted more than a day ago, and not off the disk yet: {_CURE}")
    if held:
        yield good(f"Held mail: {held} wait for a decision.")


async def canary(case: Case) -> AsyncIterator[Finding]:
    """What came in this morning got through."""
    if case.settings.canary is None:
        yield warn(
            "Canary: none leaves (CANARY is off), so nothing raises an alarm when nothing gets through."
        )
        return
    if (database := await readable(case)) is None:
        return
    now = clock.now()
    async with database.read() as db:
        standing = await canaries.standing(db)
    silent, last = standing.silent_since(now), standing.arrived
    if silent and standing.missing:
        said = f": {standing.missing.said}" if standing.missing.said else ""
        where = stopped(standing.missing).msgid.rstrip(".")
        yield bad(f"Canary: the one that left {spans.said(now - silent)} ago has not arrived. {where}{said}.")
    elif silent:
        yield bad(f"Canary: one should have left {spans.said(now - silent)} ago: is the service running?")
    elif last is not None and last.arrived_at:
        when = f"{last.arrived_at.astimezone(ZoneInfo(case.settings.timezone)):%Y-%m-%d %H:%M}"
        yield good(f"Canary: the last one arrived {when}, {spans.said(now - last.arrived_at)} ago.")
    else:
        yield good("Canary: none has had to leave yet.")
