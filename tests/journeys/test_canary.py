"""The daily canary, from the form to our own address and back, seen by nobody."""

from dataclasses import replace
from typing import Any

from inquiries import work
from inquiries.database import tables
from inquiries.inquiry import exported
from inquiries.outcome import Done, Refused
from tests.journeys.canary_day import MINUTE, SIX, Day, day, settings
from tests.opened import HOUR

__all__ = ["day", "settings"]


async def test_it_travels_the_whole_path_and_leaves_nothing_behind(day: Day) -> None:
    await day.leave()
    assert (await day.standing()).missing is not None
    await day.worker.drain()
    ((sender, to, message),) = day.kept.mails
    assert (sender, to[:6], message["Auto-Submitted"]) == ("", "reply+", "auto-generated")
    standing = await day.standing()
    assert standing.missing
    assert standing.missing.desk == "media"
    day.now = SIX + MINUTE
    await day.bring(to, message)
    await day.worker.drain()
    await day.watch.look()
    standing = await day.standing()
    assert standing.arrived
    assert standing.planned
    assert (standing.arrived.left_at, standing.arrived.arrived_at, standing.missing) == (SIX, day.now, None)
    assert standing.planned.due_at == SIX + 24 * HOUR
    assert await day.rows() == {}


async def test_staff_see_nothing_of_it_while_it_is_on_its_way(day: Day) -> None:
    await day.leave()
    assert await day.rows() == {"submissions": 1}  # on disk, as everything that comes in
    assert [line async for line in exported.lines(day.house.database, day.house.keys)] == []
    await day.worker.drain()
    assert await day.rows() == {}
    assert [to.partition("+")[0] for to, _ in day.letters()] == ["reply"]


async def test_without_a_door_it_has_arrived_when_the_mail_server_has_answered(day: Day) -> None:
    for answer in (Done("250 ok"), Refused("550 no such user")):
        day.post = replace(day.post, settings=day.post.settings.model_copy(update={"lmtp_listen": None}))
        day.worker, day.kept.answer = work.worker(day.post), answer
        await day.watch.look()
        planned = (await day.standing()).planned
        assert planned is not None
        day.now = planned.due_at
        await day.watch.look()
        await day.worker.drain()
        assert (await day.standing()).missing is None
    assert len(day.kept.mails) == 2


async def test_where_no_mail_leaves_the_machine_none_is_made(day: Day) -> None:
    day.post = replace(day.post, settings=day.post.settings.model_copy(update={"smtp_url": None}))
    day.worker = work.worker(day.post)
    await day.leave()
    await day.worker.drain()
    assert ((await day.standing()).missing, day.kept.mails) == (None, [])


async def test_job_done_twice_sends_one_mail(day: Day) -> None:
    await day.leave()
    await day.worker.drain()

    async def again(tx: Any) -> None:
        await tx.execute(tables.jobs.update().values(state=tables.READY, finished_at=None, next_try_at=SIX))

    await day.house.database.write(again)
    await day.worker.drain()
    assert len(day.kept.mails) == 1
