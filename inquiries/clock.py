"""The only reader of the wall clock. Knows nothing of what the time is for."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _pretended.get() or datetime.now(UTC)


@contextmanager
def pretending(at: datetime) -> Iterator[None]:
    """It is `at` for what is done within, and for every task and thread begun there. So the demo has a past."""
    token = _pretended.set(at)
    try:
        yield
    finally:
        _pretended.reset(token)
