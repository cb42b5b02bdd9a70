"""The process beside `serve` that opens what was submitted."""

import os
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands.test_serve import READY, post, stop
from tests.commands.test_workers import children, until


def test_it_opens_what_is_submitted_and_serve_does_once_it_is_gone(start, here) -> None:
    service = start("serve")
    service.said(READY)
    [opener] = children(service)
    os.kill(opener, signal.SIGSTOP)
    assert post(service.port) == 303
    time.sleep(1.5)  # by then everybody has looked by themselves
    assert opened(here) == 0
    os.kill(opener, signal.SIGCONT)
    until(lambda: opened(here) == 1)
    os.kill(opener, signal.SIGKILL)
    assert post(service.port) == 303
    until(lambda: opened(here) == 2)
    code, _, err = stop(service)
    assert (code, children_of(opener)) == (0, [])
    assert "The process that opens submissions is gone: they are opened here until the next start" in err


def test_signals_are_for_serve_and_its_end_is_the_end(start, here) -> None:
    service = start("serve")
    service.said(READY)
    [opener] = children(service)
    for number in (signal.SIGINT, signal.SIGTERM):
        os.kill(opener, number)
    assert post(service.port) == 303
    until(lambda: opened(here) == 1)
    service.process.kill()
    until(lambda: not is_running(opener))


def test_an_end_in_good_order_leaves_one_file_and_no_process(start, here) -> None:
    service = start("serve")
    service.said(READY)
    [opener] = children(service)
    assert post(service.port) == 303
    code, _, err = stop(service)
    assert (code, "is gone" in err, is_running(opener)) == (0, False, False)
    assert [path.name for path in (here / "data").glob("inquiries.db*")] == ["inquiries.db"]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_on_a_server_it_does_the_same(start, here, migrated_server, workers) -> None:
    service = start("serve", "--workers", workers, INQUIRIES_DATABASE_URL=migrated_server())
    service.said(READY)
    both = (
        children(service)
        if workers == "1"
        else [one for pid in children(service) for one in children_of(pid)]
    )
    assert len(both) == 1
    assert post(service.port) == 303
    assert stop(service)[0] == 0
    assert not is_running(both[0])


def opened(here: Path) -> int:
    with closing(sqlite3.connect(f"file:{here / 'data' / 'inquiries.db'}?mode=ro", uri=True)) as reader:
        return int(reader.execute("SELECT count(*) FROM inquiries").fetchone()[0])


def children_of(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in found.read_text().split()] if found.exists() else []


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
