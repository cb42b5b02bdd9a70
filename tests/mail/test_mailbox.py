"""The local mailbox: what is kept, in which order, and what it survives."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from inquiries import clock, outcome
from inquiries.mail import compose, mailbox, transport
from inquiries.mail.compose import Letter
from inquiries.mail.mailbox import Mailbox

KEPT = outcome.Done("kept in the local mailbox")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path / "mailbox")


async def keep(box: Mailbox, letter: Letter) -> outcome.Outcome:
    return await box.send(compose.compose(letter), sender="media@charity.example", to=letter.to)


async def test_kept_mail_is_read_back_whole(kept: Mailbox, letter: Callable[..., Letter]) -> None:
    assert await keep(kept, letter(text="Grüße\n", subject="Réaction")) == KEPT
    [listed] = await kept.list()
    mail = await kept.read(listed.id)
    assert mail is not None
    assert (mail.to, mail.mail.subject, mail.mail.from_, mail.mail.text, mail.mail.html, mail.mail.date) == (
        "ana@charity.example",
        "Réaction",
        "Example Organisation <media@charity.example>",
        "Grüße\n",
        "<p>Answer by 17:00 today.</p>\n",
        datetime(2026, 11, 24, 20, 40, tzinfo=UTC),
    )
    assert (listed.mail.subject, listed.mail.text) == ("Réaction", "")


async def test_list_is_newest_first_and_paged(
    kept: Mailbox, letter: Callable[..., Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    for minute in range(5):
        monkeypatch.setattr(clock, "now", lambda minute=minute: NOON + timedelta(minutes=minute))
        await keep(kept, letter(subject=str(minute)))
    first = await kept.list(limit=2)
    rest = await kept.list(limit=10, before=first[-1].id)
    assert [each.mail.subject for each in (*first, *rest)] == ["4", "3", "2", "1", "0"]
    assert first[0].at == NOON + timedelta(minutes=4)


async def test_same_mail_twice_is_kept_twice(kept: Mailbox, letter: Callable[..., Letter]) -> None:
    await keep(kept, letter())
    await keep(kept, letter())
    assert len(await kept.list()) == 2


async def test_empty_mailbox_has_an_empty_list(kept: Mailbox) -> None:
    assert await kept.list() == ()
    assert await kept.read("20261124T120000.000000Z-00000000") is None


@pytest.mark.parametrize(
    "id",
    [
        "",
        "../secret",
        "/etc/passwd",
        "20261124T120000.000000Z-00000000/../../secret",
        "20261124T120000.000000Z-0000000\n",
        "\x00",
        "２0261124T120000.000000Z-00000000",
    ],
)
async def test_id_that_is_none_of_ours_opens_nothing(kept: Mailbox, tmp_path: Path, id: str) -> None:
    (tmp_path / "secret.eml").write_text("Subject: secret\n\n")
    assert await kept.read(id) is None


async def test_foreign_and_broken_files_do_not_hide_the_others(
    kept: Mailbox, tmp_path: Path, letter: Callable[..., Letter]
) -> None:
    await keep(kept, letter())
    box = tmp_path / "mailbox"
    (box / "notes.txt").write_text("hello")
    (box / "other.eml").write_text("Subject: foreign\n\n")
    (box / "99991399T120000.000000Z-00000000.eml").write_text("impossible month")
    (box / "20261124T120000.000000Z-00000001.eml").mkdir()
    (box / "20261124T120000.000000Z-00000002.eml").symlink_to("/nowhere")
    (box / "20261124T120000.000000Z-00000003.eml").write_bytes(bytes(range(256)) * 100)
    (box / "20261124T120000.000000Z-00000004.eml").write_bytes(b"")
    readable = {each.id: each.mail.readable for each in await kept.list()}
    assert sorted(readable.values()) == [False, False, True]
    for each in readable:
        assert await kept.read(each) is not None


async def test_impossible_recipient_is_refused_as_a_server_would(
    kept: Mailbox, letter: Callable[..., Letter]
) -> None:
    assert await keep(kept, letter(to="nobody")) == outcome.Refused("this cannot be an e-mail address")


async def test_full_disk_is_tried_later_and_leaves_no_half_mail(
    kept: Mailbox, tmp_path: Path, letter: Callable[..., Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(mailbox.os, "fsync", full)
    assert await keep(kept, letter()) == outcome.TryLater(
        "the mail could not be kept: No space left on device"
    )
    assert list((tmp_path / "mailbox").iterdir()) == []


async def test_scratch_mailbox_keeps_mail_without_waiting_for_the_disk(
    tmp_path: Path, letter: Callable[..., Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(mailbox.os, "fsync", synced.append)
    scratch = Mailbox(tmp_path / "mailbox", scratch=True)
    assert await keep(scratch, letter(subject="Kept")) == KEPT
    [mail] = await scratch.list()
    assert (mail.mail.subject, synced) == ("Kept", [])


async def test_files_are_for_the_owner_only(
    kept: Mailbox, tmp_path: Path, letter: Callable[..., Letter]
) -> None:
    await keep(kept, letter())
    [file] = (tmp_path / "mailbox").iterdir()
    assert file.stat().st_mode & 0o077 == 0


async def test_message_nobody_can_write_is_not_raised(kept: Mailbox) -> None:
    message = EmailMessage()
    message["Subject"] = "x"
    message.set_payload(object())
    answer = await kept.send(message, sender="", to="ana@charity.example")
    assert answer == outcome.TryLater("the mail could not be written")


def test_transport_without_a_url_is_the_mailbox(tmp_path: Path) -> None:
    assert transport.transport(None, tmp_path).leaves_through == ""
    assert transport.transport("smtp://mail.example:25", tmp_path).leaves_through == "mail.example"
