"""`serve`: the whole service, in one process or several, and what it tells the person who started it."""

import os
import signal
import socket

import click

from inquiries import clock
from inquiries.app import House
from inquiries.commands import beside, logs, opened, processes, serving, sockets
from inquiries.commands.beside import Beside
from inquiries.commands.one_line import Failed
from inquiries.commands.processes import Place
from inquiries.mail import imap_url
from inquiries.people import setup
from inquiries.settings import Settings

ONE_WRITER = (
    "--workers needs PostgreSQL: a SQLite file has one process that writes. Set DATABASE_URL to postgresql://…, or"
    " leave --workers out."
)
CHANGE_PORT = "Stop it, or choose another port: INQUIRIES_PORT=8081, or port = 8081 in inquiries.toml."


@click.command(
    help="Take submissions, show the inbox, send mail. This is also what happens without a command."
)
@click.option(
    "--workers",
    type=click.IntRange(min=1, max=64),
    default=1,
    help="How many processes take requests, on PostgreSQL: as many as there are cores. Default: 1.",
)
def serve(workers: int) -> None:
    settings = opened.settings_here()
    logs.set_up(settings)
    if workers > 1:
        _by_several(workers, settings)
        return
    with sockets.bound(settings, CHANGE_PORT) as bound, sockets.for_mail(settings) as for_mail:
        opened.run(_serve(settings, bound, for_mail, beside.start(settings, bound, for_mail)))


async def _serve(
    settings: Settings, bound: list[socket.socket], for_mail: socket.socket | None, opener: Beside
) -> None:
    async with opened.house(settings) as house, opener.joined(house.database):
        await opened.compare_clocks(house)
        await serving.serve(
            house,
            bound,
            lambda: say_hello(house),
            for_mail=for_mail,
            with_canary=True,
            opens_itself=opener.is_gone,
        )


def _by_several(workers: int, settings: Settings) -> None:
    """All of them answer, and one of them works too: it has the jobs, the doors for mail and the canary."""
    if settings.database_url.startswith("sqlite"):
        raise Failed(ONE_WRITER)
    with sockets.bound(settings, CHANGE_PORT):
        pass  # nobody else has it: a shared port would let a second start by mistake take half of who comes
    with sockets.bound(settings, CHANGE_PORT, shared=True), sockets.for_mail(settings) as for_mail:
        opened.run(_brought_up_to_date(settings))
        processes.run(workers, lambda place: _one_of_several(settings, place, for_mail))


async def _brought_up_to_date(settings: Settings) -> None:
    async with opened.house(settings) as house:
        await opened.compare_clocks(house)


def _one_of_several(settings: Settings, place: Place, for_mail: socket.socket | None) -> None:
    with sockets.bound(settings, CHANGE_PORT, shared=True) as bound:
        opener = beside.start(settings, bound, for_mail) if place.number == 0 else None
        opened.run(_serve_at(settings, place, bound, for_mail, opener))


async def _serve_at(
    settings: Settings,
    place: Place,
    bound: list[socket.socket],
    for_mail: socket.socket | None,
    opener: Beside | None,
) -> None:
    place.follow(lambda: os.kill(os.getpid(), signal.SIGTERM))
    async with opened.house(settings) as house:

        async def ready() -> None:
            if opener is not None and place.first:
                await say_hello(house)

        if opener is None:
            await serving.serve(house, bound, ready, works=False)
            return
        async with opener.joined(house.database):
            await serving.serve(
                house, bound, ready, for_mail=for_mail, with_canary=True, opens_itself=opener.is_gone
            )


async def say_hello(house: House) -> None:
    """Where it is, what becomes of mail, and the way in as long as nobody has one."""
    settings = house.settings
    lines = [
        f"{settings.organisation.name}: {settings.base_url} (listening on {settings.host}, port {settings.port})"
    ]
    if settings.smtp_url is None:
        lines.append("Mail stays in the local mailbox, to be read in the inbox: set SMTP_URL to send it.")
    elif settings.mail_from.endswith("@localhost"):
        lines.append(f"Mail is sent as {settings.mail_from}, which other servers may refuse: set MAIL_FROM.")
    if settings.lmtp_listen is not None:
        lines.append(f"Mail comes in by LMTP on {settings.lmtp_listen}.")
    if settings.imap_url is not None:
        place = imap_url.parse(settings.imap_url)
        lines.append(f"Mail is fetched by IMAP from {place.host}, folder {place.folder}.")
    if opened.has_uvloop():
        lines.append("It runs on uvloop.")
    async with house.database.read() as db:
        needed = await setup.needed(db)
    if needed:
        token = await house.database.write(setup.link, clock.now())
        lines += [
            "Nobody is an administrator yet. This link makes you the first; it works once, within 24 hours:",
            f"  {settings.base_url}/staff/setup/{token}",
        ]
    for line in lines:
        logs.say(settings, line)
