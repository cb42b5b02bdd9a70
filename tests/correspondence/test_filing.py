"""What becomes of a mail once it is kept, with its database; every mail here is read twice, see arrivals.read."""

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.tables import FILED, HELD, QUIET
from inquiries.outbox.post import Post
from tests import opened as opened_in
from tests.correspondence.arrivals import (
    BO,
    EVE,
    Moment,
    Opened,
    Row,
    history,
    letter,
    letters_of,
    read,
    signed,
)
from tests.opened import HOUR, NOON, media


async def test_an_answer_to_the_signed_address_stands_in_its_inquiry(post: Post, opened: Opened) -> None:
    (inquiry,) = await opened(media())
    message = letter(
        "By three, please.\n\nOn Tue, The Lantern Fund wrote:\n> When do you need it?\n",
        to=signed(post, inquiry),
        cc="Desk <desk@gazette.example>",
    )
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="leave it.pdf")
    assert await read(post, message) == Row(FILED, "", "media", inquiry.id, BO, "Re: Your inquiry", "")
    (found,) = await letters_of(post, inquiry)
    assert (found.kind, found.sender, found.sender_name) == ("reply", BO, "Bo Baker")
    assert (found.text, found.rest.splitlines()[-1]) == ("By three, please.", "> When do you need it?")
    assert (found.message_id, found.facts) == ("<1@gazette.example>", {"cc": ["desk@gazette.example"]})
    (file,) = found.files
    assert (file.name, file.content_type, file.size) == ("leave it.pdf", "application/pdf", 8)
    assert await post.files.read(file.stored or "") == b"%PDF-1.4"
    assert [one.kind for one in await history(post, inquiry)][-1] == "wrote"


async def test_the_envelope_says_where_it_goes_before_headers_do(post: Post, opened: Opened) -> None:
    one, other = await opened(media(), media())
    found = await read(post, letter(to=signed(post, one)), recipient=signed(post, other).upper())
    assert (found.state, found.inquiry_id) == (FILED, other.id)


async def test_another_sender_is_held_where_it_may_belong_and_writes_nothing_there(
    post: Post, opened: Opened
) -> None:
    (inquiry,) = await opened(media())
    found = await read(post, letter("I am Bo's editor.", sender=EVE, to=signed(post, inquiry)))
    why = f"{EVE} is not who wrote to us."
    assert found == Row(HELD, why, "media", inquiry.id, EVE, "Re: Your inquiry", "I am Bo's editor.")
    assert await letters_of(post, inquiry) == ()


async def test_the_same_letter_by_two_doors_is_one(post: Post, opened: Opened) -> None:
    (inquiry,) = await opened(media())
    message = letter(to=signed(post, inquiry))
    await read(post, message)
    found = await read(post, message, recipient="media@charity.example", door="lmtp")
    assert (found.state, found.inquiry_id) == (QUIET, inquiry.id)
    assert len(await letters_of(post, inquiry)) == 1


async def test_an_answer_to_a_mail_of_ours_is_known_by_its_id_and_its_sender(
    post: Post, opened: Opened
) -> None:
    (inquiry,) = await opened(media())
    ours = "<0123456789abcdef0123456789abcdef@charity.example>"
    for kind in ("receipt", "notification"):
        await sent(post, inquiry.id, kind, ours if kind == "receipt" else ours.replace("0", "f"))
    filed = await read(post, letter(references=f"<x@y.example> {ours}", in_reply_to=ours))
    assert (filed.state, filed.inquiry_id) == (FILED, inquiry.id)
    other = await read(post, letter(sender=EVE, in_reply_to=ours))
    assert other.reason == f"It refers to {inquiry.reference}, but comes from another address."
    guessed = await read(post, letter(in_reply_to=ours.replace("0", "f"), message_id="<2@gazette.example>"))
    assert (guessed.state, guessed.inquiry_id) == (HELD, None)


async def test_a_reference_in_the_subject_only_suggests(post: Post, opened: Opened) -> None:
    (inquiry,) = await opened(media())
    found = await read(post, letter(subject=f"My question {inquiry.reference.lower()}"))
    why = f"It names {inquiry.reference}, which anybody can do, and nothing else leads there."
    assert (found.state, found.reason, found.inquiry_id) == (HELD, why, inquiry.id)


