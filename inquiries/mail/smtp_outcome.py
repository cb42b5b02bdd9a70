"""Every way a mail server can fail, sorted into try later or refused, with its own words. Opens nothing."""

import re
import ssl

from aiosmtplib import errors

from inquiries import outcome
from inquiries.mail import header

LONGEST_REASON = 300  # characters
_CONFIGURATION = frozenset({530, 534, 535, 538})  # RFC 4954, 3207: how we sign in, mended without a new mail


class NotTakenError(Exception):
    """The server answered a step of the conversation with anything but yes."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(code, words)
        self.code, self.words = code, words


class UnclearError(Exception):
    """The connection ended after the whole message was handed over and before the answer."""


def said(code: int, words: str) -> str:
    """A server's answer as people read it: "550, no such mailbox"; one line, bounded."""
    words = header.clean(words)
    return _bounded(f"{code}, {words}" if words else str(code))


def sort(error: Exception, host: str) -> outcome.Outcome:
    """What an exception out of the conversation with `host` means for the mail."""
    match error:
        case NotTakenError(code=code, words=words):
            final = 500 <= code <= 599 and code not in _CONFIGURATION
            return outcome.Refused(said(code, words)) if final else outcome.TryLater(said(code, words))
        case UnclearError():
            what = "the connection broke after the message was handed over; it may arrive twice"
            return outcome.TryLater(_bounded(f"{what} ({header.clean(str(error))})"))
        case errors.SMTPAuthenticationError(code=code, message=message):
            return outcome.TryLater(_bounded(f"{host} does not accept our sign-in: {said(code, message)}"))
        case errors.SMTPResponseException(code=code, message=message) if code > 0:
            return outcome.TryLater(_bounded(f"{host} does not let us in: {said(code, message)}"))
        case errors.SMTPConnectTimeoutError() | errors.SMTPTimeoutError():
            return outcome.TryLater(_bounded(f"{host} did not answer in time"))
        case _:
            return outcome.TryLater(_bounded(f"{_what_broke(error)} ({host})"))


def _what_broke(error: Exception) -> str:
    cause = error.__cause__ or error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"the certificate does not hold: {header.clean(cause.verify_message)}"
    if isinstance(cause, ssl.SSLError):
        return f"encryption failed: {header.clean(cause.reason or str(cause))}"
    if isinstance(error, errors.SMTPServerDisconnected):
        return "the connection broke"
    if isinstance(cause, OSError) and cause.strerror:
        return f"no connection: {header.clean(cause.strerror)}"
    return re.sub(r"^Error connecting to \S+ on port \d+: ", "no connection: ", header.clean(str(error)))


def _bounded(reason: str) -> str:
    return reason if len(reason) <= LONGEST_REASON else reason[: LONGEST_REASON - 1] + "…"
