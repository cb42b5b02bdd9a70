"""What inquiries are found by stays in step with them, whatever is done to them."""

from typing import Any

import pytest

from inquiries.database import tables
from inquiries.database.engine import Database, Tx
from inquiries.inquiry import changes, lists, records
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.wanted import View, Wanted
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.opened import NOON, media


async def found(database: Database, words: str, who: Staff) -> list[int]:
    async with database.read() as db:
        page = await lists.page(db, Wanted(View.ALL, words=words), who=who, desks=who.desks)
    return [row.inquiry.id for row in page.rows]


async def test_what_is_gone_is_found_no_more(database: Database, opened: Opened, ana: Staff) -> None:
    gone, kept = await opened(media(), media())
    await database.write(changes.note, gone, text="Zeppelin", once_key="z", staff_id=ana.id, at=NOON)
    assert await found(database, "zepp", ana) == [gone.id]

    async def forget(tx: Tx) -> None:
        await tx.execute(tables.inquiries.delete().where(tables.inquiries.c.id == gone.id))

    await database.write(forget)
    assert await found(database, "zepp", ana) == []
    assert await found(database, "shelter", ana) == [kept.id]


@pytest.mark.only("sqlite", "PostgreSQL keeps its index in step by itself")
async def test_the_index_holds_exactly_what_the_documents_say(
    database: Database, opened: Opened, ana: Staff
) -> None:
    """Whatever the verbs did: FTS5 compares every word of the index with the table it is made from."""
    one, _ = await opened(media(), media())

    async def work_and_check(tx: Tx) -> None:
        by: dict[str, Any] = {"staff_id": ana.id, "at": NOON}
        await changes.tag(tx, await as_is(tx, one), tags=["night bus"], **by)
        await changes.assign(tx, await as_is(tx, one), to=ana.id, **by)
        await changes.untag(tx, await as_is(tx, one), tag="night bus", **by)
        await changes.note(tx, one, text="Another word", once_key="w", **by)
        await tx.exec_driver_sql("INSERT INTO search_words(search_words, rank) VALUES ('integrity-check', 1)")

    await database.write(work_and_check)
    assert await found(database, "another", ana) == [one.id]
    assert await found(database, "night", ana) == []


async def as_is(tx: Tx, inquiry: Inquiry) -> Inquiry:
    now = await records.by_id(tx, inquiry.id)
    assert now is not None
    return now
