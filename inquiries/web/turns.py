"""Begins so many requests in each round of the event loop, and lets the rest wait in line. Knows nothing of requests.

Without it, of five hundred that arrive at once every one is begun before anything else goes on, and a page that asks
the database twenty times waits for twenty such rounds.
"""

import asyncio
from collections import deque

EACH_ROUND = 8
LATE = 0.3  # seconds in line, after which the newest go before the oldest: they can still be served in time


class Turns:
    """One line, for one event loop."""

    def __init__(self) -> None:
        self._line: deque[tuple[float, asyncio.Future[None]]] = deque()
        self._begun = 0  # in this round
        self._going = False  # whether a next round is called for

    async def mine(self) -> float:
        """Wait for one's turn; how many seconds it took."""
        loop = asyncio.get_running_loop()
        if not self._going:
            self._going = True
            loop.call_soon(self._round)
        if self._begun < EACH_ROUND and not self._line:
            self._begun += 1
            return 0.0
        came, turn = loop.time(), loop.create_future()
        self._line.append((came, turn))
        await turn
        return loop.time() - came

    def _round(self) -> None:
        loop, self._begun = asyncio.get_running_loop(), 0
        now = loop.time()
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
