"""Hands messages to one SMTP server over kept connections. Knows no inquiry, and never sends a mail twice."""

import asyncio
import logging
import re
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

import aiosmtplib
from aiosmtplib import SMTPResponse, errors

from inquiries import outcome
from inquiries.mail import address, signing, smtp_outcome, smtp_pool, smtp_url, wire
from inquiries.mail.signing import Signer

AT_ONCE = 8  # conversations; further mails wait
CONNECT_SECONDS = 15.0
COMMAND_SECONDS = 60.0
ACCEPT_SECONDS = 600.0  # after the final dot; RFC 5321 4.5.3.2.6

Heard = Callable[[str, str], None]  # step, answer

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Envelope:
    sender: str
    to: str
    content: bytes
    international: bool  # needs SMTPUTF8


class Smtp:
    """A transport (see transport.py). `helo` is the name we greet with; default: this machine's.

    Without a `signer` mail goes unsigned. `heard` is told each step and the server's answer, never a password.
    """

    def __init__(
        self, url: str, *, helo: str = "", signer: Signer | None = None, heard: Heard | None = None
    ) -> None:
        """Raises ValueError where the URL cannot be read; opens nothing yet."""
        self._server = smtp_url.parse(url)
        self._helo = helo or _own_name()
        self._signer = signer
        self._heard = heard or _unheard
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._pool = smtp_pool.Pool()

    @property
    def leaves_through(self) -> str:
        """The server's host name, for "Mail leaves through …"."""
        return self._server.host

    async def send(self, message: EmailMessage, *, sender: str, to: str) -> outcome.Outcome:
        """Hand one message over for one recipient. An empty `sender` is the null sender of RFC 5321 4.5.5.

        Never raises but for cancellation. A TryLater after the message was handed over says so.
        """
        recipient = address.parse(to)
        if recipient is None:
            return outcome.Refused("this cannot be an e-mail address")
        return_path = address.parse(sender) if sender else ""
        if return_path is None:
            return outcome.TryLater("our own sender address cannot be an e-mail address; see MAIL_FROM")
        try:
            content = wire.lines(await asyncio.to_thread(message.as_bytes))
            if self._signer is not None:
                content = await self._signer.sign(content)
            international = not (
                recipient.plain and str(return_path).isascii() and wire.header_is_ascii(content)
            )
            async with self._slots:
                return await self._deliver(
                    _Envelope(str(return_path), str(recipient), content, international)
                )
        except signing.NotSignedError as error:
            return outcome.TryLater(f"the mail could not be signed with our DKIM key: {error}")
        except Exception as error:
            if not isinstance(
                error, OSError | errors.SMTPException | smtp_outcome.NotTakenError | smtp_outcome.UnclearError
            ):
                _log.exception("A mail could not be handed over")
            return smtp_outcome.sort(error, self._server.host)

    async def close(self) -> None:
        """Say goodbye on every kept connection. Conversations under way end by themselves."""
        await self._pool.close()

    async def _deliver(self, envelope: _Envelope) -> outcome.Outcome:
        kept = await self._pool.take()
        if kept is not None:
            try:
                return await self._converse(kept, envelope)
            except smtp_pool.STALE as error:
                # Nothing was handed over yet, so a fresh connection cannot make it arrive twice.
                if isinstance(error, smtp_outcome.NotTakenError) and error.code != smtp_pool.GOING_AWAY:
                    raise
        return await self._converse(smtp_pool.Connection(await self._open()), envelope)

    async def _converse(self, connection: smtp_pool.Connection, envelope: _Envelope) -> outcome.Outcome:
        """One mail over one connection, which is kept if it stands afterwards and the server was polite."""
        client = connection.client
        if envelope.international and not client.supports_extension("smtputf8"):
            await self._pool.give(connection)
            return outcome.Refused(f"{self._server.host} cannot carry letters beyond ASCII before the @")
        try:
            answer = await _hand_over(client, envelope, self._heard)
        except smtp_outcome.NotTakenError:
            await self._pool.give(connection)
            raise
        except BaseException:
            smtp_pool.drop(client)
            raise
        await self._pool.give(connection)
        return outcome.Done(answer)

    async def _open(self) -> aiosmtplib.SMTP:
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            local_hostname=self._helo,
            timeout=COMMAND_SECONDS,
            use_tls=server.tls == smtp_url.TLS_FROM_THE_START,
            start_tls={smtp_url.IF_OFFERED: None, smtp_url.STARTTLS: True}.get(server.tls, False),
            tls_context=_unchecked() if server.tls == smtp_url.IF_OFFERED else None,
        )
        try:
            greeting = await client.connect(timeout=CONNECT_SECONDS)
            self._heard("greeting", smtp_outcome.said(greeting.code, greeting.message))
            await _greet(client)
            self._heard("encryption", _encryption(client))
            if server.username:
                answer = await _sign_in(client, server)
                self._heard("sign-in", smtp_outcome.said(answer.code, answer.message))
        except BaseException:
            smtp_pool.drop(client)
            raise
        return client


