"""Clears away what has run out: sessions, links, failed sign-ins. For a timed job."""

from datetime import datetime

from inquiries.database.engine import Tx
from inquiries.people import links, sessions, throttle


async def sweep(tx: Tx, now: datetime) -> None:
    """At least once an hour, or a clock that is set back could revive what had ended."""
    await sessions.sweep(tx, now)
    await links.sweep(tx, now)
    await throttle.sweep(tx, now)
