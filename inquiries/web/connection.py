"""The server's door below the middlewares: what is no HTTP, headers that never end. Knows no page."""

import asyncio
import logging
from typing import Any, Protocol

from aiohttp import web
from aiohttp.http_parser import RawRequestMessage
from aiohttp.web_protocol import RequestHandler
from aiohttp.web_request import BaseRequest
from yarl import URL

from inquiries.web import access, refusals
from inquiries.web.refusals import Refusals
from inquiries.web.templating import Pages

# Seconds for the header of a request, from its first byte; seconds an idle connection is kept.
HEADER, IDLE = 10.0, 75.0
# Seconds for a handler to end that was given its time to answer and is now cancelled.
CUT = 0.5


_log = logging.getLogger(__name__)


class Turnstile(Protocol):
    """Answers at once, past the application, whom there is no time for; None to everybody else."""

    def __call__(self, request: BaseRequest, /) -> web.Response | None: ...


TURNSTILE: web.AppKey[Turnstile] = web.AppKey("turnstile")


class Runner(web.AppRunner):
    """An AppRunner whose connections answer everything in our own words and wait for nobody for ever."""

    def __init__(self, app: web.Application, pages: Pages, **options: Any) -> None:
        super().__init__(
            app,
            # The body reader refuses packed bodies; unpacked here they could be bombs.
            auto_decompress=False,
            keepalive_timeout=IDLE,
            access_log_class=access.Lines,
            access_log=access.log,
            **options,
        )
        self._pages, self._turnstile = pages, app.get(TURNSTILE, _admits)

    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        return _Server(self._pages, made, self._turnstile)


class _Server(web.Server):
    def __init__(self, pages: Pages, made: web.Server, turnstile: Turnstile) -> None:
        self._refusals, self._handler, self._turnstile = Refusals(pages), made.request_handler, turnstile
        self._make = made.request_factory
        super().__init__(self._answered, request_factory=self._made, loop=made._loop, **made._kwargs)

    def __call__(self) -> RequestHandler:
        return _Connection(self._refusals, self, loop=self._loop, **self._kwargs)

    def _made(self, message: RawRequestMessage, *rest: Any) -> BaseRequest:
        # Of "CONNECT " and a line end the parser makes a request for nothing, on which aiohttp would end in silence.
        whole = message if message.url is not None else message._replace(url=URL("/"), path="/")
        return self._make(whole, *rest)

    async def _answered(self, request: BaseRequest) -> web.StreamResponse:
        """Also what no middleware gets to see: on an unknown Expect aiohttp answers in its own words, or breaks."""
        wrong = refusals.wrong(request.headers)
        if wrong:
            return self._refusals.answer(wrong, api=request.rel_url.raw_path.startswith("/api/"))
        away = self._turnstile(request)
        if away is not None and "Expect" in request.headers:
            # Not told to go on, its sender keeps the body back: what came next would be taken for it.
            away.force_close()
        return away or await self._handler(request)


def _admits(_request: BaseRequest, /) -> None:
    """An application without a turnstile has time for everybody."""


class _Connection(RequestHandler):
    def __init__(self, refused: Refusals, manager: web.Server, **options: Any) -> None:
        super().__init__(manager, **options)
        self._refusals = refused
        self._begun = b""
        self._heard = False
        self._header_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._header_due = self._loop.call_later(HEADER, self._too_slow)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._begun, self._heard = refusals.beginning(data) or self._begun, True
        requests, closing = self._request_count, self._close
        # Told to close, aiohttp drops what is still to come of the request it is answering.
        self._close = closing and not self._request_in_progress
        super().data_received(data)
        self._close = self._close or closing
        if self._request_count > requests:
            self._disarm()
        elif self._header_due is None and self._waiter is not None and not self._waiter.done():
            self._header_due = self._loop.call_later(HEADER, self._too_slow)

    async def shutdown(self, timeout: float | None = 15.0) -> None:  # noqa: ASYNC109 - as aiohttp has it
        """Let what is half sent arrive and be answered, for `timeout` seconds; then end as aiohttp does."""
        if self._request_in_progress:
            self._handler_waiter = self._loop.create_future()
            await asyncio.wait([self._handler_waiter], timeout=timeout)
            timeout = CUT
        await super().shutdown(timeout)

    def handle_error(
        self,
        request: BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """What the parser refuses, and what breaks outside the middlewares. No address goes to the log."""
        if isinstance(exc, ConnectionError):
            _log.info("the sender left before an answer")
        elif status >= 500:
            _log.error("a request broke outside the application", exc_info=exc)
        else:
            _log.info("refused what is no HTTP request: %s", type(exc).__name__)
        if request.writer.output_size > 0:
            raise ConnectionError("part of an answer is already sent")
        status = refusals.status_of(exc, status, self._begun)
        return self._refusals.answer(status, api=refusals.is_for_the_api(self._begun))

    def _too_slow(self) -> None:
        """There is no request yet that could be answered. Who has sent nothing at all is told nothing (RFC 9110,
        15.5.9)."""
        if self._heard and self.transport is not None and not self.transport.is_closing():
            answer = self._refusals.answer(408, api=refusals.is_for_the_api(self._begun))
            self.transport.write(refusals.as_sent(answer))
        self.force_close()

    def _disarm(self) -> None:
        if self._header_due is not None:
            self._header_due.cancel()
            self._header_due = None
