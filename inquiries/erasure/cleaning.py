"""The job behind every erasure: what lies beside the database goes, and what deleted rows leave behind in its file.

Whenever it is stopped it can be done again: it removes what is named, and then nothing is there to remove.
"""

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from inquiries import clock
from inquiries.database import leftovers
from inquiries.database.engine import Tx
from inquiries.database.tables import deliveries
from inquiries.erasure import record
from inquiries.erasure.reach import Reach
from inquiries.erasure.record import Standing
from inquiries.mail.mailbox import Mailbox
from inquiries.outbox.post import Post
from inquiries.outcome import Done, Outcome, TryLater
from inquiries.queue import jobs, kinds
from inquiries.queue.jobs import Job

LANE = "erase"
AGAIN = timedelta(seconds=20)  # a mail that is being handed over at this moment has been kept by then
SOON = timedelta(seconds=2)
NIGHT = 4  # o'clock, when a large file is written anew
LOOKS = 10  # at the write-ahead log, a second apart
READ = "somebody reads an older state of the database, and its log cannot be emptied"
TABLES = (
    *("submissions", "inquiries", "letters", "mails", "entries", "history", "drafts", "attachments"),
    *("search_documents", "deliveries", "jobs", "attempts", "persons", "person_addresses", "remarks"),
)


@dataclass(frozen=True, slots=True)
class Left:
    """What is beside the database of inquiries that were erased, by names of ours that say nothing."""

    inquiries: tuple[int, ...] = ()
    files: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    busy: bool = False

    def with_(self, id: int, its: Reach) -> "Left":
        """And of one more inquiry."""
        return Left(
            (*self.inquiries, id),
            (*self.files, *its.files),
            (*self.messages, *its.messages),
            self.busy or its.busy,
        )


async def enqueue(tx: Tx, erasures: Sequence[int], left: Left, *, at: datetime) -> None:
    """Have it done; once more a moment later where a mail is being handed over just now."""
    payload: dict[str, Any] = {"erasures": list(erasures), "busy": left.busy}
    payload |= {name: list(getattr(left, name)) for name in ("inquiries", "files", "messages")}
    key = f"{kinds.ERASE}:{min(erasures)}"
    await jobs.enqueue(tx, kinds.ERASE, key, payload, at=at, lane=LANE)
    if left.busy:
        await jobs.enqueue(tx, kinds.ERASE, f"{key}:again", payload, at=at + AGAIN, lane=LANE)


async def clean(post: Post, job: Job) -> Outcome:
    """Take it off the disk: within seconds, but of a large SQLite file in the coming night."""
    await beside(post, job.payload)
    mine = job.payload["erasures"]
    async with post.database.read() as db:
        standing = await record.standing(db, max(mine))
    if standing is Standing.LATER_WAITS:  # many at once are taken off together, by the job of the last
        return Done("it goes with what was erased after it")
    if standing is Standing.WAITS:
        await leftovers.merge(post.database)
        if leftovers.is_large(post.database) and (wait := _until_night(post, clock.now())):
            await leftovers.shorten(post.database)
            return TryLater("the database is large, and is written anew in the night", wait)
        if not await _rewritten(post):
            return TryLater(READ, timedelta(minutes=5))
    await post.database.write(_gone, mine, clock.now())
    return Done("nothing of it is on the disk")


async def clean_now(post: Post) -> bool:
    """The same without a worker for all that waits for it, however large the file is; whether all is gone."""
    async with post.database.read() as db:
        waiting, last = await jobs.unfinished(db, kinds.ERASE), await record.newest(db)
    if not waiting:
        return True
    if any(payload["busy"] for payload in waiting.values()):
        await asyncio.sleep(SOON.total_seconds())
    for payload in waiting.values():
        await beside(post, payload)
    await leftovers.merge(post.database)
    if not await _rewritten(post):
        return False
    await post.database.write(_settle, waiting, last, clock.now())
    return True


async def beside(post: Post, payload: Mapping[str, Any]) -> None:
    """Files, and the copies of mails that the local mailbox keeps."""
    for name in payload["files"]:
        await post.files.remove(name)
    folder = post.settings.data_dir / "mailbox"
    if folder.is_dir():
        messages = {*payload["messages"], *await _digests(post, payload["inquiries"])}
        await Mailbox(folder).discard(messages)


async def _digests(post: Post, ids: Sequence[int]) -> set[str]:
    """The Message-IDs of digests that told of one of these inquiries."""
    wanted, found = set(ids), set[str]()
    columns = (deliveries.c.message_id, deliveries.c.facts)
    async with post.database.read() as db:
        for row in await db.execute(sa.select(*columns).where(deliveries.c.kind == "digest")):
            if wanted & {item[0] for item in json.loads(row.facts).get("items", ())}:
                found.add(row.message_id)
    return found


async def _rewritten(post: Post) -> bool:
    await leftovers.rewrite(post.database, TABLES)
    for _ in range(LOOKS):
        if await leftovers.shorten(post.database):
            return True
        await asyncio.sleep(1)
    return False


def _until_night(post: Post, now: datetime) -> timedelta:
    """Nothing while it is night where the organisation is."""
    local = now.astimezone(ZoneInfo(post.settings.timezone))
    if local.hour == NIGHT:
        return timedelta(0)
    night = local.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    return (night if night > local else night + timedelta(days=1)).astimezone(now.tzinfo) - now


async def _gone(tx: Tx, mine: Sequence[int], at: datetime) -> None:
    """And those before, but for what a job of its own has still to remove from beside the database."""
    unfinished = await jobs.unfinished(tx, kinds.ERASE)
    others = {id for payload in unfinished.values() for id in payload["erasures"]} - set(mine)
    await record.gone(tx, max(mine), but=others, at=at)


async def _settle(tx: Tx, done: Iterable[str], last: int, at: datetime) -> None:
    await record.gone(tx, last, at=at)
    await jobs.settle(tx, done, now=at)
