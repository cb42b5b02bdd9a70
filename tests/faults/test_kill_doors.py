"""The program is killed again and again while mail comes in by its doors: what it said yes to is there, and once."""

import asyncio
import random
import re
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults import mail_givers, process
from tests.faults.mail_givers import Given, Mail
from tests.faults.process import Home
from tests.mail import imap_server
from tests.mail.imap_server import ImapServer

MEMORY = Path("/dev/shm")  # a killed process loses nothing there that a disk would keep
TOML = """
mail_from = "office@charity.example"
desks.media = {name = "Media", email = "media@charity.example"}
desks.events = {name = "Events"}
"""


@dataclass(frozen=True, slots=True)
class Size:
    kills: int
    mails: int


@pytest.fixture
def size(request: pytest.FixtureRequest) -> Size:
    return Size(50, 1_000) if request.config.getoption("--long") else Size(4, 60)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as directory:
        (Path(directory) / "inquiries.toml").write_text(TOML, "utf-8")
        yield Path(directory)


@pytest.fixture
def lmtp_home(folder: Path) -> tuple[Home, int]:
    """The installation and the port of its LMTP door."""
    port = process.home(folder).port
    return process.home(folder, INQUIRIES_LMTP_LISTEN=f"127.0.0.1:{port}"), port


@pytest.fixture
async def mailbox() -> AsyncIterator[ImapServer]:
    async with imap_server.running() as server:
        yield server


@pytest.fixture
def imap_home(folder: Path, mailbox: ImapServer) -> Home:
    return process.home(folder, INQUIRIES_IMAP_URL=f"imap://us:hush@127.0.0.1:{mailbox.port}?tls=none")


async def test_no_mail_answered_for_by_lmtp_is_lost_or_doubled_by_kills(
    lmtp_home: tuple[Home, int], size: Size
) -> None:
    home, port = lmtp_home
    given = Given()
    await killed_while_given(home, port, given, size)
    assert len(given.acknowledged) >= size.mails
    assert misses(home, given.acknowledged) == []
    async with process.running(home):
        given.numbers = iter(())
        await mail_givers.give(given, port)
    assert given.waiting == []
    assert misses(home, given.acknowledged) == []
    assert set(stored(home)) == given.acknowledged


async def test_a_program_that_answers_by_lmtp_before_the_commit_is_caught(
    lmtp_home: tuple[Home, int],
) -> None:
    home, port = lmtp_home
    given = Given()
    await killed_while_given(home, port, given, Size(2, 60), "keep-late")
    assert misses(home, given.acknowledged) != []


async def test_no_mail_marked_by_imap_is_lost_or_doubled_by_kills(
    imap_home: Home, mailbox: ImapServer, size: Size
) -> None:
    await killed_while_fetching(imap_home, mailbox, size)
    assert misses(imap_home, marked(mailbox)) == []
    async with process.running(imap_home):
        await until(lambda: not mailbox.unseen)
    assert len(mailbox.mails) == size.mails
    assert misses(imap_home, marked(mailbox)) == []
    assert set(stored(imap_home)) == marked(mailbox)


async def test_a_program_that_marks_by_imap_before_the_commit_is_caught(
    imap_home: Home, mailbox: ImapServer
) -> None:
    await killed_while_fetching(imap_home, mailbox, Size(2, 200), "keep-late")
    assert misses(imap_home, marked(mailbox)) != []


async def killed_while_given(home: Home, port: int, given: Given, size: Size, *words: str) -> None:
    """Each life takes about its share of the mails and ends at any moment."""
    for life in range(1, size.kills + 1):
        async with process.running(home, *words) as program:
            giving = asyncio.ensure_future(mail_givers.give(given, port))
            wanted = share(size, life)
            while len(given.acknowledged) < wanted:
                await asyncio.sleep(random.uniform(0, 0.01))
                assert not giving.done(), "nobody hands over any more"
            program.kill()
            await giving


async def killed_while_fetching(home: Home, mailbox: ImapServer, size: Size, *words: str) -> None:
    """Half of each life's share lies there when it begins; the rest comes in one by one."""
    for life in range(1, size.kills + 1):
        new = size.mails * life // size.kills - len(mailbox.mails)
        numbers = range(len(mailbox.mails), len(mailbox.mails) + new)
        mailbox.add(*(mail_givers.mail(number) for number in numbers[: new // 2]))
        async with process.running(home, *words) as program:
            async with dripping(mailbox, numbers[new // 2 :]):
                wanted = min(share(size, life), size.mails - 3)
                await until(lambda: len(marked(mailbox)) >= wanted)  # noqa: B023 - ends in this round
            program.kill()
            await program.wait()


@asynccontextmanager
async def dripping(mailbox: ImapServer, numbers: range) -> AsyncIterator[None]:
    async def drip() -> None:
        for number in numbers:
            mailbox.add(mail_givers.mail(number))
            await asyncio.sleep(random.uniform(0, 0.01))

    task = asyncio.ensure_future(drip())
    yield
    await task


def share(size: Size, life: int) -> float:
    """How many are done when this life ends; the last one sees nearly all."""
    return size.mails * (life - random.uniform(0.1, 0.6)) / size.kills if life < size.kills else size.mails


async def until(true: Callable[[], object]) -> None:
    for _ in range(6_000):
        if true():
            return
        await asyncio.sleep(random.uniform(0, 0.02))
    raise AssertionError("it does not come about in a minute")


def marked(mailbox: ImapServer) -> set[Mail]:
    return {(_number(one.raw), "media@charity.example") for one in mailbox.mails if one.seen}


def misses(home: Home, acknowledged: set[Mail]) -> list[str]:
    """Every way in which what the other side was told is not what is stored."""
    held = stored(home)
    lost = [f"{mail}: lost" for mail in acknowledged if mail not in held]
    return lost + [f"{mail}: {count} times" for mail, count in held.items() if count > 1]


def stored(home: Home) -> Counter[Mail]:
    """How often each mail is there, whole and with its job."""
    connection = sqlite3.connect(home.database)
    query = "SELECT raw, recipient FROM mails JOIN jobs ON jobs.key = 'read:' || mails.id"
    try:
        found = connection.execute(query).fetchall()
    finally:
        connection.close()
    assert all(raw == mail_givers.mail(_number(raw)) for raw, _ in found)
    return Counter((_number(raw), recipient) for raw, recipient in found)


def _number(raw: bytes) -> int:
    found = re.search(rb"^Subject: Letter (\d+)", raw, re.MULTILINE)
    assert found
    return int(found[1])
