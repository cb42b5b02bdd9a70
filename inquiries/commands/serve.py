"""`serve`: the whole service in one process, and what it tells the person who started it."""

import socket

import click

from inquiries import clock
from inquiries.app import House
from inquiries.commands import logs, opened, serving, sockets
from inquiries.mail import imap_url
from inquiries.people import setup
from inquiries.settings import Settings

CHANGE_PORT = "Stop it, or choose another port: INQUIRIES_PORT=8081, or port = 8081 in inquiries.toml."


@click.command(
    help="Take submissions, show the inbox, send mail. This is also what happens without a command."
)
def serve() -> None:
    settings = opened.settings_here()
    logs.set_up(settings)
    with sockets.bound(settings, CHANGE_PORT) as bound, sockets.for_mail(settings) as for_mail:
        opened.run(_serve(settings, bound, for_mail))


async def _serve(settings: Settings, bound: list[socket.socket], for_mail: socket.socket | None) -> None:
    async with opened.house(settings) as house:
        await opened.compare_clocks(house)
        await serving.serve(house, bound, lambda: say_hello(house), for_mail=for_mail, with_canary=True)


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
