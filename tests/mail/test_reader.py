"""The child process that reads mail: what ends it ends nothing else."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from inquiries.mail import parse, reader
from inquiries.mail.parse import Mailbox, Parsed
from inquiries.mail.parsing import limits
from tests.mail import hostile
from tests.mail.test_parse_letters import LETTERS

HELLO = hostile.mail(b"Hello Ana\r\n")
BO = (Mailbox("Bo Ride", "bo@gazette.example"),)


@pytest.fixture(autouse=True)
def _as_in_life(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each child is started by its own words, which tests/forked.py does not know in this shape."""
    monkeypatch.setattr(reader, "_PROGRAM", f"{reader._PROGRAM} ")


@pytest.fixture
async def mail_reader():
    made = reader.Reader()
    yield made
    await made.close()


def child_of(made: reader.Reader) -> int:
    assert made._child is not None
    return made._child.pid


def environment_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


def limits_of(pid: int) -> dict[str, list[str]]:
    """Soft and hard, as the kernel knows them."""
    lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return {line[:26].strip(): line[26:].split()[:2] for line in lines}


async def test_mail_is_read_as_in_this_process(mail_reader):
    for path in sorted(LETTERS.glob("*.eml")):
        raw = path.read_bytes()
        read, here = await mail_reader.read(raw), parse.parse(raw)
        assert [getattr(read, name) for name in Parsed.__slots__ if name != "html"] == [
            getattr(here, name) for name in Parsed.__slots__ if name != "html"
        ], path.name
        assert len(read.html) == len(here.html)


async def test_one_child_reads_many_mails_and_is_replaced_in_time():
    made = reader.Reader(mails=3)
    children = []
    for _ in range(7):
        assert (await made.read(HELLO)).text == "Hello Ana"
        children.append(child_of(made))
    await made.close()
    assert [children.count(child) for child in dict.fromkeys(children)] == [3, 3, 1]


@pytest.mark.parametrize("kind", [*hostile.UNREADABLE, *hostile.ENDLESS])
async def test_hostile_mail_is_unreadable_and_the_one_behind_it_is_read(mail_reader, kind):
    raw = (hostile.UNREADABLE | hostile.ENDLESS)[kind]()
    bad, good = await asyncio.gather(mail_reader.read(raw), mail_reader.read(HELLO))
    assert (bad.unreadable != "", bad.subject, bad.from_) == (True, "A question", BO)
    assert (good.unreadable, good.text) == ("", "Hello Ana")
    if kind in hostile.ENDLESS:
        assert bad.unreadable == limits.TOO_SLOW.msgid


async def test_a_mail_that_needs_more_memory_than_is_given_is_unreadable(mail_reader, monkeypatch):
    monkeypatch.setattr(
        reader, "_PROGRAM", _with("parse.tree.split = lambda raw: bytearray(300 * 1024 ** 2)")
    )
    assert (await mail_reader.read(HELLO)).unreadable == limits.TOO_HUNGRY.msgid


async def test_a_child_that_dies_by_itself_gets_one_more_try_and_then_only_the_headings(
    mail_reader, monkeypatch
):
    monkeypatch.setattr(reader, "_PROGRAM", _with("parse.tree.split = lambda raw: os._exit(3)"))
    read = await mail_reader.read(HELLO)
    assert (read.unreadable, read.subject, read.text) == (limits.BROKEN.msgid, "A question", "")


async def test_a_child_that_dies_over_headings_too_leaves_only_the_reason(mail_reader, monkeypatch):
    monkeypatch.setattr(reader, "_PROGRAM", _with("parse.fields.parse = lambda block: os._exit(3)"))
    assert await mail_reader.read(HELLO) == Parsed(unreadable=limits.BROKEN.msgid)


async def test_a_child_that_answers_nonsense_is_replaced(mail_reader, monkeypatch):
    monkeypatch.setattr(reader, "_PROGRAM", _with("child.frames.answer = lambda parsed: [b'\\0\\0\\0\\2{]']"))
    assert await mail_reader.read(HELLO) == Parsed(unreadable=limits.BROKEN.msgid)
    monkeypatch.undo()
    assert (await mail_reader.read(HELLO)).text == "Hello Ana"


async def test_a_child_that_sleeps_is_stopped_by_the_clock(monkeypatch):
    monkeypatch.setattr(reader, "_PROGRAM", _with("parse.tree.split = lambda raw: time.sleep(600)"))
    made = reader.Reader(wall=2)
    read = await made.read(HELLO)
    await made.close()
    assert (read.unreadable, read.subject) == (limits.TOO_SLOW.msgid, "A question")


