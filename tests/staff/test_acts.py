"""Every act as a plain form: done, refused with what was typed kept, or told that somebody was faster."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientResponse
from yarl import URL

from inquiries.app import House
from inquiries.inquiry import records
from inquiries.inquiry.model import Entry, Inquiry, Outcome, Status
from inquiries.staff.acts import acknowledge
from inquiries.staff.office import Visitor
from tests.each import each
from tests.opened import again
from tests.staff.conftest import NOON, Browser
from tests.staff.inquiries import opened

CANARY = "Ring the shelter & “ask” for <Dee>"
ACTS = {
    "acknowledge": {"text": CANARY},
    "take": {},
    "assign": {"owner": ""},
    "close": {"outcome": "answered", "reason": CANARY},
}


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    return await opened(house, "media")


async def act(browser: Browser, inquiry: Inquiry, name: str, **fields: str) -> ClientResponse:
    sent = {"version": str(inquiry.version), **fields}
    return await browser.post(f"/staff/inquiries/{inquiry.reference}/{name}", sent)


async def page(answer: ClientResponse) -> str:
    return html.unescape(await answer.text())


async def said(house: House, inquiry: Inquiry) -> tuple[Entry, ...]:
    async with house.database.read() as db:
        return await records.said(db, inquiry.id)


@pytest.mark.parametrize("name", ACTS)
async def test_an_act_is_done_and_leads_back_to_the_page_that_says_so(
    ana: Browser, house: House, inquiry: Inquiry, name: str
) -> None:
    answer = await act(ana, inquiry, name, **ACTS[name])
    there = f"/staff/inquiries/{inquiry.reference}?done={name}"
    assert (answer.status, answer.headers["Location"]) == (303, there)
    assert (await again(house.database, inquiry)).version == 2
    shown = await ana.get(there)
    assert shown.status == 200
    assert "Ana Alves" in await shown.text()


async def test_an_act_leads_back_to_the_very_address_it_came_from(ana: Browser, inquiry: Inquiry) -> None:
    there = f"/staff/inquiries/{inquiry.reference}"
    answer = await ana.post(URL(f"{there}/note?desk=%23a%0d%0aX:1", encoded=True), {"text": "He rang."})
    assert answer.headers["Location"] == f"{there}?desk=%23a%0D%0AX:1&done=note"


async def test_reopening_and_releasing(ana: Browser, house: House, inquiry: Inquiry) -> None:
    await act(ana, inquiry, "close", outcome="declined", reason="Not ours")
    closed = await again(house.database, inquiry)
    assert (closed.status, closed.outcome, closed.outcome_reason) == (
        Status.CLOSED,
        Outcome.DECLINED,
        "Not ours",
    )
    assert (await act(ana, closed, "reopen")).status == 303
    assert (await act(ana, await again(house.database, inquiry), "release")).status == 409
    assert (await again(house.database, inquiry)).status is Status.OPEN


@pytest.mark.parametrize("theirs", ["take", "acknowledge", "close"])
@pytest.mark.parametrize("ours", ["acknowledge", "close"])
async def test_who_comes_second_is_told_what_the_other_did_and_loses_no_word(
    ana: Browser, dee: Browser, house: House, inquiry: Inquiry, ours: str, theirs: str
) -> None:
    await act(
        dee, inquiry, theirs, **{**ACTS[theirs], **({"reason": ""} if theirs == "close" else {"text": ""})}
    )
    before = await again(house.database, inquiry)
    await act(dee, inquiry, "note", text="Afterwards", once_key="k")
    answer = await act(ana, inquiry, ours, **ACTS[ours])
    words = await page(answer)
    sentence = {
        "take": "Dee Dunn took it.",
        "acknowledge": "Dee Dunn acknowledged it.",
        "close": "Dee Dunn closed it: Answered.",
    }[theirs]
    assert answer.status == 409
    assert "Someone was faster." in words
    assert sentence in words
    assert f">\n{CANARY}</textarea>" in words
    assert f'name="version" value="{before.version}"' in words or theirs == "close"
    assert await again(house.database, inquiry) == before


@each(
    ("name", "fields", "problem", "kept"),
    [
        (
            "acknowledge",
            {"text": CANARY, "back_by": "soonish"},
            "Enter the time you will be back by, like 15:00 or 3 pm",
            f">\n{CANARY}</textarea>",
        ),
        ("assign", {"owner": "99"}, "Choose somebody from the list", ""),
        ("assign", {"owner": "x"}, "Choose somebody from the list", ""),
        ("assign", {"owner": "٣"}, "Choose somebody from the list", ""),
        ("note", {"text": " \n "}, "Write your note", ""),
        ("note", {"text": "a\x00b"}, "Type it again: a character in it cannot be kept", ""),
        ("close", {"reason": CANARY}, "Choose how it ended", f">\n{CANARY}</textarea>"),
        ("close", {"outcome": "bored", "reason": CANARY}, "Choose how it ended", f">\n{CANARY}</textarea>"),
        ("close", {"outcome": "declined"}, "Write the reason: the sender is told it", ""),
        ("decline", {"reason": " \n"}, "Write the reason: the sender is told it", ""),
        ("note", {"text": "x" * 20_001}, "This has 20001 characters. Shorten it to 20000", "x" * 20_001),
    ],
)
async def test_what_cannot_be_done_says_the_cure_and_keeps_what_was_typed(
    ana: Browser, house: House, inquiry: Inquiry, name: str, fields: dict[str, str], problem: str, kept: str
) -> None:
    answer = await act(ana, inquiry, name, **fields)
    words = await page(answer)
    assert (answer.status, problem in words, kept in words) == (422, True, True)
    assert await again(house.database, inquiry) == inquiry
    assert await said(house, inquiry) == ()


async def test_bytes_that_are_no_text_are_refused_in_words_wherever_they_stand(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    url = f"/staff/inquiries/{inquiry.reference}"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    sent = (
        f"csrf={ana.csrf}&version=1&text=%FF%00&back_by=%FF&outcome=%FF&owner=%FF&once_key=%FF%00&reason=%FF"
    )
    statuses = {
        name: (await ana.client.post(f"{url}/{name}", data=sent, headers=kind, allow_redirects=False)).status
        for name in ("acknowledge", "assign", "note", "close")
    }
    assert statuses == dict.fromkeys(statuses, 422)
    key = sent.replace("text=%FF%00", "text=Words")
    answer = await ana.client.post(f"{url}/note", data=key, headers=kind, allow_redirects=False)
    assert (answer.status, [entry.text for entry in await said(house, inquiry)]) == (303, ["Words"])


async def test_a_double_click_on_note_is_one_note_and_it_needs_no_version(
    ana: Browser, dee: Browser, house: House, inquiry: Inquiry
) -> None:
    drawn = await (await ana.get(f"/staff/inquiries/{inquiry.reference}")).text()
    note = drawn[drawn.index('<form class="composer-box composer-note"') :]
    (key,) = re.findall(r'name="once_key" value="([^"]+)"', note)
    await act(ana, inquiry, "take")
    for _ in range(2):
        assert (await act(ana, inquiry, "note", text="Once", once_key=key)).status == 303
    drawn = await (await dee.get(f"/staff/inquiries/{inquiry.reference}")).text()
    (seen,) = re.findall(r'name="seen" id="note-seen" value="([^"]+)"', drawn)
    assert (await act(dee, inquiry, "note", text="Mine", once_key=key, seen=seen)).status == 303
    assert [(entry.who.name, entry.text) for entry in await said(house, inquiry)] == [
        ("Ana Alves", "Once"),
        ("Dee Dunn", "Mine"),
    ]


async def test_nobody_gets_what_they_may_not_see(
    ana: Browser, cy: Browser, dee: Browser, house: House, inquiry: Inquiry
) -> None:
    people = {browser.who.id: browser.who.name for browser in (ana, cy, dee) if browser.who}
    statuses = {
        name: (await act(ana, await again(house.database, inquiry), "assign", owner=str(id))).status
        for id, name in people.items()
    }
    assert statuses == {"Ana Alves": 303, "Cy Cole": 422, "Dee Dunn": 303}


def ottawa(day: int, hour: int, minute: int, *, month: int = 11) -> datetime:
    """In UTC, from Ottawa's winter time."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) + timedelta(hours=5)


