"""Staff answer by mail: taken, or back to them with the reason, and never a machine's word to anybody outside."""

from typing import Any

import pytest
import sqlalchemy as sa

from inquiries.correspondence import letter_mail
from inquiries.database import tables
from inquiries.database.tables import FILED, HELD, QUIET
from inquiries.inquiry import changes, drafts, records
from inquiries.inquiry.changes import Written
from inquiries.inquiry.model import Inquiry, Outcome, Recipient
from inquiries.outbox import deliveries
from inquiries.outbox.post import Post
from inquiries.people import accounts
from inquiries.people.accounts import Staff
from tests import opened as opened_in
from tests.correspondence.arrivals import (
    BO,
    EVE,
    Kept,
    Moment,
    Opened,
    arrive,
    drain,
    letter,
    letters_of,
    read,
    row,
    signed,
)
from tests.opened import HOUR, NOON, media

ANA = "ana@charity.example"
QUOTED = "\n\nOn Tue, The Lantern Fund wrote:\n> New: The Example Gazette\n"


def own(post: Post, inquiry: Inquiry, who: Staff) -> str:
    return letter_mail.addresses(post).for_staff(inquiry.reference, who.id)


def mail(post: Post, inquiry: Inquiry, who: Staff, text: str = "Two hundred.", **more: Any) -> Any:
    fixed = {
        "sender": f"Ana <{who.email}>",
        "to": own(post, inquiry, who),
        "message_id": "<a@charity.example>",
    }
    return letter(text + QUOTED, **{**fixed, "subject": "Re: The Example Gazette", **more})


async def told(post: Post, inquiry: Inquiry, who: Staff) -> str:
    """The Message-ID of the notice they had."""
    async with post.database.read() as db:
        sent = await deliveries.of_inquiry(db, inquiry.id)
    return next(one.delivery.message_id for one in sent if one.delivery.recipient == who.email)


async def said(post: Post, inquiry: Inquiry) -> list[tuple[str, str]]:
    async with post.database.read() as db:
        return [(one.kind, one.text) for one in await records.said(db, inquiry.id)]


async def draft(post: Post, inquiry: Inquiry, who: Staff) -> str:
    async with post.database.read() as db:
        found = await drafts.of(db, inquiry.id, who.id, kind=drafts.REPLY)
    return found.text if found else ""


def back(kept: Kept) -> list[tuple[str, str]]:
    """(to, text) of what came back to staff."""
    found = []
    for _, to, one in kept.mails:
        if str(one["Subject"]).startswith("Not sent"):
            body = one.get_body(("plain",))
            found.append((to, str(body.get_content()) if body else ""))
    return found


async def test_an_answer_to_a_notice_is_their_reply_with_the_time_to_undo_it(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept, moment: Moment
) -> None:
    (inquiry,) = await opened(media())
    await drain(post)
    await read(post, letter("When?", to=signed(post, inquiry), subject="Lyon Street"))
    await drain(post)
    moment.at = NOON + HOUR
    message = mail(post, inquiry, people["Ana"], in_reply_to=await told(post, inquiry, people["Ana"]))
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="figures.pdf")
    # Ana was told of the inquiry, not of the letter, which came at the same minute.
    found = await read(post, message, sender=ANA, door="lmtp")
    assert (found.state, found.inquiry_id) == (FILED, inquiry.id)
    _, reply = await letters_of(post, inquiry)
    assert (reply.ours, reply.door, reply.text, reply.subject) == (
        *(True, "lmtp", "Two hundred."),
        "Re: Lyon Street",
    )
    assert reply.who is not None
    assert (reply.who.name, reply.recipients) == ("Ana", (Recipient("to", "Bo Baker", BO),))
    assert [one.name for one in reply.files] == ["figures.pdf"]
    assert reply.send_at is not None
    assert (reply.send_at - moment.at).total_seconds() == 20
    kept.mails.clear()
    await drain(post)
    assert [to for _, to, _ in kept.mails if to == BO] == []
    moment.at = reply.send_at
    await drain(post)
    assert [to for _, to, _ in kept.mails if to == BO] == [BO]


@pytest.mark.parametrize("start", ["note:", "Note: ", "NOTE:\n"])
async def test_a_first_line_makes_it_a_private_note(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept, start: str
) -> None:
    (inquiry,) = await opened(media())
    found = await read(post, mail(post, inquiry, people["Ana"], f"{start}Ask Dee first."))
    assert found.state == FILED
    assert await said(post, inquiry) == [("note", "Ask Dee first.")]
    assert await letters_of(post, inquiry) == ()
    await drain(post)
    assert all("Ask Dee" not in one.as_string() for _, to, one in kept.mails if to == BO)


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-replied"}, {"Return_Path": "<>"}, {"X_Autoreply": "yes"}],
)
async def test_their_absence_never_goes_out_and_is_not_answered(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept, headers: dict[str, str]
) -> None:
    (inquiry,) = await opened(media())
    found = await read(post, mail(post, inquiry, people["Ana"], "I am away until Monday.", **headers))
    null = await read(post, mail(post, inquiry, people["Ana"], "Away again."), sender="")
    assert (found.state, null.state) == (QUIET, QUIET)
    assert await letters_of(post, inquiry) == ()
    await drain(post)
    assert back(kept) == []


