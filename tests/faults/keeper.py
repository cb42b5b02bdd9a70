"""A command that kills itself, as `kill -9` would, at a piece of a part of its work: PART PIECE COMMAND …

The parts are those a bar is drawn for. With "" as the part it is the command as it is.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from inquiries import commands
from inquiries.commands import bars
from inquiries.safekeeping.stage import Advance


@contextmanager
def deadly(label: str, _length: int) -> Iterator[Advance]:
    """That piece is the last thing it hears of."""
    pieces = 0

    def advance(_count: int) -> None:
        nonlocal pieces
        pieces += 1
        if label == sys.argv[1] and pieces == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)

    yield advance


if __name__ == "__main__":
    bars.bar = deadly
    commands.cli(sys.argv[3:], prog_name="inquiries")
