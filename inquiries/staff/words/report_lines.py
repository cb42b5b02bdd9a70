"""The lines of the report's CSV: what an inquiry's line says, and the names of the columns. Pure."""

from datetime import datetime
from zoneinfo import ZoneInfo

from inquiries.i18n import catalogues
from inquiries.inquiry.counted import Line
from inquiries.inquiry.model import OUTCOMES
from inquiries.settings import Settings
from inquiries.staff.office import Visitor
from inquiries.wording import Text

_MINUTE = 60
COLUMNS = (
    Text("Reference"),
    Text("Desk"),
    Text("Topic"),
    Text("Request type"),
    Text("Outlet"),
    Text("Received"),
    Text("Deadline"),
    Text("Acknowledged"),
    Text("Closed"),
    Text("Outcome"),
    Text("In time"),
    Text("Minutes to acknowledge"),
    Text("Minutes to answer"),
)


def heading(locale: str) -> list[str]:
    """The first line."""
    return [catalogues.text(column, locale) for column in COLUMNS]


def cells(line: Line, visitor: Visitor, settings: Settings, zone: str) -> list[str]:
    """One inquiry; instants in ISO 8601 as the clock of `zone` showed them, with what it was ahead of UTC."""
    words, locale = catalogues.translations(visitor.locale), visitor.locale
    topic, desk = settings.topic(line.form, line.topic), settings.desks.get(line.desk)
    in_time = line.in_time(visitor.now)
    answered = line.closed_at if line.outcome == "answered" else None
    return [
        line.reference,
        words.gettext(desk.name) if desk else line.desk,
        catalogues.text(Text(topic.label), locale) if topic else line.topic,
        line.request_type,
        line.outlet,
        *(_instant(at, zone) for at in (line.received_at, line.deadline_at)),
        *(_instant(at, zone) for at in (line.acknowledged_at, line.closed_at)),
        catalogues.text(OUTCOMES[line.outcome], locale) if line.outcome else "",
        "" if in_time is None else words.gettext("yes") if in_time else words.gettext("no"),
        _minutes(line.received_at, line.acknowledged_at),
        _minutes(line.received_at, answered),
    ]


def _instant(at: datetime | None, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds") if at else ""


def _minutes(start: datetime, end: datetime | None) -> str:
    return str(max(0, int((end - start).total_seconds()) // _MINUTE)) if end else ""
