"""Counts what a report is made of, in the database. SQL only; what the figures mean, reporting says."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.tables import IS_OPEN, IS_WAITING, inquiries
from inquiries.inquiry.model import GOING, Outcome, Status
from inquiries.inquiry.period import Period
from inquiries.inquiry.reporting import QUARTER_HOUR, Figures, Verdict

MOST_OUTLETS, MOST_REASONS = 10, 10
_REAL = tuple(int(status) for status in (*GOING, Status.CLOSED))  # neither held as spam nor part of another
_NOTHING_OWED = (Outcome.NO_REPLY_NEEDED.value, Outcome.STORY_DROPPED.value)
_COUNT = sa.func.count()
_c = inquiries.c


async def read(
    db: AsyncConnection, period: Period, *, since: datetime, desks: Collection[str], now: datetime
) -> Figures:
    """The figures of a period; verdicts from `since` on, for the days before it. Always the same few queries.

    Lengths and times come grouped, so what is read grows with the length of the period, not with its traffic.
    """
    arrived = (_c.received_at >= period.start, _c.received_at < period.end, *_real(desks))
    answered = (*arrived, _c.outcome == Outcome.ANSWERED.value, _c.closed_at.is_not(None))
    declined = (*arrived, _c.outcome == Outcome.DECLINED.value)
    outlet = sa.func.coalesce(sa.func.nullif(_c.outlet_key, ""), _c.outlet)
    outlets = sa.select(sa.func.max(_c.outlet), _COUNT).where(*arrived, _c.outlet != "").group_by(outlet)
    reasons = sa.select(_c.outcome_reason, _COUNT).where(*declined).group_by(_c.outcome_reason)
    acknowledged = (*arrived, _c.acknowledged_at.is_not(None))
    return Figures(
        verdicts=await _verdicts(db, since, min(period.end, now), desks),
        arrivals=await _counted(db, _quarter(db, _c.received_at), *arrived),
        topics={(row.form, row.topic): row.total for row in await db.execute(_topics(arrived))},
        outlets=await _most(db, outlets, MOST_OUTLETS, sa.func.max(_c.outlet)),
        acknowledged=await _counted(db, _minutes(db, _c.acknowledged_at), *acknowledged),
        answered=await _counted(db, _minutes(db, _c.closed_at), *answered),
        declined=await _most(db, reasons, MOST_REASONS, _c.outcome_reason),
        declined_in_all=await db.scalar(sa.select(_COUNT).select_from(inquiries).where(*declined)) or 0,
        ages=await _open(db, desks),
    )


async def _verdicts(
    db: AsyncConnection, start: datetime, end: datetime, desks: Collection[str]
) -> dict[tuple[int, Verdict], int]:
    """Of every inquiry whose deadline is between: one that is still to come has not been met or missed."""
    quarter, verdict = _quarter(db, _c.deadline_at).label("quarter"), _verdict().label("verdict")
    owed = sa.or_(_c.outcome.is_(None), _c.outcome.not_in(_NOTHING_OWED))
    statement = (
        sa.select(quarter, verdict, _COUNT.label("total"))
        .where(_c.deadline_at >= start, _c.deadline_at < end, *_real(desks), owed)
        .group_by(quarter, verdict)
    )
    return {(row.quarter, Verdict(row.verdict)): row.total for row in await db.execute(statement)}


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
    return sa.select(_c.form, _c.topic, _COUNT.label("total")).where(*arrived).group_by(_c.form, _c.topic)


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
