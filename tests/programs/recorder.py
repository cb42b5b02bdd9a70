"""An LMTP door that keeps what it is given, to see what real programs send."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True, slots=True)
class Kept:
    sender: str
    to: tuple[str, ...]
    content: bytes


class Recorder:
    def __init__(self) -> None:
        self._kept: asyncio.Queue[Kept] = asyncio.Queue()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.original_content or b""
        self._kept.put_nowait(Kept(envelope.mail_from or "", tuple(envelope.rcpt_tos), content))
        return "250 kept"

    async def mail(self) -> Kept:
        """The next one, as soon as it is there."""
        return await asyncio.wait_for(self._kept.get(), timeout=15)


@asynccontextmanager
async def running(port: int) -> AsyncIterator[Recorder]:
    recorder, loop = Recorder(), asyncio.get_running_loop()
    listener = await loop.create_server(
        lambda: LMTP(recorder, hostname="door.example", enable_SMTPUTF8=True, loop=loop), "127.0.0.1", port
    )
    try:
        yield recorder
    finally:
        listener.close()
