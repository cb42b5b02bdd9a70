"""The ground: data directory, disk, database, service."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from inquiries.commands.doctor import machine
from inquiries.database import schema
from inquiries.database.engine import Database, Tx
from tests.commands.conftest import free_port
from tests.commands.doctor.conftest import Make, lines


@asynccontextmanager
async def saying(words: bytes) -> AsyncIterator[int]:
    """Somebody who listens, says this, and hangs up; the port."""

    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(words)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.parametrize(("mode", "said"), [(0o700, "good"), (0o750, "warn"), (0o701, "warn")])
async def test_data_directory_is_ours_alone(case: Make, tmp_path: Path, mode: int, said: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(mode)
    (line,) = await lines(machine.folder, case(data_dir=tmp_path / "data"))
    assert line.startswith(f"{said} Data directory: ")


async def test_data_directory_that_cannot_be_written_is_bad(
    case: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # tests may run as root, who may do everything
    assert await lines(machine.folder, case()) == [
        f"bad Data directory: {tmp_path} cannot be written by this user."
    ]


async def test_what_is_not_there_yet_is_said_and_not_made(case: Make, tmp_path: Path) -> None:
    of = case(data_dir=tmp_path / "a" / "b")
    assert [line for check in (machine.folder, machine.database) for line in await lines(check, of)] == [
        f"warn Data directory: {tmp_path}/a/b is not there yet; the first start makes it.",
        "warn Database: there is none yet; the first start makes it.",
    ]
    assert (await lines(machine.disk, of))[0].startswith(("good", "warn", "bad"))
    assert os.listdir(tmp_path) == []


async def test_restore_that_was_broken_off_is_bad(case: Make, tmp_path: Path) -> None:
    (tmp_path / "inquiries.db.restoring").touch()
    assert await lines(machine.database, case()) == [
        f"bad Database: a restore was broken off, or goes on: {tmp_path}/inquiries.db.restoring is there. "
        "Run restore again."
    ]


@pytest.mark.parametrize(
    ("free", "said"),
    [
        (499_000_000, "bad Disk: 499 MB free, less than the 500 MB that disk_floor keeps"),
        (900_000_000, "warn Disk: 900 MB free; below 500 MB"),
        (5_000_000_000, "good Disk: 5.0 GB free."),
    ],
)
async def test_room_on_the_disk_is_judged(
    case: Make, monkeypatch: pytest.MonkeyPatch, free: int, said: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    (line,) = await lines(machine.disk, case())
    assert line.startswith(said)


async def test_database_answers_at_its_revision(case: Make, database: Database) -> None:
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    assert await lines(machine.database, case(database)) == [
        f"good Database: {kind} answers, at revision {schema.newest()}."
    ]


@pytest.mark.parametrize(("revision", "said"), [("0001_spine", "warn"), ("9999_future", "bad")])
async def test_database_of_another_program_is_said(
    case: Make, database: Database, revision: str, said: str
) -> None:
    async def stamp(tx: Tx, to: str) -> None:
        await tx.execute(sa.text("UPDATE alembic_version SET version_num = :to"), {"to": to})

    await database.write(stamp, revision)
    (line,) = await lines(machine.database, case(database))
    await database.write(stamp, schema.newest())
    assert line.startswith(f"{said} Database: ")
    assert revision in line


async def test_database_that_does_not_answer_is_bad(case: Make) -> None:
    gone = Database(f"postgresql://ana:geheim@127.0.0.1:{free_port()}/inquiries", patience=1)
    (line,) = await lines(machine.database, case(gone))
    await gone.dispose()
    assert line.startswith("bad Database: PostgreSQL does not answer: ")
    assert "geheim" not in line


@pytest.mark.parametrize(
    ("answer", "said"),
    [("200 OK", "good Service: ready at "), ("503 No", "bad Service: "), ("", "warn Service: no answer at ")],
)
async def test_service_is_asked_where_it_listens(case: Make, answer: str, said: str) -> None:
    words = f"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n" if answer else ""
    async with saying(words.encode()) as port:
        (line,) = await lines(machine.service, case(host="0.0.0.0", port=port))
    assert line.startswith(said)


async def test_service_that_is_not_ready_says_why(case: Make) -> None:
    text = "not ready\njobs: one waits\nsubmissions: two wait\n"
    words = f"HTTP/1.1 503 No\r\nContent-Length: {len(text)}\r\n\r\n{text}"
    async with saying(words.encode()) as port:
        (line,) = await lines(machine.service, case(port=port))
    assert line.endswith("/health/ready answers 503: jobs: one waits; submissions: two wait.")


async def test_no_service_is_a_warning(case: Make) -> None:
    port = free_port()
    assert await lines(machine.service, case(port=port)) == [
        f"warn Service: no answer at http://127.0.0.1:{port}/health/ready: nobody listens there. Is it running?"
    ]
