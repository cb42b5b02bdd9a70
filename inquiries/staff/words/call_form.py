"""What a call can be about: the inquiries that are open, or a topic for a new one."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.i18n import catalogues
from inquiries.inquiry import lists, records
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.wanted import View, Wanted
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text

MOST = 40  # inquiries to choose from: those with the least time left


async def abouts(
    office: Office, visitor: Visitor, db: AsyncConnection, *, chosen: str
) -> list[dict[str, Any]]:
    """What is open, the least time first, and the one that is chosen, wherever it stands."""
    page = await lists.page(db, Wanted(View.OPEN), who=visitor.who, desks=visitor.desks, limit=MOST)
    found = [row.inquiry for row in page.rows]
    id = office.keys.number(chosen)
    if id is not None and all(inquiry.id != id for inquiry in found):
        one = await records.by_id(db, id, desks=visitor.desks)
        found = [one, *found] if one else found
    return [
        {"reference": inquiry.reference, "words": _about(inquiry), "chosen": inquiry.id == id}
        for inquiry in found
    ]


def topics(office: Office, visitor: Visitor, chosen: str) -> list[dict[str, Any]]:
    """Every topic whose desk this person sees, by desk: value, words, chosen."""
    groups: dict[str, list[dict[str, Any]]] = {}
    every = _topics(office, visitor)
    chosen = chosen or next((value for value, _, _ in every if value.endswith("/other")), "")
    for value, label, desk in every:
        one = {
            "value": value,
            "words": catalogues.text(Text(label), visitor.locale),
            "chosen": value == chosen,
        }
        groups.setdefault(desk, []).append(one)
    return [
        {"desk": catalogues.text(Text(office.settings.desks[desk].name), visitor.locale), "topics": some}
        for desk, some in groups.items()
    ]


def chosen(office: Office, visitor: Visitor, value: str) -> tuple[str, str, str] | None:
    """(form, topic, desk) of a value of `topics`; None for one that is not theirs."""
    for known, _, desk in _topics(office, visitor):
        if known == value:
            form, _, topic = value.partition("/")
            return form, topic, desk
    return None


def _topics(office: Office, visitor: Visitor) -> list[tuple[str, str, str]]:
    """(form/topic, label, desk), desk by desk."""
    every = [
        (f"{form.name}/{topic.slug}", topic.label, topic.desk or form.desk)
        for form in office.settings.forms.values()
        for topic in form.topics
        if (topic.desk or form.desk) in visitor.desks
    ]
    order = list(office.settings.desks)
    return sorted(every, key=lambda one: order.index(one[2]))


def _about(inquiry: Inquiry) -> str:
    """ "The Example Gazette · Bo Baker · M7K-4QX2"."""
    return " · ".join(part for part in (inquiry.outlet, inquiry.name, inquiry.reference) if part)
