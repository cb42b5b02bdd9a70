"""Whether somebody reads what is sealed: the safeguarding leads that are named, and how much waits for them."""

from collections.abc import AsyncIterator

from inquiries.commands.doctor.case import Case, readable
from inquiries.commands.doctor.finding import Finding, bad, good, warn
from inquiries.inquiry import sealed
from inquiries.people import accounts


async def leads(case: Case) -> AsyncIterator[Finding]:
    """One line. Names staff, as the settings do, and nobody who wrote to us."""
    if (database := await readable(case)) is None:
        return
    wanted = {accounts.address(one): one for one in case.settings.safeguarding.leads}
    async with database.read() as db:
        able = await accounts.able(db)
        waiting = await sealed.count(db, case.settings.desks)
    missing = ", ".join(said for where, said in wanted.items() if where not in {one.email for one in able})
    said = f"Safeguarding: {waiting} sealed {'inquiry waits' if waiting == 1 else 'inquiries wait'}"
    if not any(one.leads or one.role == "administrator" for one in able):
        yield (bad if waiting or wanted else warn)(
            f"{said}, and nobody can sign in who may read them: {_CURE}"
        )
    elif not any(one.email in wanted for one in able):
        named = f"of {missing} none can sign in" if wanted else "no lead is named (safeguarding.leads)"
        yield (bad if wanted else warn)(f"{said}; {named}, so administrators read them: {_CURE}")
    elif missing:
        yield bad(f"{said}; not every lead can sign in: {missing}: {_CURE}")
    else:
        yield good(f"{said}; {len(wanted)} {'lead' if len(wanted) == 1 else 'leads'} can sign in.")


_CURE = "staff add, or staff password, gives an account."
