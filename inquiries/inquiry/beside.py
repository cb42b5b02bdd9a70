"""What is known of whoever asked, as it stands beside an open inquiry: a few bounded looks, however much there is."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.inquiry import earlier, persons, remarks
from inquiries.inquiry.earlier import NEAR, Past
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.persons import Going, Person
from inquiries.inquiry.remarks import Remark


@dataclass(frozen=True, slots=True)
class Around:
    """The person (None for one without an address), what they asked before, what their outlet asked, the latest
    private note on either, and what else of theirs is going on."""

    person: Person | None
    earlier: tuple[Past, ...]
    outlet: tuple[Past, ...]
    remark: Remark | None
    going: tuple[Going, ...]


async def around(db: AsyncConnection, inquiry: Inquiry, desks: Collection[str]) -> Around:
    """Five queries at most. The tuples hold one more than NEAR where there is more to count."""
    person = await persons.by_address(db, inquiry.email, desks=desks)
    before: tuple[Past, ...] = ()
    outlet: tuple[Past, ...] = ()
    if person is not None:
        theirs = earlier.of_person(person)
        before = await earlier.latest(db, theirs, desks=desks, limit=NEAR + 1, before=inquiry.id)
    if inquiry.outlet_key:
        whose = earlier.of_outlet(inquiry.outlet_key)
        outlet = await earlier.latest(db, whose, desks=desks, limit=NEAR + 1)
    return Around(
        person=person,
        earlier=before,
        outlet=outlet,
        remark=await _remark(db, person, inquiry.outlet_key, desks),
        going=await persons.others_going(db, inquiry, desks),
    )


async def _remark(
    db: AsyncConnection, person: Person | None, outlet_key: str, desks: Collection[str]
) -> Remark | None:
    about = [remarks.on_person(person.id)] if person else []
    about += [remarks.on_outlet(outlet_key)] if outlet_key else []
    if not about:
        return None
    found = await remarks.latest(db, sa.or_(*about), desks=desks, limit=1)
    return found[0] if found else None
