"""The program as people start it, or with a planted fault: python tests/faults/program.py [answer-early].

The fault shows that the test which kills the program would notice it.
"""

import asyncio
import sys

from inquiries import commands
from inquiries.intake.rows import Received, Stored
from inquiries.intake.spool import Spool

LATER = 0.03  # seconds that the bad build keeps a submission in memory after it has answered


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


async def _later(commit, spool, row) -> None:
    await asyncio.sleep(LATER)
    await commit(spool, row)


if __name__ == "__main__":
    if sys.argv[1:] == ["answer-early"]:
        answer_early()
    commands.cli(["serve"], prog_name="inquiries")
