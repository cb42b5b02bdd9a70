"""What is learned about words from inquiries that were called spam, or not. SQL; each inquiry teaches once."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import IS_CLOSED, inquiries, spam_lessons, spam_words
from inquiries.inquiry.model import Outcome
from inquiries.spam import classifier, tokens
from inquiries.spam.classifier import Seen

TEXTS = ""  # the word whose row counts the texts
MOST_WORDS = 100_000
STALE = timedelta(days=180)  # a word seen once and never again
LATEST, EACH_PASS, ENOUGH_ANSWERED = 5000, 50, 500
_NOTHING = Seen(0, 0)
_TURN = "spam lessons"


async def learn(
    tx: Tx, secret: bytes, id: int, answers: Mapping[str, str], *, spam: bool, at: datetime
) -> bool:
    """Inquiry `id` is called spam, or no spam. Once more it changes nothing (False); otherwise the first is undone."""
    await statements.in_turn(tx, _TURN)
    before = await tx.scalar(sa.select(spam_lessons.c.spam).where(spam_lessons.c.inquiry_id == id))
    if before == spam:
        return False
    lesson = {"inquiry_id": id, "spam": spam}
    await tx.execute(statements.insert_or_update(tx, spam_lessons, lesson, key=("inquiry_id",)))
    spam_more, good_more = int(spam), int(not spam)
    if before is not None:
        spam_more, good_more = spam_more - int(before), good_more - int(not before)
    words = (TEXTS, *tokens.tokens(secret, answers))
    rows = [{"word": word, "spam": spam_more, "good": good_more, "at": at} for word in words]
    both = ("spam", "good")
    await tx.execute(statements.insert_or_add_each(tx, spam_words, rows, key=("word",), add=both))
    return True


async def learn_answered(tx: Tx, secret: bytes, at: datetime) -> int:
    """What was answered is no spam: without it, good would be only what was held by mistake. How many taught.

    Among the latest, a few in a pass, until there are enough.
    """
    if (await _counted(tx, (TEXTS,))).get(TEXTS, _NOTHING).good >= ENOUGH_ANSWERED:
        return 0
    newest = sa.select(sa.func.max(inquiries.c.id) - LATEST).scalar_subquery()
    untaught = ~sa.exists().where(spam_lessons.c.inquiry_id == inquiries.c.id)
    ended = (inquiries.c.id > newest, IS_CLOSED, inquiries.c.outcome == Outcome.ANSWERED.value, untaught)
    found = sa.select(inquiries.c.id, inquiries.c.answers).where(*ended).order_by(inquiries.c.id.desc())
    rows = (await tx.execute(found.limit(EACH_PASS))).all()
    for row in rows:
        await learn(tx, secret, row.id, json.loads(row.answers), spam=False, at=at)
    return len(rows)


async def resemblances(
    db: AsyncConnection, secret: bytes, texts: Mapping[int, Mapping[str, str]]
) -> dict[int, float | None]:
    """How much each of these submissions resembles spam. Two queries however many there are; one before there is
    anything to tell by."""
    totals = (await _counted(db, (TEXTS,))).get(TEXTS, _NOTHING)
    if not classifier.enough(totals):
        return dict.fromkeys(texts)
    words = {id: tokens.tokens(secret, answers) for id, answers in texts.items()}
    known = await _counted(db, {word for each in words.values() for word in each})
    return {
        id: classifier.resemblance(totals, (known[word] for word in each if word in known))
        for id, each in words.items()
    }


async def sweep(tx: Tx, now: datetime) -> None:
    """Forget words that stood in one text long ago, and those that no longer stand in any; the table stays small."""
    figure = spam_words.c.spam + spam_words.c.good
    gone = sa.or_(figure <= 0, sa.and_(figure == 1, spam_words.c.at < now - STALE))
    await tx.execute(spam_words.delete().where(spam_words.c.word != TEXTS, gone))
    many = (await tx.scalar(sa.select(sa.func.count()).select_from(spam_words))) or 0
    if many > MOST_WORDS:
        rare = sa.select(spam_words.c.word).where(spam_words.c.word != TEXTS)
        rare = rare.order_by(figure, spam_words.c.at).limit(many - MOST_WORDS)
        await tx.execute(spam_words.delete().where(spam_words.c.word.in_(rare)))


async def _counted(db: AsyncConnection, words: "tuple[str, ...] | set[str]") -> dict[str, Seen]:
    if db.dialect.name == "postgresql":
        among: sa.ColumnElement[bool] = spam_words.c.word == sa.any_(
            sa.literal(sorted(words), sa.ARRAY(sa.Text))
        )
    else:
        each = sa.func.json_each(json.dumps(sorted(words))).table_valued("value")
        among = spam_words.c.word.in_(sa.select(each.c.value))
    rows = await db.execute(sa.select(spam_words.c.word, spam_words.c.spam, spam_words.c.good).where(among))
    return {row.word: Seen(row.spam, row.good) for row in rows}
