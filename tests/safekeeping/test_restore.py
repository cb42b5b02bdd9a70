"""A restore gives back everything, mixes with nothing, and broken off at any step it is seen to be and done again."""

import asyncio
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from inquiries import app
from inquiries.database import schema, sqlite, tables
from inquiries.safekeeping import backup, manifest, restore, rows, tarball, unfinished
from inquiries.safekeeping.manifest import Manifest
from inquiries.safekeeping.stage import silent
from inquiries.safekeeping.wrong import Wrong
from inquiries.settings import Settings
from tests.safekeeping import everything
from tests.safekeeping.conftest import MAIL, alike, ask, at, attachment, files, put

THROUGH, IN_PLACE = "Looking through the backup", "Putting it in place"


class Broke(Exception):
    """The power went."""


def broke(*_: object) -> None:
    raise Broke


@pytest.fixture
def kept(full: Settings, backups: Path) -> Path:
    """A backup of everything."""
    backup.make(full, backups / "b.tar", silent)
    return backups / "b.tar"


def changed(backup_: Path, change: Callable[[dict], object]) -> None:
    """The same backup with another manifest, and right digests."""
    content: dict[str, bytes] = {}
    with tarfile.open(backup_) as tar:
        for member in tar:
            opened = tar.extractfile(member)
            assert opened is not None
            content[member.name] = opened.read()
    told = json.loads(content[manifest.MANIFEST])
    change(told)
    content[manifest.MANIFEST] = json.dumps(told).encode()
    del content[manifest.SUMS]
    with backup_.open("w+b") as file:
        writer = tarball.Writer(file, everything.FIRST, lambda _count: None)
        for name, text in content.items():
            writer.add_text(name, text)
        writer.close()


def test_everything_is_back(full: Settings, kept: Path, elsewhere: Settings) -> None:
    told = restore.put_back(elsewhere, kept, silent)
    assert isinstance(told, Manifest)
    assert alike(full, elsewhere)
    beside = {name: text for name, text in files(elsewhere.data_dir).items() if "/" in name}
    assert beside == {
        attachment(1): b"file 1",
        attachment(3): b"file 3",
        f"mailbox/{MAIL}": b"Subject: Hello\r\n\r\nHello.\r\n",
    }
    assert {path.stat().st_mode & 0o077 for path in elsewhere.data_dir.rglob("*")} == {0}
    assert elsewhere.data_dir.stat().st_mode & 0o077 == 0


def test_what_comes_next_has_no_number_that_somebody_holds(
    kept: Path, full: Settings, elsewhere: Settings
) -> None:
    """Inquiries that came after the backup are lost, but their senders have receipt links."""
    restore.put_back(elsewhere, kept, silent)
    lost, new = (ask(settings.database_url, everything.received) for settings in (full, elsewhere))
    assert (lost, new) == (everything.ROWS + 1, everything.ROWS + restore.SKIP + 1)


def test_the_index_of_words_is_back(kept: Path, elsewhere: Settings) -> None:
    restore.put_back(elsewhere, kept, silent)

    def found(connection: sa.Connection) -> list[int]:
        if connection.dialect.name == "postgresql":
            query = "SELECT inquiry_id FROM search_documents WHERE words @@ 'end'::tsquery ORDER BY 1"
        else:
            query = "SELECT rowid FROM search_words WHERE search_words MATCH 'end' ORDER BY 1"
        return list(connection.execute(sa.text(query)).scalars())

    assert ask(elsewhere.database_url, found) == [1, 2, 3]


@pytest.mark.parametrize("there", ["inquiries.db", "inquiries.db-wal", "attachments/x", "mailbox/x.eml"])
@pytest.mark.only("sqlite", "its file")
def test_it_goes_nowhere_where_something_is(kept: Path, elsewhere: Settings, there: str) -> None:
    put(elsewhere.data_dir / there, b"somebody's")
    with pytest.raises(Wrong, match="is there already, and a restore writes over nothing"):
        restore.put_back(elsewhere, kept, silent)
    assert files(elsewhere.data_dir) == {there: b"somebody's"}


@pytest.mark.only("postgres", "rows on a server")
def test_it_goes_into_no_database_that_has_rows(kept: Path, full: Settings, elsewhere: Settings) -> None:
    crowded = elsewhere.model_copy(update={"database_url": full.database_url})
    with pytest.raises(
        Wrong, match=r"^There are inquiries or accounts in the database at that address already"
    ):
        restore.put_back(crowded, kept, silent)
    assert not elsewhere.data_dir.exists()


@pytest.mark.parametrize("place", [100_000, -100])
def test_a_damaged_backup_changes_nothing(kept: Path, elsewhere: Settings, place: int) -> None:
    content = bytearray(kept.read_bytes())
    content[place if place > 0 else len(content.rstrip(b"\0")) + place] ^= 1
    kept.write_bytes(content)
    with pytest.raises(Wrong, match=rf"^{kept} is damaged"):
        restore.put_back(elsewhere, kept, silent)
    assert not elsewhere.data_dir.exists()


