"""Runs the application: listens, works, and on a signal ends in good order within ten seconds."""

import socket
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from inquiries import app
from inquiries.app import WORKER, House
from inquiries.commands.signals import told_to_stop
from inquiries.web.connection import Runner

# Seconds that running requests get after a signal; the worker ends beside them, in at most 8.
GRACE = 8.0
BACKLOG = 1024  # connections that wait in the kernel while we are busy


async def serve(house: House, sockets: Sequence[socket.socket], ready: Callable[[], Awaitable[None]]) -> None:
    """Serve on bound sockets until a signal comes; `ready` is awaited once connections are taken."""
    application = app.application(house)
    application.on_shutdown.append(_stop_working)
    runner = Runner(application, house.settings, shutdown_timeout=GRACE)
    async with told_to_stop() as told:
        await runner.setup()
        try:
            for one in sockets:
                await web.SockSite(runner, one, backlog=BACKLOG).start()
            await ready()
            await told.wait()
        finally:
            await runner.cleanup()


async def _stop_working(application: web.Application) -> None:
    """No new job from now on, while the last requests are still being answered."""
    application[WORKER].stop()
