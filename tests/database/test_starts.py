"""Several processes start at once on a new database, or on an old one: one upgrades it, and the others wait."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from inquiries.database import schema
from inquiries.database.engine import Database
from tests.database.conftest import first_step

PROGRAM = Path(__file__).with_name("starts.py")
ROOT = Path(__file__).resolve().parents[2]
Process = subprocess.Popen[str]


@pytest.fixture(scope="module")
def processes() -> Iterator[list[Process]]:
    command, pipe = [sys.executable, str(PROGRAM)], subprocess.PIPE
    made = [
        Process(command, env={"PYTHONPATH": str(ROOT)}, stdin=pipe, stdout=pipe, text=True) for _ in range(3)
    ]
    assert [said(one) for one in made] == ["ready"] * 3
    yield made
    for one in made:
        one.communicate()


def said(process: Process) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


@pytest.mark.parametrize("age", ["new", "old"])
async def test_of_processes_that_start_at_once_one_upgrades_and_the_others_wait(
    bare: Database, processes: list[Process], age: str
) -> None:
    if age == "old":
        await bare.write(first_step)
    for one in processes:
        assert one.stdin
        one.stdin.write(bare.url.render_as_string(hide_password=False) + "\n")
        one.stdin.flush()
    assert sorted(said(one) for one in processes) == [schema.newest(), "None", "None"]
    assert await schema.migrate(bare) is None
