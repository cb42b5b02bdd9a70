"""A real mail server on loopback that can be told to misbehave at any step, and records what it was given."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

# A key and a certificate for localhost, good until 2126 and trusted by nobody but these tests.
LOCALHOST_PEM = Path(__file__).with_name("localhost.pem")


@dataclass(frozen=True)
class Say:
    """Answer with this line instead. 421 also hangs up."""

    line: str


@dataclass(frozen=True)
class Drop:
    """Cut the connection instead of answering."""


@dataclass(frozen=True)
class Stall:
    """Never answer."""


@dataclass(frozen=True)
class Pause:
    """Answer as it should, this many seconds late."""

    seconds: float


Fault = Say | Drop | Stall | Pause
STEPS = ("greeting", "EHLO", "HELO", "STARTTLS", "AUTH", "RSET", "MAIL", "RCPT", "DATA", "dot")


@dataclass(frozen=True)
class Received:
    """One mail as it came. `connection` counts from 1."""

    sender: str
    to: tuple[str, ...]
    content: bytes
    options: tuple[str, ...]
    encrypted: bool
    connection: int


@dataclass
class MailServer:
    """What a test sees of the server. Step "dot" ends a mail; one dropped there counts as accepted."""

    port: int = 0
    connections: int = 0
    mails: list[Received] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    users: dict[str, str] = field(default_factory=dict)
    _faults: list[tuple[str, Fault, str, list[int]]] = field(default_factory=list)
    _sessions: set["_Conversation"] = field(default_factory=set)

    def fail(self, step: str, fault: Fault, *, times: int = 1_000_000, to: str = "") -> None:
        """Misbehave at a step, so many times, only for recipients that end in `to`."""
        assert step in STEPS, step
        self._faults.append((step, fault, to, [times]))

    def behave(self) -> None:
        """From now on, be good."""
        self._faults.clear()

    def hang_up(self) -> None:
        """Cut every open connection, as a restart would."""
        for session in list(self._sessions):
            session.cut()

    @property
    def open(self) -> int:
        """Connections open just now."""
        return len(self._sessions)

    def fault(self, step: str, recipients: tuple[str, ...]) -> Fault | None:
        for each, fault, to, left in self._faults:
            if each == step and left[0] > 0 and any(address.endswith(to) for address in recipients or ("",)):
                left[0] -= 1
                return fault
        return None


class _Conversation(SMTP):
    def __init__(self, server: MailServer, **options: Any) -> None:
        super().__init__(self, timeout=600, hostname="mail.test", **options)
        self._mail_server = server
        self._number = 0
        self._greeted = False
        for step in set(STEPS) & self._smtp_methods.keys():
            self._smtp_methods[step] = self._misbehaving(step, self._smtp_methods[step])

    def connection_made(self, transport: Any) -> None:
        if not self._number:
            self._mail_server.connections += 1
            self._number = self._mail_server.connections
            self._mail_server._sessions.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._mail_server._sessions.discard(self)
        super().connection_lost(error)

    def cut(self) -> None:
        if self.transport is None:
            return
        try:
            self.transport.abort()
        except AttributeError:  # before Python 3.11.4 a TLS connection already lost cannot be aborted again
            return

    async def push(self, status: Any) -> None:
        greeting, self._greeted = not self._greeted, True
        if not (greeting and await self._struck("greeting", ())):
            await super().push(status)

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        fault = self._mail_server.fault("dot", tuple(envelope.rcpt_tos))
        if not isinstance(fault, Say):
            content = envelope.original_content or b""
            encrypted = self.transport is not None and bool(self.transport.get_extra_info("sslcontext"))
            options = tuple(str(option) for option in envelope.mail_options)
            received = Received(
                envelope.mail_from or "", tuple(envelope.rcpt_tos), content, options, encrypted, self._number
            )
            self._mail_server.mails.append(received)
        if fault is None or isinstance(fault, Pause):
            await asyncio.sleep(fault.seconds if fault else 0)
            return "250 accepted"
        await self._strike(fault)
        return ""

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _kind: str, data: Any
    ) -> AuthResult:
        user, password = data.login.decode(), data.password.decode()
        self._mail_server.logins.append((user, password))
        return AuthResult(success=self._mail_server.users.get(user) == password, handled=False)

    def _misbehaving(
        self, step: str, method: Callable[[str], Awaitable[None]]
    ) -> Callable[[str], Awaitable[None]]:
        async def command(argument: str) -> None:
            self._mail_server.commands.append(f"{step} {argument or ''}".strip())
            recipients = tuple(self.envelope.rcpt_tos) if self.envelope else ()
            if step == "RCPT":
                recipients = (argument.partition("<")[2].partition(">")[0],)
            if not await self._struck(step, recipients):
                await method(argument)

        return command

    async def _struck(self, step: str, recipients: tuple[str, ...]) -> bool:
        fault = self._mail_server.fault(step, recipients)
        if isinstance(fault, Pause):
            await asyncio.sleep(fault.seconds)
            return False
        if fault is not None:
            await self._strike(fault)
        return fault is not None

    async def _strike(self, fault: Fault) -> None:
        if isinstance(fault, Say):
            await super().push(fault.line)
            if fault.line.startswith("421") and self.transport is not None:
                self.transport.close()
            return
        if isinstance(fault, Drop):
            self.cut()
        await asyncio.Event().wait()  # until the connection is gone


@asynccontextmanager
async def running(
    *,
    offer_tls: bool = False,
    tls_from_the_start: bool = False,
    users: dict[str, str] | None = None,
    utf8: bool = True,
) -> AsyncIterator[MailServer]:
    """A server for the length of a block, on a free port of 127.0.0.1."""
    state = MailServer(users=users or {})
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(LOCALHOST_PEM)
    loop = asyncio.get_running_loop()

    def conversation() -> _Conversation:
        made = _Conversation(
            state,
            loop=loop,
            enable_SMTPUTF8=utf8,
            tls_context=context if offer_tls else None,
            auth_require_tls=offer_tls,
        )
        made._authenticator = made.authenticate if users else None
        return made

    listener = await loop.create_server(
        conversation, "127.0.0.1", 0, ssl=context if tls_from_the_start else None
    )
    state.port = listener.sockets[0].getsockname()[1]
    try:
        yield state
    finally:
        listener.close()
        state.hang_up()
        await listener.wait_closed()
        for _ in range(5):  # let cancelled conversations end before the loop does
            await asyncio.sleep(0)
