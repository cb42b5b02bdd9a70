from datetime import timedelta

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry.model import Outcome, Status
from inquiries.spam import learning, tokens
from inquiries.spam.classifier import ENOUGH
from tests.opened import NOON, media
from tests.spam.conftest import Opened

KEY = b"k" * 32
SALE = {"question": "Lanterns wholesale discount catalogue, dispatched weekly"}
ASKED = {"question": "Which shelters closed before winter, and who decided?"}


async def words(database: Database) -> list[tuple[str, int, int]]:
    columns = (tables.spam_words.c.word, tables.spam_words.c.spam, tables.spam_words.c.good)
    async with database.read() as db:
        return [tuple(row) for row in await db.execute(sa.select(*columns).order_by("word"))]


async def test_it_learns_unlearns_and_stands_as_if_it_had_only_been_told_the_last(
    database: Database, opened: Opened
) -> None:
    one, two = await opened(media(answers=SALE), media(answers=ASKED))

    async def told(inquiry, spam: bool) -> bool:
        return await database.write(learning.learn, KEY, inquiry.id, inquiry.answers, spam=spam, at=NOON)

    assert await told(one, spam=True)
    assert await told(two, spam=False)
    taught = await words(database)
    assert taught[0] == ("", 1, 1)
    assert not await told(one, spam=True)  # the same again
    assert await words(database) == taught
    assert await told(one, spam=False)
    assert (await words(database))[0] == ("", 0, 2)
    assert {spam for _, spam, _ in await words(database)} == {0}
    assert await told(one, spam=True)
    assert await words(database) == taught


async def test_after_enough_of_both_it_tells_them_apart_and_what_was_answered_taught_it(
    database: Database, opened: Opened
) -> None:
    def new(number: int) -> dict[str, str]:
        return {"name": f"Visitor {number}", "email": f"v{number}@mail{number}.example", "outlet": ""}

    sold = await opened(*(media(answers=SALE | new(number)) for number in range(ENOUGH)))
    asked = await opened(*(media(answers=ASKED | new(number)) for number in range(ENOUGH)))
    texts = {1: SALE | new(98), 2: ASKED | new(99), 3: {"question": "Something else altogether"}}

    async def resemblances() -> list[float | None]:
        async with database.read() as db:
            return list((await learning.resemblances(db, KEY, texts)).values())

    for inquiry in sold:
        await database.write(learning.learn, KEY, inquiry.id, inquiry.answers, spam=True, at=NOON)
    assert await resemblances() == [None, None, None]
    ended = {"status": int(Status.CLOSED), "outcome": Outcome.ANSWERED.value, "closed_at": NOON}
    answered = tables.inquiries.c.id.in_([inquiry.id for inquiry in asked])
    await database.write(lambda tx: tx.execute(tables.inquiries.update().where(answered).values(ended)))
    assert [await database.write(learning.learn_answered, KEY, NOON) for _ in range(2)] == [ENOUGH, 0]
    sale, question, neither = await resemblances()
    assert (sale > 0.99, question < 0.01, neither) == (True, True, 0.5)


async def test_words_seen_once_long_ago_are_swept_and_of_too_many_the_rarest(
    database: Database, opened: Opened, monkeypatch
) -> None:
    one, two = await opened(media(answers=SALE), media(answers=SALE | {"name": "Wholesale", "email": ""}))
    for inquiry in (one, two):
        await database.write(learning.learn, KEY, inquiry.id, inquiry.answers, spam=True, at=NOON)
    await database.write(learning.sweep, NOON + learning.STALE + timedelta(days=1))
    twice = set(tokens.tokens(KEY, one.answers)) & set(tokens.tokens(KEY, two.answers))
    assert {word for word, _, _ in await words(database)} == twice | {""}
    monkeypatch.setattr(learning, "MOST_WORDS", 3)
    await database.write(learning.sweep, NOON)
    assert len(await words(database)) == 3
