"""Letters that came back, and machines that answer: marked and filed in quiet, and nobody is answered."""

from email import message_from_string, policy
from email.message import EmailMessage
from typing import Any

import pytest
import sqlalchemy as sa

from inquiries.correspondence import letter_mail
from inquiries.database import tables
from inquiries.database.tables import FILED, HELD, QUIET
from inquiries.inquiry import changes, letters
from inquiries.inquiry.changes import Written
from inquiries.inquiry.model import Inquiry, Outcome, Recipient, Status
from inquiries.mail import probe
from inquiries.outbox import deliveries
from inquiries.outbox.post import Post
from inquiries.people.accounts import Staff
from tests import opened as opened_in
from tests.correspondence.arrivals import (
    BO,
    Kept,
    Moment,
    Opened,
    drain,
    history,
    letter,
    letters_of,
    read,
    signed,
)
from tests.opened import HOUR, NOON, media

OURS = "<0123456789abcdef0123456789abcdef@charity.example>"
EDITOR = "editor@gazette.example"


def report(
    *recipients: str, status: str = "5.1.1", action: str = "failed", about: str = OURS, **headers: str
) -> EmailMessage:
    """A mail server's report, RFC 3464."""
    parts = "".join(
        f"\r\nFinal-Recipient: rfc822; {one}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 no such mailbox\r\n"
        for one in recipients
    )
    raw = (
        "From: MAILER-DAEMON@mx.gazette.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Return-Path: <>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.gazette.example\r\n{parts}"
        "\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        + (f"Message-ID: {about}\r\n" if about else "Subject: ours\r\n")
        + "\r\n--b--\r\n"
    )
    made: Any = message_from_string(raw, policy=policy.default)
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    return made


async def written(post: Post, inquiry: Inquiry, by: Staff, *more: str) -> None:
    """A reply of ours that set out."""
    people = (Recipient("to", "Bo", inquiry.email), *(Recipient("cc", "", one) for one in more))
    reply = Written("We will.", "Re: it", people, OURS, NOON, once_key="one")
    await post.database.write(changes.reply, inquiry, written=reply, staff_id=by.id, at=NOON)
    await drain(post)


async def bounced(post: Post, inquiry: Inquiry) -> list[tuple[str, bool | None, str]]:
    """(recipient, for good, said) of what came back."""
    columns = tables.deliveries.c
    came = sa.select(columns.recipient, columns.bounced_for_good, columns.bounce_said).where(
        columns.bounced_at.is_not(None), columns.inquiry_id == inquiry.id
    )
    async with post.database.read() as db:
        return [tuple(one) for one in await db.execute(came.order_by(columns.id))]


def back_to(post: Post, inquiry: Inquiry) -> str:
    return letter_mail.addresses(post).for_bounce(inquiry.reference)


@pytest.mark.parametrize(("status", "for_good"), [("5.1.1", True), ("4.2.2", False)])
async def test_a_letter_that_came_back_says_so_for_its_recipient_alone(
    post: Post, opened: Opened, people: dict[str, Staff], status: str, for_good: bool
) -> None:
    (inquiry,) = await opened(media())
    await written(post, inquiry, people["Ana"], EDITOR)
    found = await read(post, report(BO.title(), status=status), recipient=back_to(post, inquiry), sender="")
    assert (found.state, found.inquiry_id) == (QUIET, inquiry.id)
    assert f"A mail to {BO} came back" in found.reason
    assert [one[:2] for one in await bounced(post, inquiry)] == [(BO, for_good)]
    assert "no such mailbox" in (await bounced(post, inquiry))[0][2]
    async with post.database.read() as db:
        assert {to: one.for_good for to, one in (await letters.bounced(db, [BO, EDITOR])).items()} == {
            BO: for_good
        }
    assert (await history(post, inquiry))[-1].facts == {"to": BO, "for_good": for_good, "kind": "letter"}
    assert [one.kind for one in await letters_of(post, inquiry)] == ["reply"]


async def test_two_reports_of_one_letter_are_one(
    post: Post, opened: Opened, people: dict[str, Staff]
) -> None:
    (inquiry,) = await opened(media())
    await written(post, inquiry, people["Ana"])
    await read(post, report(BO), recipient=back_to(post, inquiry))
    await read(post, report(BO, status="5.0.0"), recipient=back_to(post, inquiry))
    assert [one.kind for one in await history(post, inquiry)].count("bounced") == 1


async def test_the_address_it_comes_back_to_is_enough(
    post: Post, opened: Opened, people: dict[str, Staff]
) -> None:
    (inquiry,) = await opened(media())
    await written(post, inquiry, people["Ana"], EDITOR)
    await read(post, report(EDITOR, about=""), recipient=back_to(post, inquiry))
    assert [one[0] for one in await bounced(post, inquiry)] == [EDITOR]