def test_a_backup_of_a_newer_version_is_left_to_that(kept: Path, elsewhere: Settings) -> None:
    changed(kept, lambda told: told.update(schema="9999"))
    with pytest.raises(
        Wrong, match=f"at revision 9999, newer than this program, which knows up to {schema.newest()}"
    ):
        restore.put_back(elsewhere, kept, silent)
    assert not elsewhere.data_dir.exists()


def test_rows_that_are_not_all_there_are_noticed(kept: Path, elsewhere: Settings) -> None:
    changed(kept, lambda told: told["rows"].update(letters=4))
    with pytest.raises(Wrong, match=r"^The backup says there are 4 rows in letters, but 3 came\.$"):
        restore.put_back(elsewhere, kept, silent)
    assert unfinished.place(elsewhere).exists()


@pytest.mark.parametrize("when", ["at the start", "amid the files", "before the name"])
def test_broken_off_it_is_seen_to_be_and_done_again(
    full: Settings, kept: Path, elsewhere: Settings, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    stage = at(IN_PLACE, broke) if when == "at the start" else silent
    with monkeypatch.context() as broken:
        if when == "amid the files":
            broken.setattr(restore, "_new", broke)
        elif when == "before the name":
            broken.setattr(os, "fsync" if elsewhere.database_url.startswith("sqlite") else "sync", broke)
        with pytest.raises(Broke):
            restore.put_back(elsewhere, kept, stage)
    with pytest.raises(
        Wrong, match=r"^A backup is being restored, or that was broken off: .*\.restoring is there"
    ):
        asyncio.run(app.open_house(elsewhere))
    with pytest.raises(Wrong, match=r"^A backup is being restored"):
        backup.make(elsewhere, kept.with_name("c.tar"), silent)
    restore.put_back(elsewhere, kept, silent)
    assert not unfinished.place(elsewhere).exists()
    assert alike(full, elsewhere)


@pytest.mark.only("postgres", "another engine than the one it came from")
def test_it_goes_onto_the_other_engine(full: Settings, kept: Path, tmp_path: Path) -> None:
    small = Settings.model_validate({"data_dir": tmp_path / "small"})
    told = restore.put_back(small, kept, silent)
    assert (told.engine, alike(full, small)) == ("postgresql", True)


@pytest.mark.only("postgres", "two places that end one after the other")
def test_broken_off_when_all_rows_were_there_it_ends_the_next_time(
    full: Settings, kept: Path, elsewhere: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", broke)
        with pytest.raises(Broke):
            restore.put_back(elsewhere, kept, silent)
    assert unfinished.place(elsewhere).exists()
    restore.put_back(elsewhere, kept, silent)
    assert not unfinished.place(elsewhere).exists()
    assert alike(full, elsewhere)


@pytest.mark.only("postgres", "one transaction")
def test_a_row_that_arrives_otherwise_undoes_all_of_it(
    kept: Path, elsewhere: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = rows.copy

    def careless(source: sa.Connection, target: sa.Connection, advance: object) -> None:
        copy(source, target, advance)
        target.execute(tables.letters.update().where(sa.text("id = 2")).values(subject="Another"))

    monkeypatch.setattr(rows, "copy", careless)
    with pytest.raises(Wrong, match=r"^The copy is not like the original: row 2 of letters differs\.$"):
        restore.put_back(elsewhere, kept, silent)
    assert ask(elsewhere.database_url, lambda db: sa.inspect(db).get_table_names()) == []


def test_a_disk_without_room_is_not_filled(
    kept: Path, elsewhere: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(kept)._replace(free=2_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    with pytest.raises(Wrong, match=r"^It takes .* MB, and .* has 0\.0 MB free\. Make room first\.$"):
        restore.put_back(elsewhere, kept, silent)
    assert not elsewhere.data_dir.exists()


def test_a_backup_of_before_there_were_letters_is_brought_up_to_date_by_the_next_start(
    elsewhere: Settings, tmp_path: Path, backups: Path
) -> None:
    older = Settings.model_validate({"data_dir": tmp_path / "older"})
    older.data_dir.mkdir()
    connection = sqlite3.connect(older.data_dir / "inquiries.db", isolation_level=None)
    with sqlite.speaking(connection) as spoken:
        schema.make(spoken, "0003")
        everything.received(spoken)
    connection.close()
    backup.make(older, backups / "b.tar", silent)
    restore.put_back(elsewhere, backups / "b.tar", silent)
    asyncio.run(opened_and_closed(elsewhere))
    assert ask(elsewhere.database_url, lambda db: db.scalar(sa.select(tables.submissions.c.id))) == 1
    assert ask(elsewhere.database_url, schema.found) == schema.newest()


async def opened_and_closed(settings: Settings) -> None:
    await (await app.open_house(settings)).close()
