"""The lists of held mail: what waits, what is quiet, what was put aside, page by page, and how many there are."""

import re

import pytest

from inquiries.app import House
from inquiries.correspondence import mails
from inquiries.database.tables import HELD, PUT_ASIDE, QUIET
from inquiries.wording import Text
from tests.staff.conftest import Browser
from tests.staff.held import URL, became, does, held, page, subjects


async def test_quiet_mail_stands_apart_latest_first_and_can_be_taken_up(ana: Browser, house: House) -> None:
    why = mails.packed(Text("No person wrote it: %(why)s", {"why": Text("It came through a mailing list.")}))
    first, last = [await held(house, state=QUIET, reason=why, subject=name) for name in ("First", "Last")]
    shown = await page(ana, f"{URL}/quiet")
    assert (subjects(shown), subjects(await page(ana))) == (["Last", "First"], [])
    assert "No person wrote it: It came through a mailing list." in shown
    await does(ana, last, "take-up", state=str(QUIET))
    assert [(await became(house, id))[0] for id in (first, last)] == [QUIET, HELD]


@pytest.mark.parametrize(
    ("state", "way", "first", "last"),
    [(HELD, "", 0, 50), (QUIET, "/quiet", 51, 1), (PUT_ASIDE, "/put-aside", 51, 1)],
)
async def test_a_long_list_comes_in_pages(
    ana: Browser, house: House, state: int, way: str, first: int, last: int
) -> None:
    for number in range(52):
        await held(house, state=state, subject=f"{number}")
    shown = await page(ana, URL + way)
    (more,) = re.findall(r'class="list-more"><a href="([^"]+)"', shown)
    rest = await page(ana, more)
    assert (subjects(shown)[0], len(subjects(shown)), subjects(rest)[0]) == (str(first), 50, str(last))
    assert (len(subjects(rest)), "list-more" in rest) == (2, False)


@pytest.mark.parametrize(
    "query", ["?after=x", "?before=-1", "?after=" + "9" * 30, "?done=filed&mail=²", "?late="]
)
async def test_an_address_that_makes_no_sense_begins_at_the_top(
    ana: Browser, house: House, query: str
) -> None:
    await held(house)
    assert subjects(await page(ana, URL + query)) == ["Re: Your inquiry"]


async def test_what_waits_is_counted_on_every_page_and_said_above_the_inbox(
    ana: Browser, cy: Browser, house: House
) -> None:
    counted = re.compile(r"<span>Held mail</span>(?: <span class=\"nav-count\">(\d+)</span>)?")
    assert counted.findall(await page(ana, "/staff/inbox")) == [""]
    for _ in range(2):
        await held(house)
    inbox = await page(ana, "/staff/inbox")
    assert counted.findall(inbox) == ["2"]
    assert 'strip-held"' in inbox
    assert '<span>2 mails wait to be filed</span> <a href="/staff/held">' in inbox
    theirs = await page(cy, "/staff/inbox")
    assert (counted.findall(theirs), "strip-held" in theirs) == ([""], False)


async def test_where_no_mail_can_come_in_who_may_change_that_is_told_how(ana: Browser, dee: Browser) -> None:
    told = ["No mail can come in yet" in await page(browser) for browser in (ana, dee)]
    assert told == [False, True]
