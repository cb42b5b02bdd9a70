"""Reads everybody who may be told, as audience.py takes them: in the same few queries however many there are."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.i18n import zones
from inquiries.notify.audience import Person, Roll
from inquiries.people import absences, accounts, rota, wishes
from inquiries.people.wishes import Wishes
from inquiries.settings import Settings


async def call(db: AsyncConnection, settings: Settings, now: datetime) -> Roll:
    """Everybody as they are at `now`."""
    wished = await wishes.all(db)
    people = {
        one.id: Person(
            one.id,
            one.email,
            one.name,
            one.role == "administrator",
            one.desks,
            _in_zone(wished.get(one.id, Wishes()), settings),
            one.leads,
        )
        for one in await accounts.all(db)
        if not one.disabled
    }
    return Roll(people, await absences.away(db, now), await rota.on_duty(db, now))


def _in_zone(wished: Wishes, settings: Settings) -> Wishes:
    """With the organisation's zone where they have none, or one whose name is no longer known."""
    return wished if zones.known(wished.zone) else replace(wished, zone=settings.timezone)