async def test_a_receipt_that_came_back_is_found_by_whom_it_was_for(post: Post, opened: Opened) -> None:
    (inquiry,) = await opened(media())
    await drain(post)
    found = await read(post, report(BO, about=""), recipient="office@charity.example")
    assert (found.state, found.inquiry_id) == (QUIET, inquiry.id)
    assert [one[0] for one in await bounced(post, inquiry)] == [BO]


async def test_a_delay_marks_nothing(post: Post, opened: Opened, people: dict[str, Staff]) -> None:
    (inquiry,) = await opened(media())
    await written(post, inquiry, people["Ana"])
    late = report(BO, status="4.4.1", action="delayed")
    found = await read(post, late, recipient=back_to(post, inquiry))
    assert found.state == QUIET
    assert found.reason.startswith(f"A mail server is still trying to reach {BO}")
    assert await bounced(post, inquiry) == []


async def test_a_report_of_what_we_never_sent_marks_nothing(post: Post, opened: Opened) -> None:
    await opened(media())
    found = await read(post, report("nobody@elsewhere.example"), recipient="media@charity.example")
    assert found.state == QUIET


async def test_who_writes_again_can_be_written_to(
    post: Post, opened: Opened, people: dict[str, Staff]
) -> None:
    (inquiry,) = await opened(media())
    await written(post, inquiry, people["Ana"])
    await read(post, report(BO), recipient=back_to(post, inquiry))
    await read(post, letter(to=signed(post, inquiry)))
    async with post.database.read() as db:
        assert await letters.bounced(db, [BO]) == {}


async def test_an_absence_is_filed_in_quiet_and_opens_nothing_again(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment
) -> None:
    (inquiry,) = await opened(media(owner_id=people["Ana"].id))
    act = {"staff_id": people["Ana"].id, "at": NOON}
    await post.database.write(changes.close, inquiry, outcome=Outcome.ANSWERED, reason="", **act)
    before = await opened_in.again(post.database, inquiry)
    moment.at = NOON + HOUR
    away = letter(
        "I am away.", to=back_to(post, inquiry), subject="Out of office", auto_submitted="auto-replied"
    )
    found = await read(post, away, sender="")
    assert (found.state, found.inquiry_id) == (FILED, inquiry.id)
    assert [one.kind for one in await letters_of(post, inquiry)] == ["automatic"]
    assert await opened_in.again(post.database, inquiry) == before
    assert [one.kind for one in await history(post, inquiry)][-1] == "machine wrote"


async def test_a_person_opens_again_what_was_closed_and_stops_what_was_planned(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment
) -> None:
    (inquiry,) = await opened(media(owner_id=people["Ana"].id))
    to = (Recipient("to", "Bo", BO),)
    planned = Written("Later.", "Re: it", to, OURS, NOON + 5 * HOUR, once_key="two", scheduled=True)
    await post.database.write(changes.reply, inquiry, written=planned, staff_id=people["Ana"].id, at=NOON)
    now = await opened_in.again(post.database, inquiry)
    act = {"staff_id": people["Dee"].id, "at": NOON}
    await post.database.write(changes.close, now, outcome=Outcome.ANSWERED, reason="", **act)
    moment.at = NOON + HOUR
    await read(post, letter(to=signed(post, inquiry)))
    after = await opened_in.again(post.database, inquiry)
    assert (after.status, after.outcome, after.stirred_at) == (Status.OPEN, None, NOON + HOUR)
    assert [(one.ours, one.cancelled_for) for one in await letters_of(post, inquiry)] == [
        (True, "they-wrote"),
        (False, ""),
    ]
    assert [one.kind for one in await history(post, inquiry)][-2:] == ["reply taken back", "wrote"]
    wrote = (await history(post, inquiry))[-1].facts
    assert (wrote["name"], wrote["reopened"]) == ("Bo Baker", True)


async def test_a_test_letter_troubles_nobody(post: Post, kept: Kept) -> None:
    mark = probe.make(post.keys.secret)
    found = await read(post, letter(to="media@charity.example", **{probe.HEADER: mark}))
    forged = await read(post, letter(to="media@charity.example", **{probe.HEADER: mark[:-1] + "x"}))
    assert (found.state, found.reason) == (QUIET, "A test letter arrived.")
    assert forged.state in (FILED, HELD)
    await drain(post)
    assert all("test" not in mail["Subject"] for _, _, mail in kept.mails)


async def test_a_mail_to_staff_that_came_back_is_marked_and_stirs_nothing(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment
) -> None:
    (inquiry,) = await opened(media())
    await drain(post)
    async with post.database.read() as db:
        sent = await deliveries.of_inquiry(db, inquiry.id)
    notice = next(one.delivery for one in sent if one.delivery.recipient == people["Ana"].email)
    before = await opened_in.again(post.database, inquiry)
    moment.at = NOON + HOUR
    await read(post, report(notice.recipient, about=notice.message_id), recipient="office@charity.example")
    assert [one[0] for one in await bounced(post, inquiry)] == [people["Ana"].email]
    assert await opened_in.again(post.database, inquiry) == before
