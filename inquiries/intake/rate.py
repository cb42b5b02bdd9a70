"""How much one network may send, and when again. Counts submissions that could be taken, not people."""

import math

from aiohttp import web

from inquiries import clock
from inquiries.intake.door import Door
from inquiries.web import limits


def admitted(door: Door, request: web.Request) -> bool:
    """Whether the sender's network may send one more just now; if so it is counted."""
    if door.limit is None:
        return True
    return door.limit.allow(limits.client_address(request, door.settings.trusted_proxies), clock.now())


def lately(door: Door, request: web.Request) -> int:
    """How many of the sender's network are counted just now, the last one included; 0 where none are."""
    if door.limit is None:
        return 0
    return door.limit.count(limits.client_address(request, door.settings.trusted_proxies), clock.now())


def later(door: Door, request: web.Request) -> dict[str, str]:
    """The header that says when the sender's network may send again."""
    if door.limit is None:
        return {}
    left = door.limit.wait(limits.client_address(request, door.settings.trusted_proxies), clock.now())
    return {"Retry-After": str(math.ceil(left.total_seconds()) or 1)}
