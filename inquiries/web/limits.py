"""Who a request comes from, for counting, and how many they may send. Knows nothing of what is counted."""

import ipaddress
from collections import OrderedDict, deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from aiohttp import web

from inquiries.settings import Rate

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
UNKNOWN = "unknown"
_HOPS = 50


def client_address(request: web.Request, trusted_proxies: Iterable[Network] = ()) -> str:
    """The sender's address as a key: IPv4 whole, IPv6 by its /64, mapped IPv4 as IPv4.

    X-Forwarded-For is read from the right while the hop before is trusted; from a stranger not at all;
    a hop that is no address ends the reading. "unknown" on a socket without an address.
    """
    current = _address(request.remote or "")
    if current is None:
        return UNKNOWN
    trusted = tuple(trusted_proxies)
    for hop in reversed(_forwarded(request)[-_HOPS:]):
        if not _within(current, trusted):
            break
        earlier = _address(hop)
        if earlier is None:
            break
        current = earlier
    return _key(current)


class SlidingWindow:
    """At most `rate.count` per key in any `rate.seconds`. Memory is bounded: the quietest key goes first."""

    def __init__(self, rate: Rate, *, keys: int = 10_000) -> None:
        self._rate = rate
        self._keys = keys
        self._seen: OrderedDict[str, deque[datetime]] = OrderedDict()

    def allow(self, key: str, now: datetime) -> bool:
        """Whether one more is in the rate; if so it is counted. A refused one is not."""
        seen = self._seen.setdefault(key, deque(maxlen=self._rate.count))
        self._seen.move_to_end(key)
        if len(self._seen) > self._keys:
            self._seen.popitem(last=False)
        self._forget(seen, now)
        if len(seen) >= self._rate.count:
            return False
        seen.append(now)
        return True

    def count(self, key: str, now: datetime) -> int:
        """How many are counted in the window that ends now."""
        seen = self._seen.get(key)
        if not seen:
            return 0
        self._forget(seen, now)
        return len(seen)

    def wait(self, key: str, now: datetime) -> timedelta:
        """How long until `allow` would say yes; nothing where it would now."""
        seen = self._seen.get(key)
        if not seen:
            return timedelta(0)
        self._forget(seen, now)
        if len(seen) < self._rate.count:
            return timedelta(0)
        return seen[0] + timedelta(seconds=self._rate.seconds) - now

    def _forget(self, seen: deque[datetime], now: datetime) -> None:
        """Drops what is older than the window, and what a clock set back left in the future."""
        window = timedelta(seconds=self._rate.seconds)
        while seen and not now - window < seen[0] <= now:
            seen.popleft()


def _forwarded(request: web.Request) -> list[str]:
    lines = request.headers.getall("X-Forwarded-For", [])
    return [hop for line in lines for hop in line.split(",")]


@lru_cache(maxsize=1024)
def _address(text: str) -> Address | None:
    """An address with or without port, brackets or zone; None for anything else."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks if network.version == address.version)


def _key(address: Address) -> str:
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.IPv6Network((address, 64), strict=False))
