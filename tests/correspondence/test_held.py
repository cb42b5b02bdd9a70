"""Mail that waits for a person: who sees it, and what their word makes of it, once."""

import asyncio
from typing import Any

import pytest

from inquiries.correspondence import held
from inquiries.database.tables import FILED, HELD, PUT_ASIDE, QUIET, UNREAD_MAIL
from inquiries.inquiry import letters, records
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.inquiry.model import Inquiry
from inquiries.outbox.post import Post
from inquiries.people.accounts import Staff
from inquiries.queue import jobs, kinds
from tests.correspondence.arrivals import (
    BO,
    EVE,
    Kept,
    Moment,
    Opened,
    arrive,
    drain,
    history,
    letter,
    letters_of,
    row,
    signed,
)
from tests.opened import HOUR, NOON, events, media

MEDIA, EVENTS = ["media"], ["events"]


@pytest.fixture
async def inquiry(opened: Opened) -> Inquiry:
    (found,) = await opened(media())
    return found


@pytest.fixture
async def waiting(post: Post, inquiry: Inquiry) -> int:
    """A mail from Eve at Bo's inquiry, with a file."""
    message = letter("I am Bo's editor.", sender=f"Eve <{EVE}>", to=signed(post, inquiry))
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="leave.pdf")
    id = await arrive(post, message)
    await drain(post)
    return id


async def test_a_held_mail_is_seen_by_its_desk_alone(post: Post, inquiry: Inquiry, waiting: int) -> None:
    async with post.database.read() as db:
        (one,) = await held.waiting(db, MEDIA)
        assert (one.id, one.from_address, one.from_name, one.excerpt) == (
            waiting,
            EVE,
            "Eve",
            "I am Bo's editor.",
        )
        assert (one.suggested, one.state, str(one.reason)) == (
            inquiry.reference,
            HELD,
            f"{EVE} is not who wrote to us.",
        )
        assert await held.one(db, waiting, MEDIA) == one
        assert (one.about, one.is_known) == ("The Example Gazette · Bo Baker", False)
        whole = await held.mail(db, waiting, MEDIA)
        assert whole is not None
        assert b"I am Bo's editor." in whole.raw
        marked = await held.marks(db)
        assert (held.count(marked, MEDIA), held.count(marked, EVENTS)) == (1, 0)
        assert await held.waiting(db, EVENTS) == ()
        assert await held.one(db, waiting, EVENTS) is None
        assert await held.mail(db, waiting, EVENTS) is None
        assert await held.waiting(db, MEDIA, after=waiting) == ()


async def test_filed_by_hand_it_stands_in_the_inquiry_and_says_by_whom(
    post: Post, inquiry: Inquiry, waiting: int, people: dict[str, Staff]
) -> None:
    await file(post, waiting, inquiry, people["Ana"])
    await drain(post)
    assert (await row(post, waiting)).state == FILED
    (found,) = await letters_of(post, inquiry)
    assert (found.sender, found.text, [one.name for one in found.files]) == (
        EVE,
        "I am Bo's editor.",
        ["leave.pdf"],
    )
    assert [(one.kind, one.who) for one in await history(post, inquiry)][-2:] == [
        ("filed", "Ana"),
        ("wrote", None),
    ]
    async with post.database.read() as db:
        assert await held.marks(db) == {}
        filed = await held.one(db, waiting, MEDIA)
        assert filed is not None
        assert (filed.state, filed.suggested, filed.handled_by) == (FILED, inquiry.reference, "Ana")
        assert await letters.known(db, inquiry.id) == frozenset()


async def test_who_is_let_in_comes_in_by_themselves_from_then_on(
    post: Post, inquiry: Inquiry, waiting: int, people: dict[str, Staff]
) -> None:
    await file(post, waiting, inquiry, people["Ana"], let_in=True)
    await drain(post)
    again = await arrive(
        post, letter("And by noon.", sender=EVE.upper(), to=signed(post, inquiry), message_id="<2@x.example>")
    )
    await drain(post)
    assert (await row(post, again)).state == FILED
    assert [one.text for one in await letters_of(post, inquiry)] == ["I am Bo's editor.", "And by noon."]
    assert "let in" in [one.kind for one in await history(post, inquiry)]


async def test_it_can_go_to_another_inquiry_than_was_suggested(
    post: Post, inquiry: Inquiry, waiting: int, opened: Opened, people: dict[str, Staff]
) -> None:
    (other,) = await opened(events())
    await file(post, waiting, other, people["Dee"])
    await drain(post)
    assert await letters_of(post, inquiry) == ()
    assert [one.text for one in await letters_of(post, other)] == ["I am Bo's editor."]


