"""What every channel looks like."""

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.outbox.deliveries import Delivery
from inquiries.outbox.post import Post
from inquiries.outcome import Outcome
from inquiries.settings import Desk


class Channel(Protocol):
    """A module of notify/channels: these two functions are all of it."""

    async def recipients(self, db: AsyncConnection, desk: Desk) -> Mapping[str, str]:
        """Who is told of a new inquiry on `desk` this way besides its people, who are told by mail as they wish:
        address → name, "" where there is no name."""

    async def deliver(self, post: Post, delivery: Delivery) -> Outcome:
        """Hand the message over, once. Raises nothing but what the database raises."""
