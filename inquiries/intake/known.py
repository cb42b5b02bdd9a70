"""What is known of one submission when its receipt is looked at. Reads, and says nothing in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.tables import ERASED, submissions
from inquiries.inquiry import opening, records
from inquiries.inquiry.model import Entry, Inquiry
from inquiries.inquiry.next_steps import Wait
from inquiries.intake import letters, planner
from inquiries.intake.door import Door
from inquiries.intake.letters import Shown
from inquiries.settings import Desk


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one submission. `inquiry` is None in the moment before it is opened, when `wait` says it all.
    `in_danger`: it reads so, or somebody who read it thinks so, and the page offers help first."""

    id: int
    form: str
    answers: Mapping[str, str]
    received_at: datetime
    desk: Desk
    wait: Wait
    inquiry: Inquiry | None
    said: tuple[Entry, ...]
    letters: tuple[Shown, ...]
    in_danger: bool = False


@dataclass(frozen=True, slots=True)
class Erased:
    """What is left of one that was erased: the form, when it was erased, and by which door."""

    id: int
    form: str
    on: date
    door: str


async def load(door: Door, id: int) -> Known | Erased | None:
    """None for no submission, or one of a form that is no more."""
    return await door.database.look(_known, door, id)


async def _known(db: AsyncConnection, door: Door, id: int) -> Known | Erased | None:
    row = (await db.execute(sa.select(submissions).where(submissions.c.id == id))).one_or_none()
    if row is None or row.form not in door.forms:
        return None
    if row.state == ERASED:
        facts = json.loads(row.facts)
        return Erased(id, row.form, date.fromisoformat(facts["on"]), facts["erased"])
    asked = await records.by_id(db, id)
    # A part of another stands as that one does.
    inquiry = await records.whole(db, asked) if asked else None
    said = await records.said(db, inquiry.id, kind="acknowledgement") if inquiry else ()
    written = await letters.shown(db, asked, inquiry) if asked and inquiry else ()
    given = json.loads(row.answers)
    decision, planned = planner.decided(door.settings, row.form, given, row.received_at)
    desk = door.settings.desk(inquiry.front if inquiry else decision.desk)
    wait = Wait(row.received_at, planned.respond_intent_at, planned.deadline_at)
    danger = inquiry.is_sealed if inquiry else opening.is_to_be_sealed(row.facts)
    return Known(id, row.form, given, row.received_at, desk, wait, inquiry, said, written, danger)
