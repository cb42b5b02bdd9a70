"""Letters of ours answered with real programs, through Postfix and Dovecot into our own doors: where they land."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from inquiries import clock, work
from inquiries.app import House
from inquiries.correspondence.doors import opening
from inquiries.inquiry import letters
from inquiries.inquiry.model import Inquiry, Recipient
from inquiries.outbox import deliveries
from inquiries.outbox.deliveries import Shown
from inquiries.people import accounts
from inquiries.settings import Settings
from tests import lettered, opened
from tests.opened import HOUR
from tests.programs import alpine, dovecot, mutts
from tests.programs.answer import Answer
from tests.programs.post import BO, PATIENCE, POLLED, Post

PROGRAMS = {"mutt": mutts.mutt, "neomutt": mutts.neomutt, "alpine": alpine.reply}
OURS = "Between November and March 1,284 families stayed with us."
THEIRS = "Is that with or without the night café in Łódź?"


@dataclass(frozen=True, slots=True)
class Landed:
    """What the inquiry has of a letter of theirs."""

    door: str
    kind: str
    sender: str
    text: str
    files: tuple[str, ...] = ()


@pytest.fixture
def domain() -> str:
    """Whose doors are open: behind Postfix by LMTP, or POLLED by IMAP."""
    return "charity.example"


@pytest.fixture
def settings(tmp_path: Path, database_url: str, post: Post, domain: str) -> Settings:
    user = quote(f"reply@{POLLED}", safe="")
    mailbox = f"imap://{user}:{quote(dovecot.PASSWORD)}@127.0.0.1:{post.imap_port}?tls=none"
    return Settings.model_validate(
        {
            "data_dir": tmp_path,
            "database_url": database_url,
            "mail_from": f"media@{domain}",
            "smtp_url": f"smtp://127.0.0.1:{post.smtp_port}?tls=none",
            "imap_url": mailbox if domain == POLLED else None,
            "desks": {"media": {"slug": "media", "name": "Media", "email": f"media@{domain}"}},
        }
    )


@asynccontextmanager
async def at_work(house: House, post: Post, domain: str) -> AsyncIterator[None]:
    """The house with its doors open and its worker awake, as `serve` has it."""
    port = post.doors.get(domain)
    listening = socket.create_server(("127.0.0.1", port)) if port else None
    worker = work.worker(house.post)
    async with opening.doors(house.post, listening):
        running = asyncio.ensure_future(worker.run())
        try:
            yield
        finally:
            worker.stop()
            await running


async def asked_and_answered(house: House, to: str = BO) -> Inquiry:
    """An inquiry of Bo's, and a letter of Ana's in answer that has twenty seconds behind it."""
    now = clock.now()
    asked = opened.media(answers={"email": to}, received_at=now, clocks=opened.clocks(now, deadline=9 * HOUR))
    (inquiry,) = await opened.opened(house.database, house.keys, asked)
    ana = await house.database.write(
        accounts.add, email="ana@staff.example", name="Ana Sole", role="member", desks=["media"], now=now
    )
    to_bo = (Recipient("to", "Bo Baker", to),)
    await lettered.written(house.database, inquiry, ana, at=now - lettered.UNDO, text=OURS, recipients=to_bo)
    return inquiry


def receipt_is_thrown_away(post: Post) -> None:
    """Bo has the receipt and our letter, and keeps the letter alone."""
    post.arrived(BO, 2)
    for file in (post.home(BO) / "Maildir" / "new").iterdir():
        if b"\nAuto-Submitted: " in file.read_bytes():
            file.unlink()


async def landed(house: House, inquiry: Inquiry) -> list[Landed]:
    """Their letters in the inquiry, as soon as there is one."""
    for _ in range(PATIENCE * 50):
        async with house.database.read() as db:
            found = [one for one in await letters.of_inquiry(db, inquiry.id) if not one.ours]
        if found:
            return [
                Landed(one.door, one.kind, one.sender, one.text, tuple(file.name for file in one.files))
                for one in found
            ]
        await asyncio.sleep(0.02)
    raise AssertionError("nothing landed in the inquiry")


async def returned(house: House, inquiry: Inquiry) -> list[Shown]:
    """Its letters that came back, as soon as there is one."""
    for _ in range(PATIENCE * 50):
        async with house.database.read() as db:
            found = await deliveries.of_inquiry(db, inquiry.id)
        if came_back := [one for one in found if one.delivery.kind == "letter" and one.bounced]:
            return came_back
        await asyncio.sleep(0.02)
    raise AssertionError("nothing came back")


@pytest.mark.parametrize(
    ("program", "domain", "door"),
    [
        ("mutt", "charity.example", "lmtp"),
        ("neomutt", POLLED, "imap"),
        ("alpine", "charity.example", "lmtp"),
    ],
)
async def test_answer_written_with_a_real_program_lands_in_its_inquiry(
    house: House, post: Post, home: Path, program: str, domain: str, door: str
) -> None:
    async with at_work(house, post, domain):
        inquiry = await asked_and_answered(house)
        await asyncio.to_thread(receipt_is_thrown_away, post)
        await asyncio.to_thread(PROGRAMS[program], post, home, Answer(above=THEIRS))
        assert await landed(house, inquiry) == [Landed(door, "reply", BO, THEIRS)]


async def test_out_of_office_of_a_real_mailbox_is_filed_as_no_persons_letter(
    house: House, post: Post, domain: str
) -> None:
    away = 'require ["vacation"];\nvacation :subject "Away" "I am back on Monday.";\n'
    (post.home(BO) / "answers.sieve").write_text(away)
    async with at_work(house, post, domain):
        inquiry = await asked_and_answered(house)
        assert await landed(house, inquiry) == [Landed("lmtp", "automatic", BO, "I am back on Monday.")]


async def test_letter_that_a_real_server_returns_is_marked_with_its_words(
    house: House, post: Post, domain: str
) -> None:
    nobody = "nobody@gazette.example"
    async with at_work(house, post, domain):
        inquiry = await asked_and_answered(house, nobody)
        came_back = await returned(house, inquiry)
    assert [(one.delivery.recipient, one.bounced) for one in came_back] == [(nobody, "for good")]
    assert f"<{nobody}> User doesn't exist" in came_back[0].bounce_said
