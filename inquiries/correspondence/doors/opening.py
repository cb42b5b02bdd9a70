"""All the doors that the settings name, opened for as long as the program serves."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from inquiries.correspondence.doors import lmtp
from inquiries.correspondence.doors.imap import Fetcher
from inquiries.mail.lmtp import Server
from inquiries.outbox.post import Post


class Doors:
    """What is open. Closing takes a few seconds, beside whatever else ends."""

    def __init__(self, server: Server | None, fetcher: Fetcher | None) -> None:
        self._server, self._fetcher = server, fetcher
        self._closing: asyncio.Future[list[None]] | None = None

    def begin_closing(self) -> None:
        if self._closing is None:
            ends = [self._server.stop()] if self._server else []
            ends += [self._fetcher.close()] if self._fetcher else []
            self._closing = asyncio.gather(*ends)

    async def close(self) -> None:
        self.begin_closing()
        if self._closing is not None:
            await self._closing


@asynccontextmanager
async def doors(post: Post, for_mail: socket.socket | None) -> AsyncIterator[Doors]:
    """Listen for LMTP on a bound socket, and fetch from IMAP_URL if it is set."""
    server = fetcher = None
    if for_mail is not None:
        server = lmtp.server(post)
        await server.start(for_mail)
    if post.settings.imap_url is not None:
        fetcher = Fetcher(post, post.settings.imap_url)
        fetcher.start()
    opened = Doors(server, fetcher)
    try:
        yield opened
    finally:
        await opened.close()
