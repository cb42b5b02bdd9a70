"""`doctor`: looks an installation over, a line for each finding; 1 at the end where something is bad."""

import contextlib
import os
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import click
import sqlalchemy as sa

from inquiries.commands import opened
from inquiries.commands.doctor import checks
from inquiries.commands.doctor.case import Case
from inquiries.commands.doctor.finding import Grade
from inquiries.commands.doctor.names import Names
from inquiries.database.engine import Database
from inquiries.mail import address
from inquiries.settings import Settings, known


@click.command(
    help="Look this installation over, send a test letter, and say what is good and what is bad. "
    "Ends with 1 where something is bad."
)
@click.option("--to", metavar="ADDRESS", default="", help="Send a test letter to this address too.")
@click.option(
    "--wait",
    type=click.IntRange(1, 600),
    default=60,
    show_default=True,
    help="Seconds that a test letter may take.",
)
@click.pass_context
def doctor(context: click.Context, to: str, wait: int) -> None:
    if to and address.parse(to) is None:
        raise click.BadParameter("that cannot be an e-mail address.", param_hint="--to")
    context.exit(opened.run(_doctor(opened.settings_here(), to, wait)))


async def _doctor(settings: Settings, to: str, wait: int) -> int:
    bad = False
    async with _opened(settings) as database:
        case = Case(settings, database, Names(), to, wait, _secret_files(os.environ))
        async for found in checks.findings(case):
            click.echo(found)
            bad |= found.grade is Grade.BAD
    return 1 if bad else 0


@contextlib.asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Database | None]:
    """None for a SQLite file that is not there: to open it would make it."""
    if _missing(settings.database_url):
        yield None
        return
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        await database.dispose()


def _missing(database_url: str) -> bool:
    url = sa.make_url(database_url)
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


def _secret_files(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """The files that passwords stand in."""
    named = (environ.get(f"{known.PREFIX}{secret}_FILE", "").strip() for secret in known.SECRETS)
    return tuple(Path(name) for name in named if name)
