"""What is erased goes from the local mailbox, too: by its Message-ID, or by whom it was for."""

import os
from email.message import EmailMessage

import pytest

from inquiries.mail.mailbox import Mailbox


@pytest.fixture
def mailbox(tmp_path):
    return Mailbox(tmp_path / "mailbox", scratch=True)


async def keep(mailbox, id, to):
    message = EmailMessage()
    message["Message-ID"] = id
    message["To"] = to
    message.set_content("Message-ID: <3@x.example>")
    await mailbox.send(message, sender="", to=to)


async def test_only_what_is_named_goes_and_what_a_crash_left_unfinished(mailbox, tmp_path):
    for number, to in enumerate(("bo@x.example", "BO+news@x.example", "sam@x.example", "eve@x.example"), 1):
        await keep(mailbox, f"<{number}@x.example>", to)
    left = tmp_path / "mailbox" / ".20261124T000000.tmp"
    left.write_bytes(b"half a mail")
    assert await mailbox.discard({"<3@x.example>"}) == 1
    assert left.exists(), "it may be written just now"
    os.utime(left, (0, 0))
    assert await mailbox.discard((), {"bo@x.example"}) == 2
    assert [(kept.to, left.exists()) for kept in await mailbox.list()] == [("eve@x.example", False)]
    assert await Mailbox(tmp_path / "nowhere").discard({"<4@x.example>"}) == 0
