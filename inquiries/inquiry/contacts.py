"""The people beside a form, said in words: who answers, when the desk is open, who has the phone at night. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_day_names

from inquiries.i18n import catalogues, dates, say
from inquiries.inquiry import clocks
from inquiries.inquiry.model import Colleague, Inquiry
from inquiries.settings import Contact, Desk, Settings, Span, hours
from inquiries.wording import Text

_ONE_DAY, _SOME_DAYS = Text("%(first)s, %(hours)s"), Text("%(first)s to %(last)s, %(hours)s")

_SOON, _LONG = 14, 400  # days ahead of which holidays are said, and the longest that is followed to its end
_MOST_CLOSED = 400  # days given to the page's script; a form is for deadlines nearer than that


@dataclass(frozen=True, slots=True)
class Contacts:
    """What parts/contacts.html draws; every time in it is already said. `rings` is whose phone is answered now."""

    desk: str
    people: tuple[Contact, ...]
    hours: str
    state: str
    mailbox: str | None
    duty: Contact | None
    usual: str = ""
    rings: Contact | None = None


def contacts(
    settings: Settings, desk: Desk, *, now: datetime, locale: str, pace: timedelta | None = None
) -> Contacts:
    """Who answers at `desk`, and whether somebody is there at `now`; `state` is "" for a desk without hours.

    `pace` is how soon it usually answers, None where nobody can say.
    """
    people = tuple(person for person in settings.people if person.desk == desk.slug)
    duty = None if _never_shuts(desk) else desk.duty  # who never shuts has no out of hours
    return Contacts(
        desk=desk.name,
        people=people,
        hours=usual_hours(desk, settings, locale) + _closings(desk, settings, now, locale),
        state=_state(desk, settings, now, locale),
        mailbox=desk.email,
        duty=duty,
        usual=_usual(pace, locale) if pace else "",
        rings=_rings(people, duty, shut=_is_shut(desk, settings, now)),
    )


def shown(inquiry: Inquiry, who: Colleague, desk: Desk, locale: str) -> Colleague:
    """How the sender is told of a colleague: without name and phone where the desk does not give them.

    A desk that has it now cannot name who was promised by another not to be.
    """
    if desk.show_names and not inquiry.name_hidden:
        return who
    nameless = Text("A person at the %(desk)s desk", {"desk": Text(desk.name)})
    return Colleague(who.id, catalogues.text(nameless, locale), "", "")


def _usual(pace: timedelta, locale: str) -> str:
    return catalogues.text(
        Text("We usually answer within %(time)s.", {"time": say.left(pace, locale)}), locale
    )


def _rings(people: Sequence[Contact], duty: Contact | None, *, shut: bool) -> Contact | None:
    """Nobody's, where the desk is shut and has nobody on duty: its phones stand beside, with when it opens."""
    inside, outside = [one for one in people if one.phone], [duty] if duty and duty.phone else []
    return next(iter(outside if shut else inside + outside), None)


def _is_shut(desk: Desk, settings: Settings, now: datetime) -> bool:
    return any(desk.hours.week) and not clocks.is_open(desk.hours, settings.timezone, now)


def _never_shuts(desk: Desk) -> bool:
    return desk.hours.week == hours.ALWAYS and not desk.hours.holidays


def _state(desk: Desk, settings: Settings, now: datetime, locale: str) -> str:
    words = catalogues.translations(locale)
    if not any(desk.hours.week):
        return ""
    if clocks.is_open(desk.hours, settings.timezone, now):
        return words.gettext("Open now.")
    opens = clocks.next_opening(desk.hours, settings.timezone, now)
    return words.gettext("Opens %(when)s.") % {"when": say.clock(opens, settings.timezone, now, locale)}


def usual_hours(desk: Desk, settings: Settings, locale: str) -> str:
    """ "Monday to Friday, 8:30 to 17:30 in Ottawa": days with equal hours together, closed days left out."""
    words, names = catalogues.translations(locale), get_day_names(locale=catalogues.babel_locale(locale))
    week = desk.hours.week
    if week == hours.ALWAYS:
        return words.gettext("Day and night, every day")
    if not any(week):
        return words.gettext("By appointment")
    parts = []
    for first, last in _runs(week):
        values = {"first": names[first], "last": names[last], "hours": _spans(week[first], locale)}
        parts.append(catalogues.text(Text((_SOME_DAYS if last > first else _ONE_DAY).msgid, values), locale))
    place = {"hours": "; ".join(parts), "place": settings.organisation.place}
    return words.gettext("%(hours)s in %(place)s") % place


