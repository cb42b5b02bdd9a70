"""How long somebody who comes now will wait, as measured: the event loop's lateness, and the wait for the disk.

No figure here is a guess at what a machine can do. Who cannot be served in time is told so while there is time, and
as many as can be are let in: by the law of queues (Little's) those before a newcomer, over how many are served a
second, are the seconds of waiting.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from inquiries.web import turns

TICK = 0.05  # seconds between two looks
LOOKS = 3  # that count: one alone may be a hiccup of the machine, with nobody behind it
# A request goes round the loop so many times: read, begun, stored, answered.
ROUNDS = 4
AT_MOST = 0.5  # seconds of expected wait
AHEAD = 32  # are let in whatever was measured: they share one commit, and it is not they who make it slow
FEW = 8  # people served at a time leave room for what nobody waits for
NEWEST = 0.3  # of the figure of people served a second is the last look's, the rest what was there before


class Pressure:
    """Fed with every look at the loop; `waited` says how long the oldest has waited for the disk."""

    def __init__(self, waited: Callable[[], float] = lambda: 0.0) -> None:
        self._waited = waited
        self._late: deque[float] = deque([0.0] * LOOKS, maxlen=LOOKS)
        self._crowds: deque[int] = deque([0] * LOOKS, maxlen=LOOKS)
        self._inside = self._most = self._served = 0
        self._a_second = 0.0

    @property
    def expected(self) -> float:
        """Seconds that somebody waits who comes now."""
        return ROUNDS * min(self._late) + self._waited()

    def too_much(self, stood: float = 0.0) -> bool:
        """Whether somebody whose turn comes now, and who `stood` in line for so many seconds, would wait too long.

        Or did: then to serve them would only keep those behind them.
        """
        room = max(AHEAD, AT_MOST * self._a_second)
        return stood > turns.LATE or (self._inside >= room and self.expected > AT_MOST)

    def at_leisure(self) -> bool:
        """Whether there is time for what nobody waits for."""
        return max(*self._crowds, self._most) < FEW

    @contextmanager
    def inside(self) -> Iterator[None]:
        """For as long as somebody who was let in is served."""
        self._inside += 1
        self._most = max(self._most, self._inside)
        try:
            yield
        finally:
            self._inside -= 1
            self._served += 1

    def look(self, late: float) -> None:
        """One look at the loop came so many seconds late."""
        late = max(late, 0.0)
        self._late.append(late)
        self._crowds.append(self._most)
        self._a_second += NEWEST * (self._served / (TICK + late) - self._a_second)
        self._most, self._served = self._inside, 0

    async def run(self) -> None:
        """Look until cancelled."""
        clock = asyncio.get_running_loop().time
        while True:
            due = clock() + TICK
            await asyncio.sleep(TICK)
            self.look(clock() - due)
