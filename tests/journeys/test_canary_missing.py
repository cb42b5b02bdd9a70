"""A canary that does not arrive: who hears of it, how, and when it is over, whatever is broken."""

from typing import Any

import pytest

from inquiries.app import House
from inquiries.commands.doctor import backlog
from inquiries.commands.doctor.case import Case
from inquiries.commands.doctor.names import Names
from inquiries.database.engine import StorageUnavailable
from inquiries.intake import planner
from inquiries.outcome import Done, Outcome, TryLater
from inquiries.watch.canary import Watch
from inquiries.watch.ready import Readiness
from tests.commands.doctor.conftest import lines
from tests.journeys.canary_day import MINUTE, SIX, Day, day, settings
from tests.opened import HOUR

__all__ = ["day", "settings"]


async def test_worker_that_does_nothing_is_noticed_and_told_once(day: Day, house: House) -> None:
    await day.leave()
    for minutes in (30, 31, 32, 33):
        day.now = SIX + minutes * MINUTE
        await day.watch.look()
    assert day.letters() == [("dee@charity.example", "The daily canary has not arrived")]
    text = day.kept.mails[0][2].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "It was kept, and no inquiry has been made of it: nobody may be doing the work." in " ".join(
        text.split()
    )
    case = Case(house.settings, house.database, Names())
    assert await lines(backlog.canary, case) == [
        "bad Canary: the one that left 33 min ago has not arrived. It was kept, and no inquiry has been made of "
        "it: nobody may be doing the work."
    ]
    codes = {reason.code for reason in await Readiness(house.database).reasons()}
    assert codes == {"canary", "submissions"}
    planned = (await day.standing()).planned
    assert planned
    assert planned.due_at == SIX + 91 * MINUTE


async def test_another_process_does_not_send_it_or_tell_of_it_a_second_time(day: Day) -> None:
    other = Watch(day.watch._door, day.post)
    await day.leave()
    await other.look()
    day.now = SIX + 40 * MINUTE
    await day.watch.look()
    await other.look()
    assert len(day.letters()) == 1
    assert await day.rows() == {"submissions": 1}


async def test_an_hour_after_the_alarm_another_leaves_and_its_arrival_ends_it(day: Day) -> None:
    day.kept.answer = TryLater("421 not now")
    await day.leave()
    await day.worker.drain()
    day.now = SIX + 31 * MINUTE
    await day.watch.look()
    standing = await day.standing()
    assert (standing.missing and standing.missing.said, len(day.letters())) == ("421 not now", 2)
    day.kept.answer, before = Done("250 ok"), len(day.letters())
    day.now = SIX + 91 * MINUTE
    await day.watch.look()
    await day.worker.drain()
    for _, to, message in day.kept.mails[before:]:  # the first's, tried again, and the second's, in any order
        await day.bring(to, message)
    await day.worker.drain()
    await day.watch.look()
    standing = await day.standing()
    assert (standing.silent_since(day.now), standing.missing) == (None, None)


async def test_alarm_that_nobody_could_be_told_is_tried_again(day: Day) -> None:
    await day.leave()
    day.kept.answer = TryLater("no connection")
    heard = []
    for minutes in (31, 35, 40, 42, 45):
        day.now = SIX + minutes * MINUTE
        await day.watch.look()
        heard.append(len(day.letters()))
        if minutes == 35:
            day.kept.answer = Done("250 ok")
    assert heard == [1, 1, 1, 2, 2]


async def test_canary_that_cannot_leave_raises_the_alarm_even_where_nothing_can_be_written(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    await day.watch.look()

    async def full(*_: object, **__: object) -> None:
        raise StorageUnavailable("the disk is full")

    monkeypatch.setattr(day.house.database, "write", full)
    monkeypatch.setattr(day.spool, "submit", full)
    for minutes in (0, 31, 32):
        day.now = SIX + minutes * MINUTE
        await day.watch.look()
    assert day.letters() == [("dee@charity.example", "The daily canary has not arrived")]


async def test_service_that_was_down_at_six_sends_it_when_it_is_back_without_an_alarm(day: Day) -> None:
    await day.watch.look()
    day.now = SIX + 3 * HOUR
    await day.watch.look()
    standing = await day.standing()
    assert (standing.missing and standing.missing.left_at, day.letters()) == (day.now, [])


async def test_canary_no_inquiry_can_be_made_of_is_missing_and_shown_to_nobody(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Outcome:
        raise ValueError("no such desk")

    await day.leave()
    monkeypatch.setattr(planner, "decided", broken)
    await day.worker.drain()
    standing = await day.standing()
    assert (standing.missing and standing.missing.said, await day.rows()) == ("ValueError: no such desk", {})
