"""What an address left in inquiries of others: letters from it, copies to it, mail that waits, and what is known of it.

Words in which others speak of it stay, in notes and letters of their own.
"""

import json
import re
from collections import Counter
from collections.abc import Collection
from typing import Any
from urllib.parse import parse_qsl

import sqlalchemy as sa

from inquiries.database.engine import Tx
from inquiries.database.tables import (
    IN,
    IS_UNREAD_MAIL,
    attachments,
    bounced_addresses,
    correspondents,
    deliveries,
    drafts,
    history,
    jobs,
    letters,
    mails,
    person_addresses,
    saved_views,
)
from inquiries.erasure import forgetting
from inquiries.erasure.cleaning import Left
from inquiries.inquiry import indexing
from inquiries.mail import address, read
from inquiries.outbox import returned


def spelled(column: Any, box: str) -> sa.ColumnElement[bool]:
    """However this mailbox is written."""
    lower = sa.func.lower(column)
    return sa.or_(lower == box, lower.like(_tagged(box), escape="\\"))


async def erase(tx: Tx, box: str) -> tuple[Counter[str], Left]:
    """How much of what went, and which files went with it."""
    theirs = sa.and_(letters.c.direction == IN, spelled(letters.c.sender, box))
    written = (
        await tx.execute(sa.select(letters.c.id, letters.c.inquiry_id, letters.c.mail_id).where(theirs))
    ).all()
    ids, touched = [row.id for row in written], {row.inquiry_id for row in written}
    files = list(await tx.scalars(_files(ids)))
    counted = Counter({"letters": len(ids), "files": len(files)})
    touched |= await _unname(tx, ids, box)
    await tx.execute(letters.delete().where(letters.c.id.in_(ids)))
    counted["mails"] += await _mails(tx, [row.mail_id for row in written if row.mail_id is not None], box)
    touched |= await _copies(tx, box)
    counted["deliveries"] += await _deliveries(tx, box)
    await tx.execute(correspondents.delete().where(spelled(correspondents.c.email, box)))
    await _drafts(tx, box)
    for email in list(await tx.scalars(_known(box))):
        counted.update(await forgetting.address(tx, email))
    marked = await tx.execute(bounced_addresses.delete().where(spelled(bounced_addresses.c.email, box)))
    counted["addresses"] += marked.rowcount
    counted["saved views"] += await _views(tx, box)
    if touched:
        await indexing.refresh(tx, sorted(touched))
    return +counted, Left(files=tuple(files))


def _files(ids: Collection[int]) -> sa.Select[Any]:
    return sa.select(attachments.c.stored).where(
        attachments.c.letter_id.in_(ids), attachments.c.stored.is_not(None)
    )


def _known(box: str) -> sa.Select[Any]:
    return sa.select(person_addresses.c.email).where(spelled(person_addresses.c.email, box))


async def _unname(tx: Tx, letter_ids: Collection[int], box: str) -> set[int]:
    """Lines of history that tell of these letters, or hold the address; whose they were."""
    about = sa.or_(
        _holds(history.c.facts, box), history.c.facts.like('%"letter": %') if letter_ids else sa.false()
    )
    rows = await tx.execute(sa.select(history.c.id, history.c.inquiry_id, history.c.facts).where(about))
    wanted = set(letter_ids)
    gone = [row for row in rows if json.loads(row.facts).get("letter") in wanted or _names(row.facts, box)]
    await tx.execute(history.delete().where(history.c.id.in_([row.id for row in gone])))
    return {row.inquiry_id for row in gone}


async def _mails(tx: Tx, ids: Collection[int], box: str) -> int:
    from_them = sa.or_(spelled(mails.c.from_address, box), spelled(mails.c.sender, box))
    found = list(await tx.scalars(sa.select(mails.c.id).where(sa.or_(mails.c.id.in_(ids), from_them))))
    # Of what nobody has read yet, only its own lines say from whom it is.
    unread = await tx.execute(sa.select(mails.c.id, mails.c.raw).where(IS_UNREAD_MAIL))
    found += [row.id for row in unread if row.id not in found and _names(read.heading(row.raw).from_, box)]
    for id in found:
        payload = f'{{"mail": {id}'
        reads = sa.or_(jobs.c.payload == f"{payload}}}", jobs.c.payload.startswith(f"{payload},"))
        await tx.execute(jobs.delete().where(sa.text("jobs.state = 0"), reads))
    await tx.execute(letters.update().where(letters.c.mail_id.in_(found)).values(mail_id=None))
    await tx.execute(mails.delete().where(mails.c.id.in_(found)))
    return len(found)


async def _copies(tx: Tx, box: str) -> set[int]:
    """Whom letters of ours went to besides."""
    rows = await tx.execute(
        sa.select(letters.c.id, letters.c.inquiry_id, letters.c.recipients).where(
            _holds(letters.c.recipients, box)
        )
    )
    touched = set()
    for row in list(rows):
        others = [one for one in json.loads(row.recipients) if address.mailbox(one[2]) != box]
        kept = json.dumps(others, ensure_ascii=False)
        await tx.execute(letters.update().where(letters.c.id == row.id).values(recipients=kept))
        touched.add(row.inquiry_id)
    return touched


async def _deliveries(tx: Tx, box: str) -> int:
    """Notices to our own people stay, though one of them has asked from this address."""
    outside = deliveries.c.kind.in_(sorted(returned.OUTSIDE))
    its = sa.select(deliveries.c.job_id).where(outside, spelled(deliveries.c.recipient, box))
    found = list(await tx.scalars(its))
    await tx.execute(deliveries.delete().where(deliveries.c.job_id.in_(found)))
    await tx.execute(jobs.delete().where(jobs.c.id.in_(found)))
    return len(found)


async def _drafts(tx: Tx, box: str) -> None:
    """Who is to read along with a letter that is being written."""
    for row in list(await tx.execute(sa.select(drafts).where(_holds(drafts.c.facts, box)))):
        facts = json.loads(row.facts)
        kept = [one.strip() for one in str(facts.get("cc", "")).split(",") if not _names(one, box)]
        key = (drafts.c[name] == getattr(row, name) for name in ("inquiry_id", "staff_id", "kind"))
        facts = json.dumps(facts | {"cc": ", ".join(kept)}, ensure_ascii=False)
        await tx.execute(drafts.update().where(*key).values(facts=facts))


async def _views(tx: Tx, box: str) -> int:
    """Lists that look for the address."""
    rows = await tx.execute(sa.select(saved_views.c.id, saved_views.c.query))
    gone = [row.id for row in rows if any(_names(value, box) for _, value in parse_qsl(row.query))]
    await tx.execute(saved_views.delete().where(saved_views.c.id.in_(gone)))
    return len(gone)


def _holds(column: Any, box: str) -> sa.ColumnElement[bool]:
    lower = sa.func.lower(column)
    ways = (f"%{_literal(box)}%", f"%{_tagged(box)}%")
    return sa.or_(*(lower.like(way, escape="\\") for way in ways))


def _names(text: str, box: str) -> bool:
    local, _, domain = box.rpartition("@")
    named = rf"(?<![\w.+-]){re.escape(local)}(\+[^\s@\"]*)?@{re.escape(domain)}(?![\w-])"
    return re.search(named, text, re.I) is not None


def _tagged(box: str) -> str:
    local, _, domain = box.rpartition("@")
    return f"{_literal(local)}+%@{_literal(domain)}"


def _literal(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)
