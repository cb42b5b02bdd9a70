"""`down-page`: the pages that the web server shows by itself, made from the settings."""

import os
from pathlib import Path

import click

from inquiries.commands import opened
from inquiries.intake import down
from inquiries.web.templating import Pages

READABLE = 0o644  # by the web server, whoever it runs as


@click.command(
    "down-page",
    help="Write the page that the web server shows while this service is down to FILE: your name, people, phones and"
    " hours in every language, and nothing to load. Again whenever the settings have changed.",
)
@click.option(
    "--refused", is_flag=True, help="The page for what the web server itself refuses: too large, too slow."
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def down_page(file: Path, refused: bool) -> None:
    page = down.page(Pages(opened.settings_here()), refused=refused)
    unfinished = file.with_name(f".{file.name}.new")
    try:
        unfinished.write_text(page, "utf-8")
        unfinished.chmod(READABLE)
        os.replace(unfinished, file)  # never half of it
    finally:
        unfinished.unlink(missing_ok=True)
    click.echo(f"{file}: written.")
