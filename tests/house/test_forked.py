"""What tests start of ours is a fork, in whichever way it is asked for: else the suite takes minutes longer, unseen."""

import asyncio
import subprocess
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from tests import forked

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each is read anew")
NEVER_ENDS = (sys.executable, "-m", forked.MODULE, "worker")


def is_fork(pid: int) -> bool:
    """A fork goes by the words of the process it was forked from."""
    return b"forked.command(" in Path(f"/proc/{pid}/cmdline").read_bytes()


def test_a_start_by_subprocess_is_a_fork(tmp_path):
    with subprocess.Popen(list(NEVER_ENDS), cwd=tmp_path, stderr=PIPE) as program:
        found = is_fork(program.pid)
        program.kill()
    assert found


async def test_a_start_by_asyncio_is_a_fork(tmp_path):
    program = await asyncio.create_subprocess_exec(*NEVER_ENDS, cwd=tmp_path, stderr=PIPE)
    found = is_fork(program.pid)
    program.kill()
    await program.communicate()
    assert found


def test_every_file_that_is_started_so_is_there():
    assert [file for file in forked.FILES if not Path(file).is_file()] == []
