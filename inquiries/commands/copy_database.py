"""`copy-database`: the rows of one database into an empty other one, from SQLite to PostgreSQL or back."""

import click

from inquiries.commands import bars
from inquiries.safekeeping import moving
from inquiries.settings import addresses


def _address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """As in DATABASE_URL; a plain path is a SQLite file."""
    try:
        return addresses.database_url(value if "://" in value else f"sqlite:///{value}")
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from None


@click.command(
    "copy-database",
    help="Copy every row of the database FROM into the empty database TO and compare each, with the service stopped. "
    "Both are addresses as in DATABASE_URL, or paths of SQLite files.",
)
@click.argument("source", metavar="FROM", callback=_address)
@click.argument("target", metavar="TO", callback=_address)
def copy_database(source: str, target: str) -> None:
    counts = moving.move(source, target, bars.bar)
    click.echo(f"Copied and compared {sum(counts.values()):,} rows of {len(counts)} tables.")
    click.echo("Attachments and the local mailbox are files in DATA_DIR and stay there.")
    click.echo("Now set DATABASE_URL to the copy, and start. What stands at FROM is as it was.")
