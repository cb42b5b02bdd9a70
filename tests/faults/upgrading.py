"""Upgrades a database of the first release, killed with SIGKILL on the way again and again, and then to its end:
python tests/faults/upgrading.py URL SHARE

SHARE is the part of the upgrade's statements before which it is killed; 1 is before each of them. It always is just
before the commit. Prints how many statements there are and how many kills there were.
"""

import asyncio
import os
import random
import signal
import sys

import sqlalchemy as sa

from inquiries import clock
from inquiries.database import schema
from inquiries.database.engine import Database
from tests.opened import HOUR, NOON

AT_THE_COMMIT = 0
MERE_LOOKS = 20  # statements that are asked, and committed, before the upgrade begins


def main(url: str, share: float) -> None:
    count = _killed(url, AT_THE_COMMIT)
    chosen = [number for number in range(1, count + 1) if random.random() < share]
    for number in chosen:
        assert _killed(url, number) == number
    asyncio.run(_upgrade(url))
    print(count, len(chosen) + 1)


def _killed(url: str, number: int) -> int:
    """In a child, so that everything is imported already; how many statements it had begun."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        asyncio.run(_upgrade(url, number, writing))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        begun = len(told.read())
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code == -signal.SIGKILL, f"to be killed before statement {number}, it ended with {code}"
    return begun


async def _upgrade(url: str, number: int = -1, told: int = -1) -> None:
    database, begun = Database(url), 0

    def before(_connection: sa.Connection, *_: object) -> None:
        nonlocal begun
        begun += 1
        if told >= 0:
            os.write(told, b".")
        if begun == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def committing(_connection: sa.Connection) -> None:
        if number == AT_THE_COMMIT and begun > MERE_LOOKS:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(database.writing, "before_cursor_execute", before)
    sa.event.listen(database.writing, "commit", committing)
    await schema.migrate(database)
    await database.dispose()


if __name__ == "__main__":
    clock.now = lambda: NOON + HOUR
    main(sys.argv[1], float(sys.argv[2]))
