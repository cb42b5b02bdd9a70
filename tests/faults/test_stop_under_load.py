"""Told to stop while submissions pour in and mail goes out: what was answered for is there, and no mail goes twice."""

import asyncio
import math
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from inquiries.mail import read
from tests.faults import process, senders
from tests.faults.senders import Sent
from tests.faults.test_kill import misses, rows
from tests.mail import server
from tests.mail.server import Pause

DESKS = 'desks.media = {name = "Media", notify = ["ana@charity.example"]}\ndesks.events = {name = "Events"}\n'
FEW, ENOUGH, STOP_SECONDS = 60, 300, 10
LEFT = "SELECT 1 FROM submissions WHERE state = 0 UNION SELECT 1 FROM jobs WHERE state = 0"


async def test_a_stop_under_load_is_clean(tmp_path: Path) -> None:
    (tmp_path / "inquiries.toml").write_text(DESKS, "utf-8")
    sent = Sent(refusals=True, limit=FEW)
    async with server.running() as mail:
        mail.fail("dot", Pause(0.5))  # so that the stop meets mails on their way
        home = process.home(tmp_path, INQUIRIES_SMTP_URL=f"smtp://127.0.0.1:{mail.port}?tls=none")
        async with process.running(home, "unrestrained") as program:
            assert program.stdout
            said = asyncio.ensure_future(program.stdout.read())  # or it would wait to be read
            sending = asyncio.ensure_future(senders.send(sent, home.port))
            await until(lambda: mail.mails, sending)
            sent.limit = math.inf
            await until(lambda: len(sent.tokens) >= ENOUGH, sending)
            program.terminate()
            began = time.monotonic()
            words = (await asyncio.wait_for(said, STOP_SECONDS)).decode()
            assert (await program.wait(), "Traceback" in words) == (0, False), words
            assert time.monotonic() - began < STOP_SECONDS
            await sending
        assert misses(home, sent) == []
        assert Counter(rows(home, "SELECT lease FROM jobs WHERE state = 0")).keys() <= {None}
        mail.behave()
        async with process.running(home, "unrestrained"):
            async with asyncio.timeout(60):
                while rows(home, LEFT):
                    await asyncio.sleep(0.05)
    went = Counter(read.mail(one.content).message_id for one in mail.mails)
    assert went == dict.fromkeys(rows(home, "SELECT message_id FROM deliveries"), 1)
    assert misses(home, sent) == []


async def until(true: Callable[[], object], sending: "asyncio.Future[None]") -> None:
    async with asyncio.timeout(60):
        while not true():
            await asyncio.sleep(random.uniform(0, 0.02))
            assert not sending.done(), "the senders gave up"
