"""Who might be the same person: of the same name, or of the same last name at the same outlet. Decides nothing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.tables import inquiries, person_addresses, persons
from inquiries.inquiry import earlier, folding
from inquiries.inquiry.earlier import Past
from inquiries.inquiry.persons import Person

MOST = 5
_OUTLETS, _NAMES = 3, 3  # of a person are looked at
_LOOKED_AT = 200  # inquiries of those outlets


@dataclass(frozen=True, slots=True)
class Namesake:
    """An address of somebody else, and how they called themselves there last."""

    email: str
    name: str
    outlet: str


async def namesakes(
    db: AsyncConnection, person: Person, past: Sequence[Past], *, desks: Collection[str]
) -> tuple[Namesake, ...]:
    """Suggestions for who else `person` might be, as `past` shows them. Two queries, always."""
    names = {folding.folded(name) for name in earlier.most_used(past, lambda each: each.name)[:_NAMES]} - {""}
    outlets = earlier.most_used(past, lambda each: each.outlet_key)[:_OUTLETS]
    at_outlet = await _colleagues(db, outlets, {name.rpartition(" ")[2] for name in names}, desks)
    return await _addressed(db, person, names, at_outlet, desks)


async def _colleagues(
    db: AsyncConnection, outlets: Sequence[str], last_names: Collection[str], desks: Collection[str]
) -> set[str]:
    """Addresses of those who wrote for these outlets of late, under one of these last names."""
    found = await earlier.latest(db, earlier.of_outlet(*outlets), desks=desks, limit=_LOOKED_AT)
    return {
        each.email_key
        for each in found
        if each.email_key and folding.folded(each.name).rpartition(" ")[2] in last_names
    }


async def _addressed(
    db: AsyncConnection, person: Person, names: Iterable[str], emails: Iterable[str], desks: Collection[str]
) -> tuple[Namesake, ...]:
    """One address of each, with the latest name given from it to one of the desks."""
    last: Any = (
        sa.select(sa.func.max(inquiries.c.id))
        .where(
            sa.text("inquiries.email_key <> ''"),
            inquiries.c.email_key == person_addresses.c.email,
            inquiries.c.desk.in_(desks),
        )
        .correlate(person_addresses)
        .scalar_subquery()
    )
    shown = inquiries.alias("shown")
    # Each by an index of its own: one "or" over both tables would read every person there is.
    named = sa.select(persons.c.id).where(persons.c.name_key.in_(sorted(names)))
    writes = sa.select(person_addresses.c.home_id).where(person_addresses.c.email.in_(sorted(emails)))
    statement = (
        sa.select(person_addresses.c.email, shown.c.name, shown.c.outlet, person_addresses.c.person_id)
        .select_from(person_addresses.join(shown, shown.c.id == last))
        .where(
            person_addresses.c.person_id != person.id,
            person_addresses.c.home_id.in_(sa.union_all(named, writes)),
        )
        .order_by(person_addresses.c.home_id.desc())
        .limit(MOST * 2)
    )
    each = {row.person_id: Namesake(row.email, row.name, row.outlet) for row in await db.execute(statement)}
    return tuple(each.values())[:MOST]
