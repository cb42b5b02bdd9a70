import asyncio
import logging

import pytest

from inquiries.web import connection
from tests.web.server import Answer, Server

NO_HTTP = [
    b"this is no request\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 40 + b"\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\nBad Header\r\n\r\n",
]


@pytest.mark.parametrize("sent", NO_HTTP, ids=range(len(NO_HTTP)))
async def test_what_is_no_http_is_refused_in_our_own_words(
    server: Server, sent: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    answer = Answer.of(await server.send(sent))
    assert (answer.status, answer.headers["content-type"], answer.headers.get("connection", "close")) == (
        400,
        "text/html; charset=utf-8",
        "close",
    )
    assert b"<h1>This did not arrive as it should</h1>" in answer.body
    assert b"<p>Dee 613-555-0142 214</p>" in answer.body
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_a_header_that_never_ends_is_cut_off_with_our_page_or_problem_and_silence_in_silence(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEADER", 0.15)
    started = asyncio.get_running_loop().time()
    page = await server.send(b"GET / HTTP/1.1\r\n", *[b"X: 1\r\n"] * 3, pause=0.02)
    problem = await server.send(b"POST /api/v1/forms/media/submissions HTTP/1.1\r\n")
    nothing = await server.send()
    for told, kind in ((page, b"text/html"), (problem, b"application/problem+json")):
        head, _, body = told.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
        assert b"\r\nContent-Type: " + kind in head
        assert (b"\r\nConnection: close" in head, b"\r\nContent-Security-Policy: " in head) == (True, True)
        assert b"\r\nContent-Length: %d\r\n" % len(body) in head
    assert (b"This took too long to arrive" in page, nothing) == (True, b"")
    assert asyncio.get_running_loop().time() - started < 0.9


async def test_a_second_header_on_a_kept_connection_is_cut_off_too(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEADER", 0.15)
    whole = b"GET /static/favicon.svg HTTP/1.1\r\nHost: x\r\n\r\n"
    started = asyncio.get_running_loop().time()
    received = await server.send(whole, b"GET / HTTP/1.1\r\n", b"X: 1\r\n", pause=0.02)
    assert received.count(b"HTTP/1.1 200") == 1
    assert asyncio.get_running_loop().time() - started < 0.9


async def test_a_kept_connection_may_rest_longer_than_a_header_may_take(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEADER", 0.1)
    whole = b"GET /static/favicon.svg HTTP/1.1\r\nHost: x\r\n\r\n"
    assert (await server.send(whole, whole, pause=0.2)).count(b"HTTP/1.1 200") == 2


async def test_a_sender_who_leaves_before_being_asked_for_the_body_is_no_fault_of_ours(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    asked = b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n"
    while "the sender left before an answer" not in caplog.messages:
        _, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(asked)
        writer.write_eof()
        await asyncio.sleep(0.01)
        writer.close()
        assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
