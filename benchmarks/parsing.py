"""What hostile mail costs to read: python -m benchmarks.parsing

Each mail of tests/mail/hostile.py goes through the reader the program uses, and an ordinary letter behind it. Prints
processor time and memory of the child process from the question on, and what the standard library's parser does with
the same mail in 10 seconds.
"""

import asyncio
import os
import platform
import subprocess
import sys
from pathlib import Path

from inquiries.mail import reader
from inquiries.mail.parsed import Parsed
from inquiries.mail.parsing import limits
from tests.mail import hostile

SECONDS = 10
COLUMNS = (
    "mail",
    "size",
    "CPU, s",
    "memory (reserved), MiB",
    "what is had of it",
    "next read",
    "standard library, s",
)
EVERY = 0.005  # seconds between two looks at the child
# The usual way: every header with its meaning, every part with its text.
STANDARD = """
import resource, sys
from email import message_from_binary_file, policy
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds} + 1))
before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
try:
    message = message_from_binary_file(sys.stdin.buffer, policy=policy.default)
    for part in message.walk():
        part.items(), part.get_content_type(), part.get_filename()
        if not part.is_multipart():
            part.get_content()
    outcome = ""
except Exception as error:
    outcome = type(error).__name__
print(f"{{resource.getrusage(resource.RUSAGE_SELF).ru_utime - before:.2f}} {{outcome}}")
"""


class Watch:
    """Looks at a process until it is gone, and keeps what was seen last."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._begun = self._seconds()
        self.seconds, self.resident, self.reserved = 0.0, 0, 0

    def look(self) -> None:
        """Note the time used and the most memory, in MiB."""
        try:
            lines = dict(line.split(":", 1) for line in self._read("status").splitlines())
            self.seconds = self._seconds() - self._begun
            self.resident = int(lines["VmHWM"].split()[0]) // 1024
            self.reserved = int(lines["VmPeak"].split()[0]) // 1024
        except (OSError, KeyError):
            return  # it has ended: what was seen last stands

    async def keep_looking(self) -> None:
        while True:
            self.look()
            await asyncio.sleep(EVERY)

    def _seconds(self) -> float:
        fields = self._read("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _read(self, name: str) -> str:
        return Path(f"/proc/{self._pid}/{name}").read_text()


async def measure(kind: str, raw: bytes) -> str:
    """One line of the table."""
    reading = reader.Reader()
    ordinary = hostile.mail(b"Hello Ana")
    await reading.read(ordinary)
    assert reading._child is not None
    watch = Watch(reading._child.pid)
    looking = asyncio.create_task(watch.keep_looking())
    parsed = await reading.read(raw)
    watch.look()
    looking.cancel()
    after = await reading.read(ordinary)
    await reading.close()
    cells = [
        kind,
        size(len(raw)),
        f"{limits.SECONDS}, stopped"
        if parsed.unreadable == limits.TOO_SLOW.msgid
        else f"{watch.seconds:.2f}",
        f"{watch.resident} ({watch.reserved})",
        said(parsed),
        "yes" if after.text == "Hello Ana" else "NO",
        await asyncio.to_thread(standard, raw),
    ]
    return f"| {' | '.join(cells)} |"


def said(parsed: Parsed) -> str:
    """What staff would see of it."""
    if parsed.unreadable:
        return f"*{parsed.unreadable}*" + (" Subject and sender are read." if parsed.subject else "")
    found = [f"{len(parsed.text):,} characters"]
    if parsed.attachments:
        found.append(f"{len(parsed.attachments):,} file{'s' if len(parsed.attachments) > 1 else ''}")
    return ", ".join(found)


def standard(raw: bytes) -> str:
    """Seconds the standard library takes, and the error it ends with."""
    program = STANDARD.format(seconds=SECONDS)
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, input=raw, capture_output=True)
    return done.stdout.decode().strip() or f"> {SECONDS}, stopped"


def size(octets: int) -> str:
    """The size for people."""
    return f"{octets / 2**20:.1f} MiB" if octets >= 2**20 else f"{octets / 2**10:.0f} KiB"


async def main() -> None:
    """Print the table."""
    print(f"CPython {platform.python_version()}\n")
    print(
        "| mail | size | CPU, s | peak memory (reserved), MiB | what is had of it | next read | standard library, s |"
    )
    print("|---|---|---|---|---|---|---|")
    for kind, make in {"an ordinary letter": lambda: hostile.mail(b"Hello Ana"), **hostile.READ}.items():
        print(await measure(kind, make()), flush=True)
    for kind, make in {**hostile.UNREADABLE, **hostile.ENDLESS}.items():
        print(await measure(kind, make()), flush=True)


asyncio.run(main())
