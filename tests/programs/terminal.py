"""A program in a terminal of its own, driven as a person does: wait for words on the screen, then press keys."""

import os
import pty
import re
import select
import signal
import subprocess
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

LINES, COLUMNS = 40, 120
PATIENCE = 15  # seconds for anything that should be there at once
QUIET = (
    0.05  # seconds without a word: it has drawn its question, and will not throw away the key that comes now
)
CONTROLS = re.compile(r"\s|\x1b(\[[0-9;?]*[A-Za-z]|[()][0-9A-B]|[=>78DM])|[\x0e\x0f]")


@dataclass
class Terminal:
    """What it has shown since the last key, controls taken out."""

    _pty: int
    _process: "subprocess.Popen[bytes]"
    _shown: str = ""
    _all: list[str] = field(default_factory=list)

    def see(self, *words: str) -> str:
        """Until one of these stands there and the program waits for a key; which one."""
        until = time.monotonic() + PATIENCE
        while (left := until - time.monotonic()) > 0:
            found = [each for each in words if CONTROLS.sub("", each) in CONTROLS.sub("", self._shown)]
            before = len(self._all)
            if not self._read(QUIET if found else left):
                break
            if found and len(self._all) == before:
                return found[0]
        raise AssertionError(f"none of {words} is on the screen:\n{''.join(self._all)[-1500:]!r}")

    def press(self, keys: str) -> None:
        """Lines end as the Return key does."""
        self._shown = ""
        os.write(self._pty, keys.replace("\n", "\r").encode())

    def ends(self, within: float = PATIENCE) -> None:
        """Until the program has ended by itself, and well, within so many seconds."""
        until = time.monotonic() + within
        while self._process.poll() is None:
            left = until - time.monotonic()
            assert left > 0, f"it does not end:\n{''.join(self._all)[-1500:]!r}"
            self._read(min(left, 0.05))
        assert self._process.returncode == 0, "".join(self._all)

    def _read(self, seconds: float) -> bool:
        """Whether the program still has its end of the terminal open."""
        readable, _, _ = select.select([self._pty], [], [], seconds)
        if not readable:
            return True
        try:
            shown = os.read(self._pty, 65536).decode("utf-8", "replace")
        except OSError:  # Linux says so when the other end is closed
            return False
        self._shown += shown
        self._all.append(shown)
        return True


@contextmanager
def running(command: Sequence[str], home: Path) -> Iterator[Terminal]:
    """At home in `home`; killed at the end of the block if it is still there."""
    ours, its = pty.openpty()
    termios.tcsetwinsize(its, (LINES, COLUMNS))
    environment = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "TERM": "linux",
        "LANG": "C.UTF-8",
        "TZ": "Europe/London",
    }
    process = subprocess.Popen(
        ["setsid", "--ctty", *command], cwd=home, env=environment, stdin=its, stdout=its, stderr=its
    )
    os.close(its)
    try:
        yield Terminal(ours, process)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(ours)
