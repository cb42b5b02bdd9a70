"""The program is killed again and again while submissions pour in: a reference on the screen means it is on disk."""

import asyncio
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from inquiries.database.tables import OPENED
from inquiries.inquiry.model import Status
from inquiries.inquiry.reference import Keys
from inquiries.mail import read
from tests.faults import process, senders
from tests.faults.process import Home
from tests.faults.senders import Sent

MEMORY = Path("/dev/shm")  # a killed process loses nothing there that a disk would keep


@dataclass(frozen=True, slots=True)
class Size:
    kills: int
    acknowledgements: int


@pytest.fixture
def size(request: pytest.FixtureRequest) -> Size:
    return Size(50, 10_000) if request.config.getoption("--long") else Size(5, 600)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as directory:
        desks = 'desks.media = {name = "Media", notify = ["ana@charity.example"]}\ndesks.events = {name = "Events"}\n'
        (Path(directory) / "inquiries.toml").write_text(desks, "utf-8")
        yield process.home(Path(directory))


async def test_nothing_acknowledged_is_lost_or_doubled_by_kills(home: Home, size: Size) -> None:
    sent = Sent()
    await killed_while_sending(home, sent, size)
    assert misses(home, sent) == []
    await finish(home)
    assert misses(home, sent) == []
    assert not_opened(home) == []
    assert deliveries(home) == due(home)
    went = mailed(home)
    print(report(size, sent, misses(home, sent), went))
    assert went.keys() == set(rows(home, "SELECT message_id FROM deliveries"))


async def test_a_program_that_answers_before_the_commit_is_caught(home: Home) -> None:
    sent = Sent()
    await killed_while_sending(home, sent, Size(2, 100), "answer-early")
    assert misses(home, sent) != []


async def test_a_program_that_writes_jobs_in_a_transaction_of_their_own_is_caught(home: Home) -> None:
    async with process.running(home, "unrestrained", "enqueue-late") as program:
        sending = asyncio.ensure_future(senders.send(Sent(), home.port))
        while not rows(home, f"SELECT 1 FROM inquiries WHERE status = {int(Status.OPEN)} LIMIT 1"):
            await asyncio.sleep(0.01)
            assert not sending.done(), "the senders gave up"
        program.kill()  # within the second in which the jobs of the first are nowhere yet
        await sending
    await finish(home)
    assert deliveries(home) != due(home)


async def killed_while_sending(home: Home, sent: Sent, size: Size, *words: str) -> None:
    """Each life takes about its share of the submissions and ends at any moment."""
    for life in range(1, size.kills + 1):
        wanted = size.acknowledgements * life / size.kills * random.uniform(0.9, 1.0 + 0.3 / life)
        async with process.running(home, "unrestrained", *words) as program:
            sending = asyncio.ensure_future(senders.send(sent, home.port))
            while len(sent.tokens) < wanted or (
                life == size.kills and len(sent.tokens) < size.acknowledgements
            ):
                await asyncio.sleep(random.uniform(0, 0.02))
                assert not sending.done(), "the senders gave up"
            program.kill()
            await sending


async def finish(home: Home) -> None:
    """One more life, a minute later, until nothing is left to do."""
    with sqlite3.connect(home.database) as connection:
        connection.execute("UPDATE jobs SET leased_until = 0, next_try_at = 0 WHERE state = 0")
    connection.close()
    async with process.running(home, "unrestrained"):
        for _ in range(6_000):
            if not rows(
                home, "SELECT 1 FROM submissions WHERE state = 0 UNION SELECT 1 FROM jobs WHERE state = 0"
            ):
                return
            await asyncio.sleep(0.1)
    raise AssertionError("work is left")


def misses(home: Home, sent: Sent) -> list[str]:
    """Every way in which what the senders were told is not what is stored."""
    keys = Keys(rows(home, "SELECT value FROM secrets WHERE name = 'reference'")[0])
    held = stored(home)
    wrong = [
        f"{number}: lost" for number, token in sent.tokens.items() if held.get(keys.inquiry(token)) != number
    ]
    wrong += [
        f"{number}: another reference"
        for number, reference in sent.references.items()
        if held.get(keys.number(reference)) != number
    ]
    return wrong + [
        f"{number}: {count} times" for number, count in Counter(held.values()).items() if count > 1
    ]


def stored(home: Home) -> dict[int | None, int]:
    """The number of each submission by its id."""
    found = rows(home, "SELECT id, answers FROM submissions")
    return {id: int(json.loads(answers)["question"].removeprefix("Question ")) for id, answers in found}


def not_opened(home: Home) -> list[object]:
    """Submissions that are no inquiry, or stand on the wrong desk or in the wrong state."""
    found = rows(
        home,
        "SELECT s.answers, s.state, i.desk, i.status, (SELECT count(*) FROM history h WHERE h.inquiry_id = s.id"
        " AND h.kind = 'routed') FROM submissions s LEFT JOIN inquiries i ON i.id = s.id",
    )
    wrong = []
    for answers, *found_as in found:
        number = int(json.loads(answers)["question"].removeprefix("Question "))
        status = Status.OPEN if number % 20 < 2 else Status.QUARANTINED
        if found_as != [OPENED, "events" if number % 20 == 1 else "media", int(status), 1]:
            wrong.append((number, found_as))
    return wrong


def deliveries(home: Home) -> dict[int, list[str]]:
    numbers = stored(home)
    made: dict[int, list[str]] = {number: [] for number in numbers.values()}
    for inquiry, kind in rows(home, "SELECT inquiry_id, kind FROM deliveries ORDER BY kind"):
        made[numbers[inquiry]].append(kind)
    return made


def due(home: Home) -> dict[int, list[str]]:
    """The mails that each submission should lead to."""
    mails = {0: ["notification", "receipt"], 1: ["receipt"]}
    return {number: mails.get(number % 20, []) for number in stored(home).values()}


def mailed(home: Home) -> Counter[str]:
    """How often each mail went out, by Message-ID; one killed between the sending and the note of it went twice."""
    files = (home.directory / "mailbox").glob("*.eml")
    return Counter(read.mail(file.read_bytes()).message_id for file in files)


def report(size: Size, sent: Sent, wrong: list[str], went: Counter[str]) -> str:
    """The figures of docs/faults.md; `pytest -s` shows them."""
    lost = sum(one.endswith(": lost") for one in wrong)
    doubled = sum(one.endswith(" times") for one in wrong)
    again = sum(count > 1 for count in went.values())
    return (
        f"\n{size.kills} kills, {len(sent.tokens):,} acknowledgements: {lost} lost, {doubled} stored twice; "
        f"{len(went):,} mails went out, {again} of them twice under the same Message-ID"
    )


def rows(home: Home, query: str) -> list:
    connection = sqlite3.connect(f"file:{home.database}?mode=ro", uri=True)
    try:
        found = connection.execute(query).fetchall()
    finally:
        connection.close()
    return [row[0] if len(row) == 1 else row for row in found]
