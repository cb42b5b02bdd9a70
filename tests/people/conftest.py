"""The cast as accounts, on a moment that stands still."""

from datetime import UTC, datetime

import pytest

from inquiries.database.engine import Database
from inquiries.people import accounts
from inquiries.people.accounts import Staff

NOW = datetime(2026, 11, 24, 16, 40, tzinfo=UTC)


@pytest.fixture
async def ana(database: Database) -> Staff:
    """Ana triages Media. Nobody here has a password yet."""
    return await database.write(
        accounts.add,
        email="ana@example.org",
        name="Ana Alves",
        title="Press officer",
        phone="+1 613 555 0101",
        role="member",
        desks=["media"],
        now=NOW,
    )


@pytest.fixture
async def cy(database: Database) -> Staff:
    """Cy works the Events desk."""
    return await database.write(
        accounts.add, email="cy@example.org", name="Cy Cole", role="member", desks=["events"], now=NOW
    )


@pytest.fixture
async def dee(database: Database) -> Staff:
    """Dee is the director."""
    return await database.write(
        accounts.add,
        email="dee@example.org",
        name="Dee Dunn",
        role="administrator",
        desks=["media", "events"],
        now=NOW,
    )
