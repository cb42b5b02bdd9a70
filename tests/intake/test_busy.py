"""More than can be taken in time: 503, every word kept, whom to ring, and nothing stored."""

import pytest

from inquiries import app as apps
from inquiries.app import House
from inquiries.intake import busy
from tests.intake.posting import EVENTS, GOOD, MEDIA, boxes, count, title, words


@pytest.fixture
async def client(house: House, watch, aiohttp_client):
    return await aiohttp_client(apps.application(house, with_worker=False))


@pytest.fixture
def crowd(client, monkeypatch):
    """Says whether there is one."""
    there = [True]
    monkeypatch.setattr(type(client.app[apps.DOOR].pressure), "too_much", lambda _self, stood=0.0: there[0])
    return there


@pytest.mark.parametrize("form", GOOD)
async def test_who_is_sent_away_keeps_every_word_and_is_told_whom_to_ring(house, client, crowd, form):
    given = GOOD[form] | {"question": "One\r\ntwo “three” <b>", "form_token": "kept", "unknown": "x"}
    answer = await client.post(f"/forms/{form}", data=given)
    page = await answer.text()
    assert (answer.status, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (
        503,
        str(busy.RETRY_SECONDS),
        "no-store",
    )
    assert boxes(page) == given
    said, phone = (
        words(page),
        {"media": "Ring Dee Oduya on 613-555-0142 ext. 214.", "events": "Ring Cy Marsh"},
    )
    assert phone[form] in said
    assert title(page).startswith("Error: Not sent yet")
    assert "One\ntwo “three” <b>" in said
    assert await count(house) == 0


async def test_choices_are_shown_in_words_and_sent_again_as_they_were(client, crowd):
    page = await (await client.post("/forms/media", data=MEDIA)).text()
    assert ("Comment" in words(page), boxes(page)["request_type"]) == (True, "comment")


async def test_sent_again_it_is_taken_and_changed_it_is_the_form_again(house, client, crowd):
    page = await (await client.post("/forms/media", data=MEDIA | {"form_token": "t"})).text()
    changed = await client.post("/forms/media", data=boxes(page) | {"step": "change"})
    assert (changed.status, boxes(await changed.text())["name"]) == (200, MEDIA["name"])
    crowd[0] = False
    sent = await client.post("/forms/media", data=boxes(page), allow_redirects=False)
    assert (sent.status, await count(house)) == (303, 1)


async def test_nobody_finds_anothers_words_on_the_page(client, crowd):
    first = await client.post("/forms/events?secret=hers", data=EVENTS | {"name": "Sam Secret"})
    second = await client.post("/forms/events", data={"name": "Kim"})
    assert "hers" not in await first.text()
    assert boxes(await second.text()) == {"name": "Kim"}


async def test_letters_that_no_page_can_hold_break_nothing(client, crowd):
    answer = await client.post(
        "/forms/media",
        data=b"name=%ED%A0%80%00&question=a",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert (answer.status, boxes(await answer.text())["question"]) == (503, "a")


async def test_a_program_is_told_when_to_send_again(house, client, crowd):
    answer = await client.post("/api/v1/forms/media/submissions", json=MEDIA)
    told = await answer.json()
    assert (answer.status, answer.headers["Retry-After"], told["status"]) == (503, "30", 503)
    assert await count(house) == 0
