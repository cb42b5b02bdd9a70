"""What staff do about people and outlets themselves: join, split, verify, note. Not verbs of an inquiry: no history."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import person_addresses, persons, remark_desks, remarks
from inquiries.inquiry import earlier
from inquiries.inquiry import persons as known
from inquiries.inquiry import remarks as kept
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.inquiry.persons import Person


@dataclass(frozen=True, slots=True)
class Note:
    """A private note to be kept. The same `once_key` twice is one note."""

    text: str
    staff_id: int
    once_key: str
    at: datetime


async def join(tx: Tx, person: Person, other: Person, *, staff_id: int, at: datetime) -> None:
    """Two are the same: all addresses of `other` become `person`'s. SomeoneWasFaster if either is no more as seen."""
    for each in sorted((person, other), key=lambda each: each.id):  # in one order: nobody waits in a ring
        await _still(tx, each)
    moved = person_addresses.update().where(person_addresses.c.person_id == other.id)
    await tx.execute(moved.values(person_id=person.id, joined_at=at, joined_by=staff_id))


async def split(tx: Tx, person: Person, email: str) -> None:
    """An address goes back to the person it began as, and so do the notes written on them then."""
    await _still(tx, person)
    theirs = (
        person_addresses.c.email == email,
        person_addresses.c.person_id == person.id,
        person_addresses.c.home_id != person.id,
    )
    home = person_addresses.c.home_id
    sent = person_addresses.update().where(*theirs).values(person_id=home, joined_at=None, joined_by=None)
    if (await tx.execute(sent)).rowcount != 1:
        raise SomeoneWasFaster


async def verify(tx: Tx, person: Person, email: str, *, how: str, staff_id: int, at: datetime) -> None:
    """Somebody made sure that this address is the person's; `how` says by what."""
    sure = {"verified_at": at, "verified_by": staff_id, "verified_how": how}
    await _marked(tx, person, email, person_addresses.c.verified_at.is_(None), sure)


async def unverify(tx: Tx, person: Person, email: str) -> None:
    """Take it back."""
    unsure = {"verified_at": None, "verified_by": None, "verified_how": ""}
    await _marked(tx, person, email, person_addresses.c.verified_at.is_not(None), unsure)


async def note_person(tx: Tx, id: int, note: Note, *, desks: Collection[str]) -> None:
    """Add a private note on person `id`, for those of `desks` that they have asked."""
    await _keep(tx, note, await kept.readers(tx, known.of_person(id), desks=desks), person_id=id)


async def note_outlet(tx: Tx, key: str, note: Note, *, desks: Collection[str]) -> None:
    """Add a private note on an outlet, for those of `desks` that it has asked."""
    await _keep(
        tx, note, await kept.readers(tx, earlier.of_outlet(key).condition(), desks=desks), outlet_key=key
    )


async def _keep(tx: Tx, note: Note, desks: Collection[str], **about: object) -> None:
    values = {"text": note.text, "staff_id": note.staff_id, "once_key": note.once_key, "at": note.at}
    new = statements.insert_new(tx, remarks).values(**values, **about).returning(remarks.c.id)
    id = await tx.scalar(new)
    if id is not None and desks:
        await tx.execute(remark_desks.insert(), [{"remark_id": id, "desk": desk} for desk in desks])


async def _still(tx: Tx, person: Person) -> None:
    as_seen = (persons.c.id == person.id, persons.c.version == person.version)
    done = await tx.execute(persons.update().where(*as_seen).values(version=person.version + 1))
    if done.rowcount != 1:
        raise SomeoneWasFaster


async def _marked(tx: Tx, person: Person, email: str, before: Any, values: Mapping[str, object]) -> None:
    theirs = (person_addresses.c.email == email, person_addresses.c.person_id == person.id)
    done = await tx.execute(person_addresses.update().where(*theirs, before).values(values))
    if done.rowcount != 1:
        raise SomeoneWasFaster
