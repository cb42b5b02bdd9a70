"""The note of the last backup: kept, replaced, and no trouble where there is none or a broken one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from inquiries.safekeeping import record
from inquiries.safekeeping.record import Record

FIRST = Record(datetime(2026, 11, 24, 17, 0, tzinfo=UTC), Path("/backups/monday.tar"), 43_000_000)
SECOND = Record(datetime(2026, 11, 25, 17, 0, tzinfo=UTC), Path("/backups/tuesday ü.tar"), 44_000_000)


def test_the_newest_is_the_last_and_nobody_elses_to_read(tmp_path):
    for one in (FIRST, SECOND):
        record.note(tmp_path, one)
        assert record.last(tmp_path) == one
    assert [file.name for file in tmp_path.iterdir()] == [record.NAME]
    assert (tmp_path / record.NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"at": "soon", "file": "f", "bytes": 1}', "\udcff"]
)
def test_a_note_that_cannot_be_read_is_none(tmp_path, content):
    (tmp_path / record.NAME).write_bytes(content.encode("utf-8", "surrogateescape"))
    assert record.last(tmp_path) is None


def test_without_a_data_directory_there_is_none(tmp_path):
    assert record.last(tmp_path / "nowhere") is None
