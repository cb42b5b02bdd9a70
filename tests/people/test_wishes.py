"""What somebody wants to be told of is kept as a whole, and for nobody else."""

from inquiries.database.engine import Database
from inquiries.people import accounts, wishes
from inquiries.people.wishes import Event, How, Quiet, Wishes
from tests.opened import NOON


async def test_wishes_are_what_was_kept_last_and_the_defaults_before(database: Database) -> None:
    ana, dee = [
        await database.write(
            accounts.add, email=f"{name}@example.org", name=name, role="member", desks=["media"], now=NOON
        )
        for name in ("ana", "dee")
    ]
    chosen = {("", Event.NEW): How.DIGEST, ("media", Event.NEW): How.OFF, ("", Event.DEAD_LETTER): How.NOW}
    mine = Wishes("Europe/London", 7 * 60, Quiet(1320, 420, False), chosen)
    await database.write(wishes.keep, ana.id, mine)
    async with database.read() as db:
        assert await wishes.all(db) == {ana.id: mine, dee.id: Wishes()}
    await database.write(wishes.keep, ana.id, Wishes())
    async with database.read() as db:
        assert await wishes.of(db, ana.id) == Wishes()
