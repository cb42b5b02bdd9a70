"""Who asks: one person by the addresses they write from. SQL only; joining and splitting is in acquaintance.py."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import bulk
from inquiries.database.engine import Tx
from inquiries.database.tables import inquiries, person_addresses, persons, staff
from inquiries.inquiry import folding
from inquiries.inquiry.model import GOING, Inquiry

OTHERS = 5  # of the inquiries going on beside this one are told of
_verifier, _joiner = staff.alias("verifier"), staff.alias("joiner")
_mine = person_addresses.alias("mine")


@dataclass(frozen=True, slots=True)
class Address:
    """An address of a person. `joined_at` is None at home: where it was when it first wrote.

    `verified_by` is the colleague who made sure of it, "" where its reader followed the link we mailed there.
    """

    email: str
    joined_at: datetime | None
    joined_by: str
    verified_at: datetime | None
    verified_by: str
    verified_how: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person with those of their addresses that wrote to the desks asked for."""

    id: int
    version: int
    addresses: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Going:
    """Another inquiry of the same person that is open just now."""

    reference: str
    form: str
    topic: str
    question: str
    received_at: datetime
    desk: str
    owner: str | None


def address(email: str) -> str:
    """The address as it is compared; "" for who gave none."""
    return email.lower()


def name_keys(names: Mapping[str, str]) -> dict[str, str]:
    """Names by address as `make_all` takes them: folded, since they are looked for."""
    return {email: folding.folded(name) for email, name in names.items() if email}


async def make_all(tx: Tx, names: Mapping[str, str], *, at: datetime) -> None:
    """A person for each address that is new; `names` are name_keys(). Sorted, so that two workers never wait in a
    ring."""
    known = await tx.scalars(
        sa.select(person_addresses.c.email).where(person_addresses.c.email.in_(sorted(names)))
    )
    new = sorted(names.keys() - set(known))
    if not new:
        return
    rows = [{"created_at": at, "name_key": names[email]} for email in new]
    ids = await tx.run_sync(bulk.insert, persons, rows, returning="id")
    homes = [{"email": email, "person_id": id, "home_id": id} for email, id in _matched(new, sorted(ids))]
    made = await tx.run_sync(bulk.insert, person_addresses, homes, returning="home_id", new_only=True)
    spare = set(ids) - set(made)
    if spare:  # another worker was faster with these
        await tx.execute(persons.delete().where(persons.c.id.in_(spare)))


async def confirm(tx: Tx, email: str, *, at: datetime) -> None:
    """Whoever reads this mailbox says that it is theirs. A second time changes nothing."""
    theirs = (person_addresses.c.email == address(email), person_addresses.c.verified_at.is_(None))
    await tx.execute(person_addresses.update().where(*theirs).values(verified_at=at))


async def by_id(db: AsyncConnection, id: int, *, desks: Collection[str]) -> Person | None:
    """The person `id` is part of now, if one of the desks was written to from the address that began it."""
    return await _found(db, _mine.c.home_id == id, desks)


async def by_address(db: AsyncConnection, email: str, *, desks: Collection[str]) -> Person | None:
    """Who writes from this address, if they have written to one of the desks from it."""
    return await _found(db, _mine.c.email == address(email), desks) if email else None


async def others_going(db: AsyncConnection, inquiry: Inquiry, desks: Collection[str]) -> tuple[Going, ...]:
    """What else this person has open on these desks, from any of their addresses: latest first, OTHERS at most."""
    if not inquiry.email:
        return ()
    statement = (
        sa.select(
            *(inquiries.c[name] for name in ("reference", "form", "topic")),
            # What is sealed is read on its own page alone, where that is recorded.
            sa.case((inquiries.c.sealed_from != "", ""), else_=inquiries.c.question),
            *(inquiries.c[name] for name in ("received_at", "desk")),
        )
        .add_columns(staff.c.name.label("owner"))
        .select_from(inquiries.outerjoin(staff, staff.c.id == inquiries.c.owner_id))
        .where(
            written_by(_same_person(_mine.c.email == address(inquiry.email))),
            inquiries.c.desk.in_(desks),
            inquiries.c.status.in_(sorted(map(int, GOING))),
            inquiries.c.id != inquiry.id,
        )
        .order_by(inquiries.c.id.desc())
        .limit(OTHERS)
    )
    return tuple(Going(*row) for row in await db.execute(statement))


async def behind(db: AsyncConnection, emails: Collection[str]) -> dict[str, int]:
    """The number of the person who writes from each of these addresses."""
    columns = (person_addresses.c.email, person_addresses.c.person_id)
    rows = await db.execute(sa.select(*columns).where(columns[0].in_(sorted(emails))))
    return {row.email: row.person_id for row in rows}


def of_person(id: int) -> Any:
    """The condition for inquiries from any address of person `id`."""
    return written_by(sa.select(person_addresses.c.email).where(person_addresses.c.person_id == id))


def written_by(emails: Any) -> Any:
    # The index of addresses holds no empty one, and serves only a query that says so.
    return sa.and_(sa.text("inquiries.email_key <> ''"), inquiries.c.email_key.in_(emails))


def seen_by(desks: Collection[str], email: Any = person_addresses.c.email) -> Any:
    """The condition for addresses that have written to one of the desks."""
    return sa.exists().where(
        sa.text("inquiries.email_key <> ''"), inquiries.c.email_key == email, inquiries.c.desk.in_(desks)
    )


async def _found(db: AsyncConnection, which: Any, desks: Collection[str]) -> Person | None:
    mine = sa.select(_mine.c.person_id).where(which, seen_by(desks, _mine.c.email)).scalar_subquery()
    columns = ("email", "joined_at", "verified_at", "verified_how")
    statement = (
        sa.select(
            *(person_addresses.c[name] for name in columns),
            persons.c.id,
            persons.c.version,
            _verifier.c.name.label("verified_by"),
            _joiner.c.name.label("joined_by"),
        )
        .select_from(
            person_addresses.join(persons, persons.c.id == person_addresses.c.person_id)
            .outerjoin(_verifier, _verifier.c.id == person_addresses.c.verified_by)
            .outerjoin(_joiner, _joiner.c.id == person_addresses.c.joined_by)
        )
        .where(person_addresses.c.person_id == mine, seen_by(desks))
        .order_by(person_addresses.c.joined_at.nulls_first(), person_addresses.c.email)
    )
    rows = (await db.execute(statement)).all()
    if not rows:
        return None
    return Person(rows[0].id, rows[0].version, tuple(map(_address, rows)))


def _address(row: Any) -> Address:
    return Address(
        row.email,
        row.joined_at,
        row.joined_by or "",
        row.verified_at,
        row.verified_by or "",
        row.verified_how,
    )


def _same_person(which: Any) -> Any:
    mine = sa.select(_mine.c.person_id).where(which).scalar_subquery()
    return sa.select(person_addresses.c.email).where(person_addresses.c.person_id == mine)


def _matched(emails: Iterable[str], ids: Iterable[int]) -> Iterable[tuple[str, int]]:
    return zip(emails, ids, strict=True)
