"""Brings the script's inquiries in: by the form's own door, or by a call that somebody takes."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

from inquiries import clock
from inquiries.dev.scene import Stage, Told
from inquiries.forms import catalogue
from inquiries.forms import form as forms
from inquiries.forms.form import Submission
from inquiries.inquiry import changes, clocks
from inquiries.inquiry.changes import Call
from inquiries.inquiry.opening import Opening
from inquiries.intake import accept, form_token, projector
from inquiries.intake import spool as spools
from inquiries.intake.door import Door
from inquiries.outbox.post import Post
from inquiries.wording import Text


@asynccontextmanager
async def door(post: Post) -> AsyncIterator[Door]:
    spool = spools.spool(post.database)
    running = asyncio.ensure_future(spool.run())
    forms_here = catalogue.forms(post.settings)
    try:
        yield Door(post.settings, forms_here, post.pages, post.keys, spool, post.database, None, post.files)
    finally:
        spool.close()
        await running


async def arrive(door: Door, stage: Stage, told: Told) -> None:
    """It is there and opened; whoever is to be told of it waits for the worker."""
    if told.arrival.by:
        told.id = await _ring(door, stage, told, told.arrival.by)
        return
    now, given = clock.now(), told.arrival.given(stage.start)
    submission = _cleaned(door, told.arrival.form, given, now)
    given["form_token"] = form_token.make(door.keys.secret, now)
    receipt = await accept.accept(door, submission, list(given.items()), language="en", now=now)
    told.id = door.keys.inquiry(receipt.token) or 0
    await projector.open_new(door.database, door.settings, door.keys)


def _cleaned(door: Door, name: str, given: Mapping[str, str], now: datetime) -> Submission:
    """As the form would take it: a script that it would not is a mistake in the script."""
    submission = forms.clean(door.forms[name], given, now=now, zone=door.settings.timezone)
    if not isinstance(submission, Submission):
        problems = "; ".join(f"{problem.field}: {problem.text}" for problem in submission)
        raise ValueError(f"the form does not take what {given['name']} wrote: {problems}")
    return submission


async def _ring(door: Door, stage: Stage, told: Told, by: str) -> int:
    """As the page for calls has it: whoever took the call decides on the desk and has it."""
    now, given, who = clock.now(), told.arrival.given(stage.start), stage.people[by]
    desk = min(who.desks)
    planned = clocks.clocks(
        door.settings.desks[desk],
        door.settings.timezone,
        received=now,
        deadline=clocks.instant(given.get("deadline")),
        publishes=None,
    )
    opening = Opening(
        id=0,
        reference="",
        form=told.arrival.form,
        door="phone",
        answers=given,
        received_at=now,
        zone=given["timezone"],
        desk=desk,
        owner_id=who.id,
        clocks=planned,
        reasons=(Text("%(name)s took the call", {"name": who.name}),),
        suspicion="",
    )
    call = Call("in", given["name"], given["phone"], given["question"], f"{by} {now.isoformat()}")
    return await door.database.write(
        changes.open_by_phone, door.keys, opening, call=call, staff_id=who.id, at=now
    )
