"""What the other side gets: from the desk, in its writer's name, answered to the inquiry, in the right thread."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from inquiries.correspondence import letter_mail
from inquiries.inquiry.model import Inquiry
from inquiries.outbox import deliveries
from inquiries.outbox.post import Post
from inquiries.people.accounts import Staff
from tests.correspondence.sending.conftest import BO, SOON, WEN, Kept, Moment, drain, hears, opened
from tests.correspondence.sending.conftest import written as write
from tests.opened import events, media


def parsed(mail: EmailMessage) -> EmailMessage:
    """As another program reads it."""
    return message_from_bytes(mail.as_bytes(), EmailMessage, policy=policy.default)


def words(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


async def sent(post: Post, kept: Kept, moment: Moment) -> list[EmailMessage]:
    moment.at = SOON
    await drain(post)
    return [parsed(mail) for _, _, mail in kept.letters]


async def test_the_whole_letter_as_it_arrives(
    post: Post, kept: Kept, moment: Moment, inquiry: Inquiry, ana: Staff
) -> None:
    await write(post, inquiry, ana, text="One in six.\n\n<b>Not</b> one in five.", recipients=(BO, WEN))
    both = await sent(post, kept, moment)
    mail, copy = both if kept.letters[0][1] == BO.address else both[::-1]
    home = letter_mail.addresses(post).for_inquiry(inquiry.reference)
    assert {name: str(mail[name]) for name in ("From", "To", "Cc", "Reply-To", "Subject")} == {
        "From": '"Ana Alves, The Lantern Fund" <media@charity.example>',
        "To": "Bo Baker <bo@gazette.example>",
        "Cc": "wen@gazette.example",
        "Reply-To": f'"Ana Alves, The Lantern Fund" <{home}>',
        "Subject": "Re: Programs",
    }
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == ("<1@charity.example>", None)
    receipt = f"https://charity.example/receipts/{post.keys.token(inquiry.id)}"
    assert words(mail, "plain") == (
        "One in six.\n\n<b>Not</b> one in five.\n\n-- \nAna Alves\nMedia desk, The Lantern Fund\n\n"
        f"Reference: {inquiry.reference}\nThis answer also waits for you here:\n{receipt}\n"
    )
    html = words(mail, "html")
    assert "&lt;b&gt;Not&lt;/b&gt; one in five." in html
    assert [part in html for part in (f'href="{receipt}"', "Ana Alves", inquiry.reference)] == [True] * 3
    # Whoever only gets a copy is not handed the key to the page of who asked.
    assert [receipt in words(copy, kind) for kind in ("plain", "html")] == [False] * 2


async def test_without_a_letter_of_theirs_it_follows_what_we_sent_them_before(
    post: Post, kept: Kept, moment: Moment, inquiry: Inquiry, ana: Staff
) -> None:
    await drain(post)
    async with post.database.read() as db:
        before = [
            one.delivery.message_id
            for one in await deliveries.of_inquiry(db, inquiry.id)
            if one.delivery.recipient == BO.address
        ]
    kept.mails.clear()
    await write(post, inquiry, ana)
    (mail,) = await sent(post, kept, moment)
    assert (str(mail["References"]).split(), mail["In-Reply-To"]) == (before, before[-1])


async def test_it_answers_their_latest_letter(
    post: Post, kept: Kept, moment: Moment, inquiry: Inquiry, ana: Staff
) -> None:
    await hears(post, inquiry)
    await hears(post, inquiry, kind="automatic", message_id="<robot@gazette.example>")
    await write(post, inquiry, ana)
    mail = (await sent(post, kept, moment))[-1]
    assert mail["In-Reply-To"] == "<bo@gazette.example>"
    assert str(mail["References"]).split() == ["<0@gazette.example>", "<bo@gazette.example>"]


async def test_a_desk_that_names_nobody_signs_as_the_desk_and_from_the_house_where_it_has_no_address(
    post: Post, kept: Kept, moment: Moment, ana: Staff
) -> None:
    inquiry = await opened(post, events())
    await write(post, inquiry, ana, recipients=(BO,))
    mail = (await sent(post, kept, moment))[-1]
    assert mail["From"] == '"Events, The Lantern Fund" <office@charity.example>'
    assert "Ana" not in mail.as_string()
    assert "-- \nEvents desk, The Lantern Fund\n" in words(mail, "plain")


@pytest.mark.parametrize(("language", "read"), [("fr", "fr"), ("fr-CA", "fr"), ("de", "en"), ("", "en")])
async def test_what_we_add_is_in_the_language_they_wrote_in_where_it_is_offered(
    post: Post, kept: Kept, moment: Moment, ana: Staff, language: str, read: str
) -> None:
    inquiry = await opened(post, media(answers={"language": language}))
    await write(post, inquiry, ana)
    mail = (await sent(post, kept, moment))[-1]
    assert f'<html lang="{read}"' in words(mail, "html")
