"""All of one address: its inquiries whole, and what it left in inquiries of others. As addresses are compared here:
capitals and a tag behind a plus make no other mailbox.
"""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.engine import Database, Tx
from inquiries.database.tables import IS_NEW, IS_UNOPENABLE, inquiries, person_addresses, submissions
from inquiries.erasure import cleaning, record, traces, whole
from inquiries.erasure.whole import By
from inquiries.inquiry.reference import Keys
from inquiries.mail import address

BATCH = 10  # inquiries a transaction: others wait for a tenth of a second


class _Undone(Exception):
    """Carries what would have gone out of a transaction that is rolled back."""

    def __init__(self, counted: Counter[str]) -> None:
        super().__init__()
        self.counted = counted


async def erase(database: Database, keys: Keys, email: str, *, at: datetime) -> Mapping[str, int]:
    """What went, in figures. A few inquiries a transaction, because everybody who writes waits for it; broken off, it
    is done again, and a second time there is nothing to erase."""
    box, counted = address.mailbox(email), Counter[str]()
    async with database.read() as db:
        ids = await _ids(db, box)
    while len(ids) > BATCH:
        some, ids = ids[:BATCH], ids[BATCH:]
        erased = await database.write(whole.erase, keys, some, by=By("command"), at=at)
        counted.update(erased.counted)
    return counted + await database.write(_rest, keys, box, at)


async def would_erase(database: Database, keys: Keys, email: str, *, at: datetime) -> Mapping[str, int]:
    """The same in one transaction, undone at its end: what is counted is what would go."""

    async def try_out(tx: Tx) -> None:
        raise _Undone(await _rest(tx, keys, address.mailbox(email), at))

    try:
        await database.write(try_out)
    except _Undone as undone:
        return undone.counted
    raise AssertionError("it never returns")


async def joined(db: AsyncConnection, email: str) -> int:
    """How many other addresses somebody found to be the same person's."""
    box = address.mailbox(email)
    persons = sa.select(person_addresses.c.person_id).where(traces.spelled(person_addresses.c.email, box))
    theirs = sa.select(person_addresses.c.email).where(person_addresses.c.person_id.in_(persons))
    return sum(address.mailbox(other) != box for other in await db.scalars(theirs))


async def _rest(tx: Tx, keys: Keys, box: str, at: datetime) -> Counter[str]:
    """Every inquiry of theirs that is left, and what stands in those of others."""
    erased = await whole.erase(tx, keys, await _ids(tx, box), by=By("command"), at=at)
    elsewhere, left = await traces.erase(tx, box)
    if elsewhere:
        line = await record.log(tx, at=at, door="command", counted=elsewhere)
        await cleaning.enqueue(tx, [line], left, at=at)
    return Counter(erased.counted) + elsewhere


async def _ids(db: AsyncConnection, box: str) -> list[int]:
    """Of their inquiries, and of submissions that none was made of yet."""
    spelled = sa.select(inquiries.c.id).where(traces.spelled(inquiries.c.email_key, box))
    found = list(await db.scalars(spelled))
    for condition in (IS_NEW, IS_UNOPENABLE):
        waiting = sa.select(submissions.c.id, submissions.c.answers, submissions.c.fields).where(condition)
        found += [row.id for row in await db.execute(waiting) if _is_theirs(row, box)]
    return found


def _is_theirs(row: Any, box: str) -> bool:
    given = [value for name, value in json.loads(row.fields) if name == "email"]
    given.append(json.loads(row.answers).get("email", ""))
    return any(address.mailbox(str(one).strip()) == box for one in given)
