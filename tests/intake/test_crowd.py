"""More than can even be read: whom to ring and when to send it again, at once, and nothing is kept."""

import asyncio
from datetime import timedelta

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import make_mocked_request, unused_port
from yarl import URL

from inquiries import app as apps
from inquiries.intake.door import DOOR
from inquiries.settings import Settings
from inquiries.web.connection import TURNSTILE, Runner
from inquiries.web.turns import Turns
from tests.intake.posting import EVENTS, MEDIA, count, title, words

API = "/api/v1/forms/media/submissions"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    given = settings.model_dump() | {"languages": ["en", "fr"]}
    given["forms"]["events"] |= {"exit_page": True}
    return Settings.model_validate(given)


@pytest.fixture
def swamped(monkeypatch):
    """Says whether the line is."""
    there = [True]
    monkeypatch.setattr(Turns, "is_swamped", property(lambda _turns: there[0]))
    return there


@pytest.fixture
async def address(house, watch):
    """Of the application, behind the door that `serve` puts before it."""
    runner = Runner(apps.application(house, with_worker=False), house.post.pages, shutdown_timeout=0.1)
    await runner.setup()
    port = unused_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()


async def test_who_is_turned_away_is_told_whom_to_ring_and_nothing_is_kept(house, address, swamped):
    async with ClientSession() as browser:
        answer = await browser.post(f"{address}/forms/media?send", data=MEDIA)
        page = await answer.text()
        problem = await browser.post(f"{address}{API}", json=MEDIA)
        told = await problem.json()
        figures = await (await browser.get(f"{address}/metrics")).text()
        for one in (answer, problem):
            assert (one.status, one.headers["Retry-After"], one.headers["Cache-Control"]) == (
                503,
                "30",
                "no-store",
            )
            assert "frame-ancestors 'none'" in one.headers["Content-Security-Policy"]
        assert title(page).startswith("Error: Not sent yet")
        assert "Your words are not lost" in words(page)
        assert "Ring Dee Oduya on 613-555-0142 ext. 214." in words(page)
        assert (MEDIA["question"] in page, told["status"]) == (False, 503)
        assert "inquiries_submissions_turned_away_total 2.0" in figures
        assert await count(house) == 0
        swamped[0] = False
        again = await browser.post(f"{address}/forms/media?send", data=MEDIA, allow_redirects=False)
        assert (again.status, await count(house)) == (303, 1)


async def test_who_asked_before_sending_the_words_is_told_that_the_connection_ends(address, swamped):
    """Else the next request on it would be taken for the words that were kept back (RFC 9110, 10.1.1)."""
    told = []
    for expect in ("", "Expect: 100-continue\r\n"):
        reader, writer = await asyncio.open_connection("127.0.0.1", URL(address).port)
        writer.write(f"POST /forms/media HTTP/1.1\r\nHost: x\r\n{expect}Content-Length: 9\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        told.append((head.split()[1], "Connection: close" in head))
        writer.close()
    assert told == [("503", False), ("503", True)]


@pytest.mark.parametrize(
    ("method", "path", "headers", "turned_away"),
    [
        ("POST", "/forms/media", {}, True),
        ("POST", API, {}, True),
        ("GET", "/forms/media", {}, False),
        ("POST", "/staff/bulk", {}, False),
        ("POST", "/forms/nothing", {}, False),
        # What they have typed stands nowhere else.
        ("POST", "/forms/events", {}, False),
        ("POST", "/forms/media/frame", {}, False),
        # Without headers of its own a script of another site would be told nothing.
        ("POST", API, {"Origin": "https://other.example"}, False),
    ],
)
async def test_only_who_loses_nothing_by_it_is_turned_away(
    house, swamped, method, path, headers, turned_away
):
    turnstile = apps.application(house, with_worker=False)[TURNSTILE]
    answer = turnstile(make_mocked_request(method, path, headers=headers))
    assert (answer is not None and answer.status == 503) == turned_away
    swamped[0] = False
    assert turnstile(make_mocked_request(method, path, headers=headers)) is None


async def test_the_page_is_in_the_senders_language_and_drawn_once_a_minute(
    house, swamped, watch, monkeypatch
):
    turnstile = apps.application(house, with_worker=False)[TURNSTILE]
    french = make_mocked_request("POST", "/forms/media", headers={"Accept-Language": "fr"})
    drawn, html = [], house.post.pages.html
    monkeypatch.setattr(
        house.post.pages, "html", lambda name, **given: (drawn.append(name), html(name, **given))[1]
    )
    first, second = turnstile(french), turnstile(french)
    assert (first.headers["Content-Language"], first.body == second.body, len(drawn)) == ("fr", True, 1)
    assert "Dee Oduya" in words(first.body.decode())
    watch.forward(timedelta(minutes=1))
    turnstile(french)
    assert len(drawn) == 2


async def test_behind_a_long_line_who_comes_keeps_every_word_and_waits_for_nothing(
    house, watch, aiohttp_client
):
    client = await aiohttp_client(apps.application(house, with_worker=False))
    turns = client.app[DOOR].turns
    turns._line.extend([(0.0, None)] * 1000)  # who never get their turn
    answer = await client.post("/forms/events", data=EVENTS)
    turns._line.clear()
    assert (answer.status, EVENTS["place"] in await answer.text(), await count(house)) == (503, True, 0)
