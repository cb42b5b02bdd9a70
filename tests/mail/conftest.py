"""A letter to send, and mail servers to send it to."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from inquiries.mail.compose import Letter
from tests.mail import server

ORDINARY = Letter(
    to="ana@charity.example",
    to_name="Ana",
    from_="media@charity.example",
    from_name="Example Organisation",
    subject="The Example Gazette · answer by 17:00 today",
    text="Answer by 17:00 today.\n",
    html="<p>Answer by 17:00 today.</p>\n",
    message_id="<1@charity.example>",
    date=datetime(2026, 11, 24, 20, 40, tzinfo=UTC),
    reply_to=("Bo", "bo@gazette.example"),
    automatic="auto-generated",
)


@pytest.fixture
def letter() -> Callable[..., Letter]:
    """A letter to Ana, with what the test changes of it."""

    def write(**changes: Any) -> Letter:
        return replace(ORDINARY, **changes)

    return write


@pytest.fixture
async def mail_server() -> AsyncIterator[server.MailServer]:
    """A plain server that takes everything."""
    async with server.running() as running:
        yield running
