"""The receipt as its sender reads it, from the moment after the post to the end."""

from datetime import datetime, timedelta

import pytest

from inquiries.database import tables
from inquiries.inquiry import changes, records
from inquiries.inquiry.model import Outcome
from inquiries.people import accounts
from tests.intake.conftest import NOON
from tests.intake.posting import EVENTS, MEDIA, words

RECEIVED = """\
The Example Gazette, Tuesday 24 November
We have your inquiry
Your reference {reference}
Save a copy
Print
Received: done
19:20 today in London
14:20 here in Ottawa
A person has it: still ahead
Answered: still ahead
by 16:30 tomorrow in London
11:30 here in Ottawa
What happens next
A person at the Media desk confirms it by 20:20 today in London, 15:20 here in Ottawa.
Their name then stands here, and comes to you by mail.
What you sent
Your name Bo Reyes
Outlet The Example Gazette
Email bo@gazette.example
Phone +44 20 7946 0018
Topic Our programs
What you need Comment
Your question How many people did you help last year?
Language for our answer English
Deadline 16:30 tomorrow in London, 11:30 here in Ottawa
When does it run? Thu 26 Nov, 06:00 in London, 01:00 here in Ottawa
Who to ring
Dee Oduya
Director
613-555-0142 ext. 214
Duty officer
613-555-0178
Monday to Friday, 9:00 to 17:00 in Ottawa. Open now.
Keep this page. It needs no account, it changes as things happen, and it opens again from its address."""


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


@pytest.fixture
def read(client, house):
    async def read(given=MEDIA, form="media", id=1, path=""):
        answer = await client.get(f"/receipts/{house.keys.token(id)}{path}")
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
        return await answer.text()

    return read


async def send(client, given=MEDIA, form="media"):
    assert (await client.post(f"/forms/{form}", data=given, allow_redirects=False)).status == 303


def part(page: str, after: str, before: str) -> list[str]:
    """The lines between two headings."""
    return words(page).partition(f"{after}\n")[2].partition(f"\n{before}")[0].split("\n")


def after_heading(page: str) -> list[str]:
    return part(page, "What happens next", "What you sent")


async def test_it_says_the_same_before_and_after_it_is_opened(house, client, read, open_new):
    await send(client)
    before = words(await read())
    await open_new()
    assert words(await read()) == before == RECEIVED.format(reference=house.keys.reference(1))


async def test_a_topic_of_another_desk_shows_that_desk_at_once(client, read, open_new):
    await send(client, MEDIA | {"topic": "events"})
    before = words(await read())
    await open_new()
    assert before == words(await read())
    assert "A person at the Events desk confirms it by" in before
    assert "Cy Marsh" in before


async def test_an_inquiry_in_quarantine_reads_like_any_other(house, client, read, open_new):
    await send(client, MEDIA | {"website": "x"})
    await open_new()
    assert words(await read()) == RECEIVED.format(reference=house.keys.reference(1))


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


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"deadline_day": "none"}, "No deadline"),
        ({"timezone": "America/Toronto"}, "16:30 tomorrow in Ottawa"),
        ({"timezone": "America/New_York"}, "16:30 tomorrow in New York and here in Ottawa"),
        ({"timezone": "UTC"}, "16:30 tomorrow in UTC, 11:30 here in Ottawa"),
        ({"timezone": "Pacific/Auckland"}, "16:30 tomorrow in Auckland, 22:30 tomorrow here in Ottawa"),
        (
            {
                "deadline_day": "date",
                "deadline_date": "2027-03-14",
                "deadline_time": "02:30",
                "timezone": "America/Toronto",
            },
            "Sun 14 Mar 2027, 03:30 in Ottawa "
            "(the clocks go forward then and skip the time given, so we moved it forward with them)",
        ),
        (
            {
                "deadline_day": "date",
                "deadline_date": "2027-11-07",
                "deadline_time": "01:30",
                "timezone": "America/Toronto",
            },
            "Sun 7 Nov 2027, 01:30 EDT in Ottawa "
            "(the clocks go back then and this time comes twice; we took the first)",
        ),
    ],
)
async def test_the_deadline_is_said_back_in_both_zones(client, read, given, said):
    await send(client, MEDIA | given)
    assert f"\nDeadline {said}\n" in words(await read())


async def test_a_fundraiser_is_thanked_and_handed_the_guide(client, read, open_new):
    await send(client, EVENTS, "events")
    before = words(await read())
    await open_new()
    page = await read()
    assert words(page) == before
    assert before.split("\n")[:2] == ["Sam Lind, Tuesday 24 November", "Thank you, we have it"]
    assert part(page, "Your guide is ready", "What you sent") == [
        "“25 Tips” is free and yours to keep. We also send it by mail.",
        "Download the guide (PDF)",
    ]
    assert 'href="/guides/tips" download' in page
    for said in ("Date Sunday 30 May 2027", "Who is hosting? A school", "I can stop it at any time. Yes"):
        assert said in before


async def test_other_topics_get_no_guide(client, read):
    await send(client, EVENTS | {"topic": "other"}, "events")
    assert "guide" not in words(await read())


async def test_a_copy_to_keep_says_dates_and_whom_to_ring(house, client, read):
    await send(client, MEDIA | {"question": "One?\nTwo?", "publishes_at": "", "phone": ""})
    answer = await client.get(f"/receipts/{house.keys.token(1)}?copy=1")
    reference = house.keys.reference(1)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{reference}.txt"'
    assert (
        await answer.text()
        == f"""\
Example Organisation
The Example Gazette, Tuesday 24 November 2026

Your reference: {reference}

Received: Tue 24 Nov, 19:20 in London, 14:20 here in Ottawa

We have your inquiry.
A person at the Media desk confirms it by Tue 24 Nov, 20:20 in London, 15:20 here in Ottawa.
Their name then stands here, and comes to you by mail.

What you sent

Your name
    Bo Reyes
Outlet
    The Example Gazette
Email
    bo@gazette.example
Topic
    Our programs
What you need
    Comment
Your question
    One?
    Two?
Language for our answer
    English
Deadline
    Wed 25 Nov, 16:30 in London, 11:30 here in Ottawa

Who to ring

Dee Oduya, Director
    613-555-0142 ext. 214
Duty officer
    613-555-0178
press@charity.example
Monday to Friday, 9:00 to 17:00 in Ottawa

This receipt changes as things happen:
https://contact.charity.example/receipts/{house.keys.token(1)}
"""
    )


@pytest.mark.parametrize("copy", ["", "?copy=1"])
async def test_a_token_that_was_not_given_opens_nothing(house, client, copy):
    await send(client)
    good = house.keys.token(1)
    for token in (
        good[:-1],
        good[:-2] + "AA",
        good + "A",
        house.keys.token(2),
        "A" * 30,
        "%00",
        "%ff",
        "1",
        house.keys.reference(1),
    ):
        assert (await client.get(f"/receipts/{token}{copy}")).status == 404, token


async def test_what_the_sender_wrote_cannot_become_markup(client, read):
    attack = "<script>alert(1)</script>"
    await send(client, MEDIA | {"name": attack, "outlet": attack, "question": attack})
    assert attack not in await read()


async def test_a_form_taken_out_of_the_house_opens_nothing(house, client):
    await send(client)
    await house.database.write(lambda tx: tx.execute(tables.submissions.update().values(form="gone")))
    assert (await client.get(f"/receipts/{house.keys.token(1)}")).status == 404
