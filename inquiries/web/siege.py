"""Whether more arrives than people send: measured, begun and ended by itself. Knows nothing of what arrives.

Each process has its own, in memory.
"""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

from inquiries.settings import Rate

LASTS = timedelta(minutes=10)  # after the last moment in which it was too much
MOST = 10_000  # tokens that are remembered


class Siege:
    """`above`: what is too much; None is never, a count of 0 always."""

    def __init__(self, above: Rate | None = None) -> None:
        self._above = above
        self._arrived: deque[datetime] = deque(maxlen=above.count if above else 0)
        self._since: datetime | None = None
        self._until: datetime | None = None
        self._used: OrderedDict[str, str] = OrderedDict()

    def arrived(self, now: datetime) -> None:
        """Count one."""
        if self._above is None or not self._above.count:
            return
        self._arrived.append(now)
        window = timedelta(seconds=self._above.seconds)
        if len(self._arrived) == self._above.count and timedelta(0) <= now - self._arrived[0] < window:
            if not self.is_on(now):
                self._since = now
            self._until = now + LASTS

    def is_on(self, now: datetime) -> bool:
        if self._above is not None and not self._above.count:
            return True
        # A clock set back must not make it last.
        return self._until is not None and self._until - LASTS <= now < self._until

    def began_after(self, drawn: datetime) -> bool:
        """Whether a page drawn then could not yet ask for proof."""
        return self._since is not None and drawn < self._since

    def first_use(self, token: str, use: str) -> bool:
        """Whether `token` serves `use` and nothing else before it: a proof is good for one. Twice the same is one."""
        known = self._used.setdefault(token, use)
        if len(self._used) > MOST:
            self._used.popitem(last=False)
        return known == use
