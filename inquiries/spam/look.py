"""Judges new submissions, a batch at a time: gathers what is known of each, and lets judge.py conclude."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.engine import Tx
from inquiries.database.tables import person_addresses
from inquiries.spam import judge, learning, repeats, tokens
from inquiries.spam.repeats import Repeats, Sent
from inquiries.spam.verdict import Facts, Verdict


@dataclass(frozen=True, slots=True)
class Arrival:
    """A submission as it came: its answers, what the request noted of it, and whether it is safe from being held."""

    id: int
    answers: Mapping[str, str]
    facts: Mapping[str, Any]
    certain_not_spam: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """A verdict for each by its number, and what is to be remembered of all of them."""

    verdicts: Mapping[int, Verdict]
    repeats: Repeats


async def look(
    tx: Tx, secret: bytes, arrivals: Sequence[Arrival], *, much: int, at: datetime
) -> Mapping[int, Verdict]:
    """A verdict for each, and they are remembered. See `judged`."""
    looked = await judged(tx, secret, arrivals, much=much, at=at)
    await repeats.remember(tx, looked.repeats)
    return looked.verdicts


async def judged(
    db: AsyncConnection, secret: bytes, arrivals: Sequence[Arrival], *, much: int, at: datetime
) -> Looked:
    """What is concluded of each, with nothing remembered yet.

    `much`: how many from one network, in the window of the rate limit, are a great deal.
    """
    judged = [one for one in arrivals if not one.certain_not_spam]
    texts = {one.id: one.answers for one in judged}
    alike = await repeats.find(db, _sent(secret, texts), at)
    learned = await learning.resemblances(db, secret, texts)
    verified = await _verified(db, {_address(one.answers) for one in judged})
    found = {one.id: Verdict() for one in arrivals}
    for one in judged:
        noted = one.facts.get("noted", {})
        facts = Facts(
            one.answers,
            door=one.facts.get("door", ""),
            # What was noted before there were verdicts was the trap.
            trapped="suspicion" in one.facts or bool(noted.get("trapped")),
            filled_in=noted.get("filled_in"),
            lately=noted.get("lately", 0),
            much=much,
            alike=alike.others.get(one.id, 0),
            learned=learned[one.id],
            verified=_address(one.answers) in verified,
            unproven=bool(noted.get("unproven")),
        )
        found[one.id] = judge.judge(facts)
    return Looked(found, alike)


def _sent(secret: bytes, texts: Mapping[int, Mapping[str, str]]) -> dict[int, Sent]:
    digests = {id: tokens.text_digest(secret, answers) for id, answers in texts.items()}
    return {
        id: Sent(text, tokens.digest(secret, b"sender", _address(texts[id])))
        for id, text in digests.items()
        if text
    }


def _address(answers: Mapping[str, str]) -> str:
    return answers.get("email", "").lower()


async def _verified(db: AsyncConnection, addresses: set[str]) -> frozenset[str]:
    """Of these, the ones whose reader has said that they are theirs."""
    theirs = (person_addresses.c.email.in_(sorted(addresses)), person_addresses.c.verified_at.is_not(None))
    return frozenset(await db.scalars(sa.select(person_addresses.c.email).where(*theirs)))
