"""The servers that are measured: started in a process of their own, each on a fresh database, and stopped again."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from inquiries.database.engine import Database
from tests import postgres

START_SECONDS = 120
# Of the tests' server, with the care that they do without.
CAREFUL = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "autovacuum": "on",
    "shared_buffers": "128MB",
}


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its port, its process, and where it keeps things ("" where it keeps nothing)."""

    port: int
    pid: int
    database_url: str = ""
    secret: bytes = b""


@contextmanager
def bare(kind: str) -> Iterator[Served]:
    """One of benchmarks/bare.py."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.bare", kind], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield Served(int(process.stdout.readline()), process.pid)
    finally:
        process.kill()
        process.wait()


@contextmanager
def ours(
    database_url: str = "", *words: str, folder: Path | None = None, **settings: str
) -> Iterator[Served]:
    """The program itself, as `serve` starts it; on a SQLite file of its own without `database_url`."""
    with tempfile.TemporaryDirectory(prefix="intake-", dir=folder) as data:
        port = free_port()
        url = database_url or f"sqlite:///{data}/inquiries.db"
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("INQUIRIES_")
        } | {
            "INQUIRIES_DATA_DIR": data,
            "INQUIRIES_DATABASE_URL": url,
            "INQUIRIES_PORT": str(port),
            # Counted, as it is in use, and never reached: all of the load comes from one address.
            "INQUIRIES_RATE_LIMIT": "1000000/10m",
            **{f"INQUIRIES_{name.upper()}": value for name, value in settings.items()},
        }
        with (Path(data) / "log").open("wb") as log:
            command = [sys.executable, "-m", "inquiries.commands", "serve", *words]
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(port, process, Path(data) / "log")
            yield Served(port, process.pid, url, _secret(url))
        finally:
            _stop(process)


@contextmanager
def postgres_server(folder: Path | None) -> Iterator[postgres.Server]:
    """The tests' PostgreSQL, set up to lose nothing."""
    postgres.SETTINGS.update(CAREFUL)
    before, tempfile.tempdir = tempfile.tempdir, str(folder) if folder else tempfile.tempdir
    try:
        with postgres.running() as server:
            yield server
    finally:
        tempfile.tempdir = before


def fresh(server: postgres.Server, name: str) -> str:
    """The URL of an empty database."""
    server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    server.execute(f"CREATE DATABASE {name}")
    return server.url(name)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


class Watch:
    """Looks at a database while the load runs: how long after a submission its inquiry can be read."""

    EVERY = 0.02

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._seen: list[tuple[float, int, int]] = []
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def delays(self) -> list[float]:
        """Of each submission since the first look in seconds, sorted; what is not visible yet has waited until now."""
        found, row = [], 0
        until = time.perf_counter()
        for (_, before, _), (at, newest, _) in pairwise(self._seen):
            stored = range(before + 1, newest + 1)
            for id in stored:
                while row < len(self._seen) and self._seen[row][2] < id:
                    row += 1
                found.append((self._seen[row][0] if row < len(self._seen) else until) - at)
        return sorted(found)

    def _look(self) -> None:
        with _reading(self._url) as newest:
            while not self._done.is_set():
                try:
                    self._seen.append((time.perf_counter(), *newest()))
                except sqlite3.OperationalError:
                    continue
                time.sleep(self.EVERY)


NEWEST = "SELECT coalesce((SELECT max(id) FROM submissions), 0), coalesce((SELECT max(id) FROM inquiries), 0)"


@contextmanager
def _reading(url: str):  # type: ignore[no-untyped-def]
    """A function that gives the newest submission's number and the newest inquiry's."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(f"file:{Database(url).path}?mode=ro", uri=True)
        yield lambda: connection.execute(NEWEST).fetchone()
        connection.close()
        return
    import asyncio

    import asyncpg

    with asyncio.Runner() as runner:
        reader = runner.run(asyncpg.connect(url))
        yield lambda: tuple(runner.run(reader.fetchrow(NEWEST)))
        runner.run(reader.close())


def _secret(url: str) -> bytes:
    """The key behind the tokens of the forms, so that the load can carry true ones."""
    asked = "SELECT value FROM secrets WHERE name = 'reference'"
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return bytes(connection.execute(asked).fetchone()[0])
    import asyncio

    import asyncpg

    async def ask() -> bytes:
        connection = await asyncpg.connect(url)
        try:
            return bytes(await connection.fetchval(asked))
        finally:
            await connection.close()

    return asyncio.run(ask())


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(log.read_text())


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """In good order, and by force when that takes too long: its jobs are of no interest any more."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(1)
    except subprocess.TimeoutExpired:
        for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        process.kill()
        process.wait()
