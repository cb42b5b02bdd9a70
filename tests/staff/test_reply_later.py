"""A reply that goes at a time: said by both clocks, shown as waiting, and not sent where they write first."""

import html
from datetime import datetime, timedelta

import pytest

from inquiries.app import House
from inquiries.inquiry.model import Inquiry
from tests import lettered
from tests.opened import media
from tests.opened import opened as make
from tests.staff.conftest import NOON, Browser
from tests.staff.replies import draft, form, opens, page, sends, written

WORDS = "One in six."


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    """Bo is in London and needs the answer by 16:00 in Ottawa."""
    (found,) = await make(house.database, house.keys, media())
    return found


async def test_it_waits_for_its_time_said_by_both_clocks_and_can_be_stopped(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    mine = await opens(ana, inquiry)
    when = {"later": "1", "later_day": "today", "later_time": "3 pm"}
    answer = await sends(ana, inquiry, mine, text=WORDS, **when)
    (letter,) = await written(house, inquiry)
    assert (letter.scheduled, letter.send_at) == (True, NOON + timedelta(hours=3))
    shown = html.unescape(await (await ana.get(answer.headers["Location"])).text())
    assert "goes 15:00 today here, 20:00 in London" in shown
    assert ("Do not send" in shown, "Send now" in shown) == (True, True)
    assert "Ana Alves wrote a reply that goes 24 Nov 15:00" in shown
    await ana.post(f"/staff/inquiries/{inquiry.reference}/letters/{letter.id}/undo")
    assert (await opens(ana, inquiry))["text"] == WORDS


async def test_where_they_write_first_it_does_not_go_and_both_page_and_history_say_why(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    when = {"later": "1", "later_day": "tomorrow", "later_time": "09:00"}
    await sends(ana, inquiry, await opens(ana, inquiry), text=WORDS, **when)
    await lettered.wrote(house.database, inquiry, at=NOON, text="Never mind.")
    shown = await page(ana, inquiry)
    assert "not sent: they wrote first" in shown
    assert "They wrote first: the planned reply was not sent and is a draft again" in shown
    assert (await form(shown))["text"] == WORDS


WRONG = [
    ({"later_time": ""}, "Enter the time it shall go, like 15:00 or 3 pm"),
    ({"later_time": "11:00"}, "11:00 today has passed. Choose a later time"),
    ({"later_day": "date", "later_date": "x"}, "Enter the date as year-month-day, like 2026-11-24"),
    ({"later_day": "date", "later_date": "2036-11-24"}, "Enter a date within two years"),
    ({"later_day": "x"}, "Choose the day it shall go"),
]


@pytest.mark.parametrize(("wrong", "words"), WRONG)
async def test_a_time_that_makes_no_sense_comes_back_with_all_that_was_typed(
    ana: Browser, house: House, inquiry: Inquiry, wrong: dict[str, str], words: str
) -> None:
    mine = await opens(ana, inquiry)
    when = {"later": "1", "later_day": "today", "later_time": "15:00", **wrong}
    answer = await sends(ana, inquiry, mine, text=WORDS, **when)
    shown = html.unescape(await answer.text())
    assert (answer.status, words in shown, (await form(shown))["text"]) == (422, True, WORDS)
    assert 'class="reply-later" open' in shown
    assert await written(house, inquiry) == ()
    kept = {name: value for name, value in when.items() if value and name != "later"}
    assert await draft(house, inquiry, ana) == {"text": WORDS, "subject": mine["subject"], **kept}


SAID = [
    ("15:00", "15:00 today here, 20:00 in London"),
    ("16:30", "16:30 today here, 21:30 in London – after their deadline, 16:00 today"),
    ("11:00", "11:00 today has passed. Choose a later time"),
    ("", ""),
]


@pytest.mark.parametrize(("time", "said"), SAID)
async def test_the_time_is_said_back_while_it_is_chosen(
    ana: Browser, inquiry: Inquiry, time: str, said: str
) -> None:
    stamp = {"typed_at": str(round(datetime.timestamp(NOON) * 1000)), "kind": "reply"}
    typed = {"text": WORDS, "later_day": "today", "later_time": time}
    saved = await ana.post(f"/staff/inquiries/{inquiry.reference}/draft", {**typed, **stamp})
    assert (await saved.json())["later"] == said
    assert "By your clock, where it is 12:00. In London it is 17:00." in await page(ana, inquiry)
