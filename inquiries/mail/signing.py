"""DKIM signatures (RFC 6376) on mail that leaves. Knows one key and one name, and nothing of servers."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path

import dkim

from inquiries.mail import dkim_key
from inquiries.mail.dkim_key import Key

# Signed once more than they stand there, so that none can be added on the way (RFC 6376 8.15).
SEALED = (
    *("from", "to", "cc", "subject", "date", "message-id", "reply-to", "in-reply-to", "references"),
    *("mime-version", "content-type", "auto-submitted"),
)
_SIGNED = ("content-transfer-encoding",)
_LARGE = 1024 * 1024  # of such a body every blank is as it left: nearly all of it is base64
_FROM = re.compile(rb"@([A-Za-z0-9.-]+)>?\s*$")


class NotSignedError(Exception):
    """The message could not be signed; the text says why."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs with `key` as <selector>._domainkey. of `domain`, or of whichever other domain a mail comes from."""

    key: Key
    selector: str
    domain: str

    async def sign(self, content: bytes) -> bytes:
        """The message, its lines ended by CRLF, with its signature on top. In a thread: RSA takes milliseconds.

        Raises NotSignedError.
        """
        try:
            return await asyncio.to_thread(self._signed, content)
        except Exception as error:
            raise NotSignedError(str(error) or type(error).__name__) from error

    def covers(self, domain: str) -> str:
        """The domain whose signature speaks for mail from `domain`: ours for those below it, else its own.

        DMARC asks that the two belong together (RFC 7489 3.1.1).
        """
        domain, own = domain.lower(), self.domain.lower()
        return own if domain == own or domain.endswith(f".{own}") else domain

    def _signed(self, content: bytes) -> bytes:
        # The library takes a message apart with expressions that stop the whole process for seconds over 20 MB.
        head, end, body = content.partition(b"\r\n\r\n")
        message = dkim.DKIM(head + end)
        message.body = body
        names = [name.lower().decode() for name, _ in message.headers]
        found = [_FROM.search(value) for name, value in message.headers if name.lower() == b"from"]
        domain = self.covers(found[0][1].decode()) if found and found[0] else self.domain
        once = [name for name in names if name in SEALED or name in _SIGNED]
        signature: bytes = message.sign(
            self.selector.encode(),
            domain.encode(),
            self.key.private,
            signature_algorithm=self.key.algorithm,
            canonicalize=(b"relaxed", b"relaxed" if len(body) <= _LARGE else b"simple"),
            include_headers=[name.encode() for name in (*once, *SEALED)],
        )
        return signature + content


def signer(key: Path | None, selector: str, mail_from: str) -> Signer | None:
    """The one the settings ask for, None without a key. Raises ValueError, a predicate in one line."""
    if key is None:
        return None
    made = Signer(dkim_key.read(key), selector, mail_from.rpartition("@")[2])
    if not _holds(made):
        raise ValueError("names a private key that does not fit together")
    return made


def _holds(made: Signer) -> bool:
    """Whether what it signs can be verified: once, at the start, with no name server asked."""
    trial = made._signed(b"From: <trial@%b>\r\n\r\n" % made.domain.encode())
    record = made.key.record.encode()
    return bool(dkim.verify(trial, dnsfunc=lambda name, timeout=5: record))
