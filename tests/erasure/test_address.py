"""All of an address: whoever it belongs to, however it is written; of others only what came from it or went to it."""

import re

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.erasure import address, cleaning
from inquiries.inquiry import acquaintance, changes, persons
from inquiries.inquiry.model import Recipient
from inquiries.people import saved_views
from tests import lettered
from tests.erasure import filled
from tests.erasure.filled import ADDRESS, WORD, raw
from tests.intake.lettered import asked, hire
from tests.intake.posting import send
from tests.opened import again


@pytest.fixture
async def ana(house, watch):
    return await hire(house, watch.now)


async def test_an_address_goes_from_its_inquiries_and_from_those_of_others(
    house, watch, client, open_new, ana, monkeypatch
):
    now, write = watch.now, house.database.write
    await filled.fill(house, client, open_new, ana, now)
    tagged = f"{WORD.title()}+news@Gazette.Example"
    await asked(house, client, open_new, email=tagged, name="B")
    near = await asked(house, client, open_new, email=f"not-{ADDRESS}", name="N", outlet="N")
    sam = await asked(house, client, open_new, name="Sam Lind", email="sam@school.example", outlet="School")
    await write(changes.let_in, sam, email=ADDRESS, staff_id=ana.id, at=now)
    both = (Recipient("to", "Sam", sam.email), Recipient("cc", "", tagged))
    await lettered.sent(house.database, await again(house.database, sam), ana, at=now, recipients=both)
    await lettered.wrote(
        house.database, await again(house.database, sam), at=now, sender=tagged, text=WORD, raw=raw()
    )
    await lettered.mail(house.database, at=now, raw=raw(), from_address=ADDRESS, desk="media")
    unread = {"state": tables.UNREAD_MAIL, "sender": None, "from_address": ""}
    await lettered.mail(house.database, at=now, raw=raw(sender=tagged), **unread)
    await write(
        saved_views.save, staff_id=ana.id, name="theirs", query=f"q={ADDRESS.replace('@', '%40')}", desk=""
    )
    await send(client, {**filled.posted(), **filled.ASKED, "email": f" {ADDRESS.upper()} "})  # not opened yet

    before = await filled.rows(house)
    would = await address.would_erase(house.database, house.keys, ADDRESS, at=now)
    assert await filled.rows(house) == before
    monkeypatch.setattr(address, "BATCH", 1)
    done = await address.erase(house.database, house.keys, f"{WORD}+other@GAZETTE.example", at=now)
    assert done == would
    assert {name: done[name] for name in ("inquiries", "submissions", "letters", "saved views")} == {
        "inquiries": 2,
        "submissions": 1,
        "letters": 3,
        "saved views": 1,
    }
    assert await cleaning.clean_now(house.post)
    spelled = re.compile(rf"(?<!not-){WORD}(\+\w+)?@gazette", re.I)
    assert {name for name, text in (await filled.rows(house)).items() if spelled.search(text)} == set()
    async with house.database.read() as db:
        assert list(await db.scalars(sa.select(tables.inquiries.c.id).order_by(tables.inquiries.c.id))) == [
            near.id,
            sam.id,
        ]
        kept = [letter.text for letter in await lettered.letters.of_inquiry(db, sam.id)]
    assert kept == ["Twelve."]
    assert await address.erase(house.database, house.keys, ADDRESS, at=now) == {}


async def test_other_addresses_of_the_same_person_are_counted(house, watch, client, open_new, ana):
    for email in (ADDRESS, f"{WORD}+x@gazette.example", "bo@home.example"):
        await asked(house, client, open_new, email=email)
    async with house.database.read() as db:
        one, _, home = [
            await persons.by_address(db, email, desks={"media"})
            for email in (ADDRESS, f"{WORD}+x@gazette.example", "bo@home.example")
        ]
        assert await address.joined(db, ADDRESS) == 0
    await house.database.write(acquaintance.join, one, home, staff_id=ana.id, at=watch.now)
    async with house.database.read() as db:
        assert await address.joined(db, ADDRESS.upper()) == 1
