"""Whatever is sent, as bytes on a socket: the status it deserves, every header, our own page with a phone, and never
a 5xx that we did not mean."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from inquiries import app as apps
from inquiries.app import House
from inquiries.intake import accept, rate, show
from inquiries.settings import Settings
from inquiries.web import body, headers
from inquiries.web.connection import Runner
from inquiries.web.pressure import Pressure
from tests.intake.posting import MEDIA
from tests.web.server import Answer, Server

FORM, JSON = "Content-Type: application/x-www-form-urlencoded", "Content-Type: application/json"
MEDIA_FORM, API = "/forms/media", "/api/v1/forms/media/submissions"
GOOD = json.dumps(MEDIA | {"deadline_date": None}).encode()
EVERYWHERE = {
    "content-security-policy": headers.PAGE,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
    "server": "inquiries",
}


def ask(path: str, method: str = "GET", *lines: str, host: str = "contact.charity.example") -> bytes:
    head = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", *lines]
    return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n"


def post(path: str, sent: bytes, *lines: str) -> bytes:
    return ask(path, "POST", f"Content-Length: {len(sent)}", *lines) + sent


def chunked(path: str, kind: str, sent: bytes) -> bytes:
    return ask(path, "POST", kind, "Transfer-Encoding: chunked") + sent


LONG = "a" * 20_000
ANSWERS: list[tuple[int, str, bytes]] = [
    # What is no HTTP, and what is none that can be answered.
    (400, "page", b"this is no request\r\n\r\n"),
    (400, "page", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 40 + b"\r\n\r\n"),
    (400, "page", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    (400, "page", b"GET / HTTP/9.9\r\n\r\n"),
    (400, "page", b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n"),
    (400, "page", b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"),
    (400, "page", b"GET / HTTP/1.1\nHost: x\n\n"),
    (400, "page", ask("/", "GET", "Bad Header")),
    (400, "page", ask("/", "GET", "X: a\0b")),
    (400, "page", ask("/", "GET", "X: a\r\n b")),
    (400, "page", ask("/", "BREW")),
    (400, "page", ask("nowhere")),
    (400, "page", ask("http://[::1/")),
    (400, "problem", ask("/api/v1/openapi.json", "GET", "Bad Header")),
    *((400, "page", ask("/", host=host)) for host in ("a b", "[::1", "x:999999", "<script>", "\xff\xfe", "x/y")),
    (400, "problem", ask("/api/v1/openapi.json", host="a b")),
    (200, "other", ask("/", host="")),
    (200, "other", ask("/", host="[::1]:8080")),
    (414, "page", ask(f"/{LONG}")),
    (414, "problem", ask(f"/api/v1/{LONG}")),
    (431, "page", ask("/", "GET", f"X: {LONG}")),
    (431, "page", ask("/", "GET", *["X: 1"] * 1000)),
    (431, "problem", ask("/api/v1/openapi.json", "GET", f"X: {LONG}")),
    # Bodies that never become one.
    *((400, "page", post(MEDIA_FORM, b"", FORM, f"Content-Length: {length}")) for length in ("three", "-3", "9" * 23)),
    (400, "page", chunked(MEDIA_FORM, FORM, b"zz\r\nq=1\r\n")),
    (400, "page", chunked(MEDIA_FORM, FORM, b"3\r\nq=1XX0\r\n\r\n")),
    (400, "problem", chunked(API, JSON, b"zz\r\nq=1\r\n")),
    (400, "page", ask(MEDIA_FORM, "POST", FORM, "Transfer-Encoding: gzip") + b"q=1"),
    (400, "page", chunked(MEDIA_FORM, FORM, b"0\r\n\r\n").replace(b"\r\n\r\n", b"\r\nContent-Length: 3\r\n\r\n", 1)),
    (400, "page", post(MEDIA_FORM, b"--b", "Content-Type: multipart/form-data; boundary=b")),
    (400, "problem", post(API, b"{", JSON)),
    (400, "problem", post(API, b"{}", JSON, "Idempotency-Key: two words")),
    (413, "page", post(MEDIA_FORM, b"question=" + b"x" * 2_000_000, FORM)),
    (413, "page", ask(MEDIA_FORM, "POST", FORM, "Content-Length: 99999999999")),
    (413, "problem", ask(API, "POST", JSON, "Content-Length: 99999999999")),
    (415, "page", post(MEDIA_FORM, b"hello", "Content-Type: text/plain")),
    (415, "page", post(MEDIA_FORM, b"\x1f\x8b", FORM, "Content-Encoding: gzip")),
    (415, "problem", post(API, b"q=1", FORM)),
    (417, "page", post(MEDIA_FORM, b"", FORM, "Expect: miracles")),
    (417, "page", post("/nowhere", b"", FORM, "Expect: \xff")),
    (417, "problem", post(API, b"", JSON, "Expect: miracles")),
    (422, "page", post(MEDIA_FORM, b"name=Bo", FORM)),
    (422, "page", ask(MEDIA_FORM, "POST", FORM)),  # no length: no body, and so nothing in the boxes
    (422, "problem", post(API, b"{}", JSON)),
    (422, "problem", post(API, b"[]", JSON)),
    # Addresses and methods.
    *((404, "page", ask(path)) for path in ("/nowhere", "/%00%ff", "//evil.example", "/guides/no", "/forms/no")),
    *((404, "page", ask(path)) for path in ("/static/../../etc/passwd", "/static/no.css", "/receipts/no")),
    (404, "page", ask("/forms/media/frame")),
    (404, "page", ask("*", "OPTIONS")),
    (404, "page", ask("contact.charity.example:443", "CONNECT")),
    (405, "page", b"CONNECT \r\nx:443 HTTP/1.1\r\nHost: x\r\n\r\n"),
    (404, "problem", ask("/api/v1/nowhere")),
    (404, "problem", post("/api/v1/forms/no/submissions", b"{}", JSON)),
    *((405, "page", ask(MEDIA_FORM, method)) for method in ("DELETE", "TRACE", "PROPFIND", "OPTIONS")),
    *((405, "page", ask(path, "PUT")) for path in ("/", "/static/favicon.svg", "/health/live", "/metrics")),
    (405, "problem", ask(API)),
    # What is fine, or fine to ignore.
    *((200, "other", ask(path)) for path in ("/", "/?lang=%ff%00", "/?%zz&&=%", "/forms/media?topic=%ed%a0%80")),
    *((200, "other", ask(path)) for path in ("/static/favicon.svg", "/health/live", "/health/ready", "/metrics")),
    (200, "other", ask("/guides/tips")),
    (200, "other", ask("/api/v1/openapi.json")),
    (200, "other", ask("/", "HEAD")),
    (200, "other", ask("/", "GET", "Accept-Language: " + "x;q=;," * 50, "Cookie: session=\xff;;;=\"; language=\xff")),
    (200, "other", ask("/", "GET", "Upgrade: websocket").replace(b"Connection: close", b"Connection: Upgrade, close")),
    (200, "other", ask("/", "GET", "Upgrade: h2c", "HTTP2-Settings: AAMA")),
    (204, "other", ask(API, "OPTIONS", "Origin: https://evil.example")),
]  # fmt: skip


@pytest.fixture
def settings(settings: Settings) -> Settings:
    guide = settings.data_dir / "tips.pdf"
    guide.write_bytes(b"%PDF-1.4 tips")
    return Settings.model_validate(
        settings.model_dump()
        | {
            "base_url": "https://contact.charity.example",
            "rate_limit": "1/10m",
            "organisation": {"name": "A Charity"},
            "people": [{"name": "Dee", "phone": "613-555-0142", "extension": "214", "desk": "media"}],
            "guides": {"tips": {"slug": "tips", "title": "25 Tips", "file": guide}},
        }
    )


@pytest.fixture
async def server(house: House) -> AsyncIterator[Server]:
    runner = Runner(apps.application(house, with_worker=False), house.post.pages, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield Server(runner.addresses[0][1])
    await runner.cleanup()


def complaints(answer: Answer, status: int, kind: str) -> list[str]:
    """What is not as it should be."""
    found, told = [], answer.headers
    if answer.status != status:
        found.append(f"{answer.status}")
    found += [f"{name}: {told.get(name)}" for name, value in EVERYWHERE.items() if told.get(name) != value]
    if status == 405 and not told.get("allow"):
        found.append("no Allow")
    if status in (429, 503) and not told.get("retry-after", "").isdigit():
        found.append("no Retry-After")
    if kind != "other" and told.get("cache-control") != "no-store":
        found.append(f"cache-control: {told.get('cache-control')}")
    if kind == "problem":
        same = json.loads(answer.body or b"{}").get("status") == status
        is_one = told.get("content-type") == "application/problem+json" and same
        found += [] if is_one else [f"no problem: {answer.body[:80]!r}"]
    if kind == "page":
        needed = (b"A Charity</title>", b'rel="stylesheet"', b'href="tel:6135550142;ext=214"', b"911", b"<h1")
        page = told.get("content-type") == "text/html; charset=utf-8"
        found += (
            [] if page and all(part in answer.body for part in needed) else [f"no page: {answer.body[:80]!r}"]
        )
    return found


async def tried(server: Server, answers: list[tuple[int, str, bytes]]) -> dict[bytes, list[str]]:
    sockets = asyncio.Semaphore(8)

    async def one(status: int, kind: str, sent: bytes) -> list[str]:
        async with sockets:
            return complaints(await server.answer(sent), status, kind)

    found = await asyncio.gather(*(one(*answer) for answer in answers))
    return {answer[2][:120]: wrong for answer, wrong in zip(answers, found, strict=True) if wrong}


@pytest.mark.only("sqlite", "nothing here depends on what keeps the rows")
async def test_every_answer_has_its_status_its_headers_and_a_page_with_a_phone(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = "&".join(f"{name}={value}" for name, value in MEDIA.items()).replace("+", "%2B").encode()
    by_page, by_program = post(MEDIA_FORM, again, FORM), post(API, GOOD, JSON)
    half = ask(MEDIA_FORM, "POST", FORM, "Content-Length: 99") + b"name=Bo"
    slow = [(408, "page", half), (408, "problem", half.replace(MEDIA_FORM.encode(), API.encode(), 1))]
    assert await tried(server, ANSWERS) == {}
    with monkeypatch.context() as patch:
        patch.setattr(body, "GRACE", 0.1)
        assert await tried(server, slow) == {}
    assert await tried(server, [(303, "moved", by_page)]) == {}
    assert await tried(server, [(429, "problem", by_program), (429, "page", by_page)]) == {}
    monkeypatch.setattr(rate, "admitted", lambda door, request: True)
    assert await tried(server, [(201, "made", by_program)]) == {}
    with monkeypatch.context() as patch:
        patch.setattr(Pressure, "too_much", lambda pressure, stood: True)
        assert await tried(server, [(503, "problem", by_program), (503, "page", by_page)]) == {}
    with monkeypatch.context() as patch:
        patch.setattr(show, "form_page", None)
        patch.setattr(accept, "accept_once", None)
        assert await tried(server, [(500, "page", ask(MEDIA_FORM)), (500, "problem", by_program)]) == {}
