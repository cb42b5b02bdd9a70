"""What was sent to the rota, read strictly: shifts and absences, in the visitor's own time. No SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from inquiries.people import permissions
from inquiries.people.accounts import Staff
from inquiries.people.rota import Span
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text

WEEKS = 52
Problems = Mapping[str, Text]
_DESK = Text("Choose a desk from the list")
_PERSON = Text("Choose somebody from the list")
_WEEKS = Text("Enter for how many weeks, from 1 to 52")
_STARTS = Text("Enter when it begins, as day and time")
_ENDS = Text("Enter when it ends, as day and time")
_ORDER = Text("Enter an end that is later than the beginning")
_OVER = Text("Enter an end that is still to come")
_LONG = Text("Enter a shift of no more than a week: the next one begins then")


@dataclass(frozen=True, slots=True)
class NewDuty:
    desk: str
    staff_id: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class NewAbsence:
    staff_id: int
    substitute_id: int | None
    span: Span


def duty(
    fields: Mapping[str, str], office: Office, visitor: Visitor, everybody: Sequence[Staff]
) -> tuple[NewDuty | None, Problems]:
    """The shifts, or what is wrong by the name of its box, in the order of the form."""
    problems: dict[str, Text] = {}
    desk = fields.get("desk", "")
    if desk not in visitor.desks:
        problems["desk"] = _DESK
    person = _person(fields.get("person", ""), everybody)
    if person is None or not permissions.may_see(person, desk):
        problems["person"] = _PERSON
    weeks = fields.get("weeks", "").strip() or "1"
    span = _span(fields, "", visitor, problems)
    if not (weeks.isascii() and weeks.isdigit() and len(weeks) < 3 and 1 <= int(weeks) <= WEEKS):
        problems["weeks"] = _WEEKS
    elif span and int(weeks) > 1 and span[1] - span[0] > timedelta(days=7):
        problems["ends"] = _LONG
    if problems or person is None or span is None:
        return None, problems
    zone = ZoneInfo(visitor.zone)
    spans = tuple(
        (_weeks_later(span[0], week, zone), _weeks_later(span[1], week, zone)) for week in range(int(weeks))
    )
    return NewDuty(desk, person.id, spans), {}


def absence(
    fields: Mapping[str, str], visitor: Visitor, everybody: Sequence[Staff]
) -> tuple[NewAbsence | None, Problems]:
    """Who is away and who stands in; only administrators say it of others."""
    problems: dict[str, Text] = {}
    asked = fields.get("away_person", "") if visitor.is_administrator else str(visitor.who.id)
    person = _person(asked, everybody)
    if person is None:
        problems["away_person"] = _PERSON
    substitute = _person(fields.get("substitute", ""), everybody)
    if fields.get("substitute") and (substitute is None or (person and substitute.id == person.id)):
        problems["substitute"] = Text("Choose somebody else from the list, or nobody")
    elif substitute and not may_stand_in(substitute, visitor):
        problems["substitute"] = _PERSON
    span = _span(fields, "away_", visitor, problems)
    if problems or person is None or span is None:
        return None, problems
    return NewAbsence(person.id, substitute.id if substitute else None, span), {}


def may_stand_in(person: Staff, visitor: Visitor) -> bool:
    """Whether the visitor knows of this person: somebody who sees one of the visitor's own desks."""
    return any(permissions.may_see(person, desk) for desk in visitor.desks)


def _person(text: str, everybody: Sequence[Staff]) -> Staff | None:
    return next((one for one in everybody if str(one.id) == text and not one.disabled), None)


def _span(fields: Mapping[str, str], before: str, visitor: Visitor, problems: dict[str, Text]) -> Span | None:
    starts, ends = (_moment(fields.get(f"{before}{name}", ""), visitor) for name in ("starts", "ends"))
    if starts is None:
        problems[f"{before}starts"] = _STARTS
    if ends is None:
        problems[f"{before}ends"] = _ENDS
    if starts is None or ends is None:
        return None
    if ends <= starts:
        problems[f"{before}ends"] = _ORDER
    elif ends <= visitor.now:
        problems[f"{before}ends"] = _OVER
    return starts, ends


def _moment(text: str, visitor: Visitor) -> datetime | None:
    """ "2026-11-24T18:00" by the visitor's clock."""
    for shape in ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"):
        try:
            found = datetime.strptime(text.strip(), shape).replace(tzinfo=ZoneInfo(visitor.zone))
        except ValueError:
            continue
        # Years at the ends of the calendar have no instant in UTC, and nobody works then.
        return found.astimezone(UTC) if 2000 <= found.year <= 2999 else None
    return None


def _weeks_later(at: datetime, weeks: int, zone: ZoneInfo) -> datetime:
    """The same time on the clock there, whether or not the clocks have changed between."""
    return (at.astimezone(zone) + timedelta(weeks=weeks)).astimezone(UTC)
