"""The engine: its version, and whether it keeps what it says it has kept."""

import sqlite3
from pathlib import Path

import pytest

from inquiries.commands.doctor import engine
from inquiries.database import sqlite
from inquiries.database.engine import Database
from tests.commands.doctor.conftest import Make, lines

WRITES = "good SQLite: writes with journal_mode WAL, synchronous FULL, foreign_keys ON, secure_delete ON."


async def test_engine_says_its_version_and_whether_it_keeps_what_it_takes(
    case: Make, database: Database
) -> None:
    version, safe = await lines(engine.engine, case(database))
    if database.is_sqlite:
        assert (version, safe) == (f"good SQLite: version {sqlite3.sqlite_version}.", WRITES)
    else:  # the tests' server does without, for speed; what we say to it at each connection counts
        assert version.startswith("good PostgreSQL: version ")
        assert (
            safe == "bad PostgreSQL: fsync, full_page_writes off: a power cut may lose what was acknowledged."
        )


def test_server_is_judged_by_its_age_and_by_what_it_waits_for() -> None:
    sure = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
    assert str(engine._sure(sure)).startswith("good      PostgreSQL: writes with fsync on, ")
    assert engine._sure({**sure, "synchronous_commit": "local"}).grade == "bad"
    assert str(engine._server(130_004)).startswith("warn      PostgreSQL: version 13.4 is older than 14")
    assert str(engine._server(180_001)) == "good      PostgreSQL: version 18.1."


@pytest.mark.only("sqlite", "it is about SQLite's pragmas")
async def test_pragma_that_does_not_hold_is_bad(
    case: Make, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    careless = dict(sqlite.pragmas(5)) | {"synchronous": "NORMAL", "secure_delete": "OFF"}

    def connect(path: Path, *, patience: float) -> sqlite3.Connection:
        connection = sqlite3.connect(path)
        for name, value in careless.items():
            connection.execute(f"PRAGMA {name}={value}")
        return connection

    monkeypatch.setattr(sqlite, "connect", connect)
    _, found = await lines(engine.engine, case(database))
    assert found == (
        "bad SQLite: synchronous is 1, secure_delete is 0: a power cut may lose what was acknowledged."
    )


async def test_file_in_another_journal_mode_is_said_and_left_so(case: Make, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    with sqlite3.connect(file) as plain:
        plain.execute("CREATE TABLE one (id)")
    plain.close()
    database = Database(f"sqlite:///{file}")
    (_, found) = await lines(engine.engine, case(database))
    await database.dispose()
    assert found == "warn SQLite: the file is in journal_mode delete; the next start turns it to wal."
    assert sqlite3.connect(file).execute("PRAGMA journal_mode").fetchone() == ("delete",)


async def test_log_that_is_never_put_away_is_a_warning(
    case: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LOG_SIZE", 3_999_999)
    (tmp_path / "one.db-wal").write_bytes(bytes(4_000_000))
    (found,) = engine._log(tmp_path / "one.db")
    assert str(found).startswith("warn      SQLite: one.db-wal has grown to 4 MB")


async def test_file_that_is_no_database_is_bad(case: Make, tmp_path: Path) -> None:
    (tmp_path / "one.db").write_text("no database, but long enough to be looked at as if it were one" * 99)
    database = Database(f"sqlite:///{tmp_path / 'one.db'}")
    (_, found) = await lines(engine.engine, case(database))
    await database.dispose()
    assert found == "bad SQLite: file is not a database."
