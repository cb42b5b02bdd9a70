"""`erase`: all of an address, or what is older than its form keeps; counted first with --dry-run."""

from collections.abc import Mapping
from datetime import datetime

import click

from inquiries import clock
from inquiries.app import House
from inquiries.commands import opened
from inquiries.commands.one_line import Failed
from inquiries.erasure import address as of_address
from inquiries.erasure import cleaning, due
from inquiries.mail import address
from inquiries.mail.mailbox import Mailbox
from inquiries.settings import Settings

# In the order in which they are said: one of it, and more.
_WORDS = {
    "inquiries": ("inquiry", "inquiries"),
    "submissions": ("submission never opened", "submissions never opened"),
    "letters": ("letter", "letters"),
    "mails": ("mail as it came", "mails as they came"),
    "notes": ("note or call", "notes and calls"),
    "drafts": ("draft", "drafts"),
    "files": ("file", "files"),
    "deliveries": ("delivery", "deliveries"),
    "addresses": ("address record", "address records"),
    "remarks": ("remark", "remarks"),
    "saved views": ("saved view", "saved views"),
}
NOT_YET = (
    "All of it is deleted, but another program reads an older state of the database, so that its log still holds words "
    "of it. The service takes them off the disk by itself as soon as it can."
)


@click.command(
    help="Erase all of an address, or with --due what ended longer ago than its form's keep_for: inquiries, letters, "
    "mails, files and what is known of the address. It cannot be undone. Nothing is left on the disk when it ends."
)
@click.option(
    "--email", metavar="ADDRESS", default="", help="However it is written, with or without a tag (+tag)."
)
@click.option("--due", "only_due", is_flag=True, help="What the service would erase by itself today.")
@click.option("--dry-run", is_flag=True, help="Only say what would be erased.")
def erase(email: str, only_due: bool, dry_run: bool) -> None:
    if bool(email) == only_due:
        raise click.UsageError("Say what to erase: --email ADDRESS, or --due.")
    if email and address.parse(email.strip()) is None:
        raise click.BadParameter("that cannot be an e-mail address.", param_hint="--email")
    settings = opened.settings_here()
    opened.run(_due(settings, dry_run) if only_due else _address(settings, email.strip(), dry_run))


async def _address(settings: Settings, email: str, dry_run: bool) -> None:
    async with opened.house(settings) as house:
        now, keys = clock.now(), house.keys
        async with house.database.read() as db:
            others = await of_address.joined(db, email)
        if dry_run:
            found = await of_address.would_erase(house.database, keys, email, at=now)
            _say("Would erase", found, "Nothing of this address is here.")
            _say_of_others(others)
            return
        gone = await of_address.erase(house.database, keys, email, at=now)
        await Mailbox(settings.data_dir / "mailbox").discard((), {address.mailbox(email)})
        await _finish(house)
        _say("Erased", gone, "Nothing of this address was here.")
        _say_of_others(others)


async def _due(settings: Settings, dry_run: bool) -> None:
    async with opened.house(settings) as house:
        now: datetime = clock.now()
        if dry_run:
            found = await due.count(house.database, settings, now)
            _say("Would erase", {"inquiries": found}, "Nothing is due.")
            return
        gone = await due.erase(house.post, now)
        await _finish(house)
        _say("Erased", gone, "Nothing was due.")


async def _finish(house: House) -> None:
    """Also where nothing was found: an earlier run may have been broken off."""
    if not await cleaning.clean_now(house.post):
        raise Failed(NOT_YET)


def _say_of_others(count: int) -> None:
    """Addresses that were joined are erased each by itself: it may have been another person after all."""
    if count:
        click.echo(f"The same person writes from {count} more, as staff have found: erase each by itself.")


def _say(begins: str, counted: Mapping[str, int], nothing: str) -> None:
    parts = [
        f"{counted[name]} {words[counted[name] > 1]}" for name, words in _WORDS.items() if counted.get(name)
    ]
    click.echo(f"{begins}: {', '.join(parts)}." if parts else nothing)
