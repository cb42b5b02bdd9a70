"""`receive`: one mail from standard input, for mail servers that hand mail to a program."""

import sys

import click

from inquiries import clock
from inquiries.commands import one_line, opened
from inquiries.correspondence import keep
from inquiries.correspondence.doors.known import Known
from inquiries.mail import header_block, lmtp_body
from inquiries.settings import Settings

TRY_AGAIN = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and asks again


@click.command(
    help="Take one mail from standard input. Exit status 0: it is kept; 75: not now, hand it over again later."
)
@click.option("--recipient", default="", help="Whom it was handed to. Default: as its first lines say.")
@click.option("--sender", help="The sender of its envelope. Default: as its Return-Path says.")
@click.pass_context
def receive(context: click.Context, recipient: str, sender: str | None) -> None:
    raw = sys.stdin.buffer.read(lmtp_body.LIMIT + 1)
    if not raw.strip():
        raise click.UsageError("No mail came on standard input: receive < message")
    if len(raw) > lmtp_body.LIMIT:
        raise one_line.Failed(f"The mail is larger than {lmtp_body.LIMIT // 10**6} MB and was not taken.")
    try:
        opened.run(_keep(opened.settings_here(), raw, recipient, sender))
    except Exception as error:  # whatever it is, the mail must not be sent back or dropped for it
        why = one_line.words(error) or f"something unexpected happened ({type(error).__name__})."
        click.echo(f"The mail is not kept, hand it over again later. {' '.join(why.split())}", err=True)
        context.exit(TRY_AGAIN)


async def _keep(settings: Settings, raw: bytes, recipient: str, sender: str | None) -> None:
    """A running service finds the job within a second; without one it waits for the next start."""
    async with opened.house(settings) as house:
        await house.database.write(
            keep.keep,
            door="receive",
            raw=raw,
            sender=header_block.return_path(raw) if sender is None else sender,
            recipient=recipient or Known(house.post).recipient(raw),
            at=clock.now(),
        )
