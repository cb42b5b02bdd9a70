"""Runs the application: listens, works, and on a signal ends in good order within ten seconds."""

import asyncio
import gc
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext

from aiohttp import web

from inquiries import app
from inquiries.app import WORKER, House
from inquiries.commands.signals import told_to_stop
from inquiries.correspondence.doors import opening
from inquiries.staff.live import LIVE
from inquiries.web.connection import Runner

# Seconds that running requests get after a signal, and then to notice that they were cancelled. The worker
# ends beside them, in at most 8.
GRACE, CANCELLED = 7.0, 1.0
LOOK_SECONDS = 0.02
COLLECTOR = (10_000, 20, 50)  # new things before it looks at them, and then at the older ones
# Connections that wait in the kernel while we are busy, and of these how many are taken before anything else goes on.
BACKLOG, AT_ONCE = 4096, 64


async def serve(
    house: House,
    sockets: Sequence[socket.socket],
    ready: Callable[[], Awaitable[None]],
    *,
    for_mail: socket.socket | None = None,
    works: bool = True,
    with_canary: bool = False,
    opens_itself: Callable[[], bool] = lambda: True,
) -> None:
    """Serve on bound sockets until a signal comes; `ready` is awaited once connections are taken.

    Of several processes on one port one `works`: it has the jobs and the doors for mail, the others pages alone.

    The doors for mail are open here and not in `worker`: of two processes with the same settings one would find
    the LMTP socket taken, and both would fetch each mail of the mailbox.
    """
    application = app.application(
        house, with_worker=works, with_canary=with_canary, opens_itself=opens_itself
    )
    runner = Runner(application, house.post.pages, shutdown_timeout=CANCELLED)
    async with (
        told_to_stop() as told,
        house.database.hearing(),
        opening.doors(house.post, for_mail) if works else nullcontext() as doors,
    ):
        await runner.setup()
        try:
            sites = [web.SockSite(runner, one, backlog=AT_ONCE) for one in sockets]
            for site, one in zip(sites, sockets, strict=True):
                await site.start()
                one.listen(BACKLOG)  # asyncio takes one figure for both
            spare_the_collector()
            await ready()
            await told.wait()
            application[LIVE].end()
            if doors is not None:
                application[WORKER].stop()
                doors.begin_closing()
            for site in sites:
                await site.stop()
            await _finish(runner)
        finally:
            await runner.cleanup()


def spare_the_collector() -> None:
    """What was made at the start stays to the end: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTOR)


async def _finish(runner: Runner) -> None:
    """Let running requests end, those too whose body is still arriving: aiohttp's own shutdown reads no more."""
    loop = asyncio.get_running_loop()
    end = loop.time() + GRACE
    while runner.server is not None and loop.time() < end:
        busy = False
        for connection in runner.server.connections:
            if connection._request_in_progress:
                busy = True
            else:
                connection.close()
        if not busy:
            return
        await asyncio.sleep(LOOK_SECONDS)
