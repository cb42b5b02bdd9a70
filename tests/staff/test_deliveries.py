import re
from datetime import timedelta

import pytest

from inquiries import work
from inquiries.app import House
from inquiries.database import tables
from inquiries.outbox import deliveries
from inquiries.outbox.deliveries import Shown
from inquiries.outcome import Done, Refused, TryLater
from inquiries.queue import backoff
from tests.each import each
from tests.staff.conftest import NOON, Browser, Moment
from tests.staff.inquiries import opened
from tests.staff.mails import URL, Row, hold, mail, run, table

TIRED = "451, greylisted | Every attempt | to tired@x.example | 11:00 | 451, greylisted | 11:01"
MEDIA, EVENTS = "bo@gazette.example", "choir@harbour.example"


async def shown(house: House) -> list[Shown]:
    async with house.database.read() as db:
        return [
            *await deliveries.waiting(db, desks=(), everything=True),
            *await deliveries.delivered(db, desks=(), everything=True),
        ]


async def test_each_mail_stands_in_the_group_that_says_what_happens_next(house: House, dee: Browser) -> None:
    media = await opened(house, "media", email=MEDIA)
    later = TryLater("451, greylisted")
    await mail(house, media.id, "dead@x.example", Refused("550, no such mailbox"))
    await mail(house, media.id, "tired@x.example", *([later] * backoff.TRIES), kind="notification")
    await mail(house, media.id, "slow@x.example", later, TryLater("timed out"), kind="guide")
    await mail(house, media.id, "new@x.example", kind="acknowledgement")
    held = await mail(house, media.id, "held@x.example", later)
    await mail(house, media.id, "good@x.example", later, Done("250, accepted"))
    await mail(house, None, "dee@example.org", Done("250 ok"), kind="test")
    await house.database.write(hold, held, NOON + timedelta(seconds=30))
    found = await table(dee)
    tired = found["Needs a person"][1]
    assert tired[4].startswith(TIRED)
    assert found == expected(media.reference, tired[4])


def expected(ref: str, every_try: str) -> dict[str, list[Row]]:
    return {
        "Needs a person": [
            (
                "Dead letter",
                "dead@x.example | Receipt",
                ref,
                "1",
                "550, no such mailbox",
                "11:00 today",
                "Try again | to dead@x.example",
            ),
            (
                "Dead letter",
                "tired@x.example | Notice: Media inquiry",
                ref,
                "24 of 24",
                every_try,
                "11:23 today | first try 11:00",
                "Try again | to tired@x.example",
            ),
        ],
        "Trying again": [
            (
                "Again in 4 min",
                "slow@x.example | Receipt with the guide",
                ref,
                "2 of 24",
                "timed out | Every attempt | to slow@x.example | 11:00 | 451, greylisted | 11:01 | timed out",
                "next 12:04 | first try 11:00",
                "Try now | to slow@x.example",
            )
        ],
        "On its way": [
            ("Waiting to go", "new@x.example | Acknowledgement", ref, "", "", "now", ""),
            ("Sending", "held@x.example | Receipt", ref, "1", "Waiting for an answer", "now", ""),
        ],
        "Delivered": [
            ("Delivered", "dee@example.org | Test mail", "", "1", "250 ok", "11:00", ""),
            (
                "Delivered",
                "good@x.example | Receipt",
                ref,
                "2",
                "250, accepted | Every attempt | to good@x.example | 11:00 | 451, greylisted | 11:01 | 250, accepted",
                "11:01",
                "",
            ),
        ],
    }


async def test_an_acknowledgement_says_whose_it_is(house: House, ana: Browser) -> None:
    media = await opened(house, "media", email=MEDIA)
    assert ana.who is not None
    given = tables.inquiries.update().where(tables.inquiries.c.id == media.id)
    await house.database.write(run, given.values(acknowledged_by=ana.who.id, acknowledged_at=NOON))
    await mail(house, media.id, MEDIA, Done("250"), kind="acknowledgement")
    ((_, to, *_),) = (await table(ana))["Delivered"]
    assert to == f"{MEDIA} | Acknowledgement by Ana Alves"


async def test_a_member_sees_the_mail_of_their_desks_and_nothing_else(
    house: House, ana: Browser, cy: Browser, dee: Browser
) -> None:
    media = await opened(house, "media", email=MEDIA)
    events = await opened(house, "events", email=EVENTS)
    for inquiry, at in ((media, MEDIA), (events, EVENTS)):
        await mail(house, inquiry.id, f"a.{at}", Refused("550"))
        await mail(house, inquiry.id, f"b.{at}", TryLater("451"))
        await mail(house, inquiry.id, f"c.{at}", Done("250"))
    await mail(house, None, "dee@example.org", Refused("550"), kind="test")
    seen = {
        name: sorted(row[1].split(" | ")[0] for rows in (await table(browser)).values() for row in rows)
        for name, browser in (("ana", ana), ("cy", cy), ("dee", dee))
    }
    of = {at: [f"{letter}.{at}" for letter in "abc"] for at in (MEDIA, EVENTS)}
    assert seen == {
        "ana": of[MEDIA],
        "cy": of[EVENTS],
        "dee": sorted([*of[MEDIA], *of[EVENTS], "dee@example.org"]),
    }
    page = await (await cy.get(URL)).text()
    assert ("gazette" in page, media.reference in page) == (False, False)
    stuck = [re.findall(r"(\d+) held", await (await each.get(URL)).text()) for each in (ana, cy, dee)]
    assert stuck == [["1"], ["1"], ["3"]]


