"""GET /metrics, as Prometheus reads it: for this machine alone, or for whoever has the token."""

import contextlib
import hmac
import ipaddress
import shutil
from collections.abc import Iterable, Iterator

from aiohttp import web
from prometheus_client import exposition
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from inquiries import clock
from inquiries.database.engine import Database, StorageUnavailable
from inquiries.safekeeping import record
from inquiries.settings import Settings
from inquiries.watch import families, figures
from inquiries.watch.meters import Meters
from inquiries.watch.ready import Readiness
from inquiries.web.routes import Handler

# What comes with a request that some web server passed on: it is not this machine that asks.
PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")

CANNOT_READ = {"database", "migrations"}


class _Told(Collector):
    """Families that are known already, behind those of a registry."""

    def __init__(self, registry: Collector, more: Iterable[Metric]) -> None:
        self._registry, self._more = registry, tuple(more)

    def collect(self) -> Iterator[Metric]:
        yield from self._registry.collect()
        yield from self._more


def handler(settings: Settings, database: Database, meters: Meters, ready: Readiness) -> Handler:
    """Without a database that answers, what this process counted itself is still told."""

    async def metrics(request: web.Request) -> web.Response:
        _admit(request, settings.metrics_token)
        found = list(_machine(settings, database))
        reasons = await ready.reasons()
        found.append(families.alone("ready", "1 where /health/ready says so.", 0 if reasons else 1))
        if not {reason.code for reason in reasons} & CANNOT_READ:
            with contextlib.suppress(StorageUnavailable):
                async with database.read() as db:
                    now = clock.now()
                    found += families.of(await figures.read(db, now), now, settings)
        encode, content_type = exposition.choose_encoder(request.headers.get("Accept", ""))
        headers = {"Content-Type": content_type, "Cache-Control": "no-store"}
        return web.Response(body=encode(_Told(meters.registry, found)), headers=headers)

    return metrics


def _admit(request: web.Request, token: str | None) -> None:
    """Raises HTTPUnauthorized or HTTPForbidden for whoever may not read it."""
    if token is not None:
        sent = request.headers.get("Authorization", "")
        if not hmac.compare_digest(sent.encode("utf-8", "replace"), f"Bearer {token}".encode()):
            raise web.HTTPUnauthorized(headers={"WWW-Authenticate": "Bearer"})
    elif not _is_here(request.remote or "") or any(name in request.headers for name in PASSED_ON):
        raise web.HTTPForbidden


def _is_here(remote: str) -> bool:
    try:
        address = ipaddress.ip_address(remote)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def _machine(settings: Settings, database: Database) -> Iterator[Metric]:
    if (last := record.last(settings.data_dir)) is not None:
        age = (clock.now() - last.at).total_seconds()
        yield families.alone("backup_age_seconds", "How old the last backup is that was made here.", age)
    if settings.data_dir.exists():
        free = shutil.disk_usage(settings.data_dir).free
        yield families.alone("disk_free_bytes", "Room on the disk of the data directory.", free)
    if database.is_sqlite:
        files = (database.path, database.path.with_name(f"{database.path.name}-wal"))
        size = sum(file.stat().st_size for file in files if file.exists())
        yield families.alone("database_bytes", "The database's file, its write-ahead log included.", size)
