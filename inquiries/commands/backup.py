"""`backup`: all of it in one file, while the service runs."""

from pathlib import Path

import click

from inquiries.commands import bars, opened
from inquiries.safekeeping import backup as backups
from inquiries.safekeeping import room
from inquiries.safekeeping.backup import Made


@click.command(
    help="Write database, attachments and local mailbox to one new FILE, while the service runs, and read it back."
)
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    settings = opened.settings_here()
    made = backups.make(settings, file, bars.bar)
    click.echo(f"{file}: {_said(made)}. Read back, and whole.")
    for name in made.manifest.missing:
        click.echo(
            f"An attachment is gone from the data directory, and so not in the backup: {name}", err=True
        )
    if not made.noted:
        click.echo(f"When it was made could not be noted in {settings.data_dir}.", err=True)


def _said(made: Made) -> str:
    told = made.manifest
    mails = f", {told.mails:,} kept mails" if told.mails else ""
    return (
        f"{told.rows.get('submissions', 0):,} inquiries, {told.attachments:,} attachments{mails}, "
        f"{room.shown(made.size)}"
    )