async def test_a_child_killed_while_idle_costs_no_mail(mail_reader):
    await mail_reader.read(HELLO)
    os.kill(child_of(mail_reader), signal.SIGKILL)
    assert (await mail_reader.read(HELLO)).text == "Hello Ana"


async def test_a_child_killed_while_reading_costs_no_mail(mail_reader):
    await mail_reader.read(HELLO)
    pid = child_of(mail_reader)
    os.kill(pid, signal.SIGSTOP)
    reading = asyncio.create_task(mail_reader.read(HELLO))
    await asyncio.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    assert (await reading).text == "Hello Ana"


async def test_a_cancelled_reading_leaves_no_answer_for_the_next(mail_reader):
    other = hostile.mail(b"Another letter")
    await mail_reader.read(HELLO)
    for pause in (0, 0, 0.001, 0.01):
        reading = asyncio.create_task(mail_reader.read(other))
        await asyncio.sleep(pause)
        reading.cancel()
        await asyncio.wait([reading])
        assert (await mail_reader.read(HELLO)).text == "Hello Ana"


async def test_readings_at_once_take_turns_and_none_gets_anothers_mail(mail_reader):
    mails = [hostile.mail(f"Letter {number}".encode()) for number in range(20)]
    read = await asyncio.gather(*map(mail_reader.read, mails))
    assert [one.text for one in read] == [f"Letter {number}" for number in range(20)]


async def test_closing_ends_the_child_and_may_come_twice():
    made = reader.Reader()
    await made.read(HELLO)
    pid = child_of(made)
    await made.close()
    await made.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(reader.ReaderUnavailableError):
        await made.read(HELLO)


async def test_closing_waits_for_no_mail():
    made = reader.Reader()
    reading = asyncio.create_task(made.read(hostile.ENDLESS["HTML tag with 200,000 attributes"]()))
    await asyncio.sleep(0.3)
    reading.cancel()
    await made.close()
    assert made._child is None


async def test_where_no_child_can_be_started_the_mail_is_for_later(mail_reader, monkeypatch):
    monkeypatch.setattr(reader, "_PROGRAM", "import nothing_of_that_name")
    with pytest.raises(reader.ReaderUnavailableError):
        await mail_reader.read(HELLO)
    monkeypatch.undo()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(reader.ReaderUnavailableError):
        await mail_reader.read(HELLO)
    monkeypatch.undo()
    assert (await mail_reader.read(HELLO)).text == "Hello Ana"


async def test_the_child_is_limited_and_knows_no_secret(mail_reader, monkeypatch):
    monkeypatch.setenv("INQUIRIES_SECRET", "not for you")
    await mail_reader.read(HELLO)
    given = limits_of(child_of(mail_reader))
    assert environment_of(child_of(mail_reader)) == b""
    assert given["Max address space"] == [str(limits.MEMORY)] * 2
    assert given["Max open files"] == ["3", "3"]
    assert given["Max processes"] == ["0", "0"]
    assert given["Max core file size"] == ["0", "0"]
    assert given["Max file size"] == ["0", "0"]
    assert given["Max cpu time"][0] != "unlimited"


@pytest.mark.parametrize("act", ["open('/')", "os.pipe()", "__import__('_socket').socket()"])
async def test_the_child_can_open_no_file_and_no_socket(mail_reader, monkeypatch, act):
    monkeypatch.setattr(
        reader,
        "_PROGRAM",
        _with(f"parse.tree.split = lambda raw, split=parse.tree.split: ({act}, split(raw))[1]"),
    )
    read = await mail_reader.read(HELLO)
    assert (read.unreadable, read.subject) == (limits.BROKEN.msgid, "A question")


def test_the_child_ends_when_nobody_asks_any_more():
    done = subprocess.run(
        [sys.executable, "-m", "inquiries.mail.child"], input=b"", capture_output=True, timeout=30, check=True
    )
    assert (done.stdout, done.stderr) == (b"ready\n", b"")


def _with(change: str) -> str:
    """The child's program with something wrong from its first question on."""
    imports, run = reader._PROGRAM.rsplit("; ", 1)
    patch = f"exec({change!r}, {{**vars(child), 'child': child, 'time': time}})"
    return f"{imports}; import time; lock = child._lock; child._lock = lambda: (lock(), {patch}); {run}"
