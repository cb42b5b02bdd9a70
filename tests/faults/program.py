"""The program as people start it, with a planted fault, or in a hurry: python tests/faults/program.py [worker] [WORD].

`answer-early`, `keep-late`, `enqueue-late` and `lend-to-all` show that the tests which kill the program would notice
a fault;
`hurried` gives what is still running after a signal two seconds instead of seven or eight; with `signed-leases` each
job says by its number which process holds it; `erase-halfway` never ends what it erases; `unrestrained` answers every
submission by mail, however many come.
"""

import asyncio
import os
import sys
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from inquiries import commands
from inquiries.commands import serving
from inquiries.correspondence import keep
from inquiries.database import bulk, leftovers, tables
from inquiries.database.engine import Database, Tx
from inquiries.intake import projector
from inquiries.intake.rows import Received, Stored
from inquiries.intake.spool import Spool
from inquiries.mail import lmtp
from inquiries.notify import restraint
from inquiries.queue import jobs, worker
from inquiries.queue.jobs import Job

LATER = 0.03  # seconds that a bad build keeps in memory what should be on disk


def answer_early() -> None:
    """Make every submission answered before it is on disk, with the number it will have if all goes well."""
    commit, writing, after = Spool.submit, set(), []

    async def submit(self: Spool, row: Received) -> Stored:
        if not after:
            after.append((await commit(self, row)).id)
            return Stored(after[0], None)
        after[0] += 1
        number = after[0]
        task = asyncio.ensure_future(_later(commit, self, row))
        writing.add(task)
        task.add_done_callback(writing.discard)
        return Stored(number, None)

    Spool.submit = submit  # type: ignore[method-assign]


def keep_late() -> None:
    """Make every mail answered for before it is on disk."""
    write, keeping = Database.write, set()

    async def write_later(self, verb, *args, **kwargs):
        if verb is not keep.keep:
            return await write(self, verb, *args, **kwargs)
        task = asyncio.ensure_future(_later(write, self, verb, *args, **kwargs))
        keeping.add(task)
        task.add_done_callback(keeping.discard)
        return 0

    Database.write = write_later  # type: ignore[method-assign]


def enqueue_late() -> None:
    """Make the jobs of a new inquiry written in a transaction of their own, a moment after it."""
    write, pack, enqueuing = Database.write, bulk.pack, set()

    async def write_on(self, verb, *args, **kwargs):
        result = await write(self, verb, *args, **kwargs)
        if verb in (projector.open_planned, projector._plan_and_open) and forgotten:
            task = asyncio.ensure_future(_later(write, self, enqueue, tuple(forgotten), after=1.0))
            enqueuing.add(task)
            task.add_done_callback(enqueuing.discard)
            forgotten.clear()
        return result

    def pack_some(dialect, table, rows, **how):
        if table is not tables.jobs:
            return pack(dialect, table, rows, **how)
        return forgotten.extend(rows)

    async def enqueue(tx: Tx, rows) -> None:
        await tx.run_sync(bulk.add, [pack(tx.dialect.name, tables.jobs, rows)])

    forgotten: list[Any] = []
    Database.write = write_on  # type: ignore[method-assign]
    bulk.pack = pack_some


def hurried() -> None:
    serving.GRACE = worker.STOP_SECONDS = lmtp.GRACE = 2


def lend_to_all() -> None:
    """Make every job that one worker has claimed free for the others at once."""
    claim = jobs.claim

    async def lent(tx: Tx, *, until: datetime, **more: Any) -> tuple[Job, ...]:
        return await claim(tx, until=until - timedelta(days=1), **more)

    jobs.claim = lent


def unrestrained() -> None:
    restraint.TO_A_DOMAIN = restraint.IN_ALL = 1_000_000


def erase_halfway() -> None:
    """Files and rows are gone by then, and what deleted rows leave behind is not."""

    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    leftovers.rewrite = never


def signed_leases() -> None:
    """Make each job say which process holds it."""
    worker.secrets = SimpleNamespace(token_hex=lambda _: str(os.getpid()))


async def _later(commit, *args, after: float = LATER, **kwargs) -> None:
    await asyncio.sleep(after)
    await commit(*args, **kwargs)


if __name__ == "__main__":
    planted = {
        "answer-early": answer_early,
        "keep-late": keep_late,
        "enqueue-late": enqueue_late,
        "lend-to-all": lend_to_all,
        "hurried": hurried,
        "signed-leases": signed_leases,
        "erase-halfway": erase_halfway,
        "unrestrained": unrestrained,
    }
    words = sys.argv[1:]
    command = "worker" if "worker" in words else "serve"
    for word in words:
        if word != command:
            planted[word]()
    commands.cli([command], prog_name="inquiries")
