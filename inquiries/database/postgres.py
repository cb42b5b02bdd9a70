"""How PostgreSQL is reached, and what it says when it cannot serve. Knows no tables."""

import socket
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

if TYPE_CHECKING:
    import asyncpg

# Said at every connection, because a server set to "off" would lose what it acknowledged a moment before a crash.
DURABLE = {"synchronous_commit": "on"}

# A machine that lost its power says no goodbye: without this a question to it waits a quarter of an hour.
SILENT_SECONDS = 8
TRIES = 5  # of a transaction that a deadlock undid


def engine(url: sa.URL, patience: float) -> AsyncEngine:
    """A pool that asks each connection whether it still lives: a server that comes back is served at once."""
    query = dict(url.query)
    if "sslmode" in query:  # libpq's name for what asyncpg calls ssl
        query["ssl"] = query.pop("sslmode")
    made = create_async_engine(
        url.set(drivername="postgresql+asyncpg", query=query),
        pool_size=8,
        max_overflow=8,
        pool_timeout=patience,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"timeout": patience, "server_settings": DURABLE},
    )
    sa.event.listen(made.sync_engine, "connect", lambda adapted, _: _watch(adapted.driver_connection))
    return made


async def connect(
    url: sa.URL, *, name: str = "", patience: float, longest: float
) -> "asyncpg.Connection[Any]":
    """A connection of the driver's own, beside the pool; `name` is how the server lists it, and `longest` how many
    seconds a statement may take."""
    import asyncpg  # an extra: only installations on PostgreSQL have it

    made = await asyncpg.connect(
        url.set(drivername="postgresql").render_as_string(hide_password=False),
        timeout=patience,
        command_timeout=longest,
        server_settings=DURABLE | ({"application_name": name} if name else {}),
    )
    _watch(made)
    return made


def _watch(connection: Any) -> None:
    """Let the system ask whether the other side is still there, and end the connection when it says nothing."""
    one = connection._transport.get_extra_info("socket")
    if one.family not in (socket.AF_INET, socket.AF_INET6):
        return
    one.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    wanted = {
        "TCP_KEEPIDLE": max(1, SILENT_SECONDS // 2),
        "TCP_KEEPINTVL": 1,
        "TCP_KEEPCNT": max(1, SILENT_SECONDS // 2),
        "TCP_USER_TIMEOUT": SILENT_SECONDS * 1000,  # for what was sent and nobody confirmed
    }
    for option, value in wanted.items():
        if hasattr(socket, option):  # each system has its own of them
            one.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


def trouble(error: BaseException) -> str | None:
    """In a few words what ails the server, if that is what this error says; None for any other error."""
    if isinstance(error, sa.exc.TimeoutError):
        return "every connection to the database server is in use"
    if not isinstance(error, DBAPIError):
        return None
    if error.connection_invalidated:
        return "the database server cannot be reached"
    said = error.orig.__cause__ if error.orig else None
    return words(said) if said and _state(error).startswith(UNABLE) else None


def words(error: BaseException) -> str:
    """What the server or the way to it says. Of what ails neither, its code: the words may hold somebody's."""
    state = str(getattr(error, "sqlstate", "") or "")
    said = f"error {state}" if state and not state.startswith(UNABLE) else f"{error}".partition("\n")[0]
    return f"the database server says: {said}"


def was_in_a_ring(error: DBAPIError) -> bool:
    """Whether the server undid this transaction because it and another waited for each other."""
    return _state(error) == "40P01"


def _state(error: DBAPIError) -> str:
    return str(getattr(error.orig.__cause__ if error.orig else None, "sqlstate", ""))


# https://www.postgresql.org/docs/current/errcodes-appendix.html: by class, or in full.
UNABLE = (
    "08",  # connection exception
    "25006",  # read-only: a standby, or set so when its disk ran full
    "28",  # who we say we are is not believed
    "3D",  # no such database
    "40P01",  # still in a ring after every try: nothing is wrong with what was asked
    "53",  # no disk, memory or connections left
    "57P",  # shutting down, starting, crashed
    "58",  # an input or output error
)
