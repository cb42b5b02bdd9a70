"""How soon a desk usually has an answer out, by its own record, or nothing while that says too little.

What was never answered counts as longer than anything, and what has only just come counts not at all: a desk cannot
look faster by leaving the hard ones open.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.tables import inquiries
from inquiries.inquiry import reporting
from inquiries.inquiry.model import GOING, Outcome, Status

RECORD, RECENT = (
    timedelta(days=90),
    timedelta(days=7),
)  # how far back it is read, and what is too young to count
FEWEST, USUALLY = 20, 75  # so many inquiries at least; "usually" is what holds for so many of a hundred
_NEVER = 10**9  # minutes
_HOUR, _DAY = 60, 24 * 60


async def usual(db: AsyncConnection, desk: str, now: datetime) -> timedelta | None:
    """Rounded up, to hours and then to days: nobody is told of less than it takes."""
    c = inquiries.c
    minutes = sa.case(
        (
            c.outcome.in_((Outcome.ANSWERED.value, Outcome.DECLINED.value)),
            statements.minutes_between(db, c.received_at, c.closed_at),
        ),
        else_=_NEVER,
    ).label("minutes")
    owed = sa.or_(
        c.outcome.is_(None),
        c.outcome.not_in((Outcome.NO_REPLY_NEEDED.value, Outcome.STORY_DROPPED.value)),
    )
    real = c.status.in_([int(status) for status in (*GOING, Status.CLOSED)])
    within = (c.received_at >= now - RECORD, c.received_at < now - RECENT)
    counted = sa.select(minutes, sa.func.count().label("total")).where(*within, real, owed, c.desk == desk)
    rows = await db.execute(counted.group_by(minutes))
    return said({row.minutes: row.total for row in rows})


def said(lengths: Mapping[int, int]) -> timedelta | None:
    """Of how often each length in minutes occurs."""
    length = reporting.percentile(lengths, USUALLY)
    if sum(lengths.values()) < FEWEST or length is None or length > RECENT / timedelta(minutes=1):
        return None
    unit = _HOUR if length <= _DAY else _DAY
    return timedelta(minutes=max(1, -(-length // unit)) * unit)
