"""`demo`: a newsroom at work on a scratch database, opened by a signed-in link. Touches nothing of yours."""

import dataclasses
import secrets
import socket
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import click

from inquiries import clock, work
from inquiries.app import House
from inquiries.commands import logs, opened, serving, sockets
from inquiries.commands.one_line import Failed
from inquiries.dev import charity, newsroom
from inquiries.dev.cast import Troubled
from inquiries.mail.mailbox import Mailbox
from inquiries.people import links
from inquiries.people.accounts import Staff
from inquiries.settings import Settings

CHANGE_PORT = "Stop it, or choose another port: demo --port 8081."
LIFETIME = timedelta(hours=12)
QUIET_SECONDS = 3.0


@click.command(
    help="Show a newsroom of some 110 inquiries on a scratch database. No mail leaves the machine."
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8080, envvar="INQUIRIES_PORT", show_default=True
)
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    help="Fill this new or empty folder and keep it; `serve` run inside it goes on from there.",
)
def demo(port: int, keep: Path | None) -> None:
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="inquiries-demo-") as scratch:
            _run(Path(scratch), port)
        return
    keep.mkdir(parents=True, exist_ok=True)
    if any(keep.iterdir()):
        raise Failed(f"{keep} is not empty. The demo fills new folders only.")
    _run(keep, port, f"Stop with Ctrl-C; {keep} is kept.")


def _run(directory: Path, port: int, last_line: str = "Stop with Ctrl-C.") -> None:
    settings = charity.set_up(directory, port)
    logs.set_up(settings)
    with sockets.bound(settings, CHANGE_PORT) as bound:
        opened.run(_demo(settings, bound, last_line))


async def _demo(settings: Settings, bound: list[socket.socket], last_line: str) -> None:
    password = f"lantern-{secrets.token_hex(4)}"
    click.echo("Filling the newsroom ...")
    async with opened.house(settings, scratch=True) as house:
        dee = await fill(house, password, _progress())
    async with opened.house(settings) as house:
        await serving.serve(house, bound, lambda: _say_hello(house, dee, password, last_line))


async def fill(house: House, password: str, progress: Callable[[float], None]) -> Staff:
    """Everything in the script, done; the director is given back, who sees all of it."""
    kept = Mailbox(house.settings.data_dir / "mailbox", scratch=True)
    post = dataclasses.replace(house.post, transport=Troubled(kept))
    people = await newsroom.fill(post, work.worker(post).drain, password=password, progress=progress)
    return people["dee"]


def _progress() -> Callable[[float], None]:
    """Says how far it has come every few seconds; who waits less than that is told nothing."""
    said = time.monotonic()

    def progress(share: float) -> None:
        nonlocal said
        if time.monotonic() - said > QUIET_SECONDS:
            said = time.monotonic()
            click.echo(f"  {share:.0%}")

    return progress


async def _say_hello(house: House, dee: Staff, password: str, last_line: str) -> None:
    base_url = house.settings.base_url
    token = await house.database.write(links.make, "sign-in", dee.id, LIFETIME, now=clock.now())
    for line in (
        f"The inbox, signed in as {dee.name}, who directs and sees everything (the link works once):",
        f"  {base_url}/staff/sign-in/{token}",
        f"Or sign in as ana@, wen@, cy@ or dee@lanternroad.example with the password {password}",
        "The public forms:",
        f"  {base_url}/forms/media",
        f"  {base_url}/forms/events",
        "No mail leaves the machine: it stays in the local mailbox, to be read in the inbox.",
        last_line,
    ):
        click.echo(line)
