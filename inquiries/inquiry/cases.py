"""What a saved reply is filled in from: one inquiry and who answers it, or somebody made up. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from inquiries.i18n import catalogues
from inquiries.inquiry import language
from inquiries.inquiry.model import Colleague, Inquiry
from inquiries.settings import Desk, Settings
from inquiries.wording import Text

_FOUR = time(16)
_EVENT_IN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Case:
    """`zone` is the sender's, `topic` in words, `event_date` ISO or "". `nameless`: they are told no name of ours."""

    settings: Settings
    desk: Desk
    me: Colleague
    now: datetime
    locale: str
    name: str
    outlet: str
    reference: str
    topic: str
    received_at: datetime
    zone: str
    deadline_at: datetime | None
    event_date: str
    nameless: bool


def of(settings: Settings, inquiry: Inquiry, me: Colleague, now: datetime) -> Case:
    """`inquiry`, answered by `me` in the language its sender wrote in."""
    desk, locale = settings.desk(inquiry.front), language.of(settings, inquiry)
    topic = settings.topic(inquiry.form, inquiry.topic)
    return Case(
        settings=settings,
        desk=desk,
        me=me,
        now=now,
        locale=locale,
        name=inquiry.name,
        outlet=inquiry.outlet,
        reference=inquiry.reference,
        topic=catalogues.text(Text(topic.label), locale) if topic else inquiry.topic,
        received_at=inquiry.received_at,
        zone=inquiry.zone,
        deadline_at=inquiry.deadline_at,
        event_date=inquiry.answers.get("event_date", ""),
        nameless=inquiry.name_hidden or not desk.show_names,
    )


def made_up(settings: Settings, desk: Desk, me: Colleague, now: datetime) -> Case:
    """Somebody who answered everything there is to ask, for a desk that nobody has written to."""
    topics = [
        topic
        for form in settings.forms.values()
        for topic in form.topics
        if (topic.desk or form.desk) == desk.slug
    ]
    zone, locale = settings.timezone, settings.languages[0]
    tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    return Case(
        settings=settings,
        desk=desk,
        me=me,
        now=now,
        locale=locale,
        name="Robin Keane",
        outlet="The Example Gazette",
        reference="M7K-4QX2",
        topic=catalogues.text(Text(topics[0].label if topics else desk.name), locale),
        received_at=now,
        zone=zone,
        deadline_at=datetime.combine(tomorrow, _FOUR, ZoneInfo(zone)),
        event_date=(tomorrow + _EVENT_IN).isoformat(),
        nameless=not desk.show_names,
    )
