"""Several processes and their watcher, with work that is nothing but waiting."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import ROOT

PROGRAM = Path(__file__).with_name("watched.py")


class Watched:
    def __init__(self, word: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(PROGRAM), word],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def starts(self, count: int) -> dict[int, tuple[int, bool]]:
        """Place and whether it is the first there, by process number, of the next so many that start."""
        assert self.process.stdout is not None
        lines = [self.process.stdout.readline().split() for _ in range(count)]
        return {int(pid): (int(place), first == "True") for pid, place, first in lines}

    def ends(self) -> tuple[int, str]:
        """Exit status, and what was said on standard error."""
        _, said = self.process.communicate(timeout=20)
        return self.process.returncode, said


@pytest.fixture
def watched() -> Iterator[Watched]:
    watched = Watched("stay")
    yield watched
    if watched.process.poll() is None:
        watched.process.kill()
        watched.process.communicate()


def test_one_signal_ends_all_of_them_well(watched: Watched) -> None:
    assert sorted(watched.starts(2).values()) == [(0, True), (1, True)]
    watched.process.send_signal(signal.SIGTERM)
    assert watched.ends() == (0, "")


def test_those_who_did_not_listen_to_the_signal_yet_have_ended_well() -> None:
    watched = Watched("deaf")
    watched.starts(2)
    watched.process.terminate()
    assert watched.ends() == (0, "")


def test_another_takes_the_place_of_one_that_died(watched: Watched) -> None:
    before = watched.starts(2)
    killed = next(pid for pid, (place, _) in before.items() if place == 0)
    os.kill(killed, signal.SIGKILL)
    assert list(watched.starts(1).values()) == [(0, False)]
    watched.process.send_signal(signal.SIGINT)
    assert watched.ends() == (0, "Process 1 of 2 ended by itself (killed by SIGKILL)\n")


def runs(pid: int) -> bool:
    """What has ended stays listed until whoever takes it in looks at it, which some containers never do."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_when_the_watcher_is_killed_the_others_stop_too(watched: Watched) -> None:
    left = watched.starts(2)
    watched.process.kill()
    watched.ends()  # standard output ends when the last that holds it is gone
    end = time.monotonic() + 60
    while any(runs(pid) for pid in left):
        assert time.monotonic() < end
        time.sleep(0.01)


def test_where_every_start_is_a_death_it_ends_and_says_so() -> None:
    code, said = Watched("fail").ends()
    lines = said.splitlines()
    assert (code, lines.count("no database") >= 5, lines.count("They keep ending: all of them stop")) == (
        1,
        True,
        1,
    )
    assert "One of the processes ended badly; the lines above say why." in lines
