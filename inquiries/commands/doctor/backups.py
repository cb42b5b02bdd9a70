"""How old the last backup is, as far as it was made here. A backup somebody makes in another way is not known of."""

from collections.abc import AsyncIterator
from datetime import timedelta

from inquiries import clock
from inquiries.commands.doctor import spans
from inquiries.commands.doctor.case import Case
from inquiries.commands.doctor.finding import Finding, bad, good, warn
from inquiries.safekeeping import record

LATELY = timedelta(days=2)
TOO_LONG = timedelta(days=14)


async def age(case: Case) -> AsyncIterator[Finding]:
    """Nothing has to be kept where there is nothing yet."""
    if case.database is None:
        return
    last = record.last(case.settings.data_dir)
    if last is None:
        yield warn("Backup: none has been made here: the command backup makes one, and reads it back.")
        return
    old = clock.now() - last.at
    said = f"Backup: the last one is {spans.said(old)} old ({last.file}, {max(last.size // 10**6, 1)} MB)"
    if old > TOO_LONG:
        yield bad(f"{said}.")
    elif old > LATELY:
        yield warn(f"{said}: let one be made every night.")
    else:
        yield good(f"{said}.")
