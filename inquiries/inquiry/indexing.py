"""Keeps what inquiries are found by in step with them, in the transaction that changes them."""

from collections.abc import Mapping, Sequence
from typing import Any

from inquiries.database import documents
from inquiries.database.engine import Tx


async def begin(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """Gather what inquiries are found by that were added with these rows in this transaction."""
    await tx.run_sync(documents.write_new, rows)


async def refresh(tx: Tx, ids: Sequence[int]) -> None:
    """Gather anew what these inquiries are found by: every verb ends with it."""
    await tx.run_sync(documents.write, ids)
