"""What most commands begin with: the settings of this run, and the house opened for as long as it is needed."""

import asyncio
import importlib
import logging
import os
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from inquiries import app, settings
from inquiries.app import House
from inquiries.commands.doctor import spans
from inquiries.database import server_clock
from inquiries.mail import settings as mail_settings
from inquiries.queue import worker
from inquiries.routing import check
from inquiries.settings import Settings

T = TypeVar("T")
log = logging.getLogger(__name__)


def settings_here() -> Settings:
    """Raises SettingsError."""
    loaded = settings.load(os.environ, Path.cwd())
    check.check(loaded)
    mail_settings.check(loaded)
    return loaded


@asynccontextmanager
async def house(of: Settings, *, scratch: bool = False) -> AsyncIterator[House]:
    """The house, with its database up to date; closed again at the end."""
    opened = await app.open_house(of, scratch=scratch)
    try:
        yield opened
    finally:
        await opened.close()


async def compare_clocks(of: House) -> None:
    """Say in the log where this machine's clock is too far from the database server's for hosts to share work."""
    off = await server_clock.ahead(of.database)
    if abs(off) > worker.OFF:
        log.error(
            "The clock of this machine is %s %s the database server's: hosts that share work may send a mail twice",
            spans.said(off),
            "ahead of" if off > timedelta(0) else "behind",
        )


def has_uvloop() -> bool:
    """Whether the extra `speed` is installed."""
    return find_spec("uvloop") is not None


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end, on uvloop where it is installed."""
    factory = importlib.import_module("uvloop").new_event_loop if has_uvloop() else None
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(work)
