"""Being told to stop: SIGTERM from whoever runs the service, SIGINT from the keyboard."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

STOPPING = (signal.SIGTERM, signal.SIGINT)


@asynccontextmanager
async def told_to_stop() -> AsyncIterator[asyncio.Event]:
    """An event that the first signal sets. The second one ends the process at once, as it does elsewhere."""
    loop, told = asyncio.get_running_loop(), asyncio.Event()

    def tell() -> None:
        told.set()
        for number in STOPPING:
            loop.remove_signal_handler(number)

    for number in STOPPING:
        loop.add_signal_handler(number, tell)
    try:
        yield told
    finally:
        for number in STOPPING:
            loop.remove_signal_handler(number)
