"""Mail of ours that came back: said at the letter, at the address on every page that has it, and on Deliveries."""

import html

import pytest

from inquiries.app import House
from inquiries.database.engine import Tx
from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry
from inquiries.outbox import deliveries
from inquiries.outcome import Done
from tests import lettered
from tests import opened as made
from tests.opened import HOUR, media
from tests.staff.conftest import NOON, Browser
from tests.staff.mails import mail, table
from tests.staff.people import url

SAID = "550 5.1.1 no such mailbox"
LINE = f"Mail to bo@gazette.example came back 12:00, and will not arrive there: “{SAID}”"


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    (inquiry,) = await made.opened(house.database, house.keys, media())
    return inquiry


async def page(browser: Browser, path: str) -> str:
    answer = await browser.get(path)
    assert answer.status == 200
    return html.unescape(await answer.text())


def line(shown: str) -> str:
    """What stands beside the address at the top, "" for nothing."""
    return shown.partition('class="came-back"')[2].partition("<span>")[2].partition("</span>")[0]


async def test_a_letter_that_came_back_is_said_where_it_stands_and_at_the_address(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    assert ana.who is not None
    path = f"/staff/inquiries/{inquiry.reference}"
    await lettered.sent(house.database, inquiry, ana.who, at=NOON - HOUR)
    assert line(await page(ana, path)) == ""
    await lettered.bounced(house.database, inquiry, at=NOON)
    shown = await page(ana, path)
    assert line(shown) == LINE
    assert '<span class="letter-state" data-state="bounced">' in shown
    assert f'<q dir="auto">{SAID}</q>' in shown
    assert "The reply to bo@gazette.example came back: it cannot be delivered there" in shown


async def test_the_address_says_so_on_its_persons_page_until_they_write_from_it(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    assert ana.who is not None
    await lettered.sent(house.database, inquiry, ana.who, at=NOON - HOUR)
    await lettered.bounced(house.database, inquiry, at=NOON, for_good=False)
    person = await url(house, "bo@gazette.example")
    assert line(await page(ana, person)) == (
        f"Mail to bo@gazette.example came back 12:00 after many tries: “{SAID}”"
    )
    await lettered.wrote(house.database, inquiry, at=NOON)
    assert line(await page(ana, person)) == ""


async def test_a_receipt_or_an_acknowledgement_that_came_back_is_called_no_reply(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    assert ana.who is not None
    done = {"text": "I have it.", "back_by": None, "staff_id": ana.who.id, "at": NOON}
    await house.database.write(changes.acknowledge, inquiry, **done)

    async def come_back(tx: Tx, kind: str) -> None:
        (one,) = [one for one in await deliveries.of_inquiry(tx, inquiry.id) if one.delivery.kind == kind]
        given = {"delivery_id": one.delivery.id, "recipient": "bo@gazette.example", "for_good": True}
        await changes.bounced(tx, inquiry, **given, said=SAID, at=NOON)

    for kind in ("receipt", "acknowledgement"):
        await mail(house, inquiry.id, "bo@gazette.example", Done("250"), kind=kind)
        await house.database.write(come_back, kind)
    shown = await page(ana, f"/staff/inquiries/{inquiry.reference}")
    assert shown.count("A mail to bo@gazette.example came back</span>") == 2
    assert "The reply to" not in shown
    assert '<span class="entry-state" data-state="bounced">came back</span>' in shown
    rows = (await table(ana))["Delivered"]
    assert [(row[0], row[4]) for row in rows] == [("Came back", SAID)] * 2
