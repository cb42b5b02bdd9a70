"""Staff accounts: who works here, on which desks, and who may no longer. Knows no password in clear and no page."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements, tables
from inquiries.database.engine import Tx
from inquiries.i18n import zones
from inquiries.settings import SEALED

Role = Literal["administrator", "member"]
LONGEST_ADDRESS = 254  # RFC 5321 4.5.3.1.3, less the angle brackets


@dataclass(frozen=True, slots=True)
class Staff:
    id: int
    email: str
    name: str
    title: str
    phone: str
    role: Role
    desks: frozenset[str]
    disabled: bool
    timezone: str = ""  # IANA; "" is the organisation's
    leads: bool = field(default=False, compare=False)  # safeguarding: sees what is sealed


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in is checked against."""

    staff: Staff
    password_hash: str | None


class AlreadyThere(Exception):
    """Somebody, enabled or not, has this address already."""


class LastAdministrator(Exception):
    """Without this account nobody could let anybody in."""


async def add(
    tx: Tx,
    *,
    email: str,
    name: str,
    role: Role,
    desks: Iterable[str],
    now: datetime,
    password_hash: str | None = None,
    title: str = "",
    phone: str = "",
) -> Staff:
    """A new account; without a password nobody can sign in to it yet. The caller knows which desks there are.

    Raises AlreadyThere, and ValueError for what cannot be an address.
    """
    where = address(email)
    if not where:
        raise ValueError("this cannot be an email address")
    row = {"email": where, "name": name, "title": title, "phone": phone, "role": role}
    new = statements.insert_new(tx, tables.staff).values(**row, password_hash=password_hash, created_at=now)
    staff_id: int | None = await tx.scalar(new.returning(tables.staff.c.id))
    if staff_id is None:
        raise AlreadyThere(where)
    wanted = frozenset(desks)
    if wanted:
        rows = [{"staff_id": staff_id, "desk": desk} for desk in sorted(wanted)]
        await tx.execute(tables.staff_desks.insert(), rows)
    return Staff(staff_id, where, name, title, phone, role, wanted, disabled=False)


async def disable(tx: Tx, staff_id: int, now: datetime) -> None:
    """Shut an account, and end its sessions and links. Raises LastAdministrator. A second time changes nothing."""
    enabled = tables.staff.c.disabled_at.is_(None)
    # Locked on PostgreSQL, so that two administrators cannot disable each other in the same moment.
    administrators = await tx.scalars(
        sa.select(tables.staff.c.id)
        .where(tables.staff.c.role == "administrator", enabled)
        .order_by(tables.staff.c.id)
        .with_for_update()
    )
    if list(administrators) == [staff_id]:
        raise LastAdministrator
    await tx.execute(
        tables.staff.update().where(tables.staff.c.id == staff_id, enabled).values(disabled_at=now)
    )
    await _shut_out(tx, staff_id)


async def set_password(tx: Tx, staff_id: int, password_hash: str) -> None:
    """Change the password; whoever is signed in with the old one, or holds a link, no longer is."""
    await tx.execute(
        tables.staff.update().where(tables.staff.c.id == staff_id).values(password_hash=password_hash)
    )
    await _shut_out(tx, staff_id)


async def set_timezone(tx: Tx, staff_id: int, zone: str) -> None:
    """Say their times by the clock of `zone`, an IANA name; "" is the organisation's. Raises ValueError for no zone."""
    if zone and not zones.known(zone):
        raise ValueError("this is not the name of a time zone")
    await tx.execute(tables.staff.update().where(tables.staff.c.id == staff_id).values(timezone=zone))


async def _shut_out(tx: Tx, staff_id: int) -> None:
    for table in (tables.sessions, tables.links):
        await tx.execute(table.delete().where(table.c.staff_id == staff_id))


async def all(db: AsyncConnection) -> tuple[Staff, ...]:
    """Everybody, the disabled too, by name."""
    return _staff(await _rows(db))


