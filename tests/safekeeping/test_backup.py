"""A backup holds everything, is taken while others write, and leaves nothing where it cannot be made."""

import asyncio
import errno
import io
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from inquiries import clock
from inquiries.database import tables
from inquiries.safekeeping import backup, manifest, record, tarball
from inquiries.safekeeping.manifest import Manifest
from inquiries.safekeeping.stage import Stage, silent
from inquiries.safekeeping.wrong import Wrong
from inquiries.settings import Settings
from tests.safekeeping import everything
from tests.safekeeping.conftest import MAIL, ask, at, attachment, files
from tests.safekeeping.test_tarball import Kept

WRITING, READING = "Writing the backup", "Reading it back"


def made(settings: Settings, place: Path, stage: Stage = silent) -> tuple[Manifest, dict[str, bytes]]:
    """A backup: what it says of itself, and every file in it."""
    told = backup.make(settings, place, stage).manifest
    kept: dict[str, bytes] = {}
    with place.open("rb") as file:
        assert tarball.read(file, lambda _count: None, lambda name: Kept(name, kept)) == told
    return told, kept


def rows(kept: dict[str, bytes], tmp_path: Path, query: str) -> list[object]:
    (tmp_path / "looked-at.db").write_bytes(kept[manifest.DATABASE])
    connection = sqlite3.connect(tmp_path / "looked-at.db")
    found = connection.execute(query).fetchall()
    connection.close()
    return found


def test_it_holds_all_there_is_and_nothing_else(full: Settings, backups: Path, tmp_path: Path) -> None:
    before = clock.now()
    told, kept = made(full, backups / "b.tar")
    assert kept.keys() == {
        manifest.README,
        manifest.DATABASE,
        attachment(1),
        attachment(3),
        f"mailbox/{MAIL}",
    }
    assert kept[attachment(3)] == b"file 3"
    assert b"Example Organisation" in kept[manifest.README]
    assert rows(kept, tmp_path, "PRAGMA journal_mode") == [("delete",)]
    every = {table.name: everything.ROWS for table in tables.metadata.sorted_tables}
    assert before <= told.made_at <= clock.now()
    assert (told.rows, told.attachments, told.mails, told.missing) == (
        every | {"alembic_version": 1},
        2,
        1,
        (),
    )
    assert told.base_url == "http://localhost:8080"


def test_it_is_nobody_elses_to_read_and_its_moment_is_noted(full: Settings, backups: Path) -> None:
    told, _ = made(full, backups / "b.tar")
    assert [path.name for path in backups.iterdir()] == ["b.tar"]
    stat = (backups / "b.tar").stat()
    assert stat.st_mode & 0o777 == 0o600
    assert record.last(full.data_dir) == record.Record(told.made_at, backups / "b.tar", stat.st_size)


def test_what_is_committed_meanwhile_is_not_in_it(full: Settings, backups: Path, tmp_path: Path) -> None:
    def another(connection: sa.Connection) -> None:
        connection.execute(tables.tags.insert().values(inquiry_id=1, tag="meanwhile"))

    told, kept = made(
        full, backups / "b.tar", at("Copying the database", lambda: ask(full.database_url, another))
    )
    assert told.rows["tags"] == everything.ROWS
    assert rows(kept, tmp_path, "SELECT count(*) FROM tags WHERE tag = 'meanwhile'") == [(0,)]


def test_an_attachment_that_is_removed_meanwhile_takes_its_row_along(
    full: Settings, backups: Path, tmp_path: Path
) -> None:
    def remove() -> None:
        ask(full.database_url, lambda db: db.execute(tables.attachments.delete().where(sa.text("id = 1"))))
        (full.data_dir / attachment(1)).unlink()

    told, kept = made(full, backups / "b.tar", at(WRITING, remove))
    assert (told.rows["attachments"], told.attachments, told.missing) == (2, 1, ())
    assert rows(kept, tmp_path, "SELECT id FROM attachments ORDER BY id") == [(2,), (3,)]


def test_an_attachment_that_is_lost_is_named(full: Settings, backups: Path) -> None:
    (full.data_dir / attachment(3)).unlink()
    told, kept = made(full, backups / "b.tar")
    assert (told.rows["attachments"], told.attachments, told.missing) == (3, 1, (f"{3:032x}",))
    assert attachment(3) not in kept


