"""Keeps what inquiries are found by in step with them, in the transaction that changes them."""

from collections.abc import Sequence

from inquiries.database import documents
from inquiries.database.engine import Tx


async def refresh(tx: Tx, ids: Sequence[int]) -> None:
    """Gather anew what these inquiries are found by: every verb ends with it."""
    await tx.run_sync(documents.write, ids)