async def test_it_can_be_an_inquiry_of_its_own(
    post: Post, waiting: int, people: dict[str, Staff], kept: Kept
) -> None:
    act: dict[str, Any] = {"staff_id": people["Ana"].id, "at": NOON}
    await post.database.write(held.open_new, mail_id=waiting, desk="events", **act)
    await drain(post)
    found = await row(post, waiting)
    async with post.database.read() as db:
        made = await records.by_id(db, found.inquiry_id or 0)
    assert made is not None
    assert (found.state, made.desk, made.email, made.name) == (FILED, "events", EVE, "Eve")
    assert EVE in [to for _, to, _ in kept.mails]


async def test_the_second_of_two_is_told_and_one_letter_is_filed(
    post: Post, inquiry: Inquiry, waiting: int, people: dict[str, Staff]
) -> None:
    act: dict[str, Any] = {"staff_id": people["Dee"].id, "at": NOON}
    ended = await asyncio.gather(
        file(post, waiting, inquiry, people["Ana"]),
        post.database.write(held.open_new, mail_id=waiting, desk="events", **act),
        post.database.write(held.put_aside, mail_id=waiting, **act),
        return_exceptions=True,
    )
    assert sorted(isinstance(one, SomeoneWasFaster) for one in ended) == [False, True, True]
    await drain(post)
    assert (await row(post, waiting)).state in (FILED, PUT_ASIDE)


async def test_what_was_put_aside_can_be_taken_up_and_filed_after_all(
    post: Post, inquiry: Inquiry, waiting: int, people: dict[str, Staff]
) -> None:
    act: dict[str, Any] = {"staff_id": people["Ana"].id, "at": NOON}
    await post.database.write(held.put_aside, mail_id=waiting, **act)
    async with post.database.read() as db:
        assert await held.waiting(db, MEDIA) == ()
        found = await held.one(db, waiting, MEDIA)
        assert await held.put_aside_ones(db, MEDIA) == (found,)
        assert await held.put_aside_ones(db, MEDIA, before=waiting) == ()
        assert await held.put_aside_ones(db, EVENTS) == ()
    assert found is not None
    assert (found.state, found.handled_by) == (PUT_ASIDE, "Ana")
    await post.database.write(held.take_up, mail_id=waiting, **act)
    assert (await row(post, waiting)).state == HELD
    await file(post, waiting, inquiry, people["Ana"])
    await drain(post)
    assert (await row(post, waiting)).state == FILED


async def test_a_quiet_mail_is_listed_and_can_be_filed(
    post: Post, inquiry: Inquiry, people: dict[str, Staff]
) -> None:
    id = await arrive(post, letter(sender=BO, to="media@charity.example", Auto_Submitted="auto-generated"))
    await drain(post)
    async with post.database.read() as db:
        (one,) = await held.quiet(db, MEDIA)
        assert await held.quiet(db, EVENTS) == ()
        assert await held.waiting(db, MEDIA) == ()
    assert (one.id, one.state) == (id, QUIET)
    with pytest.raises(SomeoneWasFaster):
        await file(post, id, inquiry, people["Ana"])
    await file(post, id, inquiry, people["Ana"], state=one.state)
    await drain(post)
    assert [one.kind for one in await letters_of(post, inquiry)] == ["reply"]


async def test_an_older_job_does_not_undo_a_persons_word(
    post: Post, inquiry: Inquiry, waiting: int, people: dict[str, Staff], moment: Moment
) -> None:
    """The process died when the mail was held, before its job had ended."""
    await file(post, waiting, inquiry, people["Ana"])
    moment.at = NOON + HOUR

    async def older(tx: Any) -> None:
        await jobs.enqueue(tx, kinds.READ, "older", {"mail": waiting}, at=NOON - HOUR)

    await post.database.write(older)
    assert (await row(post, waiting)).state == UNREAD_MAIL
    await drain(post)
    assert (await row(post, waiting)).state == FILED


async def test_an_inquiry_that_is_erased_meanwhile_leaves_the_mail_with_a_person(
    post: Post, waiting: int, people: dict[str, Staff]
) -> None:
    async def gone(tx: Any) -> None:
        await held._taken(tx, waiting, HELD, people["Ana"].id, NOON)
        await held._read_again(tx, waiting, {"inquiry": 4711, "by": people["Ana"].id}, NOON)

    await post.database.write(gone)
    await drain(post)
    found = await row(post, waiting)
    assert (found.state, found.reason) == (
        HELD,
        "The inquiry it was to be filed in is no longer there.",
    )


async def file(
    post: Post, id: int, inquiry: Inquiry, who: Staff, *, let_in: bool = False, state: int = HELD
) -> None:
    act: dict[str, Any] = {"staff_id": who.id, "at": NOON, "let_in": let_in, "state": state}
    await post.database.write(held.file, mail_id=id, inquiry=inquiry, **act)
