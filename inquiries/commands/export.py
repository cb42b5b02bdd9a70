"""`export`: every inquiry as JSON, one a line, on standard output."""

import sys

import click

from inquiries.commands import opened
from inquiries.inquiry import exported
from inquiries.settings import Settings


@click.command(help="Write every inquiry to standard output, oldest first, one JSON object a line.")
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@click.option("--sealed", is_flag=True, help="With the words of what is sealed; each is recorded as a view.")
def export(form: str, sealed: bool) -> None:
    opened.run(_export(opened.settings_here(), sealed))


async def _export(settings: Settings, sealed: bool) -> None:
    out = sys.stdout.buffer
    async with opened.house(settings) as house:
        async for line in exported.lines(house.database, house.keys, sealed=sealed):
            out.write(line)
        out.flush()
