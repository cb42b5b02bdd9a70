"""Whether those who are named for what is sealed can sign in, with accounts that are there, invited or shut."""

from datetime import UTC, datetime

from inquiries.commands.doctor.leads import leads
from inquiries.database.engine import Database
from inquiries.people import accounts
from inquiries.people.accounts import Staff
from tests.commands.doctor.conftest import Make, lines

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
CURE = "staff add, or staff password, gives an account."
NOBODY = f"Safeguarding: 0 sealed inquiries wait, and nobody can sign in who may read them: {CURE}"


async def test_leads_who_cannot_sign_in_are_named_and_bad(case: Make, database: Database) -> None:
    async def said(*named: str) -> list[str]:
        return await lines(leads, case(database, safeguarding={"leads": named}))

    async def hired(name: str, role: accounts.Role = "member", hash: str | None = "x") -> Staff:
        given = {"email": f"{name}@charity.example", "name": name, "role": role, "desks": ()}
        return await database.write(accounts.add, **given, now=NOW, password_hash=hash)

    ana, dee = "ana@charity.example", "Dee@Charity.example"
    assert (await said(), await said(ana)) == ([f"warn {NOBODY}"], [f"bad {NOBODY}"])
    await hired("ada", "administrator")
    await hired("ana", hash=None)
    instead = f"so administrators read them: {CURE}"
    assert await said() == [
        f"warn Safeguarding: 0 sealed inquiries wait; no lead is named (safeguarding.leads), {instead}"
    ]
    assert await said(ana) == [
        f"bad Safeguarding: 0 sealed inquiries wait; of {ana} none can sign in, {instead}"
    ]
    shut = await hired("dee")
    await database.write(accounts.name_leads, [ana, dee])
    assert await said(ana, dee) == [
        f"bad Safeguarding: 0 sealed inquiries wait; not every lead can sign in: {ana}: {CURE}"
    ]
    assert await said(dee) == ["good Safeguarding: 0 sealed inquiries wait; 1 lead can sign in."]
    await database.write(accounts.disable, shut.id, NOW)
    async with database.read() as db:
        assert [one.name for one in await accounts.on_desk(db, "sealed")] == ["ada", "ana"]
