"""Waiting inside a transaction: on SQLite it has a thread of its own and no event loop, on PostgreSQL the reverse."""

import asyncio
import threading
import time

from inquiries.database.engine import Tx


async def pause(tx: Tx, seconds: float) -> None:
    """Hold the transaction open for so long."""
    if tx.dialect.name == "sqlite":
        time.sleep(seconds)  # noqa: ASYNC251 - no event loop is held up
    else:
        await asyncio.sleep(seconds)


async def until(tx: Tx, event: threading.Event) -> None:
    """Hold it open until it is let go, ten seconds at most."""
    for _ in range(1000):
        if event.is_set():
            return
        await pause(tx, 0.01)
