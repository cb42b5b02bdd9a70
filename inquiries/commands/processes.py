"""Several processes of the same service on one port, and the one that watches over them. Knows no application.

The watcher keeps the port, starts the others, puts a new one in the place of one that died, and passes on that it is
time to stop. Without it they stop, too.
"""

import asyncio
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from logging import getLogger

from inquiries.commands.one_line import Failed

log = getLogger(__name__)

WATCHED = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGCHLD})
# So many deaths in so many seconds, and another start would only be another death.
DEATHS, SECONDS = 5, 30.0


@dataclass(frozen=True, slots=True)
class Place:
    """Which of the processes this is, counted from 0; whether it is the first there; and what ends with the watcher."""

    number: int
    first: bool
    leash: int

    def follow(self, stop: Callable[[], None]) -> None:
        """Call `stop` in the running event loop when the watcher is gone."""
        loop = asyncio.get_running_loop()

        def gone() -> None:
            loop.remove_reader(self.leash)
            stop()

        loop.add_reader(self.leash, gone)


Work = Callable[[Place], None]


def run(count: int, work: Work) -> None:
    """Have `work` done by `count` processes until a signal comes, and every one of them has ended well.

    Raises Failed where they keep dying, or where one ended badly after the signal.
    """
    leash, held = os.pipe()
    try:
        with _signals_held():
            _watch(count, lambda number, first: _start(Place(number, first, leash), work, held))
    finally:
        os.close(held)
        os.close(leash)


def _watch(count: int, start: Callable[[int, bool], int]) -> None:
    running = {start(place, True): place for place in range(count)}
    deaths: deque[float] = deque(maxlen=DEATHS)
    stopping, worst = False, 0
    while running:
        number = signal.sigwait(WATCHED)
        if number != signal.SIGCHLD:
            _tell(running, signal.SIGKILL if stopping else signal.SIGTERM)
            stopping = True
        for pid, status in _ended():
            place = running.pop(pid)
            if stopping:
                # Who is ended by the signal itself did not listen to it yet, and had begun nothing.
                worst = max(worst, abs(status) if status != -signal.SIGTERM else 0)
                continue
            deaths.append(time.monotonic())
            log.error("Process %d of %d ended by itself (%s)", place + 1, count, _how(status))
            if len(deaths) == DEATHS and deaths[-1] - deaths[0] < SECONDS:
                log.error("They keep ending: all of them stop")
                _tell(running, signal.SIGTERM)
                stopping, worst = True, 1
            else:
                running[start(place, False)] = place
    if worst:
        raise Failed("One of the processes ended badly; the lines above say why.")


def _start(place: Place, work: Work, held: int) -> int:
    """The new process's number. In the new process itself this does not return."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        os.setpgid(0, 0)  # Ctrl-C is for the watcher, who passes it on once
        os.close(held)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)
        work(place)
        status = 0
    except Failed as failed:
        sys.stderr.write(f"{failed}\n")  # in one piece: several may write at once
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        log.exception("Process %d broke", place.number + 1)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


@contextmanager
def _signals_held() -> Iterator[None]:
    """Signals wait until they are asked for: none comes between a look and what follows from it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ended() -> Iterator[tuple[int, int]]:
    """Each process that has ended, with its exit status, or less than 0 the signal that ended it."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        yield pid, os.waitstatus_to_exitcode(status)


def _tell(running: dict[int, int], number: signal.Signals) -> None:
    for pid in running:
        os.kill(pid, number)


def _how(status: int) -> str:
    return f"killed by {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
