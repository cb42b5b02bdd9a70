"""Retention: only what is closed, only longer than its form keeps it, with its parts; never by a slip."""

from datetime import UTC, datetime, timedelta

import pytest

from inquiries.database import tables
from inquiries.erasure import due
from inquiries.inquiry import changes, records
from inquiries.inquiry.model import Outcome, Status
from inquiries.settings import Settings
from inquiries.settings.kinds import Term
from tests.intake.lettered import asked, hire
from tests.intake.posting import EVENTS, send
from tests.opened import again


@pytest.fixture
def settings(settings: Settings) -> Settings:
    given = settings.model_dump()
    given["forms"]["media"]["keep_for"] = "24 months"
    return Settings.model_validate(given)


async def test_what_was_closed_longer_than_its_form_keeps_it_goes_with_its_parts(
    house, watch, client, open_new
):
    ana = await hire(house, watch.now)
    by = {"staff_id": ana.id, "at": watch.now}
    old, part, still_open, young = [await asked(house, client, open_new, question=f"{n}?") for n in "1234"]
    await send(client, EVENTS, "events")
    await open_new()
    await house.database.write(changes.merge, part, into=old, **by)
    # A part goes with its whole, however long its own form keeps it.
    other = tables.inquiries.update().where(tables.inquiries.c.id == part.id).values(form="events")
    await house.database.write(lambda tx: tx.execute(other))
    ended = {"outcome": Outcome.ANSWERED, "reason": "", "staff_id": ana.id}
    async with house.database.read() as db:
        events = await records.by_id(db, 5)
    for one in (old, events):
        await house.database.write(changes.close, await again(house.database, one), **ended, at=watch.now)
    watch.forward(timedelta(days=10))
    await house.database.write(changes.close, young, **ended, at=watch.now)
    assert (await due.count(house.database, house.settings, watch.now), await due.sweep(house.post)) == (0, 0)
    watch.now = datetime(2028, 11, 24, 19, 30, tzinfo=UTC)
    assert await due.count(house.database, house.settings, watch.now) == 2
    await due.sweep(house.post)
    async with house.database.read() as db:
        left = list(await db.scalars(_ids()))
        doors = set(await db.scalars(tables.erasures.select().with_only_columns(tables.erasures.c.door)))
    assert (left, doors) == ([still_open.id, young.id, 5], {"retention"})


async def test_quarantine_is_kept_as_long_and_no_longer_but_until_its_deadline(
    house, watch, client, open_new
):
    ana = await hire(house, watch.now)
    spam, left, ahead, released = [await asked(house, client, open_new, question=f"{n}?") for n in "1234"]

    async def held(inquiry, **columns):
        values = {"status": Status.QUARANTINED, "suspicion": "it smells", **columns}
        row = tables.inquiries.update().where(tables.inquiries.c.id == inquiry.id)
        await house.database.write(lambda tx: tx.execute(row.values(values)))
        return await again(house.database, inquiry)

    await held(left)
    await held(ahead, deadline_at=datetime(2029, 1, 1, tzinfo=UTC))
    by = {"staff_id": ana.id, "at": watch.now}
    await house.database.write(changes.release, await held(released), **by)
    await house.database.write(changes.call_spam, spam, **by)
    watch.now = datetime(2028, 12, 24, tzinfo=UTC)
    assert await due.count(house.database, house.settings, watch.now) == 2
    await due.sweep(house.post)
    async with house.database.read() as db:
        assert list(await db.scalars(_ids())) == [ahead.id, released.id]


def _ids():
    column = tables.inquiries.c.id
    return tables.inquiries.select().with_only_columns(column).order_by(column)


@pytest.mark.parametrize(
    ("term", "before"),
    [
        (Term(1, 0), "2028-02-29"),
        (Term(24, 0), "2026-03-31"),
        (Term(0, 90), "2028-01-01"),
        (Term(3, 0), "2027-12-31"),
    ],
)
def test_a_term_of_months_ends_on_the_same_day_or_the_last_of_its_month(term, before):
    assert term.before(datetime(2028, 3, 31, tzinfo=UTC)).date().isoformat() == before
