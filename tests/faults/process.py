"""The program in a process of its own on a free port of 127.0.0.1, to be killed or told to stop."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).with_name("program.py")
START_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Home:
    """Where one installation lives over all its lives: its folder, its port, and settings as in the environment."""

    directory: Path
    port: int
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def database(self) -> Path:
        return self.directory / "inquiries.db"

    @property
    def environment(self) -> dict[str, str]:
        ours = {
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "INQUIRIES_DATA_DIR": str(self.directory),
            "INQUIRIES_PORT": str(self.port),
            "INQUIRIES_RATE_LIMIT": "off",
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("INQUIRIES_")}
        return kept | ours | dict(self.settings)


def home(directory: Path, **settings: str) -> Home:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return Home(directory, free.getsockname()[1], tuple(settings.items()))


@asynccontextmanager
async def running(home: Home, *words: str) -> AsyncIterator[Process]:
    """One life, from the first answer on; killed at the end of the block if it is still there.

    A `worker` answers nobody: from its start on.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(PROGRAM),
        *words,
        cwd=home.directory,
        env=home.environment,
        stdout=PIPE,
        stderr=STDOUT,
    )
    try:
        if "worker" not in words:
            await _listening(home, process)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def _listening(home: Home, process: Process) -> None:
    for _ in range(START_SECONDS * 50):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", home.port)
        except OSError:
            if process.returncode is not None:
                said, _ = await process.communicate()
                raise AssertionError(f"it ended by itself: {said.decode()}") from None
            await asyncio.sleep(0.02)
        else:
            writer.close()
            return
    raise AssertionError("it does not listen")
