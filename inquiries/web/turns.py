"""Begins so many requests in each round of the event loop, and lets others wait in line. Knows nothing of requests.

Without it, of five hundred that arrive at once every one is begun before anything else goes on, and a page that asks
the database twenty times waits for twenty such rounds. The line has an end: to wait in vain is worse than to be told.
"""

import asyncio
import math
from collections import deque

EACH_ROUND = 8
LONG = 256  # in line, behind whom nobody waits: so many are served within LATE
LATE = 0.3  # seconds in line, after which the newest go before the oldest: they can still be served in time


class Turns:
    """One line, for one event loop."""

    def __init__(self) -> None:
        self._line: deque[tuple[float, asyncio.Future[None]]] = deque()
        self._begun = self._away = 0  # in this round: who began, and who was not let into the line
        self._going = False  # whether a next round is called for

    @property
    def is_swamped(self) -> bool:
        """Whether the line is long, and in this round as many have been told so as there is time to tell at length."""
        return self._away >= EACH_ROUND and len(self._line) >= LONG

    async def mine(self) -> float:
        """Wait for one's turn; how many seconds it took. At once for ever where the line is long: nobody should."""
        loop = asyncio.get_running_loop()
        if not self._going:
            self._going = True
            loop.call_soon(self._round)
        if self._begun < EACH_ROUND and not self._line:
            self._begun += 1
            return 0.0
        if len(self._line) >= LONG:
            self._away += 1
            return math.inf
        came, turn = loop.time(), loop.create_future()
        self._line.append((came, turn))
        await turn
        return loop.time() - came

    def _round(self) -> None:
        loop = asyncio.get_running_loop()
        self._begun, self._away, now = 0, 0, loop.time()
        while self._line and self._begun < EACH_ROUND:
            is_late = now - self._line[0][0] > LATE
            # Most turns stay those of the oldest, to be told that it is too much: that costs little.
            newest = is_late and self._begun % 4 == 0
            _, turn = self._line.pop() if newest else self._line.popleft()
            if not turn.done():  # its sender is gone
                turn.set_result(None)
                self._begun += 1
        self._going = bool(self._begun)
        if self._going:
            loop.call_soon(self._round)
