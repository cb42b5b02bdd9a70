"""Inquiries to learn from."""

from collections.abc import Awaitable, Callable

import pytest

from inquiries.database.engine import Database
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.opening import Opening
from inquiries.inquiry.reference import Keys
from tests import opened as made

Opened = Callable[..., Awaitable[list[Inquiry]]]


@pytest.fixture
def opened(database: Database) -> Opened:
    async def opened(*openings: Opening) -> list[Inquiry]:
        return await made.opened(database, Keys(b"k" * 32), *openings)

    return opened
