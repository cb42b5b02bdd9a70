"""The server's door below the middlewares: what is no HTTP, headers that never end. Knows no page."""

import asyncio
import logging
from typing import Any

from aiohttp import web
from aiohttp.web_protocol import RequestHandler
from aiohttp.web_request import BaseRequest

from inquiries.settings import Settings
from inquiries.web import access, errors, headers

# Seconds for the header of a request, from its first byte; seconds an idle connection is kept.
HEADER, IDLE = 10.0, 75.0
# Seconds for a handler to end that was given its time to answer and is now cancelled.
CUT = 0.5

_log = logging.getLogger(__name__)


class Runner(web.AppRunner):
    """An AppRunner whose connections answer everything in our own words and wait for nobody for ever."""

    def __init__(self, app: web.Application, settings: Settings, **options: Any) -> None:
        super().__init__(
            app,
            # The body reader refuses packed bodies; unpacked here they could be bombs.
            auto_decompress=False,
            keepalive_timeout=IDLE,
            access_log_class=access.Lines,
            access_log=access.log,
            **options,
        )
        self._settings = settings

    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        return _Server(self._settings, made)


class _Server(web.Server):
    def __init__(self, settings: Settings, made: web.Server) -> None:
        super().__init__(
            made.request_handler, request_factory=made.request_factory, loop=made._loop, **made._kwargs
        )
        self._settings = settings

    def __call__(self) -> RequestHandler:
        return _Connection(self._settings, self, loop=self._loop, **self._kwargs)


class _Connection(RequestHandler):
    def __init__(self, settings: Settings, manager: web.Server, **options: Any) -> None:
        super().__init__(manager, **options)
        self._settings = settings
        self._header_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._header_due = self._loop.call_later(HEADER, self.force_close)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        requests, closing = self._request_count, self._close
        # Told to close, aiohttp drops what is still to come of the request it is answering.
        self._close = closing and not self._request_in_progress
        super().data_received(data)
        self._close = self._close or closing
        if self._request_count > requests:
            self._disarm()
        elif self._header_due is None and self._waiter is not None and not self._waiter.done():
            self._header_due = self._loop.call_later(HEADER, self.force_close)

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
        response = errors.plain(self._settings, status, headers.for_every_response(self._settings))
        response.force_close()
        return response

    def _disarm(self) -> None:
        if self._header_due is not None:
            self._header_due.cancel()
            self._header_due = None
