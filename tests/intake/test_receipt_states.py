"""The receipt as things happen to the inquiry: acknowledged, answered, declined, closed, silence."""

from datetime import datetime, timedelta

import pytest

from inquiries.inquiry import changes, planning, records
from inquiries.inquiry.model import Outcome
from inquiries.people import accounts
from tests.intake.conftest import NOON
from tests.intake.posting import MEDIA, after_heading, part, send, words


class Desk:
    """Ana, who works the Media desk, and what she does to the first inquiry."""

    def __init__(self, house, watch):
        self.house, self.watch = house, watch

    async def do(self, verb, **facts):
        async with self.house.database.read() as db:
            found = await records.by_id(db, 1)
            ana = await accounts.by_email(db, "ana@charity.example")
        await self.house.database.write(verb, found, staff_id=ana.id, at=self.watch.now, **facts)


@pytest.fixture
async def ana(house, watch):
    await house.database.write(
        accounts.add,
        email="ana@charity.example",
        name="Ana Silva",
        title="Press officer",
        phone="613-555-0142",
        role="member",
        desks=["media"],
        now=watch.now,
    )
    return Desk(house, watch)


async def test_an_acknowledgement_shows_who_has_it_and_their_words(house, client, read, open_new, ana, watch):
    await send(client)
    await open_new()
    watch.forward(timedelta(minutes=10))
    back_by = NOON + timedelta(hours=1)
    await ana.do(changes.acknowledge, text="I am on it.", back_by=back_by)
    page = await read()
    said = words(page)
    assert part(page, "A person has it: done", "Answered") == [
        "Ana Silva, Press officer",
        "19:30 today in London",
        "14:30 here in Ottawa",
    ]
    assert "A person has your inquiry" in said
    assert part(page, "I am on it.", "What you sent") == [
        "Ana Silva, 19:30 today in London, 14:30 here in Ottawa. Ring 613-555-0142.",
        "What happens next",
        "Ana Silva comes back to you by 20:20 today in London, 15:20 here in Ottawa.",
    ]
    watch.forward(timedelta(hours=2))
    when = "20:20 today in London, 15:20 here in Ottawa"
    meant = f"Ana Silva meant to come back to you by {when}. Ring us if it cannot wait."
    assert after_heading(await read()) == [meant]


@pytest.mark.parametrize(
    ("deadline", "sentence"),
    [
        (
            "tomorrow",
            "Ana Silva has it and knows that you need it by 16:30 tomorrow in London, 11:30 here in Ottawa.",
        ),
        ("none", "Ana Silva has it and comes back to you."),
    ],
)
async def test_who_promised_no_time_is_held_to_the_deadline(client, read, open_new, ana, deadline, sentence):
    await send(client, MEDIA | {"deadline_day": deadline})
    await open_new()
    await ana.do(changes.acknowledge, text="I have it.", back_by=None)
    assert after_heading(await read()) == [sentence]


@pytest.mark.parametrize(
    ("outcome", "reason", "heading", "step", "said"),
    [
        (
            Outcome.DECLINED,
            "A court is looking at it.",
            "We cannot answer this one",
            "Declined",
            "The reason: A court is looking at it.",
        ),
        (
            Outcome.ANSWERED,
            "by phone",
            "Your inquiry is answered",
            "Answered",
            "If our answer has not reached you, ring us.",
        ),
        (
            Outcome.NO_REPLY_NEEDED,
            "secret",
            "Your inquiry is closed",
            "Closed",
            "Ring us if you still need an answer.",
        ),
        (
            Outcome.STORY_DROPPED,
            "secret",
            "Your inquiry is closed",
            "Closed",
            "Ring us if you still need an answer.",
        ),
        (
            Outcome.DID_NOT_RESPOND,
            "secret",
            "Your inquiry is closed",
            "Closed",
            "Ring us if you still need an answer.",
        ),
    ],
)
async def test_an_end_is_said_once_with_its_time(
    client, read, open_new, ana, outcome, reason, heading, step, said
):
    await send(client)
    await open_new()
    await ana.do(changes.close, outcome=outcome, reason=reason)
    page = await read()
    assert words(page).split("\n")[1] == heading
    assert after_heading(page) == [said]
    # nobody closes what they have not read; but senders drop their story
    assert ("A person has it: done" in words(page)) is (outcome is not Outcome.STORY_DROPPED)
    assert part(page, f"{step}: done", "What happens next") == [
        "19:20 today in London",
        "14:20 here in Ottawa",
    ]
    shown = outcome is Outcome.DECLINED
    assert (reason in page, said in await read(path="?copy=1"), heading in await read(path="?copy=1")) == (
        shown,
        True,
        True,
    )


async def test_silence_past_the_promise_is_admitted(client, read, open_new, watch):
    await send(client)
    await open_new()
    watch.forward(timedelta(hours=1))
    when = "20:20 today in London, 15:20 here in Ottawa"
    late = f"A person should have confirmed it by {when}. Ring us if it cannot wait."
    assert after_heading(await read()) == [late]


async def test_no_promise_is_made_for_a_night(client, read, open_new, watch):
    watch.now = datetime(2026, 11, 25, 1, 0, tzinfo=NOON.tzinfo)  # 20:00 in Ottawa
    await send(client, MEDIA | {"deadline_day": "today", "deadline_time": "04:00"})
    shut = [
        "The Media desk opens after your deadline: 14:00 today in London, 09:00 here in Ottawa.",
        "If it cannot wait, ring Duty officer: 613-555-0178.",
    ]
    assert after_heading(await read()) == shut
    await open_new()
    assert after_heading(await read()) == shut
    watch.forward(timedelta(hours=14))
    assert after_heading(await read()) == [
        "Nobody has confirmed it yet. Ring us if you still need an answer."
    ]


async def test_a_deadline_of_tomorrow_sent_at_night_is_confirmed_in_the_morning(client, read, watch):
    watch.now = datetime(2026, 11, 25, 1, 0, tzinfo=NOON.tzinfo)
    await send(client, MEDIA | {"timezone": "America/Toronto", "deadline_time": "09:30"})
    assert (
        after_heading(await read())[0]
        == "A person at the Media desk confirms it by 09:15 tomorrow in Ottawa."
    )


async def test_a_deadline_that_was_moved_stands_on_the_receipt(house, client, read, open_new, ana, watch):
    await send(client, MEDIA | {"deadline_day": "tomorrow"})
    assert "by 16:30 tomorrow in London" in words(await read())
    await open_new()
    assert "by 16:30 tomorrow in London" in words(await read())
    async with house.database.read() as db:
        found = await records.by_id(db, 1)
    for deadline, said in ((NOON + timedelta(hours=2), "by 21:20 today in London"), (None, "")):
        async with house.database.read() as db:
            found = await records.by_id(db, 1)
        planned = planning.anew(house.settings, found, desk="media", deadline=deadline)
        await ana.do(changes.move_deadline, clocks=planned, wait_until=None, asked_by="Bo")
        page = words(await read())
        status = page.partition("What you sent")[0]
        assert (said in status, "16:30" in status) == (True, False)


async def test_where_the_desk_names_nobody_the_receipt_names_the_desk(client, house, read, open_new, ana):
    await send(client)
    await open_new()
    await ana.do(changes.acknowledge, text="I am on it.", back_by=None, name_hidden=True)
    page = words(await read())
    assert "A person at the Media desk has it and knows that you need it" in page
    assert ("Ana" in page, "Ring 613-555-0142" in page) == (False, False)
