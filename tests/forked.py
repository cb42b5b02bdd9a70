"""Starts our programs in processes of their own without the second that Python takes to read one.

A process that has read the program waits, and each start is a fork of it: with arguments, folder, environment and files
as asked for, and a child of whoever asked, to be waited for and killed like any other. What reads the program anew
is still tried: by the tests of the wheel, of run.py, of a reader of mail with something wrong, and wherever a
shell starts it. Linux only: elsewhere nothing changes.
"""

import atexit
import contextlib
import ctypes
import gc
import inspect
import io
import json
import os
import runpy
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# What may be started so: `python -m MODULE …`, `python FILE …`, and the reader of mail as the program starts it.
MODULE = "inquiries.commands"
STARTED = (
    "commands/watched.py",
    "database/starts.py",
    "faults/keeper.py",
    "faults/program.py",
    "faults/upgrading.py",
)
FILES = [str(ROOT / "tests" / name) for name in STARTED]
READER = ["-I", "-X", "utf8", "-c"]
PYTHON = sys.executable
WAITING = "import sys; sys.path.insert(0, sys.argv[2]); from tests import forked; forked.{}(int(sys.argv[1]))"
UNLIKE = ("preexec_fn", "pass_fds", "shell", "start_new_session", "executable")
LONGEST = 1 << 17  # octets of one request
_ADOPTS = 36  # PR_SET_CHILD_SUBREAPER of prctl(2): an orphan below us becomes our child

_waiting: dict[str, socket.socket] = {}
_one_at_a_time = threading.Lock()  # each answer belongs to the question before it


def instead() -> None:
    """From here on, whoever asks `subprocess` for such a start, by whatever way, has a fork."""
    if sys.platform != "linux":
        return
    from inquiries.mail import reader

    real = subprocess.Popen._execute_child  # type: ignore[attr-defined]
    names, reads = inspect.signature(real), [*READER, reader._PROGRAM]

    def execute_child(self: Any, *args: Any) -> None:
        asked = names.bind(self, *args).arguments
        kind = _kind(asked, reads)
        if not kind:
            return real(self, *args)
        pipes = [
            asked[name] for name in ("p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite")
        ]
        its = (asked["p2cread"], asked["c2pwrite"], asked["errwrite"])
        try:
            with _one_at_a_time:
                self.pid = _forked(kind, asked, [own if end == -1 else end for own, end in enumerate(its)])
            self._child_created = True
        finally:
            self._close_pipe_fds(*pipes)
        return None

    subprocess.Popen._execute_child = execute_child  # type: ignore[attr-defined]


def _kind(asked: dict[str, Any], reads: list[str]) -> str:
    """Which waiting process can be it; none for what is no program of ours, or is wanted in an unusual way."""
    if isinstance(asked["args"], str | bytes | os.PathLike) or any(asked[name] for name in UNLIKE):
        return ""
    words = [os.fspath(word) for word in asked["args"]]  # a list, or of asyncio a tuple
    if words[:1] != [PYTHON]:
        return ""
    if words[1:6] == reads:
        return "read_mail"
    return "command" if words[1:3] == ["-m", MODULE] or words[1:2] in [[file] for file in FILES] else ""


def _forked(kind: str, asked: dict[str, Any], ends: Sequence[int]) -> int:
    """The process id of a fork with these ends as its standard input, output and error."""
    if kind not in _waiting:
        ctypes.CDLL(None).prctl(_ADOPTS, 1, 0, 0, 0)
        _waiting[kind], its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        atexit.register(_waiting[kind].close)
        how, env = (READER, {}) if kind == "read_mail" else (["-c"], None)
        command = [PYTHON, *how, WAITING.format(kind), str(its.fileno()), str(ROOT)]
        made = subprocess.Popen(command, cwd=ROOT, env=env, pass_fds=[its.fileno()], stdin=subprocess.DEVNULL)
        made.returncode = 0  # it ends when we do; nobody waits for it
        its.close()
    told = {
        "words": [os.fspath(word) for word in asked["args"][1:]],
        "cwd": str(asked["cwd"] or Path.cwd()),
        "env": dict(os.environ if asked["env"] is None else asked["env"]),
        "group": asked["process_group"],
    }
    socket.send_fds(_waiting[kind], [json.dumps(told).encode()], list(ends))
    return int(_waiting[kind].recv(LONGEST))


def command(requests: int) -> None:
    """In a process of its own: what waits to be the command line, or a file of tests around it."""
    from inquiries import commands

    words = _wait(requests)
    if words[0] == "-m":
        sys.argv = words[1:]
        commands.main()
    else:
        sys.argv = words
        runpy.run_path(words[0], run_name="__main__")


def read_mail(requests: int) -> None:
    """In a process of its own: what waits to be the one that reads mail."""
    from inquiries.mail import child

    child._warm()
    _wait(requests)
    child.main()


def _wait(requests: int) -> list[str]:
    """Returns in the fork, with its arguments, and never in the process that waits."""
    gc.freeze()  # no fork has to look through, and so to copy, what all of them share
    with socket.socket(fileno=requests) as asks, contextlib.suppress(KeyboardInterrupt):
        while True:
            message, ends, _, _ = socket.recv_fds(asks, LONGEST, 3)
            if not message:
                break
            told, tells = os.pipe()
            between = os.fork()
            if between == 0:
                program = os.fork()
                if program == 0:
                    asks.detach()
                    return _become(json.loads(message), ends)
                os.write(tells, str(program).encode())
                os._exit(0)  # and whoever asked becomes its parent
            os.waitpid(between, 0)
            asks.send(os.read(told, 20))
            for end in (told, tells, *ends):
                os.close(end)
    os._exit(0)


def _become(asked: dict[str, Any], ends: Sequence[int]) -> list[str]:
    for own, end in enumerate(ends):
        os.dup2(end, own)
    os.closerange(3, 1024)
    if asked["group"] != -1:
        os.setpgid(0, asked["group"])
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    now = bool(os.environ.get("PYTHONUNBUFFERED"))
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), "utf-8")
    for number, name, errors in ((1, "stdout", "strict"), (2, "stderr", "backslashreplace")):
        to = io.BufferedWriter(io.FileIO(number, "w", closefd=False))
        setattr(
            sys, name, io.TextIOWrapper(to, "utf-8", errors, line_buffering=number == 2, write_through=now)
        )
    return list(asked["words"])
