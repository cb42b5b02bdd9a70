"""Connections kept between mails. Knows nothing of what is sent over them."""

import asyncio
import contextlib
from dataclasses import dataclass

import aiosmtplib
from aiosmtplib import errors

from inquiries.mail import smtp_outcome

KEPT = 4  # idle connections at most
IDLE_SECONDS = 60.0
GOODBYE_SECONDS = 1.0  # for the answer to QUIT
CHECK_SECONDS = 5.0  # for the RSET that shows a kept connection still lives
MAILS_EACH = 100  # then a new connection: servers set limits of their own, Postfix's is 100
GOING_AWAY = 421
STALE = (errors.SMTPServerDisconnected, ConnectionError, smtp_outcome.NotTakenError)


@dataclass(slots=True)
class Connection:
    """One connection and how many mails it has carried."""

    client: aiosmtplib.SMTP
    mails: int = 0
    closing: asyncio.TimerHandle | None = None


class Pool:
    """Up to KEPT idle connections, newest used first, each closed after IDLE_SECONDS."""

    def __init__(self) -> None:
        self._idle: list[Connection] = []
        self._goodbyes: set[asyncio.Task[None]] = set()
        self._closed = False

    async def take(self) -> Connection | None:
        """A connection that answered just now, or None: then open a new one."""
        while self._idle:
            connection = self._idle.pop()
            if connection.closing is not None:
                connection.closing.cancel()
            try:
                await connection.client.rset(timeout=CHECK_SECONDS)
            except (OSError, errors.SMTPException):
                drop(connection.client)
            except BaseException:
                drop(connection.client)
                raise
            else:
                return connection
        return None

    async def give(self, connection: Connection) -> None:
        """Keep it for the next mail, or let it go."""
        connection.mails += 1
        if self._closed or len(self._idle) >= KEPT or connection.mails >= MAILS_EACH:
            await _goodbye(connection)
        elif connection.client.is_connected:
            loop = asyncio.get_running_loop()
            connection.closing = loop.call_later(IDLE_SECONDS, self._expire, connection)
            self._idle.append(connection)

    async def close(self) -> None:
        """Let every kept connection go; what is given back later is not kept either."""
        self._closed = True
        idle, self._idle = self._idle, []
        for connection in idle:
            if connection.closing is not None:
                connection.closing.cancel()
        await asyncio.gather(*(_goodbye(connection) for connection in idle), *self._goodbyes)

    def _expire(self, connection: Connection) -> None:
        self._idle.remove(connection)
        task = asyncio.ensure_future(_goodbye(connection))
        self._goodbyes.add(task)
        task.add_done_callback(self._goodbyes.discard)


def drop(client: aiosmtplib.SMTP) -> None:
    """Cut the connection at once. A plain close would wait for a stalled peer to read what is buffered."""
    if isinstance(client.transport, asyncio.WriteTransport):
        client.transport.abort()
    client.close()


async def _goodbye(connection: Connection) -> None:
    """QUIT, as good manners ask, without waiting long for the answer."""
    try:
        with contextlib.suppress(OSError, errors.SMTPException):
            await connection.client.quit(timeout=GOODBYE_SECONDS)
    finally:
        drop(connection.client)
