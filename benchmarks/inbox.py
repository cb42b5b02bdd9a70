"""What the inbox costs, small and large: python benchmarks/inbox.py [--database=postgres] 1000 100000 1000000

Makes an inbox of each size (make_inbox.py) in a folder that is deleted afterwards, or takes files named NUMBER=FILE;
with --database=postgres, on a PostgreSQL server that is started for it and deleted with it.
Asks for each page over a real connection to the whole application in this process, and prints the time from request
to answer: the median and the ninetieth percentile of so many requests, and how many times the first size's median.
"""

import asyncio
import logging
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlencode

import asyncpg
import make_inbox
import sqlalchemy as sa
from aiohttp.test_utils import TestClient, TestServer

from inquiries import app, clock
from inquiries.inquiry import outlets
from inquiries.people import sessions
from inquiries.settings import Settings
from inquiries.staff import guard

TIMES = 31
PAGES = {
    "all open, with every count": {},
    "mine": {"view": "mine"},
    "closed": {"view": "closed"},
    "everything": {"view": "all"},
    "open, one topic": {"topic": "programs"},
    "closed, one topic": {"view": "closed", "topic": "programs"},
    "closed, one outlet": {"view": "closed", "outlet": "{outlet}"},
    "closed, owner and a month": {"view": "closed", "owner": "3", "from": "2025-03-01", "to": "2025-03-31"},
    "closed, one outcome": {"view": "closed", "outcome": "did-not-respond"},
    "four filters that share little": {
        "view": "closed",
        "topic": "programs",
        "request_type": "correction",
        "outcome": "did-not-respond",
        "owner": "2",
    },
    "two words, common and rare": {"q": "shelter zeppelin"},
    "two words, both common": {"q": "shelter funding"},
    "… the beginnings of both": {"q": "shelt fundi"},
    "… best first": {"q": "shelter funding", "order": "best"},
    "… among what is open": {"q": "shelter funding", "view": "open"},
    "… with three filters": {
        "q": "shelter funding",
        "topic": "programs",
        "outcome": "declined",
        "owner": "4",
    },
    "two words never together": {"q": "zeppelin zzyzx"},
}
BUSY = sa.text(
    "SELECT min(a.person_id), max(i.id) FROM person_addresses a JOIN inquiries i ON i.email_key = a.email"
    f" WHERE a.email = '{make_inbox.BUSY}'"
)
WHO = {"director, both desks": 1, "member, Media": 2, "member, Events": 10}


async def measure(size: int, url: str, folder: Path) -> dict[str, tuple[float, float]]:
    """Median and ninetieth percentile of each page in milliseconds."""
    settings = Settings.model_validate(
        {"data_dir": folder, "database_url": url, "timezone": "America/Toronto"}
    )
    house = await app.open_house(settings)
    found = {}
    reference = house.keys.reference(size - 2)
    async with house.database.read() as db:
        outlet = (
            await db.exec_driver_sql("SELECT outlet FROM inquiries WHERE outlet <> '' LIMIT 1")
        ).scalar_one()
        busy = (await db.execute(BUSY)).one()
    for who, staff_id in WHO.items():
        token = await house.database.write(sessions.open, staff_id, clock.now())
        server = TestServer(app.application(house, with_worker=False))
        async with TestClient(server, cookies={guard.cookie_name(settings): token}) as client:
            for name, query in PAGES.items():
                asked = {key: value.format(outlet=outlet) for key, value in query.items()}
                if staff_id == 1 or name in (
                    "all open, with every count",
                    "closed",
                    "two words, both common",
                ):
                    found[name if staff_id == 1 else f"{name} ({who})"] = await _timed(
                        client, f"/staff/inbox?{urlencode(asked)}"
                    )
            if staff_id == 1:
                found["one inquiry, with its list"] = await _timed(client, f"/staff/inquiries/{reference}")
                mine = await _timed(client, f"/staff/inquiries/{house.keys.reference(busy[1])}")
                found["… of who sent one in thirty"] = mine
                found["the page of that person"] = await _timed(client, f"/staff/persons/{busy[0]}")
                key = quote(outlets.key(outlet))
                found["the page of an outlet"] = await _timed(client, f"/staff/outlets/{key}")
    await house.close()
    return found


async def _timed(client: TestClient, url: str) -> tuple[float, float]:  # type: ignore[type-arg]
    took = []
    for _ in range(TIMES + 2):
        begun = time.perf_counter()
        async with client.get(url, allow_redirects=False) as answer:
            await answer.read()
            assert answer.status == 200, (url, answer.status)
        took.append((time.perf_counter() - begun) * 1000)
    took = took[2:]
    return statistics.median(took), statistics.quantiles(took, n=10)[-1]


