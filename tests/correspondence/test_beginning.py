"""A mail to a desk's own address that belongs to nothing begins an inquiry, and loops with nobody."""

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.tables import FILED, HELD, QUIET
from inquiries.inquiry import records
from inquiries.inquiry.model import Event, Inquiry
from inquiries.outbox.post import Post
from inquiries.people.accounts import Staff
from tests.correspondence.arrivals import (
    Kept,
    Moment,
    Opened,
    arrive,
    drain,
    history,
    letter,
    letters_of,
    read,
    row,
)
from tests.opened import HOUR, NOON, media

SAM = "sam@supporter.example"
EVENTS = "Events <events@charity.example>"


async def inquiry(post: Post, id: int | None) -> Inquiry:
    async with post.database.read() as db:
        found = await records.by_id(db, id or 0)
    assert found is not None
    return found


def asking(text: str = "May we hold a run in May?\n", number: int = 1, **more: str) -> object:
    fixed = {"sender": f"Sam Supporter <{SAM}>", "to": EVENTS, "message_id": f"<{number}@supporter.example>"}
    return letter(text, **{**fixed, "subject": "Re: Ottawa, spring", **more})


async def test_it_is_an_inquiry_of_that_desk_as_a_form_would_have_made_it(post: Post) -> None:
    found = await read(post, asking())
    made = await inquiry(post, found.inquiry_id)
    assert (found.state, found.desk) == (FILED, "events")
    assert (made.form, made.desk, made.topic) == ("events", "events", "start-a-fundraiser")
    assert (made.name, made.email, made.language, made.zone) == ("Sam Supporter", SAM, "", "America/Toronto")
    assert made.question == "Ottawa, spring\n\nMay we hold a run in May?"
    assert (made.received_at, made.deadline_at) == (NOON, None)
    assert made.respond_intent_at > NOON
    assert [(one.kind, one.facts.get("door")) for one in await history(post, made)] == [
        ("received", "mail"),
        ("routed", None),
    ]
    (opening,) = await letters_of(post, made)
    assert (opening.kind, opening.text) == ("opening", "May we hold a run in May?")


async def test_the_sender_has_one_receipt_a_day_and_the_desk_hears_of_each(
    post: Post, kept: Kept, people: dict[str, Staff], moment: Moment
) -> None:
    for number in (1, 2, 3):
        moment.at = NOON + number * HOUR
        await arrive(post, asking(f"Question {number}", number))
        await drain(post)
    moment.at = NOON + 28 * HOUR
    await arrive(post, asking("The day after", 4))
    await drain(post)
    receipts = [mail for _, to, mail in kept.mails if to == SAM]
    told = [to for _, to, mail in kept.mails if to == "events@charity.example"]
    assert (len(receipts), len(told)) == (2, 4)
    assert {mail["Auto-Submitted"] for mail in receipts} == {"auto-replied"}
    assert all("spring" not in mail.as_string() for mail in receipts)


async def test_machines_begin_nothing_and_get_no_receipt(post: Post, kept: Kept) -> None:
    robots = [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk", "List_Id": "<news.example>"},
        {"sender": "noreply@shop.example"},
        {"Return_Path": "<>"},
    ]
    for number, one in enumerate(robots):
        found = await read(post, asking(number=number, **one))
        assert found.state == QUIET, one
        assert found.reason
    await drain(post)
    assert kept.mails == []


async def test_a_list_of_strangers_is_held_and_the_desks_own_list_is_a_way_in(post: Post) -> None:
    other = await read(post, asking(List_Id="<runners.example>", List_Post="<mailto:run@runners.example>"))
    own = await read(
        post, asking("Hello", 2, List_Id="<events.example>", List_Post="<mailto:Events@charity.example>")
    )
    assert (other.state, own.state) == (HELD, FILED)


async def test_a_mail_without_a_name_is_called_by_its_address_and_its_subject_is_not_said_twice(
    post: Post,
) -> None:
    found = await read(post, asking(sender=SAM, subject="RUN in may", to="events+spring@charity.example"))
    made = await inquiry(post, found.inquiry_id)
    assert (made.name, made.question) == ("sam", "May we hold a run in May?")


async def test_too_many_from_one_address_are_held(post: Post, moment: Moment) -> None:
    states = [(await read(post, asking(f"Run {number}", number))).state for number in range(12)]
    assert states == [FILED] * 10 + [HELD] * 2
    moment.at = NOON + HOUR
    assert (await read(post, asking("Later", 99))).state == FILED


async def test_to_two_desks_at_once_it_is_one_inquiry(post: Post) -> None:
    message = asking(to="events@charity.example, media@charity.example")
    first = await read(post, message, recipient="events@charity.example", door="lmtp")
    second = await read(post, message, recipient="media@charity.example", door="lmtp")
    assert (first.state, first.desk, second.state) == (FILED, "events", QUIET)


async def test_who_answers_their_own_first_mail_stays_in_its_inquiry(post: Post) -> None:
    first = await read(post, asking())
    second = await read(post, asking("One more thing", 2, in_reply_to="<1@supporter.example>"))
    assert (second.state, second.inquiry_id) == (FILED, first.inquiry_id)


async def test_it_is_found_by_what_its_letter_says(post: Post) -> None:
    await read(post, asking("Ballonfahrt"))
    async with post.database.read() as db:
        found = (await db.execute(sa.select(tables.search_documents))).one()
    assert "ballonfahrt" in found.asked


async def test_one_that_has_an_inquiry_and_writes_to_the_desk_begins_another(
    post: Post, opened: Opened
) -> None:
    (there,) = await opened(media(answers={"email": SAM}))
    found = await read(post, asking())
    assert found.inquiry_id != there.id


def routed(events: tuple[Event, ...]) -> object:
    return next(one.facts for one in events if one.kind == "routed")


async def test_the_history_says_why_it_is_here(post: Post) -> None:
    made = await inquiry(post, (await read(post, asking())).inquiry_id)
    facts = routed(await history(post, made))
    assert "events@charity.example" in str(facts)
    assert (await row(post, 1)).reason == ""
