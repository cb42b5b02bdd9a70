"""One mailbox on an IMAP server, through imapclient: what nobody has read, and waiting for more.

It blocks, so it lives in a thread; `cut()` alone may be called from another. Its errors name no person: the words of
a server may.
"""

import contextlib
import logging
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import imapclient
from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from inquiries.mail.imap_url import NONE, STARTTLS, TLS_FROM_THE_START, Place

WHOLE = 64 * 2**20  # octets of one mail that are fetched; of a larger one the rest stays in the mailbox alone
TIMEOUTS = SocketTimeout(15, 60)  # seconds to connect, and for an answer

# imapclient notes what is sent and received, for people who look for its faults.
logging.getLogger("imapclient").setLevel(logging.WARNING)


class ConnectionGone(Exception):
    """The mailbox cannot be used any more by this connection, or not at all; the words say at which step and why."""


class NotReadable(Exception):
    """The server does not give out this one mail."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail. `whole` is False where it is larger than what is fetched of one."""

    raw: bytes
    whole: bool


class Mailbox:
    """A connection; open() comes first. Raises ConnectionGone from every method but cut() and close()."""

    validity = 0  # UIDVALIDITY: as long as it stays, so do the numbers
    can_idle = False

    def __init__(self, place: Place) -> None:
        self._place, self._known = place, 0
        with _steps("be reached"):
            self._client = IMAPClient(
                place.host,
                place.port,
                ssl=place.tls == TLS_FROM_THE_START,
                ssl_context=_context(place),
                timeout=TIMEOUTS,
            )

    def open(self) -> None:
        """Sign in and open the folder."""
        if self._place.tls == STARTTLS:
            with _steps("be reached with STARTTLS"):
                self._client.starttls(_context(self._place))
        with _steps("be signed in to"):
            self._client.login(self._place.username, self._place.password)
        with _steps("be opened"):
            opened = self._client.select_folder(self._place.folder)
            self.validity = int(opened.get(b"UIDVALIDITY", 0))
            self.can_idle = bool(self._client.has_capability("IDLE"))
            self._known = int(opened.get(b"EXISTS", 0))

    def unseen(self) -> list[int]:
        """The numbers of mails that nobody has read."""
        with _steps("be searched"):
            self._announced()
            return [int(uid) for uid in self._client.search(["UNSEEN", "UNDELETED"])]

    def fetch(self, uid: int) -> Fetched | None:
        """One mail, without marking it; None when it is no longer there. Raises NotReadable too."""
        wanted = ["RFC822.SIZE", f"BODY.PEEK[]<0.{WHOLE}>"]
        with _steps("give out a mail"), _only_this_mail():
            found = self._client.fetch([uid], wanted).get(uid)
        if not found:
            return None
        raw = next((value for key, value in found.items() if key.startswith(b"BODY[]")), None)
        if not isinstance(raw, bytes):
            raise NotReadable("no bytes came")
        return Fetched(raw, len(raw) < WHOLE or found.get(b"RFC822.SIZE") == len(raw))

    def mark_seen(self, uid: int) -> None:
        with _steps("mark a mail as seen"):
            self._client.add_flags([uid], [imapclient.SEEN], silent=True)

    def idle(self, seconds: float) -> None:
        """Return as soon as the server has something to tell, at the latest after so many seconds."""
        with _steps("be watched"):
            if self._announced():
                return
            self._client.idle()
            if not self._read_ahead():
                self._client.idle_check(seconds)
            self._client.idle_done()  # fails on a connection that has gone, which idle_check does not tell

    def noop(self) -> None:
        """Let the server tell what is new, as one without IDLE wants to be asked."""
        with _steps("be asked"):
            self._client.noop()

    def cut(self) -> None:
        """End whatever this connection is waiting for: it fails at once."""
        with contextlib.suppress(OSError, ValueError):
            socket.socket.shutdown(self._client.socket(), socket.SHUT_RDWR)

    def close(self) -> None:
        """Say goodbye if anybody still listens."""
        with contextlib.suppress(OSError, IMAPClientError):
            self._client.logout()
        with contextlib.suppress(OSError, IMAPClientError):
            self._client.shutdown()

    def _read_ahead(self) -> bool:
        """Whether something came together with the answer to IDLE: it is read by now, and waiting would not show it."""
        connection: Any = self._client.socket()
        patience = connection.gettimeout()
        connection.settimeout(0)
        try:
            return bool(self._client._imap.file.peek(1))
        except ssl.SSLWantReadError:
            return False
        finally:
            connection.settimeout(patience)

    def _announced(self) -> bool:
        """Whether mail was announced since this was asked last: with the answer to something else, and not in IDLE."""
        count: Any = self._client._imap.response("EXISTS")[1][-1]
        known, self._known = self._known, int(count) if count else self._known
        return self._known > known


def _context(place: Place) -> ssl.SSLContext | None:
    return None if place.tls == NONE else ssl.create_default_context()


@contextlib.contextmanager
def _steps(step: str) -> Iterator[None]:
    """Name the step that failed."""
    said: Callable[[str], ConnectionGone] = partial(_gone, step)
    try:
        yield
    except (ConnectionGone, NotReadable):
        raise
    except OSError as error:  # a timeout and a refused certificate are
        raise said(str(error) or type(error).__name__) from error
    except IMAPClientError as error:
        raise said("the connection was lost" if _lost(error) else "the server says no") from error
    except Exception as error:  # what the library makes of an answer it does not understand
        raise said(f"its answer is not understood ({type(error).__name__})") from error


@contextlib.contextmanager
def _only_this_mail() -> Iterator[None]:
    """What is wrong with one mail, while the connection goes on."""
    try:
        yield
    except IMAPClientError as error:
        if _lost(error):
            raise
        raise NotReadable("the server does not give it out") from error


def _lost(error: Exception) -> bool:
    return isinstance(error, IMAPClientAbortError)


def _gone(step: str, why: str) -> ConnectionGone:
    return ConnectionGone(f"the mailbox cannot {step}: {why}")
