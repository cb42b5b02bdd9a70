"""`restore`: a backup back into the place that the settings name, where nothing is yet."""

from pathlib import Path

import click

from inquiries.commands import bars, opened
from inquiries.safekeeping import restore as restores
from inquiries.safekeeping.manifest import Manifest
from inquiries.settings import Settings


@click.command(
    help="Put a backup back into the DATA_DIR and DATABASE_URL of the settings, where nothing may be yet."
)
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    settings = opened.settings_here()
    told = restores.put_back(settings, file, bars.bar)
    for line in _lines(settings, told):
        click.echo(line)


def _lines(settings: Settings, told: Manifest) -> list[str]:
    lines = [
        f"Restored {told.rows.get('submissions', 0):,} inquiries and {told.attachments:,} attachments, as they were "
        f"on {told.made_at:%Y-%m-%d at %H:%M} UTC, into {settings.data_dir}."
    ]
    if told.base_url != settings.base_url:
        lines.append(
            f"BASE_URL was {told.base_url} and is {settings.base_url} now: links that people hold begin with the "
            "old one."
        )
    if told.waiting and settings.smtp_url is not None:
        lines.append(
            f"{told.waiting:,} jobs were waiting then, mails among them: the next start sends them. "
            "Only to look at the backup, start it without SMTP_URL."
        )
    if told.missing:
        lines.append(f"Gone already when the backup was made: {len(told.missing):,} attachments.")
    return lines
