"""Several processes and their watcher, with work that is nothing but waiting: python tests/commands/watched.py WORD.

Each says its number, place and whether it is the first there; "fail" ends at once, "stay" until a signal comes,
"deaf" has no ear for signals yet.
"""

import asyncio
import logging
import os
import signal
import sys

from inquiries.commands import processes
from inquiries.commands.one_line import Failed
from inquiries.commands.processes import Place


async def wait(place: Place) -> None:
    told = asyncio.Event()
    if sys.argv[1] != "deaf":
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    place.follow(told.set)
    os.write(1, f"{os.getpid()} {place.number} {place.first}\n".encode())
    await told.wait()


def work(place: Place) -> None:
    if sys.argv[1] == "fail":
        raise Failed("no database")
    asyncio.run(wait(place))


if __name__ == "__main__":
    logging.basicConfig(format="%(message)s")
    try:
        processes.run(2, work)
    except Failed as failed:
        sys.exit(str(failed))
