import json
import logging
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from inquiries.settings import Settings
from inquiries.web.templating import Pages
from tests.web.server import Answer, Server


async def get(server: Server, path: str, method: str = "GET", *headers: str) -> Answer:
    lines = [f"{method} {path} HTTP/1.1", "Host: x", "Connection: close", *headers]
    return Answer.of(await server.send("\r\n".join(lines).encode() + b"\r\n\r\n"))


@pytest.mark.parametrize(
    ("path", "method", "status", "title"),
    [
        ("/nowhere", "GET", 404, "There is nothing at this address"),
        ("/echo", "DELETE", 405, "This address does not take that"),
        ("/fail/gone", "GET", 410, "This is no longer here"),
        ("/fail/teapot", "GET", 429, "This is more than we can take at once"),
        ("/fail/storage", "GET", 503, "We cannot keep this right now"),
        ("/fail/bug", "GET", 500, "Something went wrong on our side"),
        ("/%00%ff", "GET", 404, "There is nothing at this address"),
    ],
)
async def test_an_error_is_a_page_of_our_own_with_a_phone(
    server: Server, path: str, method: str, status: int, title: str
) -> None:
    answer = await get(server, path, method)
    page = answer.body.decode()
    assert (answer.status, answer.headers["content-type"], answer.headers["cache-control"]) == (
        status,
        "text/html; charset=utf-8",
        "no-store",
    )
    assert f"<title>{title} – Example Organisation</title>" in page
    assert "<p>Dee 613-555-0142 214</p>" in page


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/api/v1/nowhere", 404, "The link may be incomplete. Start again from the first page."),
        ("/api/v1/fail/storage", 503, "Wait a minute and send it again."),
        ("/api/v1/fail/gone", 410, "It was erased."),
    ],
)
async def test_an_error_of_the_api_is_a_problem(
    server: Server, path: str, status: int, detail: str | None
) -> None:
    answer = await get(server, path)
    told = json.loads(answer.body)
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    assert (told["type"], told["status"], told.get("detail")) == ("about:blank", status, detail)


async def test_headers_that_tell_what_to_do_are_kept(server: Server) -> None:
    answers = [await get(server, path) for path in ("/fail/teapot", "/fail/storage", "/echo")]
    told = [{name: answer.headers.get(name) for name in ("retry-after", "allow")} for answer in answers]
    assert told == [
        {"retry-after": "7", "allow": None},
        {"retry-after": "30", "allow": None},
        {"retry-after": None, "allow": "POST"},
    ]


async def test_a_redirect_is_no_error(server: Server) -> None:
    answer = await get(server, "/fail/moved")
    assert (answer.status, answer.headers["location"]) == (303, "/echo")


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
async def test_a_bug_is_logged_with_the_id_on_the_page_and_says_nothing_else(
    server: Server, caplog: pytest.LogCaptureFixture, prefix: str
) -> None:
    answer = await get(server, f"{prefix}/fail/bug?email=bo@paper.example")
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    found = re.fullmatch(r"incident ([0-9a-f]{8}): GET (.*)", record.getMessage())
    assert found
    assert found[1].encode() in answer.body
    assert found[2] == f"{prefix}/fail/{{kind}}"
    assert b"RuntimeError" not in answer.body
    assert b"bo@paper" not in answer.body
    assert record.exc_info is not None


async def test_a_mapped_exception_is_no_incident(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    answer = await get(server, "/fail/storage")
    assert b"number helps us" not in answer.body
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_a_broken_error_page_still_gives_words_and_a_phone(
    serve: Callable[[Settings, Pages], Awaitable[Server]], settings: Settings, housed: Pages, templates: Path
) -> None:
    (templates / "errors" / "error.html").write_text("{{ nobody_gave_this }}")
    answer = await get(await serve(settings, housed), "/nowhere")
    assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert b"<h1>There is nothing at this address</h1>" in answer.body
    assert b"<p>Dee: 613-555-0142 ext. 214</p>" in answer.body


async def test_an_expectation_we_do_not_know_is_refused(server: Server) -> None:
    answer = await get(server, "/echo", "POST", "Expect: miracles", "Content-Length: 0")
    assert (answer.status, answer.headers["x-content-type-options"]) == (417, "nosniff")
