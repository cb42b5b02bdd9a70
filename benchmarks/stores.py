"""Where a made inbox is written to: a SQLite file, or a PostgreSQL database. Knows rows, not what they say."""

import asyncio
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import asyncpg

from inquiries.database import schema
from inquiries.database.engine import Database
from inquiries.database.tables import microseconds

Rows = Sequence[tuple[Any, ...]]
URL_OF_SERVER = "postgresql"


class Store(Protocol):
    """At the newest schema and empty. Indexes of words are made at the end: row by row they take far longer."""

    def put(self, table: str, columns: str, rows: Rows) -> None: ...

    def close(self) -> None: ...


def store(url: str) -> Store:
    asyncio.run(_migrate(url))
    return Server(url) if url.startswith(URL_OF_SERVER) else File(Path(url.removeprefix("sqlite:///")))


async def _migrate(url: str) -> None:
    database = Database(url)
    await schema.migrate(database)
    await database.dispose()


class File:
    def __init__(self, file: Path) -> None:
        self._connection = connection = sqlite3.connect(file, isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-800000", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        named = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        self._triggers = [(name, sql) for name, sql in named if name.startswith("search_documents_")]
        for name, _ in self._triggers:
            connection.execute(f"DROP TRIGGER {name}")

    def put(self, table: str, columns: str, rows: Rows) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            stored = [tuple(map(_stored, row)) for row in rows]
            self._connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", stored)

    def close(self) -> None:
        self._connection.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")
        self._connection.execute("INSERT INTO search_words(search_words) VALUES ('optimize')")
        for _, sql in self._triggers:
            self._connection.execute(sql)
        self._connection.execute("COMMIT")
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.close()


class Server:
    WORDS = "CREATE INDEX search_documents_words ON search_documents USING gin (words)"

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._connection = self._runner.run(asyncpg.connect(url))
        self._run("SET session_replication_role = replica")  # rows come in any order
        self._run("DROP INDEX search_documents_words")

    def put(self, table: str, columns: str, rows: Rows) -> None:
        names = columns.split(", ")
        self._runner.run(self._connection.copy_records_to_table(table, records=rows, columns=names))

    def close(self) -> None:
        self._run(self.WORDS)
        for table in ("submissions", "persons", "staff"):  # whose numbers were given
            self._run(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")
        self._run("VACUUM ANALYZE")  # as a server does by itself before long
        self._runner.run(self._connection.close())
        self._runner.close()

    def _run(self, statement: str) -> None:
        self._runner.run(self._connection.execute(statement, timeout=3600))


def _stored(value: Any) -> Any:
    return microseconds(value) if isinstance(value, datetime) else value
