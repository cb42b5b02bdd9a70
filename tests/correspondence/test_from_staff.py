"""Staff answer by mail: their reply, or a private note, and never a machine's word to anybody outside."""

from email.message import EmailMessage
from typing import Any

import pytest

from inquiries.database.tables import FILED, QUIET
from inquiries.inquiry import changes
from inquiries.inquiry.model import Outcome, Recipient
from inquiries.outbox.post import Post
from inquiries.people.accounts import Staff
from tests import opened as opened_in
from tests.correspondence.arrivals import BO, Kept, Moment, Opened, drain, letter, letters_of, read, signed
from tests.correspondence.staff_mail import ANA, back, mail, said, told
from tests.opened import HOUR, NOON, media


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


@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.parametrize(
    ("before", "after", "state"),
    [("Two hundred.", "", FILED), ("", "Two hundred.", QUIET)],
    ids=["above", "below"],
)
async def test_an_answer_to_the_very_notice_is_taken_above_its_line_and_sends_none_of_the_notice_out(
    post: Post,
    opened: Opened,
    people: dict[str, Staff],
    kept: Kept,
    kind: str,
    before: str,
    after: str,
    state: int,
) -> None:
    (inquiry,) = await opened(media())
    await drain(post)
    (notice,) = [one for _, to, one in kept.mails if to == ANA]
    found = await read(post, answer(notice, kind, before, after), sender=ANA)
    assert (found.state, found.inquiry_id) == (state, inquiry.id)
    assert [one.text for one in await letters_of(post, inquiry)] == ([before] if before else [])
    kept.mails.clear()
    await drain(post)
    came_back = "There was nothing above the text that it answers."
    assert [came_back in text for _, text in back(kept)] == ([] if before else [True])


async def test_the_desks_own_mailbox_has_no_account_and_its_notice_no_signed_address(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept
) -> None:
    await opened(media())
    await drain(post)
    found = {to: (str(one["Reply-To"]), one.as_string()) for _, to, one in kept.mails}
    reply_to, whole = found["media@charity.example"]
    assert (reply_to, "##-" in whole) == (f"Bo Baker <{BO}>", False)
    own = {reply_to for to, (reply_to, _) in found.items() if to.startswith(("ana@", "dee@"))}
    assert len(own) == 2
    assert all(one.startswith("The Lantern Fund <") for one in own)


def answer(notice: EmailMessage, kind: str, before: str, after: str) -> EmailMessage:
    """As a mail program answers it, with the notice quoted between."""
    body = notice.get_body((kind,))
    assert body is not None
    content = body.get_content()
    to, replies = str(notice["Reply-To"]), str(notice["Message-ID"])
    fixed: dict[str, Any] = {"sender": f"Ana <{ANA}>", "to": to, "subject": "Re: it", "in_reply_to": replies}
    if kind == "html":
        message = letter("", message_id="<a@charity.example>", **fixed)
        quoted = f"<blockquote type=cite>{content}</blockquote>"
        message.set_content(f"<div>{before}</div>{quoted}<div>{after}</div>", subtype="html")
        return message
    quoted = "".join(f"> {line}\n" for line in content.splitlines())
    text = f"{before}\n\nOn Tue, The Lantern Fund wrote:\n{quoted}\n{after}\n"
    return letter(text, message_id="<a@charity.example>", **fixed)


@pytest.mark.parametrize("start", ["note:", "Note: ", "NOTE:\n", "Note : ", "note\N{NO-BREAK SPACE}: "])
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


async def test_a_closed_inquiry_can_still_be_answered(
    post: Post, opened: Opened, people: dict[str, Staff]
) -> None:
    (inquiry,) = await opened(media())
    act = {"staff_id": people["Dee"].id, "at": NOON}
    await post.database.write(changes.close, inquiry, outcome=Outcome.ANSWERED, reason="", **act)
    assert (await read(post, mail(post, inquiry, people["Ana"]))).state == FILED


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
