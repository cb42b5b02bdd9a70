"""The process that reads mail from outside: limited in time and memory, without files, network or secrets.

Started by reader.py. Reads questions from its standard input and answers on its standard output until that ends.
"""

import contextlib
import json
import math
import os
import resource
import signal
import sys
from collections.abc import Iterable
from typing import Any, BinaryIO

from inquiries.mail import frames, parse
from inquiries.mail.parsing import charsets, limits
from inquiries.wording import Text

_LETTER = b"""From: =?utf-8?q?=42o?= <bo@gazette.example>
Date: Tue, 24 Nov 2026 10:00:00 +0100
Content-Type: multipart/mixed; boundary=part

--part
Content-Type: text/html

<p>Hello
--part
Content-Type: text/calendar; name*=utf-8''%C3%A9.ics

BEGIN:VEVENT
DTSTART:20261124T100000Z
END:VEVENT
--part--
"""
_BOUNCE = b"""From: mailer-daemon@gazette.example
Subject: =?utf-8?b?VW5kZWxpdmVyZWQ=?=
X-Failed-Recipients: bo@gazette.example
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

A message that you sent could not be delivered to Bo=2E
"""


def main() -> None:
    """Serve until nobody asks any more."""
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    _warm()
    _lock()
    _tell(told, [frames.READY])
    while (head := _head(asked)) is not None:
        _allow(limits.SECONDS)
        raw = asked.read(head["size"])
        why = head["why"]
        _tell(told, frames.answer(parse.heading(raw, Text(why)) if why else parse.parse(raw)))
        del raw


def _warm() -> None:
    """Use once all that Python loads on first use: no file can be opened afterwards."""
    charsets.preload()
    for written in (_LETTER, _BOUNCE):
        parse.parse(written)


def _lock() -> None:
    """Limits for good. No descriptor is left to open, so no file and no socket; and no other process can be made."""
    os.chdir("/")
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_AS, limits.MEMORY),
    ):
        # Some systems know a limit and refuse to set it; a mail read under the others is still read.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))


def _allow(seconds: int) -> None:
    """So much processor time from now on, exactly, and then the end; and a second more where a signal is not enough.

    Both kill: Python would hear of a signal only between two of its own steps, and the library's steps are long.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime) + seconds
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _head(asked: BinaryIO) -> dict[str, Any] | None:
    length = asked.read(frames.LENGTH.size)
    if len(length) < frames.LENGTH.size:
        return None
    head: dict[str, Any] = json.loads(asked.read(frames.LENGTH.unpack(length)[0]))
    return head


def _tell(told: BinaryIO, pieces: Iterable[bytes]) -> None:
    for piece in pieces:
        told.write(piece)
    told.flush()


if __name__ == "__main__":
    main()
