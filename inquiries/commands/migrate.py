"""`migrate`: brings the database to this program's schema, which `serve` also does by itself."""

import click

from inquiries.commands import opened
from inquiries.database import schema
from inquiries.database.engine import Database
from inquiries.safekeeping import unfinished
from inquiries.settings import Settings


@click.command(help="Bring the database up to date. Every start does this too.")
def migrate() -> None:
    click.echo(opened.run(_migrate(opened.settings_here())))


async def _migrate(settings: Settings) -> str:
    unfinished.check(settings)
    database = Database(settings.database_url)
    try:
        async with database.read() as db:
            before = await schema.revision(db)
        after = await schema.migrate(database)
    finally:
        await database.dispose()
    if after is None:
        return f"The database is already up to date, at revision {before}."
    return f"Migrated from {before} to {after}." if before else f"Made a new database, at revision {after}."
