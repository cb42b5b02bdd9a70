"""An LMTP server (RFC 2033): how a mail server hands over mail. Knows nothing of what becomes of it.

aiosmtpd talks; the body and its answers are ours, because LMTP wants one answer for each recipient after the dot –
after a refusal too – and aiosmtpd gives one for all, which the other side would take for the next recipient's.
"""

import asyncio
import contextlib
import logging
import re
import socket
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from inquiries.mail import lmtp_body
from inquiries.mail.lmtp_body import TooLarge, TooSlow

CONNECTIONS = 20  # at once: as many as Postfix makes by default, and each may hold a whole mail in memory
RECIPIENTS = 100  # of one mail, RFC 5321 4.5.3.1.8
IDLE_SECONDS = 300.0  # between two commands, RFC 5321 4.5.3.2.7
GRACE = 7.0  # seconds that a mail half handed over gets once the server is told to stop
MALFORMED = None, None

log = logging.getLogger(__name__)
_BARE = re.compile(r"([245])\d\d (?!\d\.\d)")


@dataclass(frozen=True, slots=True)
class Door:
    """What is behind the server. `take` keeps one mail for one recipient and gives the answer for it."""

    hostname: str
    known: Callable[[str], bool]
    take: Callable[[str, str, bytes], Awaitable[str]]


class Server:
    """Listens until it is told to stop."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.talks: set[_Conversation] = set()
        self.stopping = False
        self._listener: asyncio.Server | None = None
        self._one_left = asyncio.Event()

    async def start(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        make = loop.create_unix_server if listening.family == socket.AF_UNIX else loop.create_server
        self._listener = await make(lambda: _Conversation(self), sock=listening)

    async def stop(self) -> None:
        """Take nothing new; answer what is being handed over, for a few seconds. What is cut comes again."""
        self.stopping = True
        if self._listener is not None:
            self._listener.close()
        for talk in list(self.talks):
            talk.leave()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._alone(), GRACE)
        for talk in list(self.talks):
            talk.cut()
        await self._alone()

    def left(self, talk: "_Conversation") -> None:
        """A conversation has ended."""
        self.talks.discard(talk)
        self._one_left.set()

    async def _alone(self) -> None:
        while self.talks:
            self._one_left.clear()
            await self._one_left.wait()


class _Conversation(LMTP):
    line_length_limit = 2**16  # of what is read at once
    command_size_limits = defaultdict(lambda: 2048)  # noqa: RUF012 - as aiosmtpd has it

    def __init__(self, server: Server) -> None:
        super().__init__(
            self,
            data_size_limit=lmtp_body.LIMIT,
            enable_SMTPUTF8=True,
            hostname=server.door.hostname,
            ident="LMTP",
            timeout=IDLE_SECONDS,
            loop=asyncio.get_running_loop(),
        )
        self._server = server
        self._offering = self._busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._server.talks.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._server.left(self)
        super().connection_lost(error)

    def leave(self) -> None:
        """Say goodbye, unless a mail is being handed over; then after its answers."""
        if not self._busy and isinstance(self.transport, asyncio.Transport):
            self.transport.write(b"421 4.3.2 Stopping for now, try again soon\r\n")
            self.transport.close()

    def cut(self) -> None:
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()

    async def push(self, status: Any) -> None:
        """With an enhanced status code (RFC 2034), which LMTP demands and aiosmtpd leaves out."""
        if isinstance(status, str) and not self._offering and not status.startswith("220 "):
            status = _BARE.sub(lambda found: f"{found[0]}{found[1]}.0.0 ", status, count=1)
        await super().push(status)

    async def smtp_LHLO(self, arg: str) -> None:  # noqa: N802
        self._offering = True
        try:
            await super().smtp_LHLO(arg)
        finally:
            self._offering = False

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if await self.check_helo_needed("LHLO"):
            return
        envelope = self.envelope
        if envelope is None or not envelope.rcpt_tos:
            await self.push("503 5.5.1 Name a recipient first")
        elif arg:
            await self.push("501 5.5.4 DATA stands alone")
        else:
            self._busy = True
            try:
                await self._taken(envelope)
            finally:
                self._busy = False
            if self._server.stopping:
                self.leave()

    async def handle_EHLO(  # noqa: N802
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, offers: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*offers[:-1], "250-PIPELINING", "250 ENHANCEDSTATUSCODES"]

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, recipient: str, _options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return "452 4.5.3 Too many recipients for one mail"
        if not self._server.door.known(recipient):
            return "550 5.1.1 No mail is taken for this address here"
        envelope.rcpt_tos.append(recipient)
        return "250 2.1.5 Mail is taken for this address"

    async def handle_exception(self, error: Exception) -> str:
        log.error("An LMTP conversation met something unexpected", exc_info=error)
        return "451 4.3.0 Something went wrong here, try again later"

    async def _handle_client(self) -> None:
        if self._server.stopping or len(self._server.talks) > CONNECTIONS:
            await self.push("421 4.3.2 Too many connections just now, try again soon")
            self._writer.close()
        else:
            await super()._handle_client()

    async def _taken(self, envelope: Envelope) -> None:
        """Read the body and answer for each recipient, in their order, each as soon as its mail is kept."""
        if self._timeout_handle is not None:
            self._timeout_handle.cancel()  # the body has its own deadlines, keeping has none
        await self.push("354 End with a dot on a line of its own")
        sender = "" if envelope.mail_from == "<>" else envelope.mail_from or ""
        try:
            raw = await lmtp_body.read(self._reader)
        except TooSlow:
            await self.push("421 4.4.2 The mail did not arrive in time")
            self._writer.close()
            return
        except TooLarge:
            for _ in envelope.rcpt_tos:
                await self.push(f"552 5.3.4 Larger than {lmtp_body.LIMIT} octets")
        else:
            for recipient in envelope.rcpt_tos:
                await self.push(await self._server.door.take(sender, recipient, raw))
        self.envelope = self._create_envelope()
        self._reset_timeout()

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """aiosmtpd asks the library's header parser, which a long address of brackets or quotes makes fail."""
        address, closed, rest = arg.removeprefix("<").partition(">")
        if not arg.startswith("<") or not closed or any(sign.isspace() for sign in address):
            return MALFORMED
        return address or "<>", rest
