"""More than the house can take: python -m benchmarks.overload --seconds 10

Measures what it can take (64 connections, as fast as they go), then sends three times as much, whatever comes back, on
as many connections as that needs, while one person in the inbox loads its pages. Prints what was accepted and after how
long, what was sent away, the memory held, how the inbox answered, and that nothing accepted is missing. Then 1,000
senders who never finish are there while others use the form.
"""

import argparse
import asyncio
import contextlib
import http.client
import json
import os
import platform
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from benchmarks import load, servers
from benchmarks.servers import Served
from inquiries import clock
from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.people import accounts, sessions
from inquiries.settings import Settings
from inquiries.staff import guard

SLOW = 1000
HALF = (
    b"POST /forms/media HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nn"
)


def send(served: Served, seconds: float, *words: str, first: int) -> dict[str, object]:
    command = [sys.executable, "-m", "benchmarks.load", str(served.port), f"--seconds={seconds}"]
    command += [f"--secret={served.secret.hex()}", f"--watch={served.pid}", f"--first={first}", *words]
    found: dict[str, object] = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )
    return found


class Person:
    """Somebody in the inbox, who looks at its list again as soon as it is there; and the memory meanwhile."""

    def __init__(self, served: Served, cookie: str) -> None:
        self._served, self._cookie = served, cookie
        self._done = threading.Event()
        self._threads = [threading.Thread(target=self._look), threading.Thread(target=self._weigh)]
        self.seconds: list[float] = []
        self.failed = self.most = 0

    def __enter__(self) -> "Person":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        for thread in self._threads:
            thread.join()

    def _look(self) -> None:
        while not self._done.is_set():
            start = time.perf_counter()
            with contextlib.suppress(OSError):
                connection = http.client.HTTPConnection("127.0.0.1", self._served.port, timeout=20)
                connection.request("GET", "/staff/inbox", headers={"Cookie": self._cookie})
                answer = connection.getresponse()
                answer.read()
                connection.close()
                self.failed += answer.status != 200
                self.seconds.append(time.perf_counter() - start)
            self._done.wait(0.2)

    def _weigh(self) -> None:
        while not self._done.wait(0.1):
            self.most = max(self.most, load.resident(self._served.pid))


async def signed_in(served: Served) -> str:
    """The cookie of somebody who reads every desk."""
    database = Database(served.database_url)

    async def enter(tx):  # type: ignore[no-untyped-def]
        who = await accounts.add(
            tx, email="ana@example.org", name="Ana", role="member", desks=["media", "events"], now=clock.now()
        )
        return await sessions.open(tx, who.id, clock.now())

    token = await database.write(enter)
    await database.dispose()
    return f"{guard.cookie_name(Settings())}={token}"


async def stored(served: Served) -> int:
    database = Database(served.database_url)
    async with database.read() as db:
        found = (await db.execute(sa.select(sa.func.count()).select_from(tables.submissions))).scalar_one()
    await database.dispose()
    return int(found)


@contextmanager
def slow_senders(served: Served, count: int) -> Iterator[list[socket.socket]]:
    """They send the head and one letter, and then nothing more."""
    held = []
    try:
        for _ in range(count):
            one = socket.create_connection(("127.0.0.1", served.port), timeout=10)
            one.sendall(HALF)
            held.append(one)
        yield held
    finally:
        for one in held:
            one.close()


def line(name: str, found: dict[str, object], status: str) -> str:
    answers = found["answers"]
    assert isinstance(answers, dict)
    one = answers.get(status, {"count": 0, "p50": 0, "p99": 0})
    rate = one["count"] / float(str(found["seconds"]))
    return f"| {name} | {rate:,.0f} | {one['p50'] * 1000:.0f} | {one['p99'] * 1000:.0f} |"


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--seconds", type=float, default=10)
    asked.add_argument("--times", type=float, default=3)
    asked.add_argument("--folder", type=Path)
    options = asked.parse_args()
    print(f"CPython {platform.python_version()}, {os.cpu_count()} cores, load average {os.getloadavg()}\n")
    with servers.ours(folder=options.folder) as served:
        cookie = asyncio.run(signed_in(served))
        most = send(served, options.seconds, "--connections=64", first=0)
        capacity = most["answers"]["303"]["count"] / most["seconds"]  # type: ignore[index,operator]
        before = asyncio.run(stored(served)), load.resident(served.pid)
        rate, ready = options.times * capacity, int(options.times * capacity * (options.seconds + 1)) + 100
        with Person(served, cookie) as person:
            words = (f"--rate={rate}", f"--ready={ready}", "--connections=64", "--warm=1")
            much = send(served, options.seconds, *words, first=1_000_000)
        print("| | a second | median, ms | 99th percentile, ms |\n|---|---|---|---|")
        print(line("as fast as 64 connections go", most, "303"))
        print(line(f"{options.times:g} × as much: accepted", much, "303"))
        print(line("… sent away with their words", much, "503"))
        looks = sorted(person.seconds)
        middle, slowest = (load.percentile(looks, share) * 1000 for share in (0.5, 0.99))
        pages = len(looks) / (options.seconds + 1)
        print(f"| the inbox meanwhile | {pages:.1f} | {middle:.0f} | {slowest:.0f} |\n")
        answers = much["answers"]
        kept = asyncio.run(stored(served)) - before[0]
        if kept < answers["303"]["count"]:  # type: ignore[index]
            raise RuntimeError("what was accepted is not on disk")
        print(
            f"other answers: { {name: one['count'] for name, one in answers.items() if name not in ('303', '503')} }"
        )  # type: ignore[attr-defined]
        print(f"pages of the inbox that failed: {person.failed}; connections at most: {much['most']}")
        print(
            f"accepted and counted {answers['303']['count']}, on disk {kept} (a second of warming up included)"
        )  # type: ignore[index]
        print(f"memory: {before[1] / 2**20:.0f} MiB before, {person.most / 2**20:.0f} MiB at most")
        with slow_senders(served, SLOW) as held:
            among = send(served, 3, "--connections=8", first=9_000_000)
            print(line(f"8 senders beside {len(held):,} who never finish", among, "303"))
            print(f"memory with them: {load.resident(served.pid) / 2**20:.0f} MiB")


if __name__ == "__main__":
    main()
