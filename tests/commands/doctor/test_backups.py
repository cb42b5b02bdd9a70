"""How old the last backup is."""

from datetime import timedelta
from pathlib import Path

import pytest

from inquiries import clock
from inquiries.commands.doctor import backups
from inquiries.database.engine import Database
from inquiries.safekeeping import record
from inquiries.safekeeping.record import Record
from tests.commands.doctor.conftest import Make, lines


async def test_where_there_is_nothing_yet_nothing_has_to_be_kept(case: Make) -> None:
    assert await lines(backups.age, case()) == []


async def test_backup_that_was_never_made_is_a_warning(case: Make, database: Database) -> None:
    assert await lines(backups.age, case(database)) == [
        "warn Backup: none has been made here: the command backup makes one, and reads it back."
    ]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "good Backup: the last one is 24 h old (/mnt/b.tar, 12 MB)."),
        (3, "warn Backup: the last one is 3 days old (/mnt/b.tar, 12 MB): let one be made every night."),
        (15, "bad Backup: the last one is 15 days old (/mnt/b.tar, 12 MB)."),
    ],
)
async def test_backup_grows_old(case: Make, database: Database, tmp_path: Path, days: int, said: str) -> None:
    record.note(tmp_path, Record(clock.now() - timedelta(days=days), Path("/mnt/b.tar"), 12_345_678))
    assert await lines(backups.age, case(database)) == [said]
