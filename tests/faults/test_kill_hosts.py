"""Hosts on one PostgreSQL are killed at any moment while submissions pour in and mail goes out: nothing is lost, and
a mail goes twice only where a process died while it held it, and then under the same Message-ID."""

import asyncio
import json
import random
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import pytest

from inquiries.inquiry.reference import Keys
from inquiries.mail import read
from tests.faults import process, senders
from tests.faults.process import Home
from tests.faults.senders import Sent
from tests.mail import server
from tests.mail.server import MailServer, Pause

pytestmark = pytest.mark.only("postgres", "several hosts share a server, not a file")
DESKS = 'desks.media = {name = "Media", notify = ["ana@charity.example"]}\ndesks.events = {name = "Events"}\n'
DRAIN_SECONDS = 900  # of a busy machine, after ten thousand
BUSY = "SELECT 1 FROM submissions WHERE state = 0 UNION ALL SELECT 1 FROM jobs WHERE state = 0 LIMIT 1"


@dataclass(frozen=True, slots=True)
class Size:
    workers: int
    kills: int
    acknowledgements: int


@dataclass
class Hosts:
    """All of them together; `held` are the jobs of processes that died while they had them."""

    mail: MailServer
    db: asyncpg.Connection
    sent: Sent = field(default_factory=Sent)
    held: set[int] = field(default_factory=set)

    async def rows(self, query: str) -> list:
        return [row[0] if len(row) == 1 else tuple(row) for row in await self.db.fetch(query)]


class Host:
    """One of them: it is started again whenever it was killed. Submissions are sent to what is no worker."""

    def __init__(self, hosts: Hosts, home: Home, words: tuple[str, ...]) -> None:
        self._hosts, self._home, self._words = hosts, home, ("signed-leases", "unrestrained", *words)
        self._up: asyncio.Queue[Process] = asyncio.Queue()
        self.living = asyncio.ensure_future(self._live())

    async def kill(self) -> None:
        """What it held is free a moment later, not after a minute."""
        program = await self._up.get()
        program.kill()
        await program.wait()
        await asyncio.sleep(0.05)  # what it had begun to commit is committed
        release = "UPDATE jobs SET leased_until = next_try_at WHERE lease = '{}' RETURNING id"
        self._hosts.held |= set(await self._hosts.rows(release.format(program.pid)))

    async def _live(self) -> None:
        while True:
            async with process.running(self._home, *self._words) as program:
                self._up.put_nowait(program)
                if "worker" not in self._words:
                    await senders.send(self._hosts.sent, self._home.port)
                await program.wait()


@pytest.fixture
def size(request: pytest.FixtureRequest) -> Size:
    return Size(3, 50, 10_000) if request.config.getoption("--long") else Size(1, 2, 300)


@pytest.fixture
async def hosts(database_url: str) -> AsyncIterator[Hosts]:
    db = await asyncpg.connect(database_url)
    async with server.running() as mail:
        mail.fail("dot", Pause(0.03))  # so that a kill meets mails on their way
        yield Hosts(mail, db)
    await db.close()


async def test_hosts_killed_at_any_time_lose_nothing_and_send_nothing_twice(
    hosts: Hosts, size: Size, database_url: str, tmp_path: Path
) -> None:
    await flooded(hosts, size, database_url, tmp_path)
    assert await misses(hosts) == []
    assert await deliveries(hosts) == {
        number: {0: ["notification", "receipt"], 1: ["receipt"]}.get(number % 20, [])
        for number in (await stored(hosts)).values()
    }
    assert await wrong_mails(hosts) == []
    print(await report(hosts, size))


async def test_a_program_that_lends_a_job_to_everybody_is_caught(
    hosts: Hosts, database_url: str, tmp_path: Path
) -> None:
    await flooded(hosts, Size(0, 0, 100), database_url, tmp_path, "lend-to-all")
    assert any(": 2 times" in wrong or ": 3 times" in wrong for wrong in await wrong_mails(hosts))


