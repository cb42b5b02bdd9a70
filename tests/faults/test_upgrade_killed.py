"""An upgrade of a database with inquiries in it, killed before one statement after the other and before its commit."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from inquiries import clock
from inquiries.database.engine import Database
from tests.database.conftest import first_step
from tests.database.test_upgrade import fill, is_whole
from tests.faults.process import ROOT
from tests.opened import HOUR, NOON

UPGRADING = Path(__file__).with_name("upgrading.py")


async def test_an_upgrade_killed_anywhere_is_finished_at_the_next_start(
    bare: Database, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = "1" if request.config.getoption("--long") else "0.02"
    monkeypatch.setattr(clock, "now", lambda: NOON + HOUR)
    await bare.write(first_step)
    await bare.write(fill)
    url = bare.url.render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        UPGRADING,
        url,
        share,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=PIPE,
        stderr=PIPE,
    )
    out, error = await process.communicate()
    assert process.returncode == 0, error.decode()
    statements, kills = map(int, out.split())
    print(f"\n{statements} statements, {kills} kills")
    assert statements > 100
    assert kills == statements + 1 if share == "1" else kills >= 1
    await is_whole(bare)
