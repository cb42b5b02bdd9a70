"""What intake costs: python -m benchmarks.intake --rounds 6 --seconds 3

Four servers in turn, round after round, each alone on the machine with the load while it is measured: aiohttp parsing
the form, the same validating it with our own, and ours, durable, on SQLite and on PostgreSQL. Prints the rates, how
they compare within each round (median, lowest to highest), latencies, processor time, and how long after its answer an
inquiry stood in the inbox. --fsync-delay 3 makes each fsync three milliseconds longer; --slow does both.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import load, posts, servers, slow_disk
from benchmarks.servers import Served

CONNECTIONS = (1, 8, 64, 256)
PARSES, VALIDATES, SQLITE, POSTGRES = "parses", "validates", "ours, SQLite", "ours, PostgreSQL"
Start = Callable[[], "contextmanager[Iterator[Served]]"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One server under one load. Times in milliseconds; `visible` is the 99th percentile, 0 where nothing is kept.

    `sent_away` is the share that was told to come again: the machine had no time for them. The rest is of the others.
    """

    rate: float
    p50: float
    p99: float
    cpu: float
    visible: float
    own_cpu: float
    sent_away: float


def measure(served: Served, kind: str, connections: int, seconds: float, *, bare: bool) -> Figure:
    """The load's own word for it; anything but good answers and being sent away ends the run."""
    command = [sys.executable, "-m", "benchmarks.load", str(served.port), f"--kind={kind}"]
    command += [f"--connections={connections}", f"--seconds={seconds}", f"--watch={served.pid}"]
    command += [f"--secret={served.secret.hex()}", *(["--bare"] if bare else [])]
    with ExitStack() as stack:
        watch = stack.enter_context(servers.Watch(served.database_url)) if served.database_url else None
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    good = "201" if kind == "json" and not bare else "303"
    if not {good} <= found["answers"].keys() <= {good, "503"}:
        raise RuntimeError(f"it answered {found['answers']}")
    away = found["answers"].get("503", {"count": 0})["count"]
    answers = found["answers"][good]
    return Figure(
        answers["count"] / found["seconds"],
        answers["p50"] * 1000,
        answers["p99"] * 1000,
        found["cpu"] / answers["count"] * 1000,
        load.percentile(watch.delays(), 0.99) * 1000 if watch else 0,
        found["own_cpu"] / answers["count"] * 1000,
        away / (away + answers["count"]),
    )


def rounds(options: argparse.Namespace, starts: dict[str, Start]) -> dict[tuple[int, str], list[Figure]]:
    """Every server at every number of connections, so many times; the order turns from round to round."""
    found: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    names = list(starts)
    for number in range(options.rounds):
        for connections in options.connections:
            for name in names:
                with starts[name]() as served:
                    bare = name in (PARSES, VALIDATES)
                    figure = measure(served, options.kind, connections, options.seconds, bare=bare)
                found[connections, name].append(figure)
                print(f"{number + 1} {connections:4} {name:17} {figure}", file=sys.stderr, flush=True)
        names = [*names[1:], names[0]]
    return found


def table(found: dict[tuple[int, str], list[Figure]]) -> Iterator[str]:
    yield (
        "| connections | server | requests/s | of validating | of parsing | p50, ms | p99, ms | p99 of validating's"
        " | CPU, ms a request | in the inbox after, p99, ms |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for (connections, name), figures in found.items():
        validating, parsing = (found.get((connections, other), []) for other in (VALIDATES, PARSES))
        cells = [
            str(connections),
            name,
            spread([one.rate for one in figures], "{:,.0f}"),
            spread(pairs(figures, validating, "rate"), "{:.2f}"),
            spread(pairs(figures, parsing, "rate"), "{:.2f}"),
            spread([one.p50 for one in figures], "{:.1f}"),
            spread([one.p99 for one in figures], "{:.1f}"),
            spread(pairs(figures, validating, "p99"), "{:.1f}"),
            spread([one.cpu for one in figures], "{:.2f}"),
            spread([one.visible for one in figures], "{:.0f}") if figures[0].visible else "",
        ]
        if any(one.sent_away for one in figures):
            cells[1] += f" ({max(one.sent_away for one in figures):.1%} sent away)"
        yield f"| {' | '.join(cells)} |"


def pairs(figures: Sequence[Figure], others: Sequence[Figure], name: str) -> list[float]:
    """Ratios of the same round."""
    return [getattr(one, name) / getattr(other, name) for one, other in zip(figures, others, strict=False)]


def spread(values: Sequence[float], shape: str) -> str:
    """The median, and from where to where."""
    if not values:
        return ""
    middle, low, high = (
        shape.format(value) for value in (statistics.median(values), min(values), max(values))
    )
    return f"{middle} ({low}–{high})" if len(values) > 1 else middle


@contextmanager
def every_start(only: Sequence[str], folder: Path) -> Iterator[dict[str, Start]]:
    """How each server is started, on a fresh database each time."""
    starts: dict[str, Start] = {
        PARSES: lambda: servers.bare("parses"),
        VALIDATES: lambda: servers.bare("validates"),
        SQLITE: lambda: servers.ours(folder=folder),
    }
    with ExitStack() as stack:
        if POSTGRES in only:
            server = stack.enter_context(servers.postgres_server(folder))
            starts[POSTGRES] = lambda: servers.ours(servers.fresh(server, "intake"), folder=folder)
        yield {name: start for name, start in starts.items() if name in only}


def main() -> None:
    short = {"a": PARSES, "b": VALIDATES, "c": SQLITE, "d": POSTGRES}
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=6)
    asked.add_argument("--seconds", type=float, default=3)
    asked.add_argument(
        "--connections", type=lambda text: [int(one) for one in text.split(",")], default=CONNECTIONS
    )
    asked.add_argument("--kinds", type=lambda text: text.split(","), default=["urlencoded"])
    asked.add_argument("--fsync-delay", type=float, default=0)
    asked.add_argument("--slow", action="store_true", help="every kind, and then again with 3 ms a fsync")
    asked.add_argument(
        "--only", default="abcd", help="which of a parses, b validates, c SQLite, d PostgreSQL"
    )
    asked.add_argument("--folder", type=Path, help="a folder on the disk to be measured")
    options = asked.parse_args()
    runs = [(kind, options.fsync_delay) for kind in (posts.KINDS if options.slow else options.kinds)]
    if options.slow:
        runs.append(("urlencoded", 3.0))
    print(f"CPython {platform.python_version()}, {os.cpu_count()} cores, load average {os.getloadavg()}")
    for options.kind, delay in runs:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            Path(folder).chmod(0o755)  # PostgreSQL runs as nobody
            if delay:
                slow_disk.slow_down(delay, Path(folder))
            with every_start([short[letter] for letter in options.only], Path(folder)) as starts:
                found = rounds(options, starts)
        print(f"\n{options.kind}" + (f", {delay:g} ms more for each fsync" if delay else ""))
        print("\n".join(table(found)), flush=True)


if __name__ == "__main__":
    main()
