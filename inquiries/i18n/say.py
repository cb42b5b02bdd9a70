"""Instants and lengths of time said as people say them, to the minute, on a 24-hour clock; sizes too. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from inquiries.i18n import dates
from inquiries.i18n.catalogues import translations
from inquiries.i18n.zones import city, zone_choices
from inquiries.wording import Text

__all__ = [
    "both",
    "city",
    "clock",
    "date",
    "day",
    "in_full",
    "left",
    "on_the_day",
    "pair",
    "size",
    "time",
    "until",
    "weekday",
    "zone_choices",
]


def left(delta: timedelta, locale: str = "en", *, short: bool = False) -> str:
    """ "25 min", "2 h 40 min", "15 h", "1 day"; `short` for rows: "2 h 05". Sign is dropped: "Late 40 min".

    Always rounded down: nobody is told they have more time than they have.
    """
    words = translations(locale)
    minutes = abs(delta) // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    if minutes < 1:
        return words.gettext("under 1 min")
    if hours < 1:
        return words.gettext("%(minutes)s min") % {"minutes": minutes}
    if hours < 10 and short:
        return words.gettext("%(hours)s h %(minutes)s") % {"hours": hours, "minutes": f"{rest:02}"}
    if hours < 10 and rest:
        return words.gettext("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
    if hours < 24:
        return words.gettext("%(hours)s h") % {"hours": hours}
    days = hours // 24
    return words.ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def until(delta: timedelta, locale: str = "en") -> str:
    """ "25 min", "2 h 40 min", "26 h 59 min", "3 days": how far a deadline is, said to who gives it. The page's script
    says the same (static/js/form.js)."""
    words, minutes = translations(locale), delta // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    if not 1 <= hours < _IN_DAYS:
        return left(delta, locale)
    pattern = words.gettext("%(hours)s h %(minutes)s min") if rest else words.gettext("%(hours)s h")
    return pattern % {"hours": hours, "minutes": rest}


def clock(at: datetime, zone: str, now: datetime | None, locale: str = "en") -> str:
    """ "17:00 today", "10:00 tomorrow", "Thu 26 Nov, 09:00", with the year in another year.

    Without `now` always the whole date and never "today": for what is read later than it is written.
    """
    local = at.astimezone(ZoneInfo(zone))
    near = _NEAR.get(_days_away(local, now))
    if near:
        return translations(locale).gettext(near.msgid) % {"time": time(at, zone)}
    return on_the_day(at, zone, now, locale)


def on_the_day(at: datetime, zone: str, now: datetime | None, locale: str = "en") -> str:
    """ "Thu 26 Nov, 09:00", in another year with the year; never "today"."""
    return translations(locale).gettext("%(date)s, %(time)s") % {
        "date": _written(at.astimezone(ZoneInfo(zone)), now, "EEE d MMM", locale),
        "time": time(at, zone),
    }


def time(at: datetime, zone: str) -> str:
    """ "17:00". In the hour that comes twice when summer ends, with its name: "01:30 EDT", "01:30 EST"."""
    local = at.astimezone(ZoneInfo(zone))
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{local:%H:%M} {local.tzname()}" if twice else f"{local:%H:%M}"


def date(at: datetime, zone: str, now: datetime | None, locale: str = "en") -> str:
    """ "12 Oct", in another year "12 Oct 2025"."""
    return _written(at.astimezone(ZoneInfo(zone)), now, "d MMM", locale)


def day(at: datetime, zone: str, now: datetime | None, locale: str = "en") -> str:
    """A heading: "Today, Tuesday 24 November", "Thursday 26 November", in another year with the year."""
    written = weekday(at, zone, now, locale)
    near = _NEAR_DAY.get(_days_away(at.astimezone(ZoneInfo(zone)), now))
    return translations(locale).gettext(near.msgid) % {"date": written} if near else written


def weekday(at: datetime, zone: str, now: datetime | None, locale: str = "en") -> str:
    """ "Thursday 26 November", in another year with the year. Never "today": it may be read tomorrow."""
    return _written(at.astimezone(ZoneInfo(zone)), now, "EEEE d MMMM", locale)


def in_full(at: datetime, zone: str, ours: str, now: datetime | None, locale: str = "en") -> str:
    """ "16:00 on Thursday 26 November", and "(London time)" where ours differs: a time in a sentence of a letter."""
    words = translations(locale)
    said = words.gettext("%(time)s on %(date)s") % {
        "time": time(at, zone),
        "date": weekday(at, zone, now, locale),
    }
    if at.astimezone(ZoneInfo(zone)).utcoffset() == at.astimezone(ZoneInfo(ours)).utcoffset():
        return said
    return words.gettext("%(when)s (%(city)s time)") % {"when": said, "city": city(zone, locale)}


def both(
    at: datetime,
    theirs: str,
    ours: str,
    now: datetime | None,
    *,
    place: str,
    ours_first: bool = False,
    locale: str = "en",
) -> str:
    """ "22:00 today in London, 17:00 here in Ottawa"; one half where both clocks show the same.

    `place` is what our own zone is called ("Ottawa"), or "" for plain "here". Staff read `ours_first`.
    """
    halves = pair(at, theirs, ours, now, place=place, ours_first=ours_first, locale=locale)
    return ", ".join(half for half in halves if half)


def pair(
    at: datetime,
    theirs: str,
    ours: str,
    now: datetime | None,
    *,
    place: str,
    ours_first: bool = False,
    locale: str = "en",
) -> tuple[str, str]:
    """The halves of `both` for pages that set them apart; the second is "" where the clocks agree.

    On another day than the first it says which: "today" on both sides of midnight would be two days.
    """
    words = translations(locale)
    their_wall, our_wall = (at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for zone in (theirs, ours))
    there = words.gettext("%(time)s in %(place)s")
    here = words.gettext("%(time)s here in %(place)s") if place else words.gettext("%(time)s here")
    first_zone, second_zone = (ours, theirs) if ours_first else (theirs, ours)
    first_time = clock(at, first_zone, now, locale)
    if their_wall == our_wall:
        return _same(first_time, theirs, ours, place, locale), ""
    same_day = their_wall.date() == our_wall.date()
    second_time = time(at, second_zone) if same_day else _dated(at, second_zone, first_zone, now, locale)
    their_half = there % {"time": second_time if ours_first else first_time, "place": city(theirs, locale)}
    our_half = here % {"time": first_time if ours_first else second_time, "place": place}
    return (our_half, their_half) if ours_first else (their_half, our_half)


def _dated(at: datetime, zone: str, beside: str, now: datetime | None, locale: str) -> str:
    """With its date, "02:00 on Wed 25 Nov"; beside a time that has one too in the same form, "Wed 25 Nov, 02:00"."""
    if _days_away(at.astimezone(ZoneInfo(beside)), now) not in _NEAR:
        return on_the_day(at, zone, now, locale)
    date = _written(at.astimezone(ZoneInfo(zone)), now, "EEE d MMM", locale)
    return translations(locale).gettext("%(time)s on %(date)s") % {"time": time(at, zone), "date": date}


def size(octets: int, locale: str) -> str:
    """ "812 B", "12 KB", "3.4 MB"."""
    words = translations(locale)
    if octets < _KILO:
        return words.gettext("%(count)s B") % {"count": octets}
    if octets < _KILO**2:
        return words.gettext("%(count)s KB") % {"count": round(octets / _KILO)}
    return words.gettext("%(count)s MB") % {"count": f"{octets / _KILO**2:.1f}"}


_KILO = 1000
_IN_DAYS = 48  # hours from which nobody counts the minutes
_NEAR = {-1: Text("%(time)s yesterday"), 0: Text("%(time)s today"), 1: Text("%(time)s tomorrow")}
_NEAR_DAY = {-1: Text("Yesterday, %(date)s"), 0: Text("Today, %(date)s"), 1: Text("Tomorrow, %(date)s")}
_FAR = 9


def _days_away(local: datetime, now: datetime | None) -> int:
    """How many midnights lie between, in the zone of `local`; far away when nobody says what is now."""
    return _FAR if now is None else (local.date() - now.astimezone(local.tzinfo).date()).days


def _written(local: datetime, now: datetime | None, pattern: str, locale: str) -> str:
    # What is kept has the year too: nobody knows when it will be read.
    if now is None or now.astimezone(local.tzinfo).year != local.year:
        pattern += " y"
    return dates.written(local.date(), pattern, locale)


def _same(time: str, theirs: str, ours: str, place: str, locale: str) -> str:
    words = translations(locale)
    if theirs == ours:
        return words.gettext("%(time)s in %(place)s") % {"time": time, "place": place} if place else time
    values = {"time": time, "city": city(theirs, locale), "place": place}
    if place:
        return words.gettext("%(time)s in %(city)s and here in %(place)s") % values
    return words.gettext("%(time)s in %(city)s and here") % values
