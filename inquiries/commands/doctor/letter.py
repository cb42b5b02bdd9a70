"""A test letter, sent the way every mail goes: what the server says to it, and whether it comes back to us."""

import asyncio
from collections.abc import AsyncIterator

from inquiries import clock, outcome
from inquiries.commands.doctor import arrival, doors
from inquiries.commands.doctor.case import Case, up_to_date
from inquiries.commands.doctor.finding import Finding, bad, good, unchecked, warn
from inquiries.inquiry import reference
from inquiries.mail import compose, probe, smtp_url
from inquiries.mail import settings as mail_settings
from inquiries.mail import transport as transports
from inquiries.mail.compose import Letter
from inquiries.mail.reply_address import Addresses

# No inquiry can have it: its check character is wrong. A service that does not know the mark files it under nothing.
NOBODY = "000-0001"
OURSELVES = "our own reply address"
_DOORS = {"imap": "IMAP", "lmtp": "LMTP", "receive": "the command receive"}
_TEXT = """\
This is a test letter from {name}.

Somebody ran "doctor" there to see whether mail arrives. Nobody has to answer.
"""


async def local(case: Case) -> AsyncIterator[Finding]:
    """Without a mail server it is kept here."""
    if case.settings.smtp_url is None:
        answer, _ = await _sent(case, case.to or case.settings.mail_from, "")
        if isinstance(answer, outcome.Done):
            yield good("Test letter: kept in the local mailbox; no mail leaves this machine (SMTP_URL).")
        else:
            yield bad(f"Test letter: {answer.reason}.")


async def named(case: Case) -> AsyncIterator[Finding]:
    """To whoever was named with --to; whether it arrived only they can see."""
    if case.settings.smtp_url is not None and case.to:
        answer, steps = await _sent(case, case.to, "")
        for found in _told(case, answer, steps, case.to):
            yield found
        if isinstance(answer, outcome.Done):
            yield good(f"Test letter: look for it where {case.to} is read, and among the spam.")


async def there_and_back(case: Case) -> AsyncIterator[Finding]:
    """To our own signed address, and by its door in again."""
    settings, database = case.settings, case.database
    if settings.smtp_url is None:
        return
    if reason := await _no_way_back(case):
        yield unchecked(f"Test letter: not sent to ourselves: {reason}.")
        return
    assert database is not None
    keys = await database.write(reference.keys)
    mark = probe.make(keys.secret)
    before = await arrival.newest(database)
    own = Addresses(keys.secret, settings.reply_address).for_inquiry(NOBODY)
    answer, steps = await _sent(case, own, mark)
    for found in _told(case, answer, steps, OURSELVES):  # servers repeat an address that they refuse
        yield Finding(found.grade, found.words.replace(own, OURSELVES))
    if not isinstance(answer, outcome.Done):
        return
    loop = asyncio.get_running_loop()
    start = loop.time()
    arrived = await arrival.wait(database, mark, after=before, seconds=case.wait)
    if arrived is None:
        yield bad(
            f"Test letter: not back after {case.wait:.0f} s. See the mail server's log for "
            f"{settings.reply_address} with a tag behind a plus, and whether the service is running."
        )
        return
    by = _DOORS.get(arrived.door, arrived.door)
    yield good(f"Test letter: back by {by} after {loop.time() - start:.1f} s.")
    signer = mail_settings.signer(settings)
    if signer is not None and not await arrival.still_signed(arrived, signer):
        yield warn(
            "Test letter: its DKIM signature did not survive the way: some server between changes mail."
        )
    elif signer is not None:
        yield good("Test letter: its DKIM signature arrived whole.")


async def _no_way_back(case: Case) -> str:
    """Why a letter to ourselves could not be seen coming; empty where it could."""
    if not case.settings.has_door:
        return "no door is set (IMAP_URL, LMTP_LISTEN); --to names somebody to send one to"
    if case.database is None or not await up_to_date(case.database):
        return "the database is not at this program's revision; start the service once"
    if case.settings.imap_url is None and not await doors.greeting(case.settings):
        return "the LMTP door is closed; start the service"
    return ""


async def _sent(case: Case, to: str, mark: str) -> tuple[outcome.Outcome, list[tuple[str, str]]]:
    """How it ended, and each step with the server's answer."""
    settings, steps = case.settings, list[tuple[str, str]]()
    domain = settings.mail_from.rpartition("@")[2]
    letter = Letter(
        to=to,
        from_=settings.mail_from,
        from_name=settings.organisation.name,
        subject=f"Test letter from {settings.organisation.short_name}",
        text=_TEXT.format(name=settings.organisation.name),
        html="",
        message_id=compose.message_id(domain),
        date=clock.now(),
        automatic="auto-generated",
        probe=mark,
    )
    transport = transports.transport(
        settings.smtp_url,
        settings.data_dir,
        signer=mail_settings.signer(settings),
        heard=lambda step, said: steps.append((step, said)),
    )
    try:
        async with asyncio.timeout(case.wait):
            return await transport.send(compose.compose(letter), sender="", to=to), steps
    except TimeoutError:
        return outcome.TryLater(f"the mail server took longer than {case.wait:.0f} s"), steps
    finally:
        await transport.close()


def _told(case: Case, answer: outcome.Outcome, steps: list[tuple[str, str]], to: str) -> list[Finding]:
    """A line for each step that went well, and one for the end."""
    found = [_step(case, step, said) for step, said in steps]
    if isinstance(answer, outcome.Done):
        return [*found, good(f"Test letter to {to}: {answer.answer}.")]
    return [*found, bad(f"Test letter to {to}: {answer.reason}.")]


def _step(case: Case, step: str, said: str) -> Finding:
    if step != "encryption" or said != "none":
        return good(f"Mail server, {step}: {said}")
    if smtp_url.parse(case.settings.smtp_url or "").is_here:
        return good("Mail server, encryption: none, and mail does not leave the machine to get there.")
    return warn("Mail server, encryption: none; on the way there everybody can read along.")
