"""The receipt as its sender reads it in the moment after the post, before and after the inquiry is opened."""

import pytest

from inquiries.database import tables
from tests.intake.posting import EVENTS, MEDIA, part, send, words

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
Deadline 16:30 tomorrow in London, 11:30 here in Ottawa
When does it run? Thu 26 Nov, 06:00 in London, 01:00 here in Ottawa
Language for our answer English
Who to ring
Dee Oduya
Director
613-555-0142 ext. 214
Duty officer
613-555-0178
press@charity.example
Monday to Friday, 9:00 to 17:00 in Ottawa. Open now.
Something has changed?
Ask one more question
Your question
Send your question
Move your deadline
By the clock in London.
Date
Time
Move the deadline
There is no deadline any more
The story is dropped
Nobody works on your inquiry then. One more question opens it again.
Yes, the story is dropped
Withdraw and erase it
Keep this page. It needs no account, it changes as things happen, and it opens again from its address.
https://contact.charity.example/receipts/{token}"""

COPY = """\
Example Organisation
The Example Gazette, Tuesday 24 November 2026

Your reference: {reference}

Received: Tue 24 Nov 2026, 19:20 in London, 14:20 here in Ottawa

We have your inquiry.
A person at the Media desk confirms it by Tue 24 Nov 2026, 20:20 in London, 15:20 here in Ottawa.
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
Deadline
    Wed 25 Nov 2026, 16:30 in London, 11:30 here in Ottawa
Language for our answer
    English

Who to ring

Dee Oduya, Director
    613-555-0142 ext. 214
Duty officer
    613-555-0178
press@charity.example
Monday to Friday, 9:00 to 17:00 in Ottawa

This receipt changes as things happen:
https://contact.charity.example/receipts/{token}
"""


async def test_it_says_the_same_before_and_after_it_is_opened(house, client, read, open_new):
    await send(client)
    before = words(await read())
    await open_new()
    assert (
        words(await read())
        == before
        == RECEIVED.format(reference=house.keys.reference(1), token=house.keys.token(1))
    )


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
    assert words(await read()) == RECEIVED.format(
        reference=house.keys.reference(1), token=house.keys.token(1)
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"deadline_day": "none"}, "No deadline"),
        ({"timezone": "America/Toronto"}, "16:30 tomorrow in Ottawa"),
        ({"timezone": "America/New_York"}, "16:30 tomorrow in New York and here in Ottawa"),
        ({"timezone": "UTC"}, "16:30 tomorrow in UTC, 11:30 here in Ottawa"),
        ({"timezone": "Pacific/Auckland"}, "16:30 tomorrow in Auckland, 22:30 on Wed 25 Nov here in Ottawa"),
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
    assert await answer.text() == COPY.format(reference=reference, token=house.keys.token(1))


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