def _closings(desk: Desk, settings: Settings, now: datetime, locale: str) -> str:
    """ "; closed Thu 24 Dec to Fri 1 Jan": the holidays of the next two weeks, each to its end; else ""."""
    today = now.astimezone(ZoneInfo(settings.timezone)).date()
    soon = [today + timedelta(days=n) for n in range(_SOON)]
    off = desk.hours.holidays
    days = [day for day in soon if day in off and desk.hours.week[day.weekday()]]
    if not days:
        return ""
    words, said = catalogues.translations(locale), []
    while days:
        first = last = days[0]
        later = first + timedelta(days=1)
        # Days on which the desk is closed anyway do not break a holiday in two.
        while (later in off or not desk.hours.week[later.weekday()]) and (later - first).days < _LONG:
            last = later if later in off and desk.hours.week[later.weekday()] else last
            later += timedelta(days=1)
        said.append(_from_to(first, last, locale))
        days = [day for day in days if day > last]
    return words.gettext("; closed %(days)s") % {"days": words.gettext(" and ").join(said)}


def _from_to(first: date, last: date, locale: str) -> str:
    written = {
        name: dates.written(day, "EEE d MMM", locale) for name, day in (("first", first), ("last", last))
    }
    return (
        catalogues.text(Text("%(first)s to %(last)s", written), locale) if last > first else written["first"]
    )


def _runs(week: Sequence[tuple[Span, ...]]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for day, spans in enumerate(week):
        if spans and runs and runs[-1][1] == day - 1 and week[runs[-1][0]] == spans:
            runs[-1] = (runs[-1][0], day)
        elif spans:
            runs.append((day, day))
    return runs


def _spans(spans: tuple[Span, ...], locale: str) -> str:
    words = catalogues.translations(locale)
    said = [
        words.gettext("%(start)s to %(end)s") % {"start": _time(span.start), "end": _time(span.end)}
        for span in spans
    ]
    return words.gettext(" and ").join(said)


def _time(at: time) -> str:
    return "24:00" if at == time.max else f"{at.hour}:{at.minute:02}"


def number(person: Contact) -> Text:
    """ "613-555-0142, extension 214"."""
    if not person.extension:
        return Text("%(phone)s", {"phone": person.phone})
    return Text("%(phone)s, extension %(extension)s", {"phone": person.phone, "extension": person.extension})


def dialled(phone: str, extension: str = "") -> str:
    """The address behind a number to tap; "" for no number. A comma makes the phone wait before the extension."""
    if not phone:
        return ""
    digits = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
    return f"tel:{digits},{extension}" if extension else f"tel:{digits}"


def script_hours(desk: Desk, zone: str, now: datetime) -> dict[str, object]:
    """The hours as the page's script reads them; closed days from yesterday on, those of every year without one."""
    week = [[[_padded(span.start), _padded(span.end)] for span in day] for day in desk.hours.week]
    yesterday, off = now.astimezone(ZoneInfo(zone)).date() - timedelta(days=1), desk.hours.holidays
    closed = [day.isoformat() for day in sorted(off.dates) if day >= yesterday][:_MOST_CLOSED]
    every_year = [f"{month:02}-{day:02}" for month, day in sorted(off.yearly)]
    return {"zone": zone, "week": week, "closed": closed + every_year}


def _padded(at: time) -> str:
    return "24:00" if at == time.max else at.strftime("%H:%M")


def today_and_tomorrow(now: datetime, zone: str, locale: str) -> dict[str, str]:
    """ "Tue 24 Nov" for both, where the organisation is."""
    today = now.astimezone(ZoneInfo(zone)).date()
    days = {"today": today, "tomorrow": today + timedelta(days=1)}
    return {name: dates.written(day, "EEE d MMM", locale) for name, day in days.items()}
