"""The only reader of the wall clock. Knows nothing of what the time is for."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)
