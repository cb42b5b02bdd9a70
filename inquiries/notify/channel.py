"""What every channel looks like, and what it works with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.engine import Database
from inquiries.inquiry.reference import Keys
from inquiries.mail.transport import Transport
from inquiries.outcome import Outcome
from inquiries.settings import Desk, Settings
from inquiries.web.templating import Pages


@dataclass(frozen=True, slots=True)
class Post:
    """What telling somebody needs."""

    settings: Settings
    database: Database
    pages: Pages
    keys: Keys
    transport: Transport


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one recipient; `message_id` and `created_at` stay the same over every try.

    `facts` is what its words need besides the inquiry: of a mention, the entry.
    """

    id: int
    inquiry_id: int | None
    channel: str
    kind: str
    recipient: str
    recipient_name: str
    message_id: str
    created_at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


class Channel(Protocol):
    """A module of notify/channels: these two functions are all of it."""

    async def recipients(self, db: AsyncConnection, desk: Desk) -> Mapping[str, str]:
        """Who is told of a new inquiry on `desk` this way besides its people, who are told by mail as they wish:
        address → name, "" where there is no name."""

    async def deliver(self, post: Post, delivery: Delivery) -> Outcome:
        """Hand the message over, once. Raises nothing but what the database raises."""
