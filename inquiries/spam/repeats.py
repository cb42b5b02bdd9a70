"""The same text from many senders: hashes of texts and of addresses, kept for a week. SQL only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import bulk
from inquiries.database.engine import Tx
from inquiries.database.tables import spam_texts

LATELY, KEPT = timedelta(days=1), timedelta(days=7)
MOST = 20  # senders of one text that are remembered: more say no more


class Sent(NamedTuple):
    """A text and who sent it, both as keyed hashes."""

    digest: str
    sender: str


@dataclass(frozen=True, slots=True)
class Repeats:
    """Of each text by its number, how many other senders sent it lately up to this one; what is `new` to remember."""

    others: Mapping[int, int]
    new: Sequence[Mapping[str, object]]


async def find(db: AsyncConnection, sent: Mapping[int, Sent], at: datetime) -> Repeats:
    """In one batch the first of many alike is not known from its followers: it has gone before them."""
    texts = sorted({one.digest for one in sent.values()})
    if not texts:
        return Repeats({}, ())
    lately = (spam_texts.c.digest.in_(texts), spam_texts.c.at > at - LATELY)
    senders: dict[str, set[str]] = {text: set() for text in texts}
    for row in await db.execute(sa.select(spam_texts.c.digest, spam_texts.c.sender).where(*lately)):
        senders[row.digest].add(row.sender)
    found, new = {}, list[dict[str, object]]()
    for id, one in sent.items():
        before = senders[one.digest]
        found[id] = len(before - {one.sender})
        if one.sender not in before and len(before) < MOST:
            before.add(one.sender)
            new.append({"digest": one.digest, "sender": one.sender, "at": at})
    # In one order always, so that two workers never wait for each other in a ring.
    return Repeats(found, sorted(new, key=lambda row: (row["digest"], row["sender"])))


async def remember(tx: Tx, repeats: Repeats) -> None:
    await tx.run_sync(bulk.insert, spam_texts, repeats.new, new_only=True)


async def sweep(tx: Tx, now: datetime) -> None:
    await tx.execute(spam_texts.delete().where(spam_texts.c.at < now - KEPT))
