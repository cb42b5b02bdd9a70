"""One whole case on paper: everything for the house, and only what may leave it for somebody outside."""

import html
import re
from datetime import timedelta

import pytest

from inquiries.app import House
from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry, Outcome
from inquiries.outbox import deliveries
from tests import opened as made
from tests.opened import HOUR, again, clocks, media
from tests.staff.conftest import NOON, Browser


@pytest.fixture
async def inquiry(house: House, dee: Browser) -> Inquiry:
    """Acknowledged, noted, closed for a reason of the house's own, with a mail to Bo and one to staff."""
    deadline = {"deadline": (NOON + timedelta(hours=4)).isoformat(), "timezone": "Europe/London"}
    asked = media(answers=deadline, clocks=clocks(publishes=9 * HOUR))
    (inquiry,) = await made.opened(house.database, house.keys, asked)
    assert dee.who is not None
    who = dee.who.id
    write = house.database.write
    await write(changes.acknowledge, inquiry, staff_id=who, text="I have it.", back_by=None, at=NOON)
    await write(changes.note, inquiry, text="Careful: court.", staff_id=who, once_key="k", at=NOON)
    now = await again(house.database, inquiry)
    reason = "They rang; nothing more to say to them."
    at = NOON + timedelta(minutes=5)
    await write(changes.close, now, outcome=Outcome.NO_REPLY_NEEDED, reason=reason, staff_id=who, at=at)
    for kind, to in (("acknowledgement", "bo@gazette.example"), ("notification", "ana@example.org")):
        await write(
            deliveries.add,
            kind=kind,
            recipient=to,
            recipient_name="",
            inquiry_id=inquiry.id,
            domain=to.partition("@")[2],
            key=kind,
            at=NOON,
        )
    return now


async def words(browser: Browser, inquiry: Inquiry, query: str = "") -> str:
    answer = await browser.get(f"/staff/inquiries/{inquiry.reference}/print{query}")
    assert answer.status == 200
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", await answer.text())).split())


async def test_everything_of_the_inquiry_is_on_the_page(ana: Browser, inquiry: Inquiry) -> None:
    said = await words(ana, inquiry)
    for expected in (
        "The Example Gazette · Bo Baker",
        inquiry.reference,
        "bo@gazette.example",
        "Closed : No reply needed – They rang; nothing more to say to them.",
        "This copy holds private notes. It stays in the house.",
        "Received Tue 24 Nov 2026, 12:00 here, 17:00 in London",
        "Last safe start Tue 24 Nov 2026, 14:00 here, 19:00 in London",
        "Deadline Tue 24 Nov 2026, 16:00 here, 21:00 in London",
        "Publishes Tue 24 Nov 2026, 21:00 here, Wed 25 Nov 2026, 02:00 in London",
        "How many people did the shelter on Lyon Street take in?",
        "I have it.",
        "Private – never sent · Dee Dunn · Tue 24 Nov 2026, 12:00 Careful: court.",
        "Dee Dunn closed it: No reply needed – They rang; nothing more to say to them.",
        "bo@gazette.example Waiting to go Tue 24 Nov 2026, 12:00",
        "Notice: Media inquiry ana@example.org",
        "Without private notes, to hand on",
    ):
        assert expected in said
    assert '<nav class="nav"' not in said
    given = said.partition("Answers given")[2].partition("What was said")[0]
    assert given.endswith("Deadline Tue 24 Nov 2026, 16:00 here, 21:00 in London ")


async def test_what_stays_in_the_house_is_not_on_the_page_to_hand_on(ana: Browser, inquiry: Inquiry) -> None:
    said = await words(ana, inquiry, "?notes=no")
    kept = ("court", "Private –", "private note.", "They rang", "ana@example.org", "Last safe start", "noted")
    assert [word for word in kept if word in said] == []
    for expected in (
        "How many people did the shelter",
        "I have it.",
        "Dee Dunn closed it: No reply needed",
        "bo@gazette.example Waiting to go",
        "Deadline Tue 24 Nov 2026, 16:00 here",
        "With private notes",
    ):
        assert expected in said


async def test_the_reason_of_a_decline_was_told_and_may_be_handed_on(ana: Browser, house: House) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, media())
    url = f"/staff/inquiries/{inquiry.reference}"
    await ana.post(f"{url}/close", {"version": "1", "outcome": "declined", "reason": "Nobody is free."})
    assert "Ana Alves closed it: Declined – Nobody is free." in await words(ana, inquiry, "?notes=no")


async def test_cy_cannot_print_a_case_of_media(cy: Browser, inquiry: Inquiry) -> None:
    theirs = await cy.get(f"/staff/inquiries/{inquiry.reference}/print")
    none = await cy.get("/staff/inquiries/000-0000/print")
    assert (theirs.status, none.status) == (404, 404)
    assert await theirs.text() == await none.text()


async def test_the_way_to_it_stands_on_the_inquiry(ana: Browser, inquiry: Inquiry) -> None:
    page = await (await ana.get(f"/staff/inquiries/{inquiry.reference}")).text()
    assert f'<a href="/staff/inquiries/{inquiry.reference}/print">Print the case</a>' in page