def test_without_files_beside_it_the_database_is_enough(full: Settings, backups: Path) -> None:
    for folder in ("attachments", "mailbox"):
        shutil.rmtree(full.data_dir / folder)
    told, kept = made(full, backups / "b.tar")
    assert (told.attachments, told.mails, len(told.missing)) == (0, 0, 2)
    assert kept.keys() == {manifest.README, manifest.DATABASE}


@pytest.mark.parametrize("there", ["a file", "a folder", "a link to nowhere"])
def test_it_overwrites_nothing(full: Settings, backups: Path, there: str) -> None:
    place = backups / "b.tar"
    {
        "a file": lambda: place.write_text("older"),
        "a folder": place.mkdir,
        "a link to nowhere": lambda: place.symlink_to("nowhere"),
    }[there]()
    before = files(backups)
    with pytest.raises(Wrong, match=r"b\.tar is there already, and a backup overwrites nothing"):
        backup.make(full, place, silent)
    assert files(backups) == before


def test_a_folder_that_is_not_there_is_not_made(full: Settings, tmp_path: Path) -> None:
    with pytest.raises(Wrong, match=r"^There is no folder .*/nowhere to put a backup in\.$"):
        backup.make(full, tmp_path / "nowhere" / "b.tar", silent)


def test_before_there_is_anything_it_says_so(elsewhere: Settings, backups: Path) -> None:
    with pytest.raises(Wrong, match=r"^There is no database "):
        backup.make(elsewhere, backups / "b.tar", silent)
    assert (files(backups), elsewhere.data_dir.exists()) == ({}, False)


def test_a_disk_without_room_is_not_filled(
    full: Settings, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(backups)._replace(free=full.disk_floor + 2_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    with pytest.raises(
        Wrong, match=r"^It takes .* MB, and .* has 500 MB free, of which disk_floor keeps 500 MB"
    ):
        backup.make(full, backups / "b.tar", silent)
    assert files(backups) == {}


@pytest.mark.parametrize("when", ["Copying the database", WRITING, READING])
def test_a_disk_that_fills_up_leaves_nothing_behind(
    full: Settings, backups: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    def fill_up() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(Wrong, match=rf"^The disk of {backups} is full\. Nothing was kept of the backup\.$"):
        backup.make(full, backups / "b.tar", at(when, fill_up))
    assert (files(backups), record.last(full.data_dir)) == ({}, None)


def test_what_does_not_read_back_is_no_backup(
    full: Settings, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that gives back something else than it was given."""
    read = tarball.read

    def other(file: io.BufferedRandom, *more: object) -> Manifest:
        os.pwrite(file.fileno(), b"\0\0\0\0", 50_000)
        return read(file, *more)

    monkeypatch.setattr(tarball, "read", other)
    with pytest.raises(Wrong, match=r"^What was written does not read back: it is damaged: inquiries.db"):
        backup.make(full, backups / "b.tar", silent)
    assert (files(backups), record.last(full.data_dir)) == ({}, None)


def test_a_data_directory_that_takes_no_note_does_not_spoil_the_backup(
    full: Settings, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(record, "note", refuse)
    assert backup.make(full, backups / "b.tar", silent).noted is False
    assert (backups / "b.tar").exists()


@pytest.mark.only("sqlite", "its file")
def test_a_damaged_database_is_not_passed_off_as_a_backup(full: Settings, backups: Path) -> None:
    path = full.data_dir / "inquiries.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'history'").fetchone()[0]
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(Wrong, match=r"^The database is damaged, and so is every copy of it"):
        backup.make(full, backups / "b.tar", silent)
    assert files(backups) == {}


@pytest.mark.only("postgres", "copies row by row")
def test_a_database_newer_than_the_program_is_left_to_the_newer_one(full: Settings, backups: Path) -> None:
    ask(full.database_url, lambda db: db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Exception, match="revision 9999, newer than this program"):
        backup.make(full, backups / "b.tar", silent)
    assert files(backups) == {}


async def test_it_may_be_made_while_the_house_is_open(
    house: object, settings: Settings, backups: Path
) -> None:
    made_ = await asyncio.to_thread(backup.make, settings, backups / "b.tar", silent)
    assert made_.manifest.rows["secrets"] == 1
