"""What staff answer by mail and we cannot take goes to nobody outside: it comes back to them with the reason."""

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.tables import HELD, QUIET
from inquiries.inquiry import changes
from inquiries.inquiry.changes import Written
from inquiries.inquiry.model import Recipient
from inquiries.outbox.post import Post
from inquiries.people import accounts
from inquiries.people.accounts import Staff
from tests.correspondence.arrivals import BO, EVE, Kept, Moment, Opened, arrive, drain, letters_of, read, row
from tests.correspondence.staff_mail import ANA, back, draft, mail, told
from tests.opened import HOUR, NOON, media


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
