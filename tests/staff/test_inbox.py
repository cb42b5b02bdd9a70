"""The list as staff read it: each row's words in every state, groups, views, counts and the next page."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.inquiry import changes, lists
from inquiries.inquiry.model import Inquiry, Outcome
from inquiries.inquiry.wanted import View, Wanted
from inquiries.staff.office import OFFICE, Visitor
from inquiries.staff.words import rows
from tests import opened as made
from tests.opened import HOUR, clocks, events, media
from tests.staff.conftest import NOON, Browser, Moment, SignedIn

ROW = {
    "current": False,
    "unread": True,
    "outlet": "The Example Gazette",
    "person": "Bo Baker",
    "request_type": "comment",
    "owner_initials": "",
    "owner_name": "",
    "mine": False,
    "question": "How many people did the shelter on Lyon Street take in?",
    "trouble": "",
    "held": "",
    "where": "",
    "tick_name": "The Example Gazette",
    "ticked": False,
}
TICKS = ("datetime", "received_at", "soon_at", "start_at", "deadline_at")


async def row_words(browser: Browser, inquiry: Inquiry, view: View, moment: Moment) -> dict[str, Any]:
    """The whole row, but for its addresses and the instants for the script."""
    assert browser.who is not None
    office = browser.client.server.app[OFFICE]
    visitor = Visitor(browser.who, browser.token, browser.who.desks, moment.at, "en", "America/Toronto")
    async with office.database.read() as db:
        page = await lists.page(db, Wanted(view), who=browser.who, desks=browser.who.desks)
    (row,) = (row for row in page.rows if row.inquiry.id == inquiry.id)
    words = rows.row_words(office, visitor, row, wanted=Wanted(view))
    return {name: value for name, value in words.items() if name not in ("url", "reference", "tick", *TICKS)}


@pytest.mark.parametrize(
    ("opening", "passed", "words"),
    [
        (
            media(),
            timedelta(0),
            ("fine", "2 h 00 left", "2 h 00", 0, "answer by 16:00", "arrived 12:00"),
        ),
        (
            media(),
            timedelta(minutes=75),
            ("soon", "45 min left", "45 min", 62, "answer by 16:00", "arrived 12:00"),
        ),
        (media(), 3 * HOUR, ("start-late", "Late to start", "", 100, "answer by 16:00", "arrived 12:00")),
        (media(), 5 * HOUR, ("late", "Late 1 h 00", "", 100, "asked for 16:00", "arrived 12:00")),
        (
            media(clocks=clocks(deadline=None)),
            30 * HOUR,
            ("none", "No deadline", "", None, "arrived Tuesday", "arrived 24 Nov 12:00"),
        ),
        (
            media(suspicion="it smells"),
            timedelta(0),
            ("fine", "2 h 00 left", "2 h 00", 0, "answer by 16:00", "held 12:00", "It smells"),
        ),
        (
            media(suspicion="it smells", clocks=clocks(deadline=None)),
            timedelta(0),
            ("quarantined", "Quarantined", "", None, "arrived 12:00", "held 12:00", "It smells"),
        ),
    ],
)
async def test_a_row_says_how_it_stands(
    ana: Browser, house: House, moment: Moment, opening: Any, passed: timedelta, words: tuple[Any, ...]
) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, opening)
    moment.at = NOON + passed
    view = View.QUARANTINE if opening.suspicion else View.OPEN
    names = ("state", "time_words", "time_amount", "share", "answer_by", "last", "held")
    assert await row_words(ana, inquiry, view, moment) == {**ROW, **dict(zip(names, words, strict=False))}


async def test_a_row_of_what_is_closed_says_how_it_ended_and_is_never_unread(
    ana: Browser, house: House, moment: Moment
) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, media(owner_id=ana.who and ana.who.id))
    await house.database.write(
        changes.close,
        inquiry,
        outcome=Outcome.DECLINED,
        reason="Not ours",
        staff_id=ana.who and ana.who.id,
        at=NOON + HOUR,
    )
    moment.at = NOON + 24 * HOUR
    assert await row_words(ana, inquiry, View.CLOSED, moment) == {
        **ROW,
        "unread": False,
        "owner_initials": "AA",
        "owner_name": "Ana Alves",
        "mine": True,
        "state": "closed",
        "time_words": "Declined",
        "time_amount": "",
        "share": None,
        "answer_by": "closed Tuesday",
        "last": "closed 24 Nov 13:00",
    }


async def test_a_supporters_row_says_what_they_ask_about(dee: Browser, house: House, moment: Moment) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, events())
    words = await row_words(dee, inquiry, View.OPEN, moment)
    assert (words["outlet"], words["person"], words["request_type"], words["question"]) == (
        "",
        "Sam Supporter",
        "start a fundraiser",
        "Start a fundraiser",
    )


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(hours=1), "arrived 12:00"),
        (timedelta(days=1), "arrived Tuesday"),
        (timedelta(days=6), "arrived Tuesday"),
        (timedelta(days=7), "arrived 24 Nov"),
    ],
)
async def test_the_clock_column_says_a_day_as_short_as_it_is(
    dee: Browser, house: House, moment: Moment, later: timedelta, said: str
) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, events())
    moment.at = NOON + later
    assert (await row_words(dee, inquiry, View.OPEN, moment))["answer_by"] == said


async def page(browser: Browser, url: str = "/staff/inbox") -> str:
    answer = await browser.get(url)
    assert answer.status == 200
    return html.unescape(await answer.text())


def references(page: str) -> list[str]:
    return re.findall(r'class="row-link" href="/staff/inquiries/([^"?]+)', page)


async def test_rows_stand_under_the_day_by_which_they_must_begin(
    ana: Browser, house: House, moment: Moment
) -> None:
    late, tomorrow, later, never = await made.opened(
        house.database,
        house.keys,
        media(clocks=clocks(deadline=2 * HOUR, start=-26 * HOUR)),
        media(clocks=clocks(deadline=24 * HOUR, start=None)),
        media(clocks=clocks(deadline=80 * HOUR, start=None)),
        media(clocks=clocks(deadline=None)),
    )
    found = await page(ana)
    assert references(found) == [one.reference for one in (late, tomorrow, later, never)]
    assert re.findall(r'class="list-group">([^<]+)', found) == [
        "Today, Tuesday 24 November",
        "Tomorrow, Wednesday 25 November",
        "Later",
        "No deadline",
    ]
    assert "1 late" in found


async def test_the_next_page_begins_where_this_one_ends(ana: Browser, house: House) -> None:
    everything = await made.opened(house.database, house.keys, *(media() for _ in range(lists.PAGE + 5)))
    first = await page(ana)
    (more,) = set(re.findall(r'href="(/staff/inbox\?[^"]*after=[^"]+)"', first))
    second = await page(ana, more)
    assert references(first) + references(second) == [inquiry.reference for inquiry in everything]
    assert not re.search(r'href="/staff/inbox\?[^"]*after=', second)
    opened_from_there = re.findall(r'class="row-link" href="[^"]*after=', second)
    assert len(opened_from_there) == 5, "what is opened from a page has that page beside it"


@pytest.mark.parametrize(
    "query", ["view=x&desk=y", "after=x", "view=open&desk=events", "after=1_" + "9" * 30]
)
async def test_an_address_that_makes_no_sense_is_all_that_is_open(
    ana: Browser, house: House, query: str
) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, media())
    assert references(await page(ana, f"/staff/inbox?{query}")) == [inquiry.reference]


async def test_cy_sees_nothing_of_media_in_any_view_or_count(cy: Browser, ana: Browser, house: House) -> None:
    await made.opened(house.database, house.keys, media(), media(suspicion="it smells"))
    for view in View:
        found = await page(cy, f"/staff/inbox?view={view.value}&desk=media")
        assert (references(found), "Gazette" in found, "Media" in found) == ([], False, False)
    assert references(await page(ana))


async def test_what_was_read_is_no_longer_unread_until_it_stirs(ana: Browser, house: House) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, media())
    assert "not read yet" in await page(ana)
    await page(ana, f"/staff/inquiries/{inquiry.reference}")
    assert "not read yet" not in await page(ana)


async def test_an_empty_inbox_says_something_useful(signed_in: SignedIn) -> None:
    dee = await signed_in("Dee Dunn", "administrator", ("media", "events"))
    assert references(await page(dee)) == []
    assert "/forms/media" in await page(dee)


async def test_the_page_takes_as_many_queries_for_fifty_as_for_three(ana: Browser, house: House) -> None:
    heard: list[str] = []
    for engine in house.database.reading:
        sa.event.listen(engine, "before_cursor_execute", lambda *said: heard.append(said[2]))
    numbers = []
    for more in (3, 47):
        await made.opened(house.database, house.keys, *(media() for _ in range(more)))
        heard.clear()
        await page(ana)
        numbers.append(sum(words.startswith("SELECT") for words in heard))
    assert numbers[0] == numbers[1] != 0
