"""The command line: parse, call, and say in one line what went wrong. One file per command or group of them."""

import click

from inquiries.commands.backup import backup
from inquiries.commands.copy_database import copy_database
from inquiries.commands.demo import demo
from inquiries.commands.doctor import doctor
from inquiries.commands.down_page import down_page
from inquiries.commands.erase import erase
from inquiries.commands.export import export
from inquiries.commands.migrate import migrate
from inquiries.commands.one_line import OneLine
from inquiries.commands.receive import receive
from inquiries.commands.restore import restore
from inquiries.commands.routes import routes
from inquiries.commands.serve import serve
from inquiries.commands.staff import staff
from inquiries.commands.worker import worker

COMMANDS = (
    serve,
    worker,
    receive,
    staff,
    migrate,
    backup,
    restore,
    copy_database,
    routes,
    down_page,
    export,
    erase,
    doctor,
    demo,
)


@click.group(cls=OneLine, invoke_without_command=True)
@click.pass_context
def cli(context: click.Context) -> None:
    """Media inquiries and contact forms: every submission kept, routed and answered before its deadline.

    Without a command it serves. Settings come from inquiries.toml and INQUIRIES_* variables.
    """
    if context.invoked_subcommand is None:
        context.invoke(serve)


for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """The installed program, and run.py."""
    cli(prog_name="inquiries")
