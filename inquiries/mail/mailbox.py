"""Mail kept as files where no SMTP server is set, to be read in the inbox. Nothing leaves the machine."""

import asyncio
import logging
import os
import re
import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from inquiries import clock, outcome
from inquiries.mail import address, read

_ID = re.compile(r"[0-9]{8}T[0-9]{6}\.[0-9]{6}Z-[0-9a-f]{8}")
_TIME = "%Y%m%dT%H%M%S.%fZ"
_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>\s]+>)", re.I | re.M)
_DELIVERED_TO = re.compile(rb"^delivered-to:[ \t]*(.*)$", re.I | re.M)
_UNFINISHED_SECONDS = 600
_HEADING_BYTES = 64 * 1024
_MAIL_BYTES = 8 * 1024 * 1024

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept mail. `to` is the envelope's recipient; `mail` has bodies only when it was read alone."""

    id: str
    at: datetime
    to: str
    mail: read.Mail


class Mailbox:
    """A transport (see transport.py) into a directory: one .eml a mail, names in order of time."""

    leaves_through = ""

    def __init__(self, directory: Path, *, scratch: bool = False) -> None:
        """A `scratch` mailbox waits for no disk: a power cut may take what was just kept."""
        self._directory, self._scratch = directory, scratch

    async def send(self, message: EmailMessage, *, sender: str, to: str) -> outcome.Outcome:
        """Keep the message on disk; Done only after fsync but in a scratch one. `sender` "" is the null sender."""
        recipient = address.parse(to)
        if recipient is None:
            return outcome.Refused("this cannot be an e-mail address")
        envelope = f"Return-Path: <{address.parse(sender) or ''}>\r\nDelivered-To: {recipient}\r\n"
        try:
            content = envelope.encode() + message.as_bytes()
            await asyncio.to_thread(_write, self._directory, content, durably=not self._scratch)
        except OSError as error:
            return outcome.TryLater(f"the mail could not be kept: {error.strerror or 'input/output error'}")
        except Exception:
            _log.exception("A mail could not be written")
            return outcome.TryLater("the mail could not be written")
        return outcome.Done("kept in the local mailbox")

    async def list(self, limit: int = 50, before: str = "") -> tuple[Kept, ...]:
        """Newest first. For the next page give the last id as `before`. Foreign files are passed over."""
        return await asyncio.to_thread(_list, self._directory, limit, before)

    async def read(self, id: str) -> Kept | None:
        """One mail with its bodies, or None where there is none of that id."""
        return await asyncio.to_thread(_read, self._directory, id)

    async def discard(self, messages: Collection[str], to: Collection[str] = ()) -> int:
        """Remove mails with these Message-IDs, or delivered to one of these mailboxes (address.mailbox), and what a
        crash left unfinished; how many there were."""
        return await asyncio.to_thread(_discard, self._directory, frozenset(messages), frozenset(to))

    async def close(self) -> None:
        """Nothing is held open."""


def _write(directory: Path, content: bytes, *, durably: bool) -> None:
    directory.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # the data directory, not made yet
    directory.mkdir(mode=0o700, exist_ok=True)
    name = f"{clock.now().astimezone(UTC).strftime(_TIME)}-{secrets.token_hex(4)}"
    unfinished = directory / f".{name}.tmp"
    try:
        with open(unfinished, "xb", opener=_private) as file:
            file.write(content)
            if durably:
                file.flush()
                os.fsync(file.fileno())
        unfinished.rename(directory / f"{name}.eml")
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    if durably:
        _sync(directory)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync(directory: Path) -> None:
    """Make the new name itself survive a power cut."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _list(directory: Path, limit: int, before: str) -> tuple[Kept, ...]:
    try:
        names = [name.removesuffix(".eml") for name in os.listdir(directory) if name.endswith(".eml")]
    except OSError:
        return ()
    ids = sorted(
        (name for name in names if _ID.fullmatch(name) and (not before or name < before)), reverse=True
    )
    found: list[Kept] = []
    for id in ids:
        if len(found) >= limit:
            break
        kept = _kept(directory, id, _HEADING_BYTES)
        if kept is not None:
            found.append(kept)
    return tuple(found)


def _read(directory: Path, id: str) -> Kept | None:
    return _kept(directory, id, _MAIL_BYTES) if _ID.fullmatch(id) else None


def _kept(directory: Path, id: str, limit: int) -> Kept | None:
    """None for what is no readable file of ours: gone meanwhile, a directory, an impossible time."""
    path = directory / f"{id}.eml"
    try:
        at = datetime.strptime(id.partition("-")[0], _TIME).replace(tzinfo=UTC)
        if not path.is_file():
            return None
        with open(path, "rb") as file:
            raw = file.read(limit)
    except (OSError, ValueError):
        return None
    mail = read.mail(raw) if limit == _MAIL_BYTES else read.heading(raw)
    return Kept(id, at, mail.delivered_to or mail.to, mail)


def _discard(directory: Path, messages: frozenset[str], to: frozenset[str]) -> int:
    gone = 0
    for path in directory.glob("*.eml"):
        head = _head(path)
        theirs = address.mailbox(_named(_DELIVERED_TO, head)) in to
        if theirs or _named(_MESSAGE_ID, head) in messages:
            path.unlink(missing_ok=True)
            gone += 1
    old = clock.now().timestamp() - _UNFINISHED_SECONDS
    for path in directory.glob(".*.tmp"):
        with suppress(OSError):  # it was finished meanwhile
            if path.stat().st_mtime < old:
                path.unlink()
    return gone


def _head(path: Path) -> bytes:
    """Up to the empty line; what cannot be read holds nothing."""
    try:
        with open(path, "rb") as file:
            return file.read(_HEADING_BYTES).replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    except OSError:
        return b""


def _named(pattern: re.Pattern[bytes], head: bytes) -> str:
    found = pattern.search(head)
    return found[1].decode("utf-8", "replace").strip() if found else ""