async def _greet(client: aiosmtplib.SMTP) -> None:
    """EHLO where it is still due, as after STARTTLS; HELO for servers older than 1995."""
    if client.is_ehlo_or_helo_needed:
        try:
            await client.ehlo()
        except errors.SMTPHeloError:
            await client.helo()


async def _sign_in(client: aiosmtplib.SMTP, server: smtp_url.Server) -> SMTPResponse:
    """One try by one method. The library's login() tries a refused password again by every other method,
    which locks accounts."""
    offered = client.server_auth_methods
    if "plain" in offered:
        return await client.auth_plain(server.username, server.password)
    if "login" in offered:
        return await client.auth_login(server.username, server.password)
    if "cram-md5" in offered:
        return await client.auth_crammd5(server.username, server.password)
    raise errors.SMTPException("the server offers no way to sign in that we know")


async def _hand_over(client: aiosmtplib.SMTP, envelope: _Envelope, heard: Heard) -> str:
    """MAIL, RCPT, DATA and the content. Returns the server's last words."""
    options = [f"SIZE={len(envelope.content)}"] if client.supports_extension("size") else []
    options += ["BODY=8BITMIME", "SMTPUTF8"] if envelope.international else []
    heard("sender", await _command(client, " ".join([f"MAIL FROM:<{envelope.sender}>", *options]), 2))
    heard("recipient", await _command(client, f"RCPT TO:<{envelope.to}>", 2))
    heard("data", await _command(client, "DATA", 3))
    protocol = client.protocol
    if protocol is None:
        raise errors.SMTPServerDisconnected("Connection lost")
    protocol.write(wire.dotted(envelope.content))
    try:
        code, words = await protocol.read_response(timeout=ACCEPT_SECONDS)
    except TimeoutError as error:
        raise smtp_outcome.UnclearError(f"no answer within {ACCEPT_SECONDS:.0f} s") from error
    except errors.SMTPResponseException as error:
        raise smtp_outcome.UnclearError(error.message) from error
    except errors.SMTPException as error:
        raise smtp_outcome.UnclearError("no answer") from error
    if code // 100 != 2:
        raise smtp_outcome.NotTakenError(code, words)
    return smtp_outcome.said(code, words)


async def _command(client: aiosmtplib.SMTP, line: str, wanted: int) -> str:
    code, words = await client.execute_command(line.encode(), timeout=COMMAND_SECONDS)
    if code // 100 != wanted:
        raise smtp_outcome.NotTakenError(code, words)
    return smtp_outcome.said(code, words)


def _encryption(client: aiosmtplib.SMTP) -> str:
    cipher = client.get_transport_info("cipher")
    return f"{cipher[1]}, {cipher[0]}" if cipher else "none"


def _unheard(_step: str, _answer: str) -> None:
    """Nobody asked."""


def _unchecked() -> ssl.SSLContext:
    """For encryption that is only taken where offered (RFC 7435): whoever could forge the certificate could
    as well have withheld the offer, so refusing it would only lose mail. No password travels this way."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _own_name() -> str:
    """A full host name or, as RFC 5321 4.1.4 allows, an address literal. Asks no name server."""
    name = socket.gethostname()
    return name if re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", name) else "[127.0.0.1]"
