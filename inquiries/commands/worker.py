"""`worker`: jobs and nothing else, beside one or more `serve`."""

import asyncio

import click

from inquiries import work
from inquiries.commands import logs, opened
from inquiries.commands.signals import told_to_stop
from inquiries.queue.worker import Worker
from inquiries.settings import Settings


@click.command(help="Open inquiries and send mail, without any page. `serve` does this too; both may run.")
def worker() -> None:
    settings = opened.settings_here()
    logs.set_up(settings)
    opened.run(_work(settings))


async def _work(settings: Settings) -> None:
    async with opened.house(settings) as house, told_to_stop() as told, house.database.hearing():
        await opened.compare_clocks(house)
        made = work.worker(house.post)
        stopping = asyncio.ensure_future(_stop(made, told))
        logs.say(settings, "Working. Pages are not served here.")
        try:
            await made.run()
        finally:
            stopping.cancel()


async def _stop(made: Worker, told: asyncio.Event) -> None:
    await told.wait()
    made.stop()
