"""Counts what a report is made of, in the database. SQL only; what the figures mean, reporting says."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.tables import IS_OPEN, IS_WAITING, inquiries
from inquiries.inquiry import period as periods
from inquiries.inquiry.model import GOING, Outcome, Status
from inquiries.inquiry.period import Period
from inquiries.inquiry.reporting import QUARTER_HOUR, Figures, Verdict

MOST_OUTLETS, MOST_REASONS = 10, 10
_REAL = tuple(int(status) for status in (*GOING, Status.CLOSED))  # neither held as spam nor part of another
_NOTHING_OWED = (Outcome.NO_REPLY_NEEDED.value, Outcome.STORY_DROPPED.value)
_IS_KEYED = sa.text("outlet_key <> ''")  # to the letter as the partial index has it
_COUNT = sa.func.count()
_c = inquiries.c


async def read(db: AsyncConnection, period: Period, *, desks: Collection[str], now: datetime) -> Figures:
    """The figures of a period; verdicts also of the days before it. Always the same few queries.

    Lengths and times come grouped, so what is read grows with the length of the period, not with its traffic.
    """
    shown = (*periods.parts(period.before())[1], *periods.parts(period)[1])
    arrived = (_c.received_at >= period.start, _c.received_at < period.end, *_real(desks))
    answered = (*arrived, _c.outcome == Outcome.ANSWERED.value, _c.closed_at.is_not(None))
    declined = (*arrived, _c.outcome == Outcome.DECLINED.value)
    reasons = sa.select(_c.outcome_reason, _COUNT).where(*declined).group_by(_c.outcome_reason)
    acknowledged = (*arrived, _c.acknowledged_at.is_not(None))
    topics = (await db.execute(_topics(arrived))).all()
    return Figures(
        verdicts=await _verdicts(db, shown, now, desks),
        arrivals=await _counted(db, _quarter(db, _c.received_at), *arrived),
        topics={(row.form, row.topic): row.total for row in topics},
        outlets=await _outlets(db, arrived),
        acknowledged=await _counted(db, _minutes(db, _c.acknowledged_at), *acknowledged),
        answered=await _counted(db, _minutes(db, _c.closed_at), *answered),
        declined=await _most(db, reasons, MOST_REASONS, _c.outcome_reason),
        declined_in_all=sum(row.declined for row in topics),
        ages=await _open(db, desks),
    )


async def _verdicts(
    db: AsyncConnection, parts: Sequence[Period], now: datetime, desks: Collection[str]
) -> dict[tuple[date, Verdict], int]:
    """Of every inquiry whose deadline is over, by the first day of the part it fell in; one to come is not judged."""
    due, verdict = _c.deadline_at, _verdict().label("verdict")
    part = sa.case(*((due < one.end, at) for at, one in enumerate(parts[:-1])), else_=len(parts) - 1)
    owed = sa.or_(_c.outcome.is_(None), _c.outcome.not_in(_NOTHING_OWED))
    within = (due >= parts[0].start, due < min(parts[-1].end, now))
    named = part.label("part")
    statement = sa.select(named, verdict, _COUNT.label("total")).where(*within, *_real(desks), owed)
    rows = await db.execute(statement.group_by(named, verdict))
    return {(parts[row.part].first, Verdict(row.verdict)): row.total for row in rows}


def _verdict() -> sa.Case[str]:
    in_time, outcome = _c.closed_at <= _c.deadline_at, _c.outcome
    answered, declined = outcome == Outcome.ANSWERED.value, outcome == Outcome.DECLINED.value
    return sa.case(
        (_c.status != int(Status.CLOSED), Verdict.STILL_OPEN.value),
        (sa.and_(answered, in_time), Verdict.ANSWERED.value),
        (sa.and_(declined, in_time), Verdict.DECLINED.value),
        (answered, Verdict.ANSWERED_LATE.value),
        (declined, Verdict.DECLINED_LATE.value),
        else_=Verdict.DID_NOT_RESPOND.value,
    )


def _topics(arrived: tuple[Any, ...]) -> sa.Select[Any]:
    declined = sa.func.sum(sa.case((_c.outcome == Outcome.DECLINED.value, 1), else_=0)).label("declined")
    columns = (_c.form, _c.topic, _COUNT.label("total"), declined)
    return sa.select(*columns).where(*arrived).group_by(_c.form, _c.topic)


async def _outlets(db: AsyncConnection, arrived: tuple[Any, ...]) -> dict[str, int]:
    """By what they are compared by, which the index holds; how those ten write themselves is asked one by one."""
    keyed = sa.select(_c.outlet_key, _COUNT).where(*arrived, _IS_KEYED).group_by(_c.outlet_key)
    found = {}
    for key, count in (await _most(db, keyed, MOST_OUTLETS, _c.outlet_key)).items():
        written = sa.select(_c.outlet).where(_c.outlet_key == key, _IS_KEYED)
        found[await db.scalar(written.order_by(_c.id.desc()).limit(1)) or key] = count
    return found


async def _open(db: AsyncConnection, desks: Collection[str]) -> dict[int, int]:
    """When what is open now arrived. Two queries: each has a partial index of its own."""
    found: dict[int, int] = {}
    for state in (IS_OPEN, IS_WAITING):
        for quarter, count in (
            await _counted(db, _quarter(db, _c.received_at), state, _c.desk.in_(desks))
        ).items():
            found[quarter] = found.get(quarter, 0) + count
    return found


async def _counted(db: AsyncConnection, what: Any, *where: Any) -> dict[int, int]:
    named = what.label("what")
    rows = await db.execute(sa.select(named, _COUNT.label("total")).where(*where).group_by(named))
    return {row.what: row.total for row in rows}


async def _most(db: AsyncConnection, statement: Any, limit: int, then: Any) -> dict[str, int]:
    """The most frequent, in order."""
    rows = await db.execute(statement.order_by(_COUNT.desc(), then).limit(limit))
    return dict(tuple(row) for row in rows)


def _real(desks: Collection[str]) -> tuple[Any, ...]:
    return _c.status.in_(_REAL), _c.desk.in_(desks)


def _quarter(db: AsyncConnection, column: Any) -> Any:
    return statements.whole_since_1970(db, column, QUARTER_HOUR)


def _minutes(db: AsyncConnection, end: Any) -> Any:
    return statements.minutes_between(db, _c.received_at, end)
