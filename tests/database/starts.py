"""A process that starts as others do, again and again: it reads the URL of a database, brings that up to date, and
prints where it brought it to, or what stopped it.

Its upgrade takes half a second longer, with the database locked; for another's lock it waits a fifth.
"""

import asyncio
import sys
import time

import sqlalchemy as sa
from alembic.config import Config

from inquiries.database import schema
from inquiries.database.engine import Database

LONGER, PATIENCE = 0.5, 0.2


async def start(url: str) -> str | None:
    database = Database(url, patience=PATIENCE if url.startswith("sqlite") else 10)
    try:
        return await schema.migrate(database)
    finally:
        await database.dispose()


def slowly(connection: sa.Connection, config: Config) -> None:
    upgrade(connection, config)
    time.sleep(LONGER)


if __name__ == "__main__":
    upgrade, schema._run = schema._run, slowly
    print("ready", flush=True)
    for url in sys.stdin:
        try:
            print(asyncio.run(start(url.strip())), flush=True)
        except Exception as error:
            print(repr(error), flush=True)
