"""The step to 0002 makes of what is there what opening would have made of it."""

import sqlalchemy as sa

from inquiries.database import schema, tables
from inquiries.database.engine import Database, Tx
from inquiries.inquiry import folding, outlets
from tests.database.conftest import first_step
from tests.opened import HOUR, NOON

ROWS = (
    ("bo@gazette.example", "Bo Reyes", "The Gazette"),
    ("BO@gazette.example", "B. Reyes", "Süddeutsche Zeitung"),
    ("Zoé@É.example", "Zoé  Amsel", "‘Ha’aretz’"),
    ("", "A caller", ""),
    ("ito@gazette.example", "ガゼット", "ﷺ" * 200),
)


async def _fill(tx: Tx) -> None:
    for id, (email, name, outlet) in enumerate(ROWS, 1):
        row = {"id": id, "once_key": str(id), "form": "media", "received_at": NOON + id * HOUR}
        text = {"fields": "[]", "answers": "{}", "facts": "{}"}
        await tx.execute(tables.submissions.insert().values(**row, **text))
        plain = {"form": "media", "desk": "media", "topic": "", "answers": "{}", "zone": "UTC", "status": 0}
        at = NOON + id * HOUR
        times = {"received_at": at, "respond_intent_at": at, "due_at": at, "stirred_at": at}
        who = {"id": id, "reference": str(id), "email": email, "name": name, "outlet": outlet}
        # Only what 0001 knew: the insert names no other column.
        await tx.execute(sa.insert(tables.inquiries).values(**plain, **times, **who).inline())


async def test_people_and_outlets_are_made_of_the_inquiries_there(bare: Database) -> None:
    await bare.write(first_step)
    await bare.write(_fill)
    await schema.migrate(bare)
    table, person, address = tables.inquiries, tables.persons, tables.person_addresses
    async with bare.read() as db:
        keys = (table.c.email_key, table.c.outlet_key)
        keyed = [tuple(row) for row in await db.execute(sa.select(*keys).order_by(table.c.id))]
        columns = (person.c.id, person.c.created_at, person.c.name_key)
        people = [tuple(row) for row in await db.execute(sa.select(*columns).order_by(person.c.id))]
        columns = (address.c.email, address.c.person_id, address.c.home_id)
        homes = [tuple(row) for row in await db.execute(sa.select(*columns).order_by(address.c.home_id))]
    assert keyed == [(email.lower(), outlets.key(outlet)) for email, _, outlet in ROWS]
    assert people == [(id, NOON + id * HOUR, folding.folded(ROWS[id - 1][1])) for id in (1, 3, 5)]
    assert homes == [
        ("bo@gazette.example", 1, 1),
        ("zoé@é.example", 3, 3),
        ("ito@gazette.example", 5, 5),
    ]

    async def one_more(tx: Tx) -> int:
        return (await tx.execute(person.insert().values(created_at=NOON).returning(person.c.id))).scalar_one()

    assert await bare.write(one_more) == 6
