from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from pytest_aiohttp import AiohttpClient

from inquiries.settings import Settings
from inquiries.web import headers
from inquiries.web.templating import Pages
from tests.web.server import Answer, Server

EXPECTED = {
    "content-security-policy": headers.PAGE,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "referrer-policy": "no-referrer",
    "server": "inquiries",
}

REQUESTS = [
    b"GET /static/favicon.svg HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"GET /fail/bug HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"GET /fail/moved HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx",
    b"POST /echo HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    b"this is no request\r\n\r\n",
    b"GET / HTTP/1.1\r\nBad Header\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20_000 + b"\r\n\r\n",
]


@pytest.mark.parametrize("sent", REQUESTS, ids=range(len(REQUESTS)))
async def test_every_response_carries_them_even_what_the_parser_refuses(server: Server, sent: bytes) -> None:
    answer = Answer.of(await server.send(sent))
    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED
    assert "strict-transport-security" not in answer.headers
    assert "unsafe-inline" not in answer.headers["content-security-policy"]


async def test_https_is_remembered_only_where_base_url_is_https(
    serve: Callable[[Settings, Pages], Awaitable[Server]], settings: Settings, housed: Pages
) -> None:
    server = await serve(settings.model_copy(update={"base_url": "https://contact.example"}), housed)
    answer = Answer.of(await server.send(REQUESTS[0]))
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


async def test_staff_pages_send_their_origin_with_forms(server: Server) -> None:
    sent = b"GET /staff/fail/gone HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert Answer.of(await server.send(sent)).headers["referrer-policy"] == "same-origin"


async def test_a_handlers_own_header_wins(settings: Settings, aiohttp_client: AiohttpClient) -> None:
    async def handler(request: web.Request) -> web.Response:
        return web.Response(text="<p>theirs</p>", headers=headers.SANDBOX)

    app = web.Application()
    app.router.add_get("/", handler)
    headers.attach(app, settings)
    answer = await (await aiohttp_client(app)).get("/")
    assert {name: answer.headers[name] for name in headers.SANDBOX} == dict(headers.SANDBOX)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