async def test_a_broken_signature_is_held(post: Post, opened: Opened) -> None:
    (inquiry,) = await opened(media())
    address = signed(post, inquiry)
    broken = address.replace(address[10:14], "aaaa")
    found = await read(post, letter(to=broken))
    assert (found.state, found.reason) == (
        HELD,
        "The address it was sent to is like ours, and yet none that we gave to anybody.",
    )


async def test_who_was_let_in_is_filed_and_a_part_leads_to_the_whole(post: Post, opened: Opened) -> None:
    whole, part = await opened(media(), media())
    merged = {"status": tables.MERGED, "merged_into": whole.id}
    await post.database.write(
        lambda tx: tx.execute(
            tables.inquiries.update().where(tables.inquiries.c.id == part.id).values(merged)
        )
    )
    found = await read(post, letter(to=signed(post, part)))
    assert (found.state, found.inquiry_id) == (FILED, whole.id)


async def test_a_letter_into_quarantine_stays_there(post: Post, opened: Opened) -> None:
    (inquiry,) = await opened(media(suspicion="it looks like spam"))
    found = await read(post, letter(to=signed(post, inquiry)))
    assert found.state == FILED
    assert (await opened_in.again(post.database, inquiry)).status == tables.QUARANTINED
    async with post.database.read() as db:
        heard = sa.select(tables.jobs.c.id).where(tables.jobs.c.kind == "heard")
        assert (await db.execute(heard)).all() == []


async def test_more_letters_than_a_person_writes_are_held(post: Post, opened: Opened, moment: Moment) -> None:
    (inquiry,) = await opened(media())
    states = []
    for number in range(32):
        message = letter(f"Letter {number}", to=signed(post, inquiry), message_id=f"<{number}@x.example>")
        states.append((await read(post, message)).state)
    assert states == [FILED] * 30 + [HELD] * 2
    moment.at = NOON + HOUR
    late = await read(post, letter("Later", to=signed(post, inquiry), message_id="<l@x.example>"))
    assert late.state == FILED


async def test_what_exceeds_our_limits_is_held_as_unreadable_where_its_address_leads(
    post: Post, opened: Opened
) -> None:
    (inquiry,) = await opened(media())
    raw = (
        letter(to=signed(post, inquiry))
        .as_bytes()
        .replace(b"Subject:", b"X-A: " + b"a" * 110_000 + b"\nSubject:")
    )
    found = await read(post, raw, recipient=signed(post, inquiry))
    assert (found.state, found.desk, found.inquiry_id) == (HELD, "media", inquiry.id)
    assert (found.reason, found.from_address) == ("Its header is longer than 100 KiB.", BO)


async def test_what_was_sent_to_none_of_us_is_shown_at_the_default_desk(post: Post) -> None:
    found = await read(post, letter(to="somebody@charity.example", sender=EVE))
    assert (found.state, found.desk, found.inquiry_id) == (HELD, "media", None)


async def test_our_own_addresses_never_begin_anything(post: Post, opened: Opened) -> None:
    (inquiry,) = await opened(media())
    for own in ("events@charity.example", "Office@charity.example", signed(post, inquiry)):
        found = await read(post, letter(sender=own, to="media@charity.example", message_id=f"<{own}>"))
        assert (found.state, found.reason) == (QUIET, "It comes from an address of our own.")


async def test_nothing_in_a_mail_stops_the_database(post: Post, opened: Opened) -> None:
    (inquiry,) = await opened(media())
    raw = letter(to=signed(post, inquiry)).as_bytes()
    raw = raw.replace(b"<1@gazette.example>", b"<1\x00\xff@gazette.example>")
    raw = raw.replace(b"We need", b"We \x00\xed\xa0\x80 need").replace(b"Bo Baker", b"B\x00o\xff")
    assert (await read(post, raw)).state == FILED


async def sent(post: Post, inquiry_id: int, kind: str, message_id: str, to: str = BO) -> None:
    """A mail of ours that was sent before."""

    async def add(tx: object) -> None:
        job = {"kind": "test", "key": message_id + kind + to, "payload": "{}", "state": tables.DONE}
        job |= {"next_try_at": NOON, "created_at": NOON}
        id = (await tx.execute(tables.jobs.insert().values(job).returning(tables.jobs.c.id))).scalar_one()
        row = {"job_id": id, "inquiry_id": inquiry_id, "channel": "email", "kind": kind, "recipient": to}
        await tx.execute(
            tables.deliveries.insert().values(row | {"message_id": message_id, "created_at": NOON})
        )

    await post.database.write(add)