async def test_a_retry_puts_a_dead_letter_and_a_waiting_one_back_in_line_at_once(
    house: House, ana: Browser
) -> None:
    media = await opened(house, "media", email=MEDIA)
    ids = [
        await mail(house, media.id, f"{n}@x.example", outcome)
        for n, outcome in enumerate((Refused("550"), TryLater("451"), Done("250")))
    ]
    answers = [await ana.post(f"{URL}/{id}/retry") for id in ids]
    assert [(answer.status, answer.headers["Location"]) for answer in answers] == [
        (303, f"{URL}?done=retried"),
        (303, f"{URL}?done=retried"),
        (303, f"{URL}?done=not-retried"),
    ]
    states = {one.delivery.id: (one.state, one.tries, one.next_try_at) for one in await shown(house)}
    assert states[ids[0]] == states[ids[1]] == (tables.READY, 0, NOON)
    assert states[ids[2]][:2] == (tables.DONE, 1)
    notices = [await (await ana.get(answer.headers["Location"])).text() for answer in answers]
    assert "It is being sent again." in notices[0]
    assert "There was nothing to send again" in notices[2]


async def test_cy_cannot_retry_medias_mail_nor_learn_that_it_is_there(house: House, cy: Browser) -> None:
    media = await opened(house, "media", email=MEDIA)
    dead = await mail(house, media.id, MEDIA, Refused("550"))
    ids = [dead, dead + 1, 0, 999_999_999_999_999_999]
    answers = [await cy.post(f"{URL}/{id}/retry") for id in ids]
    assert {(answer.status, answer.headers["Location"]) for answer in answers} == {
        (303, f"{URL}?done=not-retried")
    }
    assert [(one.state, one.tries) for one in await shown(house)] == [(tables.DEAD, 1)]


@each("id", ["x", "-1", "9" * 19, "%C2%B2", "1.0"])
async def test_a_number_that_is_none_is_not_found(dee: Browser, id: str) -> None:
    assert (await dee.post(f"{URL}/{id}/retry")).status == 404


async def test_delivered_mail_comes_in_pages_and_the_first_also_shows_what_waits(
    house: House, dee: Browser
) -> None:
    media = await opened(house, "media", email=MEDIA)
    ids = [await mail(house, media.id, f"{n:03}@x.example", Done("250")) for n in range(deliveries.PAGE + 2)]
    await mail(house, media.id, "dead@x.example", Refused("550"))
    first = await table(dee)
    page = await (await dee.get(URL)).text()
    (more,) = re.findall(r'class="list-more"><a href="([^"]+)"', page)
    second = await table(dee, more)
    assert more == f"{URL}?before={ids[2]}"
    assert {group: len(rows) for group, rows in first.items()} == {"Needs a person": 1, "Delivered": 50}
    assert [row[1] for row in second["Delivered"]] == ["001@x.example | Receipt", "000@x.example | Receipt"]
    assert (list(second), "list-more" in await (await dee.get(more)).text()) == (["Delivered"], False)


@pytest.mark.parametrize("before", ["x", "-1", "9" * 400, "²", "1 OR 1=1", "%00", ""])
async def test_a_page_that_cannot_be_begins_at_the_top(house: House, dee: Browser, before: str) -> None:
    await mail(house, None, "dee@example.org", Done("250"), kind="test")
    assert list(await table(dee, f"{URL}?before={before}")) == ["Delivered"]


async def test_only_words_of_ours_come_back_from_the_address(dee: Browser) -> None:
    page = await (await dee.get(f"{URL}?done=Your+account+is+closed")).text()
    assert ("Your account is closed" in page, "strip-notice" in page) == (False, False)


async def test_what_the_other_server_said_is_shown_and_does_nothing(house: House, dee: Browser) -> None:
    await mail(house, None, "dee@example.org", Refused("550 <script>alert(1)</script>"), kind="test")
    page = await (await dee.get(URL)).text()
    assert "550 &lt;script&gt;alert(1)&lt;/script&gt;" in page


async def test_a_test_mail_goes_the_whole_way_to_whoever_asks(
    house: House, dee: Browser, moment: Moment
) -> None:
    answer = await dee.post(f"{URL}/test")
    assert (answer.status, answer.headers["Location"]) == (303, f"{URL}?done=test")
    waiting = await table(dee, f"{URL}?done=test")
    assert waiting == {
        "On its way": [("Waiting to go", "dee@example.org | Test mail", "", "", "", "now", "")]
    }
    await work.worker(house.post).drain()
    assert await table(dee) == {
        "Delivered": [
            (
                "Delivered",
                "dee@example.org | Test mail",
                "",
                "1",
                "kept in the local mailbox",
                "12:00",
                "",
            )
        ]
    }
    list_page = await (await dee.get("/staff/mailbox")).text()
    (url,) = re.findall(r'href="(/staff/mailbox/[^"]+)"', list_page)
    kept = await (await dee.get(url)).text()
    assert "Test mail from Example Organisation" in kept
    assert "Dee Dunn asked for this test mail on Tue 24 Nov 2026, 12:00." in kept
    assert "Dee Dunn &lt;dee@example.org&gt;" in kept


async def test_only_administrators_see_the_button(ana: Browser, dee: Browser) -> None:
    buttons = [f'action="{URL}/test"' in await (await each.get(URL)).text() for each in (ana, dee)]
    assert buttons == [False, True]


async def test_with_no_mail_yet_the_page_says_so_and_where_mail_goes(dee: Browser) -> None:
    page = await (await dee.get(URL)).text()
    assert ("No mail has been sent yet." in page, "Mail is kept on this machine" in page) == (True, True)
