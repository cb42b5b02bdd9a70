"""The clock, judged by what was written down, and the data of time zones."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inquiries import clock
from inquiries.commands.doctor import times
from inquiries.database.engine import Database
from inquiries.inquiry import reference
from inquiries.intake import spool as spools
from inquiries.intake.rows import Received
from tests.commands.doctor.conftest import Make, lines


async def test_clock_later_than_all_that_was_written_is_good(case: Make, database: Database) -> None:
    await database.write(reference.keys)
    (line,) = await lines(times.moment, case(database))
    assert line.startswith("good Clock: ")


async def test_row_from_the_future_is_bad(case: Make, database: Database) -> None:
    spool = spools.spool(database)
    spool._waiting.clear()
    await spool._rows.append([Received("one", "media", clock.now() + timedelta(days=3), "[]", "{}", "{}")])
    await spool._rows.close()
    (line,) = await lines(times.moment, case(database))
    assert line.startswith("bad Clock: it says ")
    assert "but the newest row of submissions was written 2 days later" in line


async def test_file_from_the_future_is_bad(case: Make, tmp_path: Path) -> None:
    file = tmp_path / "inquiries.db"
    file.touch()
    ahead = (clock.now() + timedelta(hours=5, minutes=1)).timestamp()
    os.utime(file, (ahead, ahead))
    (line,) = await lines(times.moment, case())
    assert "but inquiries.db was written 5 h later: the clock is behind, or was ahead then." in line


async def test_clock_of_another_age_is_bad(case: Make) -> None:
    with clock.pretending(datetime(2001, 1, 1, tzinfo=UTC)):
        (line,) = await lines(times.moment, case())
    assert line.startswith("bad Clock: it says 2001-01-01 00:00 UTC, but this program was written ")


async def test_zones_are_there_and_new(case: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = await lines(times.zones, case(timezone="America/Toronto"))
    assert line.startswith(("good Time zones: ", "warn Time zones: "))
    monkeypatch.setattr(times, "_version", lambda: "2019c")
    (line,) = await lines(times.zones, case())
    assert line.startswith("warn Time zones: the data is of 2019c")
    monkeypatch.setattr(times, "available_timezones", lambda: {"UTC"})
    (line,) = await lines(times.zones, case())
    assert line.startswith("bad Time zones: only 1 are known here")
