"""The mail to a colleague whom a note names: the inquiry and who wrote, the words only by the desk's choice."""

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry, Outcome
from inquiries.outbox.post import Post
from inquiries.people.accounts import Staff
from tests.notify.conftest import TOML, Kept, Moment, Opened, drain, loaded
from tests.notify.test_letters import body
from tests.opened import NOON, again, clocks, media

NOTE = "@Dee, “one in six”, not five\n\nAsk <Maren>"


async def mention(
    post: Post, opened: Opened, kept: Kept, people: dict[str, Staff], **more: object
) -> Inquiry:
    (inquiry,) = await opened(media(clocks=clocks(**more)))  # type: ignore[arg-type]
    ana = people["Ana"].id
    await post.database.write(changes.note, inquiry, text=NOTE, staff_id=ana, once_key="k", at=NOON)
    return inquiry


async def mail(post: Post, kept: Kept) -> EmailMessage:
    await drain(post)
    (one,) = (mail for _, mail in kept.mails if "mentions you" in mail["Subject"])
    return one


async def test_it_says_who_where_and_how_long(
    post: Post, opened: Opened, kept: Kept, people: dict[str, Staff]
) -> None:
    inquiry = await mention(post, opened, kept, people)
    one = await mail(post, kept)
    text = body(one)
    assert one["To"] == "Dee <dee@charity.example>"
    assert one["Subject"] == "Ana mentions you · The Example Gazette · Our programs · 4 h left"
    assert one["Auto-Submitted"] == "auto-generated"
    assert "Answer by 16:00 today, 4 h left when this was sent." in text
    assert f"https://charity.example/staff/inquiries/{inquiry.reference}" in text
    assert "The note itself is in the inbox." in text
    for kind in ("plain", "html"):
        assert "one in six" not in body(one, kind)


async def test_the_notes_words_stand_in_it_where_the_desk_lets_questions_into_mail(
    post: Post, opened: Opened, kept: Kept, people: dict[str, Staff], tmp_path: Path
) -> None:
    toml = TOML.replace('director = "Dee Dunn"', 'director = "Dee Dunn"\nquestion_in_mail = true')
    post = replace(post, settings=loaded(tmp_path, post.settings.database_url, toml))
    await mention(post, opened, kept, people)
    one = await mail(post, kept)
    assert "> @Dee, “one in six”, not five\n>\n> Ask <Maren>\n" in body(one)
    assert "@Dee, “one in six”, not five\n\nAsk &lt;Maren&gt;</blockquote>" in body(one, "html")


async def test_after_the_deadline_it_says_late(
    post: Post, opened: Opened, kept: Kept, people: dict[str, Staff], moment: Moment
) -> None:
    await mention(post, opened, kept, people, deadline=timedelta(hours=1))
    moment.at = NOON + timedelta(hours=2)
    one = await mail(post, kept)
    assert one["Subject"].endswith(" · Our programs · late")
    assert "The deadline was 13:00 today." in body(one)


async def test_of_a_closed_inquiry_no_time_is_left(
    post: Post, opened: Opened, kept: Kept, people: dict[str, Staff]
) -> None:
    inquiry = await again(post.database, await mention(post, opened, kept, people))
    outcome = {"outcome": Outcome.ANSWERED, "reason": "", "staff_id": people["Ana"].id, "at": NOON}
    await post.database.write(changes.close, inquiry, **outcome)
    one = await mail(post, kept)
    assert one["Subject"] == "Ana mentions you · The Example Gazette · Our programs"
    assert "Answer by" not in body(one)
