"""Reads mail from outside in a limited child process, so that no mail can stop or fool the program that keeps it."""

import asyncio
import contextlib
import json
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from inquiries.mail import frames
from inquiries.mail.parsed import Parsed
from inquiries.mail.parsing import limits
from inquiries.wording import Text

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from inquiries.mail import child; child.main()"
)
_PLACE = Path(__file__).resolve().parents[2]  # the folder our package is in
_OUT_OF_TIME = frozenset({-signal.SIGPROF, -signal.SIGXCPU})

_Process = subprocess.Popen[bytes]


class ReaderUnavailableError(Exception):
    """The child process cannot be started: the machine's trouble, not the mail's. Try later."""


class Reader:
    """One child process, used by one mail at a time. A mail that ends it costs a new one, nothing else."""

    def __init__(self, *, mails: int = 500, wall: float = 60) -> None:
        """A child reads so many `mails` at most, and each within `wall` seconds however busy the machine is."""
        self._mails, self._wall = mails, wall
        self._turn = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, "mail-reader")
        self._child: _Process | None = None
        self._closed = False
        self._asked = 0
        self._asking: asyncio.Future[Parsed] | None = None

    async def read(self, raw: bytes) -> Parsed:
        """The mail made readable; where that cannot be had, its headings and `unreadable`.

        Raises ReaderUnavailableError where no child can be started, and nothing else.
        """
        async with self._turn:
            raw = raw[: limits.MAIL + 1]  # one octet too many is enough to be too large
            found = await self._ask(raw)
            if found is limits.BROKEN:
                found = await self._ask(raw)  # the child may have been the victim of something else
            if isinstance(found, Text):
                why = found.msgid
                found = await self._ask(raw[: limits.HEADER_BLOCK], why)
            return found if isinstance(found, Parsed) else Parsed(unreadable=why)

    async def close(self) -> None:
        """Stop the child and wait until it is gone; nothing is read afterwards."""
        async with self._turn:
            self._closed = True
            await self._stop()
            self._thread.shutdown(wait=False)

    async def _ask(self, raw: bytes, why: str = "") -> Parsed | Text:
        """The mail, or which limit ended the child that read it. With `why`, only its headings."""
        child = await self._ready()
        loop = asyncio.get_running_loop()
        self._asking = loop.run_in_executor(self._thread, _exchange, child, raw, why, self._asked == 0)
        self._asked += 1
        try:
            async with asyncio.timeout(self._wall):
                parsed = await asyncio.shield(self._asking)
        except TimeoutError:
            await self._stop()
            return limits.TOO_SLOW
        except ReaderUnavailableError:
            await self._stop()
            raise
        except Exception:  # it died, or what it said is no answer: both are told by how it ended
            return limits.TOO_SLOW if await self._stop() in _OUT_OF_TIME else limits.BROKEN
        except BaseException:
            child.kill()  # its answer would be taken for the next mail's
            raise
        if parsed.unreadable:
            await self._stop()  # after so much work its memory is not what it was
            if parsed.unreadable == limits.TOO_HUNGRY.msgid and self._asked > 1:
                return limits.BROKEN  # the mails before it may have taken the memory
        return parsed

    async def _ready(self) -> _Process:
        """The child that waits for a question, a new one where there is none or the old one has done its share."""
        idle = self._asking is None or self._asking.done()
        if self._closed:
            raise ReaderUnavailableError("the reader of mail is closed")
        if self._child and idle and self._child.poll() is None and self._asked < self._mails:
            return self._child
        await self._stop()
        try:
            self._child = _start()
        except OSError as error:
            raise ReaderUnavailableError("the process that reads mail cannot be started") from error
        self._asked = 0
        return self._child

    async def _stop(self) -> int:
        """Kill the child and wait until it is gone. How it ended; safe to cancel and to call again."""
        if self._child is None:
            return 0
        self._child.kill()  # one that has ended by itself keeps its own reason
        if self._asking is not None:
            await asyncio.wait([self._asking])
            self._asking.exception()  # seen: it was killed
        ended = await asyncio.get_running_loop().run_in_executor(self._thread, _bury, self._child)
        self._child = self._asking = None
        return ended


def _start() -> _Process:
    """A new child, without our environment, which holds secrets, and out of reach of the terminal's Ctrl-C."""
    path = json.dumps([*filter(None, sys.path), str(_PLACE)])
    command = [sys.executable, "-I", "-X", "utf8", "-c", _PROGRAM, path]
    return subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        process_group=0,
    )


def _exchange(child: _Process, raw: bytes, why: str, first: bool) -> Parsed:
    """Ask, and wait for the answer. Raises whatever stands in its way where none comes."""
    asked, told = child.stdin, child.stdout
    if asked is None or told is None:
        raise EOFError
    if first and told.read(len(frames.READY)) != frames.READY:
        raise ReaderUnavailableError("the process that reads mail does not start")
    for piece in frames.question(raw, why):
        asked.write(piece)
    asked.flush()
    length = frames.LENGTH.unpack(_exactly(told.read(frames.LENGTH.size), frames.LENGTH.size))[0]
    head: dict[str, Any] = json.loads(_exactly(told.read(min(length, frames.LONGEST)), length))
    size = frames.size(head)
    return frames.parsed(head, _exactly(told.read(min(size, frames.LONGEST)), size))


def _exactly(octets: bytes, size: int) -> bytes:
    if len(octets) != size:
        raise EOFError
    return octets


def _bury(child: _Process) -> int:
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    return child.wait()
