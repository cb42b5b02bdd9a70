"""Every check there is, in the order of the report. One more is one more line here."""

from collections.abc import AsyncIterator

from inquiries.commands import one_line
from inquiries.commands.doctor import (
    backlog,
    backups,
    doors,
    engine,
    front,
    leads,
    letter,
    machine,
    privacy,
    published,
    times,
)
from inquiries.commands.doctor.case import Case, Check
from inquiries.commands.doctor.finding import Finding, bad

CHECKS: tuple[Check, ...] = (
    machine.folder,
    machine.disk,
    privacy.files,
    privacy.owners,
    machine.database,
    engine.engine,
    times.moment,
    times.zones,
    machine.service,
    front.proxies,
    backlog.queue,
    backlog.troubles,
    backlog.canary,
    leads.leads,
    backups.age,
    doors.answers,
    doors.listener,
    doors.mailbox,
    published.names,
    published.mx,
    published.spf,
    published.key,
    published.dkim,
    published.dmarc,
    letter.local,
    letter.named,
    letter.there_and_back,
)


async def findings(case: Case, checks: tuple[Check, ...] = CHECKS) -> AsyncIterator[Finding]:
    """What they find, as they find it. A check that breaks is a finding too, and the others go on."""
    for check in checks:
        try:
            async for found in check(case):
                yield found
        except Exception as error:
            subject = check.__name__.replace("_", " ").capitalize()
            yield bad(f"{subject}: {one_line.words(error) or f'the check broke ({type(error).__name__})'}")
