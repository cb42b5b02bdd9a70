"""A transaction's coroutine run to its end by the thread that calls, without an event loop. Knows no engine."""

from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

P = ParamSpec("P")
T = TypeVar("T")


class Inline:
    """Of AsyncConnection what our transactions use, over a plain connection: what is awaited is done already."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(self, statement: Any, parameters: Any = None) -> sa.CursorResult[Any]:
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: Any, parameters: Any = None) -> Any:
        return self._connection.scalar(statement, parameters)

    async def scalars(self, statement: Any, parameters: Any = None) -> sa.ScalarResult[Any]:
        return self._connection.scalars(statement, parameters)

    async def exec_driver_sql(self, statement: str, parameters: Any = None) -> sa.CursorResult[Any]:
        return self._connection.exec_driver_sql(statement, parameters)

    async def run_sync(
        self, work: Callable[Concatenate[sa.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return work(self._connection, *args, **kwargs)


def finish(coroutine: Coroutine[Any, Any, T]) -> T:
    """What it returns. A transaction that waits for anything but its database is a mistake, and told so."""
    try:
        coroutine.send(None)
    except StopIteration as returned:
        found: T = returned.value
        return found
    coroutine.close()
    raise RuntimeError("a transaction waits for nothing but its database")
