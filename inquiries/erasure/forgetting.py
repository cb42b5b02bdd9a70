"""What is known of people and outlets beside their inquiries: forgotten when no other inquiry uses it."""

from collections import Counter
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from inquiries.database.engine import Tx
from inquiries.database.tables import (
    bounced_addresses,
    correspondents,
    inquiries,
    person_addresses,
    persons,
    remarks,
)
from inquiries.inquiry import folding
from inquiries.inquiry import persons as known
from inquiries.inquiry.model import Inquiry


async def forget(tx: Tx, gone: Inquiry, addresses: Collection[str]) -> Counter[str]:
    """After inquiry `gone` was deleted. How many addresses and remarks went with it."""
    counted: Counter[str] = Counter()
    email = known.address(gone.email)
    if email and await _is_used(tx, inquiries.c.email_key, email):
        await _rename(tx, email)
    elif email:
        counted += await address(tx, email)
    outlet = gone.outlet_key
    if outlet and not await _is_used(tx, inquiries.c.outlet_key, outlet):
        on_it = (remarks.c.outlet_key == outlet, remarks.c.person_id.is_(None))
        counted["remarks"] += (await tx.execute(remarks.delete().where(*on_it))).rowcount
    for one in sorted(addresses):
        await _unmark(tx, one)
    return counted


async def address(tx: Tx, email: str) -> Counter[str]:
    """Forget this address, in lower case, and the person it began, unless they write from another one, too."""
    counted: Counter[str] = Counter()
    mine = person_addresses.c.email == email
    row = (await tx.execute(sa.select(person_addresses).where(mine))).one_or_none()
    if row is None:
        return counted
    counted["addresses"] += (await tx.execute(person_addresses.delete().where(mine))).rowcount
    beside = (
        sa.select(person_addresses.c.home_id).where(person_addresses.c.person_id == row.person_id).limit(1)
    )
    other = await tx.scalar(beside)
    here = remarks.c.person_id == row.home_id
    if other is not None:  # what was noted on them stays where they are found now
        await tx.execute(remarks.update().where(here).values(person_id=other))
    else:
        counted["remarks"] += (await tx.execute(remarks.delete().where(here))).rowcount
    joined_here = sa.select(person_addresses.c.email).where(person_addresses.c.person_id == row.home_id)
    home = persons.c.id == row.home_id
    if await tx.scalar(joined_here.limit(1)) is None:
        await tx.execute(persons.delete().where(home))
    else:
        await tx.execute(persons.update().where(home).values(name_key=""))
    return counted


async def _rename(tx: Tx, email: str) -> None:
    """They are known by the first name they gave: the first that is left."""
    mine = (sa.text("inquiries.email_key <> ''"), inquiries.c.email_key == email)
    first = await tx.scalar(sa.select(inquiries.c.name).where(*mine).order_by(inquiries.c.id).limit(1))
    home = sa.select(person_addresses.c.home_id).where(person_addresses.c.email == email)
    theirs = persons.update().where(persons.c.id == home.scalar_subquery())
    await tx.execute(theirs.values(name_key=folding.folded(first or "")))


async def _unmark(tx: Tx, email: str) -> None:
    writes = sa.exists().where(correspondents.c.email == email)
    if not await _is_used(tx, inquiries.c.email_key, email) and not await tx.scalar(sa.select(writes)):
        await tx.execute(bounced_addresses.delete().where(bounced_addresses.c.email == email))


async def _is_used(tx: Tx, column: Any, key: str) -> bool:
    # The index holds no empty ones, and serves only a query that says so.
    some = sa.select(inquiries.c.id).where(sa.text(f"inquiries.{column.name} <> ''"), column == key).limit(1)
    return await tx.scalar(some) is not None
