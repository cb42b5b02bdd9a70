"""What the mails say: to staff the clock first, to senders not one word of their own."""

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest

from inquiries.inquiry import changes, planning
from inquiries.outbox.post import Post
from inquiries.people.accounts import Staff
from inquiries.settings import Settings
from tests.notify.conftest import TOML, Kept, Moment, Opened, drain, loaded
from tests.opened import HOUR, NOON, again, clocks, events, media

CANARY = "canary7"
STRANGE = {
    name: f"{CANARY} {name} https://evil.example/{CANARY}"
    for name in ("name", "outlet", "phone", "topic", "request_type", "question", "language", "idea", "place")
}


def body(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


async def sent(post: Post, kept: Kept, to: str) -> EmailMessage:
    """The one mail to this address, after everything due is done."""
    await drain(post)
    (mail,) = (mail for recipient, mail in kept.mails if recipient == to)
    return mail


TO_SENDER = "bo@gazette.example"


@pytest.mark.parametrize("form", ["media", "events"])
async def test_no_mail_to_the_sender_carries_a_word_of_theirs(
    post: Post, opened: Opened, kept: Kept, people: dict[str, Staff], form: str
) -> None:
    make = media if form == "media" else events
    guided = {} if form == "media" else {"topic": "start-a-fundraiser"}
    (inquiry,) = await opened(make(answers=STRANGE | guided | {"email": TO_SENDER}))
    await post.database.write(
        changes.acknowledge, inquiry, staff_id=people["Dee"].id, text="Mine", back_by=None, at=NOON
    )
    await drain(post)
    mails = [mail for to, mail in kept.mails if to == TO_SENDER]
    assert len(mails) == 2
    for mail in mails:
        everything = f"{list(mail.items())} {body(mail)} {body(mail, 'html')}"
        assert CANARY not in everything
        assert "evil.example" not in everything
        assert mail["To"] == TO_SENDER
        assert mail["Reply-To"].endswith(f"<{inquiry.desk}@charity.example>")
        assert mail["Auto-Submitted"] == "auto-replied"
        assert f"https://charity.example/receipts/{post.keys.token(inquiry.id)}" in body(mail)
        assert inquiry.reference in body(mail)


async def test_who_starts_a_fundraiser_gets_the_guide_and_only_one_mail(
    post: Post, opened: Opened, kept: Kept
) -> None:
    await opened(events())
    mail = await sent(post, kept, "sam@supporter.example")
    assert "25 Tips for the Novice Fundraiser:\nhttps://charity.example/guides/tips\n" in body(mail)
    assert 'href="https://charity.example/guides/tips"' in body(mail, "html")


@pytest.mark.parametrize(
    ("minutes", "subject"),
    [
        (0, "The Example Gazette · Our programs · answer by 16:00 today, 4 h left"),
        (155, "The Example Gazette · Our programs · answer by 16:00 today, 1 h 25 min left"),
        (240, "The Example Gazette · Our programs · deadline was 16:00 today"),
        (60 * 13, "The Example Gazette · Our programs · deadline was 16:00 yesterday"),
    ],
)
async def test_the_subject_says_outlet_topic_deadline_and_the_time_left_when_it_is_sent(
    post: Post, opened: Opened, kept: Kept, moment: Moment, minutes: int, subject: str
) -> None:
    await opened(media())
    moment.at = NOON + timedelta(minutes=minutes)
    mail = await sent(post, kept, "media@charity.example")
    assert mail["Subject"] == subject


@pytest.mark.parametrize(
    ("opening", "subject"),
    [
        (
            media(clocks=clocks(deadline=None)),
            "The Example Gazette · Our programs · no deadline, say you have it by 13:00 today",
        ),
        (
            media(answers={"outlet": ""}, clocks=clocks(deadline=30 * HOUR, start=None)),
            "Bo Baker · Our programs · answer by 18:00 tomorrow, 1 day left",
        ),
        (
            media(answers={"topic": "gone from the file", "outlet": "The\r\nBcc: x@evil.example\u2028Post"}),
            "The Bcc: x@evil.example Post · gone from the file · answer by 16:00 today, 4 h left",
        ),
    ],
)
async def test_the_subject_without_a_deadline_an_outlet_or_a_known_topic(
    post: Post, opened: Opened, kept: Kept, opening: object, subject: str
) -> None:
    await opened(opening)
    mail = await sent(post, kept, "media@charity.example")
    assert (mail["Subject"], mail["Bcc"]) == (subject, None)


async def test_the_notice_says_both_clocks_who_must_clear_it_and_why_it_is_here(
    post: Post, opened: Opened, kept: Kept
) -> None:
    (inquiry,) = await opened(media(answers={"phone": "+44 20 7946 0000"}, clocks=clocks(publishes=6 * HOUR)))
    mail = await sent(post, kept, "media@charity.example")
    words = body(mail)
    for expected in (
        "Answer by 16:00 today\n21:00 in London. Arrived 12:00 today, 4 h left when this was sent.\n",
        "Must reach Dee Dunn by 14:00 today.",
        "The Example Gazette · Bo Baker · comment",
        f"https://charity.example/staff/inquiries/{inquiry.reference}",
        "Email: bo@gazette.example\nPhone: +44 20 7946 0000\n",
        "Why here: The topic is Programs",
        "Runs: 18:00 today",
        "because this address is told",
    ):
        assert expected in words
    assert (mail["Reply-To"], mail["Auto-Submitted"]) == ("Bo Baker <bo@gazette.example>", "auto-generated")
    assert mail["From"] == "The Lantern Fund <office@charity.example>"


@pytest.mark.parametrize("chosen", [False, True])
async def test_the_question_is_in_the_notice_only_where_the_desk_chose_it(
    post: Post, opened: Opened, kept: Kept, settings: Settings, chosen: bool
) -> None:
    toml = TOML.replace('director = "Dee Dunn"', f"question_in_mail = {str(chosen).lower()}")
    post = replace(post, settings=loaded(settings.data_dir.parent, settings.database_url, toml))
    (inquiry,) = await opened(media())
    mail = await sent(post, kept, "media@charity.example")
    assert ("Lyon Street" in body(mail), "Lyon Street" in body(mail, "html")) == (chosen, chosen)
    assert ("The question itself is in the inbox." in body(mail)) is not chosen
    assert f"> {inquiry.question}" in body(mail) or not chosen


async def test_the_sender_is_told_who_has_it_and_by_when_in_both_zones(
    post: Post, opened: Opened, kept: Kept, people: dict[str, Staff]
) -> None:
    (inquiry,) = await opened(media())
    await drain(post)
    kept.mails.clear()
    await post.database.write(
        changes.acknowledge,
        await again(post.database, inquiry),
        staff_id=people["Ana"].id,
        text="I have it.\nBack soon.",
        back_by=NOON + 3 * HOUR,
        at=NOON,
    )
    mail = await sent(post, kept, TO_SENDER)
    assert mail["Subject"] == f"A person has your inquiry, reference {inquiry.reference}"
    assert "Ana has it. Back to you by Tue 24 Nov 2026, 20:00 in London, 15:00 here in Ottawa." in body(mail)
    assert "\n> I have it.\n> Back soon.\n" in body(mail)
    assert ">I have it.\nBack soon.</blockquote>" in body(mail, "html")


async def test_where_the_desk_names_nobody_the_mail_names_the_desk_even_after_it_moved_on(
    post: Post, opened: Opened, kept: Kept, people: dict[str, Staff], settings: Settings
) -> None:
    toml = TOML.replace('director = "Dee Dunn"', "show_names = false")
    quiet = replace(post, settings=loaded(settings.data_dir.parent, settings.database_url, toml))
    for name_hidden, one in ((False, quiet), (True, post)):
        (inquiry,) = await opened(media())
        await drain(one)
        kept.mails.clear()
        await one.database.write(
            changes.acknowledge,
            await again(one.database, inquiry),
            staff_id=people["Ana"].id,
            text="I have it.",
            back_by=None,
            at=NOON,
            name_hidden=name_hidden,
        )
        mail = await sent(one, kept, TO_SENDER)
        assert "A person at the Media desk has it." in body(mail)
        assert ("Ana" in body(mail), "Ana" in body(mail, "html")) == (False, False)


async def test_a_desk_that_was_handed_it_reads_who_did_so(
    post: Post, opened: Opened, kept: Kept, people: dict[str, Staff]
) -> None:
    (inquiry,) = await opened(media())
    await drain(post)
    kept.mails.clear()
    await post.database.write(
        changes.hand_over,
        await again(post.database, inquiry),
        to=None,
        desk="events",
        clocks=planning.anew(post.settings, inquiry, desk="events", deadline=inquiry.deadline_at),
        wait_until=None,
        word="He rings at four.",
        staff_id=people["Ana"].id,
        at=NOON,
    )
    mail = await sent(post, kept, "events@charity.example")
    assert "Why here: Ana handed it over" in body(mail)
    assert "He rings at four." not in body(mail)
