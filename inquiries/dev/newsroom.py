"""Lives through the script's weeks with the real verbs, each at its own time, and the mail that follows."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from inquiries import clock
from inquiries.database.engine import Database, Tx
from inquiries.dev import cast, closed_inquiries, earlier_weeks, events_desk, media_desk, media_later
from inquiries.dev.script import Act, Arrival
from inquiries.forms import catalogue
from inquiries.forms import form as forms
from inquiries.forms.form import Submission
from inquiries.inquiry import changes, records
from inquiries.intake import accept, form_token
from inquiries.intake import spool as spools
from inquiries.intake.door import Door
from inquiries.notify.channel import Post
from inquiries.people.accounts import Staff

SCRIPT = (
    *media_desk.ARRIVALS,
    *media_later.ARRIVALS,
    *events_desk.ARRIVALS,
    *closed_inquiries.ARRIVALS,
)
READ_AFTER = 90  # minutes

People = Mapping[str, Staff]
Step = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Told:
    """An arrival on its way through time: the inquiry's id is known once it has arrived."""

    arrival: Arrival
    id: int = 0


async def fill(post: Post, work: Step, *, password: str) -> People:
    """The cast by first name, once everything of the script has happened. `work` does what is due, and returns."""
    start = clock.now()
    with clock.pretending(start - timedelta(weeks=earlier_weeks.WEEKS + 2)):
        people = await cast.hire(post.database, password)
    script = [Told(arrival) for arrival in (*SCRIPT, *earlier_weeks.arrivals(start))]
    async with _door(post) as door:
        for at, step, has_consequences in _timeline(door, people, script, start):
            with clock.pretending(at):
                await step()
                if has_consequences:
                    await work()
    await work()
    await post.database.write(_read, script, people)
    return people


@asynccontextmanager
async def _door(post: Post) -> AsyncIterator[Door]:
    spool = spools.spool(post.database)
    running = asyncio.ensure_future(spool.run())
    forms_here = catalogue.forms(post.settings)
    try:
        yield Door(post.settings, forms_here, post.pages, post.keys, spool, post.database, None)
    finally:
        spool.close()
        await running


def _timeline(
    door: Door, people: People, script: Sequence[Told], start: datetime
) -> list[tuple[datetime, Step, bool]]:
    """Every step of the script in order of time, and whether it gives the worker something to do."""
    steps: list[tuple[datetime, Step, bool]] = []
    for told in script:
        steps.append((start - timedelta(minutes=told.arrival.ago), _arrives(door, told, start), True))
        for act in told.arrival.acts:
            at, step = start - timedelta(minutes=act.ago), _acts(door.database, people, told, act, start)
            steps.append((at, step, act.verb in ("acknowledge", "release")))
    return sorted(steps, key=lambda step: step[0])


def _arrives(door: Door, told: Told, start: datetime) -> Step:
    async def step() -> None:
        now, given = clock.now(), told.arrival.given(start)
        submission = _cleaned(door, told.arrival.form, given, now)
        given["form_token"] = form_token.make(door.keys.secret, now)
        receipt = await accept.accept(door, submission, list(given.items()), language="en", now=now)
        told.id = door.keys.inquiry(receipt.token) or 0

    return step


def _cleaned(door: Door, name: str, given: Mapping[str, str], now: datetime) -> Submission:
    """As the form would take it: a script that it would not is a mistake in the script."""
    submission = forms.clean(door.forms[name], given, now=now, zone=door.settings.timezone)
    if not isinstance(submission, Submission):
        problems = "; ".join(f"{problem.field}: {problem.text}" for problem in submission)
        raise ValueError(f"the form does not take what {given['name']} wrote: {problems}")
    return submission


def _acts(database: Database, people: People, told: Told, act: Act, start: datetime) -> Step:
    facts = dict(act.facts)
    if "to" in facts:
        facts["to"] = people[facts["to"]].id if facts["to"] else None
    if "back" in facts:
        back = facts.pop("back")
        facts["back_by"] = None if back is None else start - timedelta(minutes=back)
    if act.verb == "note":
        facts["once_key"] = f"{told.arrival.ago} {act.ago}"

    async def step() -> None:
        await database.write(_act, told.id, act.verb, people[act.who].id, facts)

    return step


async def _act(tx: Tx, id: int, verb: str, staff_id: int, facts: Mapping[str, Any]) -> None:
    """Whoever does something has read what it is about."""
    inquiry = await records.by_id(tx, id)
    await getattr(changes, verb)(tx, inquiry, staff_id=staff_id, at=clock.now(), **facts)
    await records.mark_seen(tx, id, staff_id, at=clock.now())


async def _read(tx: Tx, script: Sequence[Told], people: People) -> None:
    """What came some time ago has been looked at by everybody on its desk."""
    for told in script:
        if told.arrival.ago > READ_AFTER:
            inquiry = await records.by_id(tx, told.id)
            for person in people.values():
                if inquiry is not None and inquiry.desk in person.desks:
                    await records.mark_seen(tx, told.id, person.id, at=clock.now())
