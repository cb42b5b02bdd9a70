"""Answers that a desk gives again and again. SQL only; what stands in {braces}, filling.py knows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import saved_replies, staff
from inquiries.inquiry.changes.record import SomeoneWasFaster

MOST = 100  # of one desk
LONGEST_NAME, LONGEST = 60, 20_000  # characters


@dataclass(frozen=True, slots=True)
class SavedReply:
    """`who` wrote it last, `at`."""

    id: int
    desk: str
    name: str
    text: str
    at: datetime
    version: int
    who: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody saves, and who and when that is."""

    name: str
    text: str
    staff_id: int
    at: datetime


class Enough(Exception):
    """There are MOST on this desk already."""


class NameTaken(Exception):
    """The desk has another one of this name."""


async def on(db: AsyncConnection, desks: Collection[str]) -> tuple[SavedReply, ...]:
    """Everything that these desks have, by name."""
    found = [SavedReply(*row) for row in await db.execute(_all().where(saved_replies.c.desk.in_(desks)))]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


async def names(db: AsyncConnection, desk: str) -> tuple[tuple[int, str], ...]:
    """(id, name) of each of one desk, by name: what there is to choose from."""
    columns = (saved_replies.c.id, saved_replies.c.name)
    rows = await db.execute(sa.select(*columns).where(saved_replies.c.desk == desk))
    # Sorted here, because the two engines sort letters differently.
    return tuple(sorted(((row.id, row.name) for row in rows), key=lambda one: (one[1].casefold(), one[0])))


async def by_id(db: AsyncConnection, id: int, *, desks: Collection[str]) -> SavedReply | None:
    """The one of this number, if it is on one of `desks`."""
    asked = (saved_replies.c.id == id, saved_replies.c.desk.in_(desks))
    row = (await db.execute(_all().where(*asked))).one_or_none()
    return None if row is None else SavedReply(*row)


async def add(tx: Tx, desk: str, wording: Wording) -> int:
    """Its id; the same name and text once more is the same one, for a double click. Raises Enough, NameTaken."""
    others = await _others(tx, desk)
    for other in others:
        if (other.name, other.text) == (wording.name, wording.text):
            return other.id
    if len(others) >= MOST:
        raise Enough
    _unless_taken(others, wording.name)
    row = {"desk": desk, "name": wording.name, "text": wording.text}
    new = saved_replies.insert().values(**row, staff_id=wording.staff_id, at=wording.at)
    return int((await tx.execute(new.returning(saved_replies.c.id))).scalar_one())


async def change(tx: Tx, before: SavedReply, wording: Wording) -> None:
    """Put it in other words, if it still is as it was `before`, else SomeoneWasFaster. Raises NameTaken."""
    others = await _others(tx, before.desk)
    now = next((other for other in others if other.id == before.id), None)
    if now is not None and (now.name, now.text) == (wording.name, wording.text):
        return
    _unless_taken([other for other in others if other.id != before.id], wording.name)
    values = {"name": wording.name, "text": wording.text, "staff_id": wording.staff_id, "at": wording.at}
    same = (saved_replies.c.id == before.id, saved_replies.c.version == before.version)
    done = await tx.execute(saved_replies.update().where(*same).values(**values, version=before.version + 1))
    if done.rowcount != 1:
        raise SomeoneWasFaster


async def remove(tx: Tx, before: SavedReply) -> None:
    """Take it away, if it still is as it was `before`, else SomeoneWasFaster: nobody deletes words they have not read.

    What is gone already stays gone.
    """
    now = await by_id(tx, before.id, desks=[before.desk])
    if now is None:
        return
    same = (saved_replies.c.id == before.id, saved_replies.c.version == before.version)
    if (await tx.execute(saved_replies.delete().where(*same))).rowcount != 1:
        raise SomeoneWasFaster


def _all() -> sa.Select[Any]:
    own = (saved_replies.c[name] for name in ("id", "desk", "name", "text", "at", "version"))
    joined = saved_replies.join(staff, staff.c.id == saved_replies.c.staff_id)
    return sa.select(*own, staff.c.name.label("who")).select_from(joined)


async def _others(tx: Tx, desk: str) -> tuple[SavedReply, ...]:
    """What the desk has; until this transaction ends, nobody else adds or changes any of it."""
    await statements.in_turn(tx, f"saved replies of {desk}")
    return await on(tx, [desk])


def _unless_taken(others: Collection[SavedReply], name: str) -> None:
    if any(other.name.casefold() == name.casefold() for other in others):
        raise NameTaken
