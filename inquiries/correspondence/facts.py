"""Gathers what is known of a mail, for match.py to decide on. Reads only; what anybody can write is told as such."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.correspondence import letter_mail, match
from inquiries.correspondence.contents import Contents
from inquiries.correspondence.match import Facts, Known
from inquiries.database.tables import IN, inquiries, letters
from inquiries.inquiry import letters as letters_of
from inquiries.inquiry import persons, records
from inquiries.inquiry.model import Inquiry
from inquiries.mail.reply_address import Addresses, Found
from inquiries.outbox import returned
from inquiries.outbox.post import Post
from inquiries.settings import Settings

HOUR = timedelta(hours=1)
_ENVELOPE = ("delivered-to", "x-original-to", "envelope-to")
_REFERENCE = re.compile(r"\b[0-9A-Za-z]{3}[-\u2010\u2011\u2013][0-9A-Za-z]{4}\b")
_OUR_ID = re.compile(r"<[0-9a-f]{32}@([^<>\s@]+)>")
_LOOKED_AT = 100  # addresses, and Message-IDs


async def gather(db: AsyncConnection, post: Post, contents: Contents, found: Found | None) -> Facts:
    """`found` is the signed address it came to, see `signed`."""
    given, parsed = tuple(addresses(contents)), contents.parsed
    theirs = await _inquiry(db, post, found.reference) if found else None
    signed = await _known(db, theirs, contents)
    answered = await _answered(db, contents) if signed is None else None
    settings, desk = post.settings, _desk(post.settings, given)
    belongs = signed or answered
    return Facts(
        senders=contents.senders,
        default_desk=settings.default_desk,
        own=any(_is_ours(post, one) for one in contents.senders),
        robot=parsed.robot,
        in_bulk=_in_bulk(contents),
        signed=signed,
        lost=found is not None and signed is None,
        by_bounce=found is not None and found.kind == "bounce",
        tampered=found is None
        and any(_tampered(letter_mail.addresses(post), settings, one) for one in given),
        answered=answered,
        guessed=belongs is None and _guessed(settings, contents.thread),
        named=await _named(db, post, contents) if belongs is None else None,
        desk=desk,
        through_desk=_through(settings, desk, contents),
        twice=await _is_twice(db, contents, belongs),
        crowded=await _is_crowded(db, contents.senders, contents.mail.received_at),
    )


def signed(post: Post, contents: Contents) -> Found | None:
    """The address of ours it was sent to, which nobody can forge. What the server was told goes before headers."""
    ours = letter_mail.addresses(post)
    return next((found for one in addresses(contents) if (found := ours.read(one))), None)


def addresses(contents: Contents) -> Iterator[str]:
    """Every address it was sent to, as far as can be known: of the envelope first, then as it says itself."""
    if contents.mail.recipient:
        yield contents.mail.recipient
    for name in _ENVELOPE:
        for value in contents.parsed.headers.get(name, ()):
            yield value.strip().strip("<>")
    for one in (*contents.parsed.to, *contents.parsed.cc)[:_LOOKED_AT]:
        if one.address:
            yield one.address


async def inquiry(db: AsyncConnection, post: Post, reference: str) -> Inquiry | None:
    """The whole inquiry that this reference is of, or of a part of which."""
    found = await _inquiry(db, post, reference)
    return await records.whole(db, found) if found else None


async def _inquiry(db: AsyncConnection, post: Post, reference: str) -> Inquiry | None:
    id = post.keys.number(reference)
    return await records.by_id(db, id) if id is not None else None


async def _known(db: AsyncConnection, part: Inquiry | None, contents: Contents) -> Known | None:
    """The whole that this is part of, with everybody who may write in any part of it."""
    if part is None:
        return None
    whole = await records.whole(db, part)
    every = (whole, *await records.parts(db, whole.id))
    people = {one.email.lower() for one in every if one.email}
    for one in every:
        people |= await letters_of.known(db, one.id)
    came = sa.select(sa.func.count()).where(
        letters.c.inquiry_id.in_([one.id for one in every]),
        letters.c.direction == IN,
        letters.c.at > contents.mail.received_at - HOUR,
    )
    crowded = (await db.scalar(came) or 0) >= match.LETTERS_AN_HOUR
    return Known(whole.id, whole.reference, whole.desk, frozenset(people), crowded)


async def _answered(db: AsyncConnection, contents: Contents) -> Known | None:
    """The inquiry of the latest mail in its thread that we know: one of theirs, or of ours to somebody outside."""
    ids = tuple(reversed(contents.thread))[:_LOOKED_AT]
    if not ids:
        return None
    theirs = sa.select(letters.c.message_id, letters.c.inquiry_id).where(letters.c.message_id.in_(ids))
    homes: dict[str, int] = {row.message_id: row.inquiry_id for row in await db.execute(theirs)}
    for one in await returned.by_message_ids(db, ids):
        if one.inquiry_id is not None and one.kind in returned.OUTSIDE:
            homes.setdefault(one.message_id, one.inquiry_id)
    latest = next((homes[id] for id in ids if id in homes), None)
    found = await records.by_id(db, latest) if latest is not None else None
    return await _known(db, found, contents)


async def _named(db: AsyncConnection, post: Post, contents: Contents) -> Known | None:
    for written in _REFERENCE.findall(contents.parsed.subject)[:10]:
        found = await _inquiry(db, post, re.sub("[\u2010\u2011\u2013]", "-", written))
        if found:
            return await _known(db, found, contents)
    return None


def _guessed(settings: Settings, thread: Iterable[str]) -> bool:
    ours = settings.mail_from.rpartition("@")[2].lower()
    return any((id := _OUR_ID.fullmatch(one)) and id[1].lower() == ours for one in thread)


def _is_ours(post: Post, address: str) -> bool:
    settings, plain = post.settings, _plain(address)
    own = {
        settings.mail_from.lower(),
        *(desk.email.lower() for desk in settings.desks.values() if desk.email),
    }
    return address in own or plain in own or letter_mail.addresses(post).ours(address)


def _tampered(ours: Addresses, settings: Settings, address: str) -> bool:
    """Ours but for the signature; the base alone, as servers leave it that do not know tags, says nothing."""
    return ours.ours(address) and address.strip().lower() != settings.reply_address.lower()


def _desk(settings: Settings, given: Iterable[str]) -> str:
    homes = {desk.email.lower(): desk.slug for desk in settings.desks.values() if desk.email}
    every = (homes.get(one.lower()) or homes.get(_plain(one)) for one in given)
    return next((desk for desk in every if desk), "")


def _plain(address: str) -> str:
    """Without what stands behind a plus: events+spring@… is events@…"""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _in_bulk(contents: Contents) -> bool:
    headers = contents.parsed.headers
    precedence = {value.strip().lower() for value in headers.get("precedence", ())}
    return bool(precedence & {"bulk", "junk"} or headers.get("feedback-id"))


def _through(settings: Settings, desk: str, contents: Contents) -> bool:
    """Whether the list that passed it on is the desk's own address: a group of people who read one mailbox."""
    email = settings.desks[desk].email if desk else None
    posts = " ".join(contents.parsed.headers.get("list-post", ())).lower()
    return bool(email) and f"<mailto:{(email or '').lower()}>" in posts


async def _is_twice(db: AsyncConnection, contents: Contents, belongs: Known | None) -> bool:
    id = contents.message_id
    if not id or not contents.senders:
        return False
    same = [letters.c.message_id == id, letters.c.direction == IN, letters.c.text == contents.new]
    same.append(sa.func.lower(letters.c.sender) == contents.senders[0])
    if belongs is None:
        same.append(letters.c.kind == "opening")
        return (await db.execute(sa.select(letters.c.id).where(*same).limit(1))).first() is not None
    every = [belongs.id, *(part.id for part in await records.parts(db, belongs.id))]
    same.append(letters.c.inquiry_id.in_(every))
    return (await db.execute(sa.select(letters.c.id).where(*same).limit(1))).first() is not None


async def _is_crowded(db: AsyncConnection, senders: tuple[str, ...], at: datetime) -> bool:
    counted = sa.select(sa.func.count()).select_from(inquiries)
    of_late = (persons.written_by(list(senders)), inquiries.c.received_at > at - HOUR)
    return (await db.scalar(counted.where(*of_late)) or 0) >= match.INQUIRIES_AN_HOUR