def sizes(file: Path) -> dict[str, float]:
    """Megabytes of the file, of the index of words, of what it is made from, of all other indexes."""
    import sqlite3

    connection = sqlite3.connect(file)
    kinds = dict(connection.execute("SELECT name, type FROM sqlite_master").fetchall())
    found = {"file": file.stat().st_size, "index of words": 0, "words it is made from": 0, "other indexes": 0}
    for name, size in connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"):
        if name.startswith("search_words"):
            found["index of words"] += size
        elif name == "search_documents":
            found["words it is made from"] += size
        elif kinds.get(name) == "index":
            found["other indexes"] += size
    connection.close()
    return {name: size / 1e6 for name, size in found.items()}


def main(asked: list[str]) -> None:
    logging.disable(logging.WARNING)
    clock.now = lambda: datetime(
        2026, 11, 24, 17, 0, tzinfo=UTC
    )  # so that as many are late as the maker meant
    on_server = "--database=postgres" in asked
    wanted = [one for one in asked if not one.startswith("--")] or ["1000", "100000", "1000000"]
    with tempfile.TemporaryDirectory() as folder:
        columns, stored = (_on_server if on_server else _in_files)(wanted, Path(folder))
    _print(columns, stored)


Measured = tuple[dict[int, dict[str, tuple[float, float]]], dict[int, dict[str, float]]]


def _in_files(asked: list[str], folder: Path) -> Measured:
    columns, stored = {}, {}
    for one in asked:
        number, _, given = one.partition("=")
        size, file = int(number), Path(given or f"{folder}/{number}.db")
        if not given:
            make_inbox.fill(f"sqlite:///{file}", size)
        columns[size] = asyncio.run(measure(size, f"sqlite:///{file}", file.parent))
        stored[size] = sizes(file)
    return columns, stored


def _on_server(asked: list[str], folder: Path) -> Measured:
    """With the settings of a server that is not starved, and nothing written to the disk for its sake."""
    sys.path.append(str(Path(__file__).parents[1]))
    from tests import postgres

    postgres.SETTINGS |= {"shared_buffers": "512MB", "maintenance_work_mem": "256MB", "max_wal_size": "4GB"}
    columns, stored = {}, {}
    with postgres.running() as server:
        for one in asked:
            server.execute(f"CREATE DATABASE n{one}")
            make_inbox.fill(server.url(f"n{one}"), int(one))
            columns[int(one)] = asyncio.run(measure(int(one), server.url(f"n{one}"), folder))
            stored[int(one)] = asyncio.run(sizes_on_server(server.url(f"n{one}")))
    return columns, stored


async def sizes_on_server(url: str) -> dict[str, float]:
    """As `sizes` has them."""
    connection = await asyncpg.connect(url)
    asked = {
        "file": "pg_database_size(current_database())",
        "index of words": "pg_relation_size('search_documents_words')",
        "words it is made from": "pg_table_size('search_documents')",
        "other indexes": "(SELECT sum(pg_indexes_size(oid)) FROM pg_class WHERE relkind = 'r')"
        " - pg_relation_size('search_documents_words')",
    }
    found = {name: float(await connection.fetchval(f"SELECT {what}")) / 1e6 for name, what in asked.items()}
    await connection.close()
    return found


def _print(columns: dict[int, dict[str, tuple[float, float]]], stored: dict[int, dict[str, float]]) -> None:
    first, *others = columns
    heads = [f"{first:,}", *(f"{size:,} | ×" for size in others)]
    print(f"| median (90th percentile), ms | {' | '.join(heads)} |")
    print("|---" * (2 + 2 * len(others)) + "|")
    for name, (base, _) in columns[first].items():
        cells = [f"{columns[first][name][0]:.0f} ({columns[first][name][1]:.0f})"]
        for size in others:
            median, late = columns[size][name]
            cells.append(f"{median:.0f} ({late:.0f}) | {median / base:.1f}")
        print(f"| {name} | {' | '.join(cells)} |")
    print()
    print(f"| megabytes | {' | '.join(f'{size:,}' for size in columns)} |")
    print("|---" * (1 + len(columns)) + "|")
    for name in stored[first]:
        print(f"| {name} | {' | '.join(f'{stored[size][name]:,.0f}' for size in columns)} |")


if __name__ == "__main__":
    main(sys.argv[1:])
