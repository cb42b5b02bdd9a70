"""The inbox's lists: who sees what, in which order, page by page, and at what cost."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from inquiries.database import tables
from inquiries.database.engine import Database, Tx
from inquiries.inquiry import changes, lists, records
from inquiries.inquiry.clocks import left
from inquiries.inquiry.lists import Counts
from inquiries.inquiry.model import Inquiry, Outcome
from inquiries.inquiry.wanted import View, Wanted
from inquiries.people.accounts import Staff
from tests import lettered
from tests.inquiry.conftest import Opened
from tests.opened import HOUR, NOON, clocks, events, media

UNCOUNTED = (View.CLOSED, View.ALL)
MEDIA, BOTH = frozenset({"media"}), frozenset({"media", "events"})


@pytest.fixture
async def newsroom(database: Database, opened: Opened, ana: Staff) -> dict[int, str]:
    """One inquiry of each sort on Media and one on Events, opened in an order that is none; ids to names."""
    openings = {
        "none": media(clocks=clocks(deadline=None)),
        "fine": media(clocks=clocks(deadline=9 * HOUR, start=7 * HOUR)),
        "late": media(clocks=clocks(deadline=HOUR, start=-HOUR)),
        "soon": media(clocks=clocks(deadline=3 * HOUR, start=None)),
        "mine": media(clocks=clocks(deadline=None), owner_id=ana.id),
        "held": media(suspicion="it smells"),
        "closed": media(),
        "closed later": media(),
        "events": events(),
    }
    found = dict(zip(openings, await opened(*openings.values()), strict=True))
    for name, at in (("closed later", NOON + 2 * HOUR), ("closed", NOON + HOUR)):
        await database.write(
            changes.close, found[name], outcome=Outcome.ANSWERED, reason="", staff_id=ana.id, at=at
        )
    return {inquiry.id: name for name, inquiry in found.items()}


async def listed(database: Database, view: View, who: Staff, desks: frozenset[str]) -> list[int]:
    async with database.read() as db:
        page = await lists.page(db, Wanted(view), who=who, desks=desks)
    assert page.more is None
    return [row.inquiry.id for row in page.rows]


@pytest.mark.parametrize(
    ("view", "names"),
    [
        (View.OPEN, ["late", "soon", "fine", "none", "mine"]),
        (View.MINE, ["mine"]),
        (View.NOBODY, ["late", "soon", "fine", "none"]),
        (View.CLOSED, ["closed later", "closed"]),
        (View.QUARANTINE, ["held"]),
    ],
)
async def test_each_view_holds_its_own_by_the_time_that_is_left(
    database: Database, newsroom: dict[int, str], ana: Staff, view: View, names: list[str]
) -> None:
    assert [newsroom[id] for id in await listed(database, view, ana, MEDIA)] == names


@pytest.mark.parametrize("view", View)
async def test_cy_sees_nothing_of_media(
    database: Database, newsroom: dict[int, str], cy: Staff, view: View
) -> None:
    expected = ["events"] if view in (View.OPEN, View.NOBODY, View.ALL) else []
    assert [newsroom[id] for id in await listed(database, view, cy, cy.desks)] == expected
    assert await listed(database, view, cy, frozenset()) == []


@pytest.mark.parametrize("desks", [MEDIA, frozenset({"events"}), BOTH, frozenset[str]()])
async def test_counts_are_the_lengths_of_the_lists(
    database: Database, newsroom: dict[int, str], ana: Staff, desks: frozenset[str]
) -> None:
    async with database.read() as db:
        counts = await lists.counts(db, who=ana, desks=desks)
    lengths = {view: len(await listed(database, view, ana, desks)) for view in View if view not in UNCOUNTED}
    views = {view: length for view, length in lengths.items() if length}
    by_desk = {desk: len(await listed(database, View.OPEN, ana, frozenset({desk}))) for desk in desks}
    assert counts == Counts(views, by_desk)


@pytest.mark.parametrize("view", [View.OPEN, View.CLOSED])
async def test_pages_follow_one_another_without_a_gap_or_a_double_where_times_are_equal(
    database: Database, opened: Opened, ana: Staff, view: View
) -> None:
    found = await opened(*(media() for _ in range(7)))
    if view is View.CLOSED:
        for inquiry in found:
            await database.write(
                changes.close, inquiry, outcome=Outcome.ANSWERED, reason="", staff_id=ana.id, at=NOON
            )
    pages: list[list[int]] = []
    after: str | None = None
    async with database.read() as db:
        while after is not None or not pages:
            page = await lists.page(db, Wanted(view, after=after or ""), who=ana, desks=MEDIA, limit=3)
            pages.append([row.inquiry.id for row in page.rows])
            assert page.more is None or page.more == quote(page.more, safe="")
            after = page.more
    assert pages == ([[7, 6, 5], [4, 3, 2], [1]] if view is View.CLOSED else [[1, 2, 3], [4, 5, 6], [7]])


@pytest.mark.parametrize(
    "after",
    ["", "x", "_", "1", "1_x", "-1_1", "\x00", "\ud800", "١_١", f"1_{10**30}", f"{10**18 - 1}_1"],
)
async def test_a_cursor_that_makes_no_sense_begins_at_the_top(
    database: Database, opened: Opened, ana: Staff, after: str
) -> None:
    await opened(media())
    async with database.read() as db:
        page = await lists.page(db, Wanted(View.OPEN, after=after), who=ana, desks=MEDIA)
    assert [row.inquiry.id for row in page.rows] == [1]


async def test_unread_is_what_stirred_since_one_looked(
    database: Database, opened: Opened, ana: Staff, dee: Staff
) -> None:
    seen, held, new = await opened(media(), media(suspicion="it smells"), media())
    for inquiry in (seen, held):
        await database.write(records.mark_seen, inquiry.id, ana.id, at=NOON)
    await database.write(changes.release, held, staff_id=dee.id, at=NOON + HOUR)
    async with database.read() as db:
        unread = {
            who.name: [
                row.inquiry.id
                for row in (await lists.page(db, Wanted(View.OPEN), who=who, desks=MEDIA)).rows
                if row.unread
            ]
            for who in (ana, dee)
        }
    assert unread == {"Ana": [held.id, new.id], "Dee": [seen.id, held.id, new.id]}


async def test_a_row_says_what_happened_last_and_whether_a_mail_about_it_is_dead(
    database: Database, opened: Opened, ana: Staff
) -> None:
    quiet, troubled = await opened(media(), media())
    at = NOON + timedelta(minutes=5)
    await database.write(changes.assign, troubled, to=ana.id, staff_id=ana.id, at=at)
    await database.write(_dead_letter, troubled)
    await database.write(_dead_letter, quiet, tables.READY)
    async with database.read() as db:
        rows = (await lists.page(db, Wanted(View.OPEN), who=ana, desks=MEDIA)).rows
    assert [(row.inquiry.id, row.last, row.last_at, row.trouble) for row in rows] == [
        (quiet.id, "routed", NOON, False),
        (troubled.id, "taken", at, True),
    ]


@pytest.mark.parametrize(
    ("desks", "passed", "figures"),
    [
        (BOTH, timedelta(0), (1, 0)),
        (BOTH, timedelta(hours=2, minutes=-1), (1, 0)),
        (MEDIA, 2 * HOUR, (1, 1)),
        (MEDIA, 6 * HOUR, (2, 1)),
        (MEDIA, 100 * HOUR, (3, 0)),
        (frozenset({"events"}), 100 * HOUR, (0, 0)),
        (frozenset[str](), 100 * HOUR, (0, 0)),
    ],
)
async def test_late_and_soon_are_open_ones_whose_clock_says_so(
    database: Database,
    newsroom: dict[int, str],
    ana: Staff,
    desks: frozenset[str],
    passed: timedelta,
    figures: tuple[int, int],
) -> None:
    now = NOON + passed
    async with database.read() as db:
        assert await lists.urgency(db, desks=desks, now=now) == figures
        every = [row.inquiry for row in (await lists.page(db, Wanted(View.OPEN), who=ana, desks=desks)).rows]
    states = [
        left(one.received_at, one.last_safe_start_at, one.deadline_at, now).state.value for one in every
    ]
    assert (sum(state.endswith("late") for state in states), states.count("soon")) == figures


async def test_nobody_counts_further_than_many(
    database: Database, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MANY", 3)
    await opened(*(media() for _ in range(5)))
    async with database.read() as db:
        assert await lists.urgency(db, desks=MEDIA, now=NOON + 100 * HOUR) == (3, 0)


async def _dead_letter(tx: Tx, inquiry: Inquiry, state: int = tables.DEAD) -> None:
    job = {"kind": "deliver", "key": f"dead {inquiry.id}", "payload": "{}", "state": state}
    new = tables.jobs.insert().values(**job, next_try_at=NOON, created_at=NOON).returning(tables.jobs.c.id)
    letter = {"channel": "email", "kind": "receipt", "recipient": "bo@gazette.example", "message_id": "<1@x>"}
    job_id = await tx.scalar(new)
    await tx.execute(
        tables.deliveries.insert().values(**letter, job_id=job_id, inquiry_id=inquiry.id, created_at=NOON)
    )


async def test_a_letter_that_came_back_for_good_stands_in_its_row_until_another_goes_or_comes(
    database: Database, opened: Opened, ana: Staff
) -> None:
    bounced, held_up, answered, heard = await opened(media(), media(), media(), media())
    for inquiry in (bounced, held_up, answered, heard):
        await lettered.sent(database, inquiry, ana, at=NOON)
        good = inquiry.id != held_up.id
        await lettered.bounced(database, inquiry, at=NOON + HOUR, for_good=good)
    await lettered.sent(database, answered, ana, at=NOON + 2 * HOUR)
    await lettered.machine_wrote(database, bounced, at=NOON + 2 * HOUR)
    await lettered.wrote(database, heard, at=NOON + 2 * HOUR)
    async with database.read() as db:
        rows = (await lists.page(db, Wanted(View.OPEN), who=ana, desks=MEDIA)).rows
    assert {row.inquiry.id: row.bounced_at for row in rows} == {
        bounced.id: NOON + HOUR,
        held_up.id: None,
        answered.id: None,
        heard.id: None,
    }
