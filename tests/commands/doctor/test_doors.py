"""The doors for mail: set at all, open, and let in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from inquiries.commands.doctor import doors
from tests.commands.conftest import free_port
from tests.commands.doctor.conftest import Make, lines
from tests.commands.doctor.test_machine import saying
from tests.mail import imap_server
from tests.mail.imap_server import ImapServer


@pytest.fixture
async def imap() -> AsyncIterator[ImapServer]:
    async with imap_server.running() as server:
        yield server


async def test_mailbox_that_lets_us_in_is_good_and_left_as_it_was(case: Make, imap: ImapServer) -> None:
    imap.add(b"Subject: one\r\n\r\n")
    of = case(imap_url=f"imap://us:hush@127.0.0.1:{imap.port}/INBOX?tls=none")
    assert await lines(doors.mailbox, of) == ["good IMAP: 127.0.0.1 lets us into INBOX."]
    assert imap.unseen == [1]


async def test_mailbox_that_does_not_let_us_in_is_bad_without_the_password(
    case: Make, imap: ImapServer
) -> None:
    wrong = case(imap_url=f"imap://us:geheim@127.0.0.1:{imap.port}/INBOX?tls=none")
    nobody = case(imap_url=f"imap://us:geheim@127.0.0.1:{free_port()}/INBOX?tls=none")
    start = "bad IMAP: 127.0.0.1: the mailbox cannot be "
    said = [line for each in (wrong, nobody) for line in await lines(doors.mailbox, each)]
    assert said[0] == f"{start}signed in to: the server says no."
    assert said[1].startswith(f"{start}reached: ")
    assert "geheim" not in "".join(said)


async def test_without_a_mailbox_nothing_is_said_of_it(case: Make) -> None:
    assert await lines(doors.mailbox, case()) == []


async def test_without_a_door_answers_may_be_lost(case: Make) -> None:
    (line,) = await lines(doors.answers, case())
    assert line.startswith("warn Answers: no door is set")
    assert await lines(doors.listener, case()) == []


async def test_doors_that_are_set_are_named_without_their_password(case: Make) -> None:
    of = case(imap_url="imaps://ana:geheim@mail.charity-example.org/INBOX", lmtp_listen="127.0.0.1:2424")
    assert await lines(doors.answers, of) == [
        "good Answers: mail to reply@charity-example.org comes in by IMAP and LMTP."
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (b"220 mail.test LMTP\r\n", "good LMTP: {at} is open."),
        (b"421 full\r\n", "bad LMTP: {at} says '421 full'."),
        (b"", "bad LMTP: {at} is closed: start the service."),
    ],
)
async def test_lmtp_door_is_knocked_at(case: Make, words: bytes, said: str) -> None:
    async with saying(words) as port:
        at = f"127.0.0.1:{port}"
        assert await lines(doors.listener, case(lmtp_listen=at)) == [said.format(at=at)]


async def test_lmtp_door_that_is_shut_is_bad(case: Make, tmp_path: Path) -> None:
    for at in (f"127.0.0.1:{free_port()}", str(tmp_path / "lmtp.sock")):
        assert await lines(doors.listener, case(lmtp_listen=at)) == [
            f"bad LMTP: {at} is closed: start the service."
        ]
