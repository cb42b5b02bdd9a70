"""Inquiries to change and list, and the cast as accounts."""

from collections.abc import Awaitable, Callable

import pytest

from inquiries.database.engine import Database
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.opening import Opening
from inquiries.inquiry.reference import Keys
from inquiries.people import accounts
from inquiries.people.accounts import Staff
from tests import opened as opened_in
from tests.opened import NOON

Opened = Callable[..., Awaitable[list[Inquiry]]]


@pytest.fixture
def opened(database: Database) -> Opened:
    async def make(*openings: Opening) -> list[Inquiry]:
        return await opened_in.opened(database, Keys(b"k" * 32), *openings)

    return make


async def _staff(database: Database, name: str, *desks: str) -> Staff:
    return await database.write(
        accounts.add, email=f"{name}@example.org", name=name, role="member", desks=desks, now=NOON
    )


@pytest.fixture
async def ana(database: Database) -> Staff:
    return await _staff(database, "Ana", "media")


@pytest.fixture
async def dee(database: Database) -> Staff:
    return await _staff(database, "Dee", "media", "events")


@pytest.fixture
async def cy(database: Database) -> Staff:
    return await _staff(database, "Cy", "events")
