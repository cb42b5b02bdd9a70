"""How earlier inquiries went: counted honestly, page by page, from the desks somebody sees, at a bounded cost."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database, Tx
from inquiries.inquiry import changes, earlier, persons
from inquiries.inquiry.earlier import Figures
from inquiries.inquiry.model import Outcome
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.inquiry.test_list_cost import plans, statements
from tests.opened import HOUR, NOON, clocks, events, media

MEDIA, BOTH = frozenset({"media"}), frozenset({"media", "events"})
BO = "bo@gazette.example"


async def of_bo(database: Database, desks: frozenset[str] = BOTH, **more: Any) -> tuple[earlier.Past, ...]:
    async with database.read() as db:
        bo = await persons.by_address(db, BO, desks=BOTH)
        assert bo is not None
        return await earlier.latest(db, earlier.of_person(bo), desks=desks, **{"limit": 99} | more)


async def test_figures_add_up_and_say_what_was_in_time(
    database: Database, opened: Opened, ana: Staff
) -> None:
    found = await opened(
        *(media() for _ in range(6)), media(clocks=clocks(deadline=None)), media(suspicion="it smells")
    )
    ends = (
        (Outcome.ANSWERED, NOON + 4 * HOUR),
        (Outcome.ANSWERED, NOON + 5 * HOUR),
        (Outcome.DECLINED, NOON),
        (Outcome.STORY_DROPPED, NOON),
        (Outcome.NO_REPLY_NEEDED, NOON),
        (Outcome.DID_NOT_RESPOND, NOON),
        (Outcome.ANSWERED, NOON + timedelta(days=99)),
    )
    for inquiry, (outcome, at) in zip(found, ends, strict=False):
        await database.write(changes.close, inquiry, outcome=outcome, reason="", staff_id=ana.id, at=at)
    await opened(events(answers={"email": BO}), media(answers={"email": BO.upper()}))
    expected = Figures(
        total=9,
        more=False,
        answered=3,
        in_time=2,
        declined=1,
        no_reply_needed=1,
        story_dropped=1,
        did_not_respond=1,
        open=1,
        held=1,
    )
    assert earlier.figures(await of_bo(database, MEDIA), 99) == expected
    assert earlier.figures(await of_bo(database), 99).total == 10
    few = earlier.figures(await of_bo(database, MEDIA, limit=4), 3)
    assert (few.total, few.more) == (3, True)


async def test_what_is_part_of_another_inquiry_is_not_counted_again(
    database: Database, opened: Opened
) -> None:
    whole, part = await opened(media(), media())

    async def merge(tx: Tx) -> None:
        values = {"status": tables.MERGED, "merged_into": whole.id}
        await tx.execute(tables.inquiries.update().where(tables.inquiries.c.id == part.id).values(values))

    await database.write(merge)
    assert [past.id for past in await of_bo(database)] == [whole.id]


async def test_they_come_newest_first_and_page_by_page(database: Database, opened: Opened) -> None:
    await opened(*(media(answers={"question": f"{n} " + "x" * 500}) for n in range(5)))
    first = await of_bo(database, limit=3)
    rest = await of_bo(database, limit=3, before=first[-1].id)
    assert [past.question.split()[0] for past in (*first, *rest)] == ["4", "3", "2", "1", "0"]
    assert {len(past.question) for past in first} == {160}


async def test_the_most_used_spelling_stands_first_and_an_outlet_is_found_by_any(
    database: Database, opened: Opened
) -> None:
    spelled = ("gazette", "The Gazette", "The Gazette", "THE GAZETTE", "", "Other")
    await opened(*(media(answers={"outlet": outlet}) for outlet in spelled))
    async with database.read() as db:
        found = await earlier.latest(db, earlier.of_outlet("gazette"), desks=MEDIA, limit=9)
        none = await earlier.latest(db, earlier.of_outlet(""), desks=MEDIA, limit=9)
    assert earlier.most_used(found, lambda past: past.outlet) == ("The Gazette", "THE GAZETTE", "gazette")
    assert none == ()


async def fill(tx: Tx, count: int) -> None:
    """Copies of the first inquiry: every third of Bo's address and outlet, the rest of thousands of others'."""
    table = tables.inquiries
    row = dict((await tx.execute(sa.select(table).where(table.c.id == 1))).mappings().one())
    submission = {"form": "media", "received_at": NOON, "fields": "[]", "answers": "{}", "facts": "{}"}
    ids = range(1001, 1001 + count)
    await tx.execute(tables.submissions.insert(), [{"id": n, "once_key": f"x{n}", **submission} for n in ids])
    rows = [
        row
        | {"id": n, "reference": f"R{n}", "status": n % 3 % 2 * 2}
        | ({} if n % 3 else {"email_key": f"p{n}@x.example", "outlet_key": f"o{n % 999}"})
        for n in ids
    ]
    await tx.execute(table.insert(), rows)


INDEXES = ("inquiries_email_key", "inquiries_outlet")


@pytest.mark.parametrize("way", ["person", "outlet", "going"])
async def test_however_much_one_asked_it_is_one_look_into_an_index(
    database: Database, opened: Opened, way: str
) -> None:
    (first, *_) = await opened(media(), events())
    await database.write(fill, 3000)

    async def analyze(tx: Tx) -> None:
        await tx.execute(sa.text("ANALYZE"))

    await database.write(analyze)

    async def look() -> object:
        async with database.read() as db:
            if way == "going":
                return await persons.others_going(db, first, BOTH)
            bo = earlier.Whose("email_key", (BO, "sam@supporter.example"))
            whose = bo if way == "person" else earlier.of_outlet(first.outlet_key)
            return await earlier.latest(db, whose, desks=BOTH, limit=101)

    heard = await statements(database, look)
    assert len(heard) == 1
    if database.is_sqlite:
        (plan,) = await plans(database, heard)
        assert any(index in plan for index in INDEXES)
        assert not re.search("SCAN (one|inquiries)", plan)
        looks = re.findall(r"SEARCH one USING COVERING INDEX \w+ \((.*)\)", plan)
        column = "outlet_key" if way == "outlet" else "email_key"
        assert set(looks) == (set() if way == "going" else {f"{column}=? AND desk=? AND status=?"})


async def test_so_many_addresses_that_one_statement_cannot_look_at_each_are_found_all_the_same(
    database: Database, opened: Opened
) -> None:
    emails = tuple(f"b{n}@x.example" for n in range(90))
    await opened(*(media(answers={"email": email}) for email in emails))
    async with database.read() as db:
        whose = earlier.Whose("email_key", emails)
        found = await earlier.latest(db, whose, desks=BOTH, limit=3, before=80)
        nobody = await earlier.latest(db, earlier.Whose("email_key", ()), desks=BOTH, limit=3)
        nowhere = await earlier.latest(db, whose, desks=frozenset(), limit=3)
    assert [past.id for past in found] == [79, 78, 77]
    assert (nobody, nowhere) == ((), ())
