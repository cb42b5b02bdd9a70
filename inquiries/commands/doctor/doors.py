"""Whether an answer can come in: by which doors, and whether they are open."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from inquiries.commands.doctor.case import Case
from inquiries.commands.doctor.finding import Finding, bad, good, warn
from inquiries.mail import imap_mailbox, imap_url
from inquiries.settings import Settings

SECONDS = 5


async def answers(case: Case) -> AsyncIterator[Finding]:
    """Letters ask for answers at the reply address; something has to bring them in."""
    settings = case.settings
    doors = [name for name, at in (("IMAP", settings.imap_url), ("LMTP", settings.lmtp_listen)) if at]
    if doors:
        yield good(f"Answers: mail to {settings.reply_address} comes in by {' and '.join(doors)}.")
    else:
        yield warn(
            f"Answers: no door is set (IMAP_URL, LMTP_LISTEN), so answers to {settings.reply_address} come back only "
            "if your mail server hands them to the command receive."
        )


async def listener(case: Case) -> AsyncIterator[Finding]:
    """The LMTP door is open, where there is one."""
    if case.settings.lmtp_listen:
        said = await greeting(case.settings)
        where = f"LMTP: {case.settings.lmtp_listen}"
        if said.startswith("220"):
            yield good(f"{where} is open.")
        else:
            yield bad(f"{where} {f'says {said!r}' if said else 'is closed: start the service'}.")


async def mailbox(case: Case) -> AsyncIterator[Finding]:
    """The mailbox that mail is fetched from lets us in, where there is one. Reads and marks nothing."""
    if case.settings.imap_url:
        place = imap_url.parse(case.settings.imap_url)
        try:
            await asyncio.to_thread(_look_in, place)
        except imap_mailbox.ConnectionGone as error:
            yield bad(f"IMAP: {place.host}: {error}.")
        else:
            yield good(f"IMAP: {place.host} lets us into {place.folder}.")


async def greeting(settings: Settings) -> str:
    """What the LMTP door says first; empty where it is closed."""
    at = settings.lmtp_listen or ""
    with contextlib.suppress(OSError, ValueError):
        async with asyncio.timeout(SECONDS):
            reader, writer = await _connection(at)
            try:
                line = await reader.readline()
            finally:
                writer.close()
        return line.decode("ascii", "replace").strip()[:200]
    return ""


def _look_in(place: imap_url.Place) -> None:
    box = imap_mailbox.Mailbox(place)
    try:
        box.open()
    finally:
        box.close()


async def _connection(at: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    if at.startswith("/"):
        return await asyncio.open_unix_connection(at)
    host, _, port = at.rpartition(":")
    return await asyncio.open_connection(host.strip("[]"), int(port))
