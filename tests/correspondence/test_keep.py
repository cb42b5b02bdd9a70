import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from inquiries.correspondence import keep
from inquiries.database import tables
from inquiries.database.engine import Database, Tx

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
RAW = b"Subject: hello\r\n\r\n\xff\x00 Bonjour\r\n"
TO = "reply@charity.example"


async def kept(
    database: Database,
    raw: bytes = RAW,
    recipient: str = TO,
    sender: str | None = "bo@gazette.example",
    at: datetime = NOON,
) -> int | None:
    return await database.write(keep.keep, door="lmtp", raw=raw, sender=sender, recipient=recipient, at=at)


async def rows(database: Database, *columns: sa.ColumnElement[object]) -> list[tuple[object, ...]]:
    async with database.read() as db:
        return [tuple(row) for row in await db.execute(sa.select(*columns))]


async def test_a_mail_is_kept_as_it_came_with_one_job_to_read_it(database: Database) -> None:
    id = await kept(database)
    mail = tables.mails.c
    columns = (
        mail.id,
        mail.received_at,
        mail.door,
        mail.sender,
        mail.recipient,
        mail.size,
        mail.state,
        mail.raw,
    )
    assert await rows(database, *columns) == [
        (id, NOON, "lmtp", "bo@gazette.example", TO, len(RAW), tables.UNREAD_MAIL, RAW)
    ]
    job = tables.jobs.c
    (found,) = await rows(database, job.kind, job.key, job.payload, job.lane, job.next_try_at)
    assert found == ("read", f"read:{id}", json.dumps({"mail": id}), "read", NOON)


async def test_the_same_mail_to_the_same_recipient_is_kept_once(database: Database) -> None:
    assert await kept(database) is not None
    assert await kept(database, recipient=TO.upper(), sender=None, at=NOON + timedelta(days=3)) is None
    assert len(await rows(database, tables.mails.c.id)) == len(await rows(database, tables.jobs.c.id)) == 1


async def test_another_recipient_or_another_byte_is_another_mail(database: Database) -> None:
    await kept(database)
    assert await kept(database, recipient="events@charity.example") is not None
    assert await kept(database, raw=RAW + b"\r\n") is not None
    assert len(await rows(database, tables.jobs.c.id)) == 3


async def test_what_is_undone_leaves_neither_mail_nor_job(database: Database) -> None:
    async def keeps_and_fails(tx: Tx) -> None:
        await keep.keep(tx, door="imap", raw=RAW, sender=None, recipient=TO, at=NOON)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(keeps_and_fails)
    assert await rows(database, tables.mails.c.id) == await rows(database, tables.jobs.c.id) == []
    assert await kept(database) is not None


@pytest.mark.parametrize(
    ("sender", "stored"), [(None, None), ("", ""), ("b\0o\udcff@x.example", "bo?@x.example")]
)
async def test_senders_are_kept_apart_unknown_null_and_what_is_no_text(
    database: Database, sender: str | None, stored: str | None
) -> None:
    await kept(database, sender=sender, recipient="reply\udce9@charity.example")
    assert await rows(database, tables.mails.c.sender, tables.mails.c.recipient) == [
        (stored, "reply?@charity.example")
    ]
