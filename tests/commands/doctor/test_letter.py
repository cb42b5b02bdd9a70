"""A test letter over real servers: what was said to it, and whether it comes back by a door."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from email import message_from_bytes
from pathlib import Path

import pytest

from inquiries import clock
from inquiries.commands.doctor import letter
from inquiries.commands.doctor.case import Case
from inquiries.commands.doctor.finding import good
from inquiries.database.engine import Database, Tx
from inquiries.database.tables import mails
from inquiries.inquiry import reference
from inquiries.mail import probe, smtp
from inquiries.mail.reply_address import Addresses, Found
from tests.commands.doctor.conftest import Make, lines
from tests.commands.doctor.test_machine import saying
from tests.mail import keys, server
from tests.mail.server import MailServer, Say, Stall

STEPS = [
    "good Mail server, greeting: 220, ",
    "good Mail server, encryption: none, and mail does not leave the machine to get there.",
    "good Mail server, sender: 250, OK",
    "good Mail server, recipient: 250, OK",
    "good Mail server, data: 354, End data with <CR><LF>.<CR><LF>",
]


@pytest.fixture
async def mail_server() -> AsyncIterator[MailServer]:
    async with server.running() as running:
        yield running


@pytest.fixture
async def lmtp() -> AsyncIterator[str]:
    async with saying(b"220 LMTP\r\n") as port:
        yield f"127.0.0.1:{port}"


@pytest.fixture
async def there(mail_server: MailServer, lmtp: str, database: Database, case: Make) -> Case:
    """A case with a mail server and a door."""
    return case(database, smtp_url=f"smtp://127.0.0.1:{mail_server.port}?tls=none", lmtp_listen=lmtp, wait=3)


async def bring(database: Database, from_: MailServer, change: tuple[bytes, bytes] = (b"", b"")) -> None:
    """What the mail server and a door do: what was sent comes in, behind a mail of somebody else."""
    for _ in range(300):
        if from_.mails:
            break
        await asyncio.sleep(0.01)
    for content in (b"Subject: another\r\n\r\n", from_.mails[0].content.replace(*change)):
        await database.write(_keep, content)


async def _keep(tx: Tx, content: bytes) -> None:
    kept = {"received_at": clock.now(), "door": "lmtp", "sender": "", "size": len(content), "raw": content}
    await tx.execute(mails.insert().values(kept | {"digest": hashlib.sha256(content).hexdigest()}))


async def test_letter_comes_back_by_its_door(
    there: Case, database: Database, mail_server: MailServer
) -> None:
    bringing = asyncio.ensure_future(bring(database, mail_server))
    said = await lines(letter.there_and_back, there)
    await bringing
    assert all(line.startswith(step) for line, step in zip(said, STEPS, strict=False))
    assert said[5] == "good Test letter to our own reply address: 250, accepted."
    assert re.fullmatch(r"good Test letter: back by LMTP after \d\.\d s\.", said[6])
    assert len(said) == 7


async def test_letter_is_marked_and_goes_to_a_signed_address_of_no_inquiry(
    there: Case, database: Database, mail_server: MailServer
) -> None:
    bringing = asyncio.ensure_future(bring(database, mail_server))
    said = await lines(letter.there_and_back, there)
    await bringing
    (sent,) = mail_server.mails
    keys_ = await database.write(reference.keys)
    message = message_from_bytes(sent.content)
    addresses = Addresses(keys_.secret, "reply@charity-example.org")
    assert addresses.read(sent.to[0]) == Found("inquiry", letter.NOBODY)
    assert keys_.number(letter.NOBODY) is None
    assert probe.valid(keys_.secret, message[probe.HEADER])
    assert (sent.sender, message["Auto-Submitted"]) == ("<>", "auto-generated")
    assert [line for line in said if message[probe.HEADER].strip() in line or sent.to[0] in line] == []


async def test_letter_that_does_not_come_back_is_bad(there: Case, mail_server: MailServer) -> None:
    said = await lines(letter.there_and_back, Case(there.settings, there.database, there.names, wait=0.3))
    assert len(mail_server.mails) == 1
    assert said[-1].startswith("bad Test letter: not back after 0 s. See the mail server's log for ")


@pytest.mark.parametrize(
    ("change", "end"),
    [
        ((b"", b""), "good Test letter: its DKIM signature arrived whole."),
        ((b"This is", b"[EXTERNAL] This is"), "warn Test letter: its DKIM signature did not survive the way"),
        ((b"DKIM-Signature", b"X-Was"), "warn Test letter: its DKIM signature did not survive the way"),
    ],
)
async def test_signature_is_looked_at_when_it_comes_back(
    there: Case,
    case: Make,
    database: Database,
    mail_server: MailServer,
    tmp_path: Path,
    change: tuple[bytes, bytes],
    end: str,
) -> None:
    (tmp_path / "dkim.pem").write_text(keys.RSA)
    settings = there.settings.model_copy(update={"dkim_key": tmp_path / "dkim.pem"})
    bringing = asyncio.ensure_future(bring(database, mail_server, change))
    said = await lines(letter.there_and_back, Case(settings, database, there.names, wait=3))
    await bringing
    assert said[-1].startswith(end)


async def test_mail_that_crosses_a_network_unencrypted_is_a_warning(case: Make) -> None:
    for_here, for_there = (case(smtp_url=f"smtp://{host}") for host in ("localhost", "mail.charity.example"))
    found = [letter._step(each, "encryption", "none").grade for each in (for_here, for_there)]
    assert found == ["good", "warn"]
    assert letter._step(for_there, "encryption", "TLSv1.3, X") == good("Mail server, encryption: TLSv1.3, X")


async def test_server_that_refuses_is_quoted(there: Case, mail_server: MailServer) -> None:
    mail_server.fail("RCPT", Say("550 5.1.1 no such user"))
    said = await lines(letter.there_and_back, there)
    assert said[-1] == "bad Test letter to our own reply address: 550, 5.1.1 no such user."
    assert [line.partition(":")[0] for line in said[:-1]] == [step.partition(":")[0] for step in STEPS[:3]]


async def test_signed_address_that_a_server_repeats_is_not_shown(
    there: Case, database: Database, mail_server: MailServer
) -> None:
    found = Addresses((await database.write(reference.keys)).secret, "reply@charity-example.org")
    mail_server.fail("RCPT", Say(f"550 <{found.for_inquiry(letter.NOBODY)}>: no such user"))
    said = await lines(letter.there_and_back, there)
    assert said[-1] == "bad Test letter to our own reply address: 550, <our own reply address>: no such user."


async def test_server_that_never_answers_is_left(
    there: Case, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert smtp.ACCEPT_SECONDS == 600
    mail_server.fail("dot", Stall())
    said = await lines(letter.there_and_back, Case(there.settings, there.database, there.names, wait=0.5))
    assert said[-1] == "bad Test letter to our own reply address: the mail server took longer than 0 s."


async def test_closed_door_is_not_waited_for(
    there: Case, case: Make, database: Database, mail_server: MailServer, tmp_path: Path
) -> None:
    smtp_url = there.settings.smtp_url
    closed = case(database, smtp_url=smtp_url, lmtp_listen=str(tmp_path / "none.sock"))
    no_door = case(database, smtp_url=smtp_url)
    no_database = case(None, smtp_url=smtp_url, lmtp_listen=there.settings.lmtp_listen)
    start = "unchecked Test letter: not sent to ourselves: "
    assert [await lines(letter.there_and_back, each) for each in (closed, no_door, no_database)] == [
        [f"{start}the LMTP door is closed; start the service."],
        [f"{start}no door is set (IMAP_URL, LMTP_LISTEN); --to names somebody to send one to."],
        [f"{start}the database is not at this program's revision; start the service once."],
    ]
    assert mail_server.mails == []


async def test_named_person_gets_one_too(there: Case, mail_server: MailServer) -> None:
    of = Case(there.settings, None, there.names, to="ana@charity.example")
    said = await lines(letter.named, of)
    assert [mail.to for mail in mail_server.mails] == [("ana@charity.example",)]
    assert said[-2:] == [
        "good Test letter to ana@charity.example: 250, accepted.",
        "good Test letter: look for it where ana@charity.example is read, and among the spam.",
    ]
    assert message_from_bytes(mail_server.mails[0].content)[probe.HEADER] is None


async def test_nobody_named_gets_none(there: Case, mail_server: MailServer) -> None:
    assert await lines(letter.named, there) == []
    assert mail_server.mails == []


async def test_without_a_mail_server_the_letter_is_kept_here(case: Make, tmp_path: Path) -> None:
    assert await lines(letter.local, case()) == [
        "good Test letter: kept in the local mailbox; no mail leaves this machine (SMTP_URL)."
    ]
    assert len(list((tmp_path / "mailbox").glob("*.eml"))) == 1
