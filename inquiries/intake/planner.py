"""Works out what new submissions become: verdicts, desks, clocks. Reads, and writes nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.inquiry import alarms, beginning, canaries, clocks, suspicions
from inquiries.inquiry.beginning import Beginning
from inquiries.inquiry.clocks import Clocks
from inquiries.inquiry.opening import Opening
from inquiries.inquiry.reference import Keys
from inquiries.people import accounts
from inquiries.people.accounts import Staff
from inquiries.routing import decide
from inquiries.routing.decide import Decision
from inquiries.settings import Settings
from inquiries.spam import look
from inquiries.spam.look import Arrival
from inquiries.spam.repeats import Repeats
from inquiries.spam.verdict import Verdict

NO_SPAM = Verdict()


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of submissions `ids`: the inquiries that begin, what is remembered of them, and of each canary what
    inquiry it would be."""

    ids: tuple[int, ...]
    at: datetime
    beginning: Beginning
    repeats: Repeats
    canaries: tuple[tuple[int, Opening], ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A submission as it stands in the table, with what is JSON there."""

    row: Any
    answers: Mapping[str, str]
    facts: Mapping[str, Any]


async def plan_all(
    db: AsyncConnection, rows: Sequence[Any], settings: Settings, keys: Keys, at: datetime
) -> Plan:
    """What becomes of these rows of `submissions`."""
    every = [_Read(row, json.loads(row.answers), json.loads(row.facts)) for row in rows]
    real = [one for one in every if canaries.of(one.row) is None]
    # A row that says nothing is for `_opening` to stumble over.
    arrivals = [
        Arrival(one.row.id, one.answers, one.facts or {}, "sealed" in (one.facts or {})) for one in real
    ]
    # Half of what one network may send at all is a great deal.
    much = (settings.rate_limit.count + 1) // 2 if settings.rate_limit else 0
    looked = await look.judged(db, keys.secret, arrivals, much=much, at=at)
    owners = await _owners(db, settings)
    openings = [_opening(one, settings, keys, owners, looked.verdicts[one.row.id]) for one in real]
    would_be = [
        (canary, _opening(one, settings, keys, owners))
        for one in every
        if (canary := canaries.of(one.row)) is not None
    ]
    begins = beginning.of(openings, dialect=db.dialect.name, at=at)
    return Plan(tuple(row.id for row in rows), at, begins, looked.repeats, tuple(would_be))


def decided(
    settings: Settings, form: str, answers: Mapping[str, str], received: datetime
) -> tuple[Decision, Clocks]:
    """Where a submission goes and by when what is due. The receipt says the same before it is opened."""
    decision = decide.decide(settings, form, answers)
    planned = clocks.clocks(
        settings.desks[decision.desk],
        settings.timezone,
        received=received,
        deadline=clocks.instant(answers.get("deadline")),
        publishes=clocks.instant(answers.get("publishes_at")),
    )
    return decision, planned


async def _owners(db: AsyncConnection, settings: Settings) -> Mapping[str, Staff]:
    """Whom routing can name, by the address it names them by."""
    named = {rule.owner for rule in settings.routing if rule.owner}
    found = {owner: await accounts.by_email(db, owner) for owner in sorted(named)}
    return {owner: staff for owner, staff in found.items() if staff is not None}


def _opening(
    read: _Read,
    settings: Settings,
    keys: Keys,
    owners: Mapping[str, Staff],
    verdict: Verdict = NO_SPAM,
) -> Opening:
    row, answers, facts = read.row, read.answers, read.facts
    decision, planned = decided(settings, row.form, answers, row.received_at)
    owner = owners.get(decision.owner) if decision.owner else None
    sealed = "sealed" in facts
    may_own = owner is not None and not owner.disabled and (owner.leads or not sealed)
    return Opening(
        id=row.id,
        reference=keys.reference(row.id),
        form=row.form,
        door=facts["door"],
        answers=answers,
        received_at=row.received_at,
        zone=answers.get("timezone", settings.timezone),
        desk=decision.desk,
        owner_id=owner.id if owner and may_own else None,
        clocks=planned,
        reasons=decision.reasons,
        suspicion=suspicions.kept(verdict.reasons) if verdict.held else "",
        language=facts.get("language", ""),
        sealed=sealed,
        alarm_at=_alarm_at(settings, decision, planned, row.received_at),
    )


def _alarm_at(settings: Settings, decision: Decision, planned: Clocks, received: datetime) -> datetime | None:
    known = alarms.Facts(
        received,
        planned.respond_intent_at,
        planned.last_safe_start_at,
        planned.deadline_at,
        acknowledged=False,
    )
    return alarms.first(known, settings.desks[decision.desk])