async def test_another_sender_at_their_address_is_held_and_they_are_told(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept
) -> None:
    (inquiry,) = await opened(media())
    found = await read(post, mail(post, inquiry, people["Ana"], sender=EVE))
    assert (found.state, found.desk, found.inquiry_id) == (HELD, "media", inquiry.id)
    assert found.reason == f"It was sent to the address that is for Ana alone, but from {EVE}."
    assert await letters_of(post, inquiry) == ()
    await drain(post)
    ((to, text),) = back(kept)
    assert to == ANA
    assert "> Two hundred." in text
    assert found.reason in text


async def test_what_crosses_a_colleagues_word_comes_back_and_stays_their_draft(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept, moment: Moment
) -> None:
    (inquiry,) = await opened(media())
    await drain(post)
    notice = await told(post, inquiry, people["Ana"])
    moment.at = NOON + HOUR
    wrote = Written("One hundred.", "Re: it", (Recipient("to", "", BO),), "<d@x.example>", moment.at, "dee")
    await post.database.write(changes.reply, inquiry, written=wrote, staff_id=people["Dee"].id, at=moment.at)
    message = mail(post, inquiry, people["Ana"], in_reply_to=notice)
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="figures.pdf")
    found = await read(post, message)
    assert (found.state, found.reason) == (
        QUIET,
        "Others said or wrote something since the mail that you answered.",
    )
    assert [one.text for one in await letters_of(post, inquiry)] == ["One hundred."]
    assert await draft(post, inquiry, people["Ana"]) == "Two hundred."
    async with post.database.read() as db:
        files = (await db.execute(sa.select(tables.attachments))).all()
    assert [(one.letter_id, one.staff_id, one.name) for one in files] == [
        (None, people["Ana"].id, "figures.pdf")
    ]
    await drain(post)
    ((to, text),) = back(kept)
    assert to == ANA
    assert "> Two hundred." in text
    assert "draft of your reply" in text
    assert inquiry.reference in text


async def test_what_came_before_the_notice_they_answer_is_no_news(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment
) -> None:
    (inquiry,) = await opened(media())
    note = {"text": "I rang them.", "staff_id": people["Dee"].id, "once_key": "dee", "at": NOON}
    await post.database.write(changes.note, inquiry, **note)
    moment.at = NOON + HOUR
    await drain(post)  # the notice is made now
    moment.at = NOON + 2 * HOUR
    assert (await read(post, mail(post, inquiry, people["Ana"]))).state == FILED


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("empty", "There was nothing above the text that it answers."),
        ("note with a file", "A private note cannot hold files: they can go with a reply."),
        ("another desk", "The inquiry is on a desk that is not one of yours."),
        ("quarantine", "The inquiry is held in quarantine: release it first."),
        ("no address", "They left no e-mail address."),
    ],
)
async def test_what_cannot_be_taken_comes_back_with_the_reason(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept, how: str, reason: str
) -> None:
    about = media(suspicion="it looks like spam" if how == "quarantine" else "")
    if how == "no address":
        about = media(answers={"email": ""})
    (inquiry,) = await opened(about)
    who = people["Cy" if how == "another desk" else "Ana"]
    words = {"empty": "", "note with a file": "note: see it"}.get(how, "Two hundred.")
    message = mail(post, inquiry, who, words)
    if how == "note with a file":
        message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="figures.pdf")
    found = await read(post, message)
    assert (found.state, found.reason, found.inquiry_id) == (QUIET, reason, inquiry.id)
    await drain(post)
    ((to, text),) = back(kept)
    assert to == who.email
    assert reason in text
    assert BO not in [to for _, to, one in kept.mails if one["From"] == "media"]


async def test_a_closed_inquiry_can_still_be_answered(
    post: Post, opened: Opened, people: dict[str, Staff]
) -> None:
    (inquiry,) = await opened(media())
    act = {"staff_id": people["Dee"].id, "at": NOON}
    await post.database.write(changes.close, inquiry, outcome=Outcome.ANSWERED, reason="", **act)
    assert (await read(post, mail(post, inquiry, people["Ana"]))).state == FILED


async def test_an_account_that_is_shut_takes_nothing_and_a_person_looks(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept
) -> None:
    (inquiry,) = await opened(media())
    await post.database.write(accounts.disable, people["Ana"].id, NOON)
    found = await read(post, mail(post, inquiry, people["Ana"]))
    assert (found.state, found.reason) == (
        HELD,
        "It came by the address of an account that is no longer in use.",
    )
    await drain(post)
    assert back(kept) == []


async def test_a_flood_does_not_come_back_for_ever(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept
) -> None:
    (inquiry,) = await opened(media())
    states = []
    for number in range(12):
        id = await arrive(post, mail(post, inquiry, people["Ana"], "", message_id=f"<{number}@x.example>"))
        await drain(post)
        states.append((await row(post, id)).state)
    assert states == [QUIET] * 10 + [HELD] * 2
    assert len(back(kept)) == 10


async def test_the_picture_of_a_signature_is_not_sent_on(
    post: Post, opened: Opened, people: dict[str, Staff]
) -> None:
    (inquiry,) = await opened(media())
    message = mail(post, inquiry, people["Ana"])
    message.add_alternative("<p>Two hundred.</p><img src='cid:logo@x'>", subtype="html")
    html: Any = message.get_payload()[1]
    html.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo@x>", filename="logo.png")
    assert (await read(post, message)).state == FILED
    (reply,) = await letters_of(post, inquiry)
    assert reply.files == ()
    assert (await opened_in.again(post.database, inquiry)).id == inquiry.id
