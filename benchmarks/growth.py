"""What growth costs: python -m benchmarks.growth [--database=postgres] 1000 10000 100000 1000000

Makes an installation of each size (make_inbox.py) in a folder that is deleted afterwards, or takes SQLite files named
NUMBER=FILE, and starts the program on it as `serve` does: how long until it is ready, how much memory it holds then,
how a list and a search answer, how much it takes in from 64 connections with the list read twice a second beside it,
and its memory after that. One column a size, in one run on one machine.
"""

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parent))

import inbox
import make_inbox

from benchmarks import load, servers
from benchmarks.servers import Served
from inquiries.database.engine import Database
from inquiries.people import sessions
from inquiries.settings import Settings
from inquiries.staff import guard

CONNECTIONS, SECONDS = 64, 6.0
TIMES = 21
LIST, SEARCH = "/staff/inbox", "/staff/inbox?q=shelter+funding"
MEGABYTE = 1e6


def measure(size: int, url: str, folder: Path) -> dict[str, str]:
    """Every figure of one size, as it is printed."""
    found = {"on disk, MB": f"{_stored(url):,.0f}"}
    with servers.ours(url, folder=folder):
        pass  # whatever a first start does once, such as a migration
    begun = time.perf_counter()
    with servers.ours(url, folder=folder) as served:
        _ready(served)
        found["ready after, s"] = f"{time.perf_counter() - begun:.1f}"
        found["memory then, MB"] = f"{_memory(served.pid):.0f}"
        ask = _asking(served, url)
        found["list, ms"] = _median(ask, LIST)
        found["search for two common words, ms"] = _median(ask, SEARCH)
        found |= _under_load(served, ask)
        found["memory after it, MB"] = f"{_memory(served.pid):.0f}"
    return found


def _under_load(served: Served, ask: Callable[[str], float]) -> dict[str, str]:
    beside, done = [], threading.Event()

    def read() -> None:
        while not done.wait(0.5):
            with contextlib.suppress(OSError):
                beside.append(ask(LIST))

    command = [sys.executable, "-m", "benchmarks.load", str(served.port), "--kind=urlencoded"]
    command += [f"--connections={CONNECTIONS}", f"--seconds={SECONDS}", f"--secret={served.secret.hex()}"]
    reader = threading.Thread(target=read)
    reader.start()
    with servers.Watch(served.database_url) as watch:
        done_with = subprocess.run(
            [*command, f"--watch={served.pid}"], check=True, capture_output=True, text=True
        )
    done.set()
    reader.join()
    said = json.loads(done_with.stdout)
    kept = said["answers"]["303"]
    return {
        "taken in, a second": f"{kept['count'] / said['seconds']:,.0f}",
        "… answered within, p99, ms": f"{kept['p99'] * 1000:.0f}",
        "… in the inbox within, p99, ms": f"{load.percentile(watch.delays(), 0.99) * 1000:.0f}",
        "… the list meanwhile, ms": f"{statistics.median(beside):.0f}" if beside else "",
    }


def _asking(served: Served, url: str) -> Callable[[str], float]:
    """A function that asks for a page as the director, and says how many milliseconds the whole answer took."""
    import asyncio

    async def signed_in() -> str:
        database = Database(url)
        token = await database.write(sessions.open, 1, datetime.now(UTC))
        await database.dispose()
        return token

    cookie = f"{guard.cookie_name(Settings())}={asyncio.run(signed_in())}"

    def ask(path: str) -> float:
        asked = urllib.request.Request(f"http://127.0.0.1:{served.port}{path}", headers={"Cookie": cookie})
        begun = time.perf_counter()
        with urllib.request.urlopen(asked, timeout=60) as answer:
            page = answer.read()
            assert b"/staff/inquiries/" in page, answer.url
        return (time.perf_counter() - begun) * 1000

    return ask


def _median(ask: Callable[[str], float], path: str) -> str:
    took = [ask(path) for _ in range(TIMES)][2:]
    return f"{statistics.median(took):.0f}"


def _ready(served: Served) -> None:
    with contextlib.suppress(OSError):
        urllib.request.urlopen(f"http://127.0.0.1:{served.port}/health/ready", timeout=60).read()


def _memory(pid: int) -> float:
    """Megabytes that the process holds (VmRSS)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS")) / MEGABYTE


def _stored(url: str) -> float:
    import asyncio

    if url.startswith("sqlite"):
        return Path(Database(url).path).stat().st_size / MEGABYTE
    return asyncio.run(inbox.sizes_on_server(url))["file"]


@contextmanager
def made(asked: list[str], folder: Path, on_server: bool) -> Iterator[Iterator[tuple[int, str]]]:
    """Each size with the URL of its database, made when its turn comes."""

    def files() -> Iterator[tuple[int, str]]:
        for one in asked:
            number, _, given = one.partition("=")
            file = given or f"{folder}/{number}.db"
            if not given:
                make_inbox.fill(f"sqlite:///{file}", int(number))
            yield int(number), f"sqlite:///{file}"

    if not on_server:
        yield files()
        return
    with servers.postgres_server(folder) as server:

        def databases() -> Iterator[tuple[int, str]]:
            for one in asked:
                url = servers.fresh(server, f"n{one}")
                make_inbox.fill(url, int(one))
                yield int(one), url

        yield databases()


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("sizes", nargs="*", default=["1000", "10000", "100000", "1000000"])
    asked.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    asked.add_argument("--folder", type=Path, help="a folder on the disk to be measured")
    options = asked.parse_args()
    columns: dict[int, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as nobody
        with made(options.sizes, Path(folder), options.database == "postgres") as databases:
            for size, url in databases:
                columns[size] = measure(size, url, Path(folder))
                print(size, columns[size], file=sys.stderr, flush=True)
    print(f"| {options.database} | {' | '.join(f'{size:,}' for size in columns)} |")
    print("|---" * (1 + len(columns)) + "|")
    for name in next(iter(columns.values())):
        print(f"| {name} | {' | '.join(column[name] for column in columns.values())} |")


if __name__ == "__main__":
    main()
