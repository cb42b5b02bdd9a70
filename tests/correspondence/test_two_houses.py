"""Two installations that face each other, and machines that answer everything: at most one mail each, then silence."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from inquiries import app
from inquiries.correspondence import keep
from inquiries.inquiry import changes, records
from inquiries.inquiry.changes import Written
from inquiries.inquiry.model import Inquiry, Recipient
from inquiries.outbox.post import Post
from inquiries.outcome import Done, Outcome
from inquiries.people.accounts import Staff
from tests import opened as opened_in
from tests.correspondence.arrivals import Moment, arrive, drain, letter
from tests.notify.conftest import TOML, loaded
from tests.opened import HOUR, NOON, media

US, THEM = "@charity.example", "@other.example"


@dataclass
class Wire:
    """A transport straight into other installations' doors, by domain; all that passes is kept."""

    doors: dict[str, Post] = field(default_factory=dict)
    passed: list[tuple[str, str, EmailMessage]] = field(default_factory=list)
    leaves_through: str = "wire"

    async def send(self, message: EmailMessage, *, sender: str, to: str) -> Outcome:
        self.passed.append((sender, to, message))
        assert len(self.passed) < 100, "they do not stop"
        door = self.doors.get("@" + to.rpartition("@")[2])
        if door is not None:
            envelope = {"sender": sender, "recipient": to, "at": NOON}
            path = f"Return-Path: <{sender}>\r\n".encode()
            raw = path + message.as_bytes()
            await door.database.write(keep.keep, door="lmtp", raw=raw, **envelope)
        return Done("250 ok")

    async def close(self) -> None: ...

    def between(self) -> list[tuple[str, str]]:
        """(from, to) of what went from one installation to the other."""
        pairs = [(str(mail["From"]).rpartition("@")[2].strip(">"), to) for _, to, mail in self.passed]
        return [(f"@{home}", to) for home, to in pairs if not to.endswith(f"@{home}")]


@pytest.fixture
async def houses(post: Post, tmp_path: Path) -> AsyncIterator[tuple[Post, Post, Wire]]:
    """Ours, on this test's engine, and another charity's, on SQLite, with its own secret."""
    other = tmp_path / "other"
    other.mkdir()
    settings = loaded(other, f"sqlite:///{other / 'inquiries.db'}", TOML.replace(US, THEM))
    wire = Wire()
    house = await app.open_house(settings)
    ours, theirs = replace(post, transport=wire), replace(house.post, transport=wire)
    wire.doors.update({US: ours, THEM: theirs})
    yield ours, theirs, wire
    await house.close()


async def settle(ours: Post, theirs: Post, moment: Moment) -> None:
    for hours in range(30):
        moment.at = NOON + hours * HOUR
        await drain(ours)
        await drain(theirs)


async def test_a_receipt_is_not_answered_by_the_others_receipt(
    houses: tuple[Post, Post, Wire], people: dict[str, Staff], moment: Moment
) -> None:
    """Somebody gave the other charity's desk as their own address, in a mail to ours."""
    ours, theirs, wire = houses
    await arrive(ours, letter(sender=f"events{THEM}", to=f"events{US}"))
    await settle(ours, theirs, moment)
    assert wire.between() == [(US, f"events{THEM}")]


async def test_a_letter_that_a_person_wrote_makes_one_receipt(
    houses: tuple[Post, Post, Wire], people: dict[str, Staff], moment: Moment
) -> None:
    ours, theirs, wire = houses
    (inquiry,) = await opened(ours, f"events{THEM}")
    await drain(ours)
    wire.passed.clear()
    to = (Recipient("to", "", f"events{THEM}"),)
    reply = Written("May we?", "A run", to, "<1@charity.example>", NOON, once_key="one")
    await ours.database.write(changes.reply, inquiry, written=reply, staff_id=people["Ana"].id, at=NOON)
    await settle(ours, theirs, moment)
    between = wire.between()
    assert sorted(home for home, _ in between) == [US, THEM]
    async with theirs.database.read() as db:
        made = await records.by_id(db, 1)
    assert made is not None
    assert made.email == f"media{US}"


async def test_a_machine_that_answers_everything_is_answered_once(
    houses: tuple[Post, Post, Wire], moment: Moment
) -> None:
    """It says nowhere that it is a machine."""
    ours, _, wire = houses
    count = 0
    for number in range(40):
        moment.at = NOON + number * HOUR / 60
        auto = letter(
            f"Ticket {number}",
            sender="help@desk.example",
            to=f"events{US}",
            message_id=f"<{number}@d.example>",
        )
        await arrive(ours, auto)
        await drain(ours)
        count = [to for _, to, _ in wire.passed].count("help@desk.example")
    assert count == 1


async def opened(post: Post, email: str) -> list[Inquiry]:
    return await opened_in.opened(post.database, post.keys, media(answers={"email": email}))