async def flooded(hosts: Hosts, size: Size, url: str, folder: Path, *words: str) -> None:
    """Two take submissions, others only work, and one after the other is killed; until nothing is left to do."""
    names = ["web0", "web1", *(f"worker{number}" for number in range(size.workers))]
    homes = [home(hosts.mail, url, folder / name) for name in names]
    running = [
        Host(hosts, one, ("worker", *words) if "worker" in one.directory.name else words) for one in homes
    ]
    try:
        for number in range(size.kills):
            # Each time a part of them, or the last ones would have little to do.
            hosts.sent.limit = size.acknowledgements * (number + 1) / size.kills
            await taken(hosts, running, size.acknowledgements * (number + random.random()) / size.kills)
            await asyncio.sleep(random.random() / 4)
            await running[-1 - number % len(running)].kill()
        hosts.sent.limit = size.acknowledgements
        await taken(hosts, running, size.acknowledgements)
        async with asyncio.timeout(DRAIN_SECONDS):
            while await hosts.rows(BUSY):
                await asyncio.sleep(0.1)
    finally:
        for one in running:
            one.living.cancel()
        await asyncio.wait([one.living for one in running])


def home(mail: MailServer, url: str, folder: Path) -> Home:
    folder.mkdir()
    (folder / "inquiries.toml").write_text(DESKS, "utf-8")
    smtp = f"smtp://127.0.0.1:{mail.port}?tls=none"
    return process.home(folder, INQUIRIES_DATABASE_URL=url, INQUIRIES_SMTP_URL=smtp)


async def taken(hosts: Hosts, running: list[Host], wanted: float) -> None:
    while len(hosts.sent.tokens) < wanted:
        await asyncio.sleep(0.01)
        for one in running:
            assert not one.living.done(), one.living.result()


async def stored(hosts: Hosts) -> dict[int | None, int]:
    """The number of each submission by its id."""
    found = await hosts.rows("SELECT id, answers FROM submissions")
    return {id: int(json.loads(answers)["question"].removeprefix("Question ")) for id, answers in found}


async def misses(hosts: Hosts) -> list[str]:
    """Every way in which what senders were told is not what is stored and opened, each once."""
    (secret,) = await hosts.rows("SELECT value FROM secrets WHERE name = 'reference'")
    keys, held = Keys(secret), await stored(hosts)
    routed = Counter(await hosts.rows("SELECT inquiry_id FROM history WHERE kind = 'routed'"))
    lost = [n for n, token in hosts.sent.tokens.items() if held.get(keys.inquiry(token)) != n]
    lost += [n for n, reference in hosts.sent.references.items() if held.get(keys.number(reference)) != n]
    twice = [number for number, count in Counter(held.values()).items() if count > 1]
    unopened = [number for id, number in held.items() if routed[id] != 1]
    return [
        f"{number}: {what}"
        for what, numbers in (("lost", lost), ("stored twice", twice), ("not opened once", unopened))
        for number in numbers
    ]


async def deliveries(hosts: Hosts) -> dict[int, list[str]]:
    numbers = await stored(hosts)
    made: dict[int, list[str]] = {number: [] for number in numbers.values()}
    for inquiry, kind in await hosts.rows("SELECT inquiry_id, kind FROM deliveries ORDER BY kind"):
        made[numbers[inquiry]].append(kind)
    return made


async def wrong_mails(hosts: Hosts) -> list[str]:
    """Mails that never came, that nobody knows of, or that came twice without a reason."""
    came = Counter(read.mail(one.content).message_id for one in hosts.mail.mails)
    known = dict(await hosts.rows("SELECT message_id, job_id FROM deliveries"))
    wrong = [f"{id}: {came[id]} times" for id in came.keys() | known.keys() if came[id] != 1]
    return [
        one
        for one in wrong
        if known.get(one.partition(": ")[0]) not in hosts.held or one.endswith(": 0 times")
    ]


async def report(hosts: Hosts, size: Size) -> str:
    """To be read with `pytest -s`."""
    came = Counter(read.mail(one.content).message_id for one in hosts.mail.mails)
    twice = [count for count in came.values() if count > 1]
    return (
        f"\n{size.kills} kills, {len(hosts.sent.tokens):,} acknowledged, none lost; {len(came):,} mails to send,"
        f" {len(hosts.held)} held by who was killed, {len(twice)} of them sent {max(twice, default=1)} times at most"
    )
