"""The few statements the two engines spell differently. Knows dialects, no tables."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def insert_new(connection: AsyncConnection, table: sa.Table) -> Any:
    """INSERT … ON CONFLICT DO NOTHING: a row that is there already stays as it is."""
    return _insert(connection, table).on_conflict_do_nothing()


def insert_or_update(
    connection: AsyncConnection,
    table: sa.Table,
    row: dict[str, Any],
    *,
    key: tuple[str, ...],
    only_if: sa.ColumnElement[bool] | None = None,
) -> Any:
    """INSERT of one row; where `key` is there already, its other columns are overwritten, if `only_if` holds of it."""
    changed = {name: value for name, value in row.items() if name not in key}
    new = _insert(connection, table).values(row)
    return new.on_conflict_do_update(index_elements=list(key), set_=changed, where=only_if)


def insert_or_add(
    connection: AsyncConnection, table: sa.Table, row: dict[str, Any], *, key: tuple[str, ...], add: str
) -> Any:
    """INSERT of one row; where `key` is there already, its figure `add` is added to what stands."""
    new = _insert(connection, table).values(row)
    total = {add: table.c[add] + new.excluded[add]}
    return new.on_conflict_do_update(index_elements=list(key), set_=total)


def insert_or_add_each(
    connection: AsyncConnection,
    table: sa.Table,
    rows: Sequence[dict[str, Any]],
    *,
    key: tuple[str, ...],
    add: tuple[str, ...],
) -> Any:
    """The same for many rows, with several figures each."""
    new = _insert(connection, table).values(rows)
    totals = {name: table.c[name] + new.excluded[name] for name in add}
    return new.on_conflict_do_update(index_elements=list(key), set_=totals)


def whole_since_1970(connection: AsyncConnection, column: sa.ColumnElement[Any], seconds: int) -> Any:
    """How many whole lengths of so many seconds lie between 1970 and an instant."""
    if connection.dialect.name == "postgresql":
        return sa.cast(sa.func.floor(sa.extract("epoch", column) / seconds), sa.BigInteger)
    return sa.type_coerce(column, sa.BigInteger) // (seconds * 1_000_000)


def minutes_between(
    connection: AsyncConnection, start: sa.ColumnElement[Any], end: sa.ColumnElement[Any]
) -> Any:
    """Whole minutes from one instant to the other; nought where the other comes first."""
    if connection.dialect.name == "postgresql":
        minutes: Any = sa.cast(sa.func.floor(sa.extract("epoch", end - start) / 60), sa.BigInteger)
    else:
        since = sa.type_coerce(end, sa.BigInteger) - sa.type_coerce(start, sa.BigInteger)
        minutes = since // 60_000_000
    return sa.case((end < start, 0), else_=minutes)


async def in_turn(connection: AsyncConnection, name: str) -> None:
    """Until this transaction ends, no other with the same `name` goes on. SQLite has one writer as it is."""
    if connection.dialect.name == "postgresql":
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(name))))


def insert_or_replace(connection: sa.Connection, table: sa.Table, *, key: tuple[str, ...]) -> Any:
    """INSERT for rows given when it is executed; where `key` is there with other values, they are overwritten."""
    new = _insert(connection, table)
    others = [column for column in table.c if column.name not in key]
    return new.on_conflict_do_update(
        index_elements=list(key),
        set_={column.name: new.excluded[column.name] for column in others},
        where=sa.or_(*(column != new.excluded[column.name] for column in others)),
    )


def _insert(connection: AsyncConnection | sa.Connection, table: sa.Table) -> Any:
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


async def touch(tx: AsyncConnection) -> None:
    """Changes nothing, and yet its commit has to reach the disk: so it shows that something can be kept."""
    if tx.dialect.name == "postgresql":
        await tx.execute(sa.text("SELECT txid_current()"))
        return
    version = int(await tx.scalar(sa.text("PRAGMA user_version")) or 0)
    await tx.execute(sa.text(f"PRAGMA user_version = {version}"))


@asynccontextmanager
async def rehearsal(tx: AsyncConnection) -> AsyncIterator[None]:
    """What is done within is undone at its end, whatever tables, indexes and triggers it went through."""
    await tx.execute(sa.text("SAVEPOINT rehearsal"))
    yield
    await tx.execute(sa.text("ROLLBACK TO SAVEPOINT rehearsal"))
    await tx.execute(sa.text("RELEASE SAVEPOINT rehearsal"))