async def able(db: AsyncConnection) -> tuple[Staff, ...]:
    """Who can sign in, by name: enabled, and with a password."""
    columns = tables.staff.c
    return _staff(await _rows(db, columns.disabled_at.is_(None), columns.password_hash.is_not(None)))


async def on_desk(db: AsyncConnection, desk: str) -> tuple[Staff, ...]:
    """Who works on `desk` and is enabled, by name. Administrators only if it is one of their desks.

    On the desk of what is sealed, the safeguarding leads do.
    """
    if desk == SEALED:
        return tuple(one for one in await all(db) if one.leads and not one.disabled)
    members = sa.select(tables.staff_desks.c.staff_id).where(tables.staff_desks.c.desk == desk)
    return _staff(await _rows(db, tables.staff.c.id.in_(members), tables.staff.c.disabled_at.is_(None)))


async def by_id(db: AsyncConnection, staff_id: int) -> Staff | None:
    return next(iter(_staff(await _rows(db, tables.staff.c.id == staff_id))), None)


async def by_email(db: AsyncConnection, email: str) -> Staff | None:
    return next(iter(_staff(await _rows(db, tables.staff.c.email == address(email)))), None)


async def credentials(db: AsyncConnection, email: str) -> Credentials | None:
    """One query, whether the account exists or not."""
    rows = await _rows(db, tables.staff.c.email == address(email))
    return Credentials(_staff(rows)[0], rows[0].password_hash) if rows else None


def address(email: str) -> str:
    """The form an address is stored and looked up in: NFC, lower case, trimmed; "" if it can be nobody's.

    The length is looked at first: composing a megabyte of combining marks takes quadratic time.
    """
    trimmed = email.strip()
    if len(trimmed) > LONGEST_ADDRESS or "@" not in trimmed:
        return ""
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in trimmed):
        return ""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", trimmed).lower())


def _nobody_leads() -> sa.ColumnElement[bool]:
    """Whether no lead that is named can sign in: what is sealed must always have somebody."""
    lead, its = tables.staff.alias("lead"), tables.staff_desks.alias("lead_desks")
    named = (its.c.staff_id == lead.c.id, its.c.desk == SEALED)
    return ~sa.exists().where(*named, lead.c.disabled_at.is_(None), lead.c.password_hash.is_not(None))


# Put together once: every page asks it, several times over.
_ROWS = sa.select(tables.staff, tables.staff_desks.c.desk, _nobody_leads().label("nobody_leads")).select_from(
    tables.staff.outerjoin(tables.staff_desks)
)


async def _rows(db: AsyncConnection, *conditions: sa.ColumnElement[bool]) -> list[sa.Row[Any]]:
    """One row per person and desk; people without a desk once."""
    return list(await db.execute(_ROWS.where(*conditions)))


async def name_leads(tx: Tx, emails: Iterable[str]) -> None:
    """Make the accounts with these addresses the safeguarding leads, and nobody else."""
    desks = tables.staff_desks
    wanted = sa.select(tables.staff.c.id).where(tables.staff.c.email.in_([address(one) for one in emails]))
    await tx.execute(desks.delete().where(desks.c.desk == SEALED, desks.c.staff_id.not_in(wanted)))
    for id in (await tx.scalars(wanted.order_by(tables.staff.c.id))).all():
        await tx.execute(statements.insert_new(tx, desks).values(staff_id=id, desk=SEALED))


def _staff(rows: list[sa.Row[Any]]) -> tuple[Staff, ...]:
    desks: dict[int, set[str]] = {}
    for row in rows:
        desks.setdefault(row.id, set()).update({row.desk} if row.desk else ())
    people = {
        row.id: Staff(
            row.id,
            row.email,
            row.name,
            row.title,
            row.phone,
            row.role,
            frozenset(desks[row.id]),
            row.disabled_at is not None,
            row.timezone,
            SEALED in desks[row.id] or (row.nobody_leads and row.role == "administrator"),
        )
        for row in rows
    }
    # Sorted here, because the two engines sort letters differently.
    return tuple(sorted(people.values(), key=lambda person: (person.name.casefold(), person.id)))