@each(
    ("now", "typed", "back_by"),
    [
        (NOON, "", None),
        (NOON, "15:00", NOON + timedelta(hours=3)),
        (NOON, "3 pm", NOON + timedelta(hours=3)),
        (NOON, "11:59", NOON + timedelta(hours=23, minutes=59)),
        (NOON, "12:00", NOON + timedelta(hours=24)),
        (NOON, "24:00", NOON + timedelta(hours=12)),
        (ottawa(24, 23, 50), "00:15", ottawa(25, 0, 15)),
        (ottawa(24, 0, 5), "23:55", ottawa(24, 23, 55)),
        # 1 November, 02:00 becomes 01:00: 01:15 comes twice, 45 minutes after the first 01:30 it is 01:15 again.
        (ottawa(1, 0, 30), "01:15", ottawa(1, 1, 15)),
        (ottawa(1, 0, 10), "01:15", ottawa(1, 0, 15)),
        (ottawa(1, 0, 30), "9:00", ottawa(1, 9, 0)),
        # 8 March, 02:00 becomes 03:00: 02:30 does not exist, an hour later it is.
        (ottawa(8, 1, 30, month=3), "02:30", ottawa(8, 2, 30, month=3)),
        (ottawa(7, 23, 0, month=3), "09:00", ottawa(8, 8, 0, month=3)),
    ],
)
async def test_back_by_is_the_next_time_their_own_clock_shows_it(
    ana: Browser, now: datetime, typed: str, back_by: datetime | None
) -> None:
    assert ana.who is not None
    visitor = Visitor(ana.who, ana.token, frozenset(), now, "en", "America/Toronto")
    assert acknowledge.back_by_of(typed, visitor) == back_by
