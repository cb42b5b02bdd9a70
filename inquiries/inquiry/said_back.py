"""A deadline said back before anything is sent: by when in both zones, and whether the desk is there until then. Pure.

The page's script says the same as it is typed (parts/deadline.html), in the same words.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from inquiries.i18n import catalogues, say
from inquiries.inquiry import clocks
from inquiries.inquiry.answers import Reader
from inquiries.settings import Desk
from inquiries.wording import Text

_ONE_ZONE = Text("You need an answer by *{theirs}*, {left} from now.")
_TWO_ZONES = Text("You need an answer by *{theirs}*. That is *{ours}*, {left} from now.")
_ALL = Text("The desk is open until {time}, so someone is here for all of it.")
_THEN = Text("The desk is open then.")
_BEFORE = Text("The desk is closed then. Before that it is open until {time}.")
_NEVER = Text("The desk does not open again before your deadline.")

_DAYTIME = timedelta(hours=22)  # who is there longer is there day and night, and midnight is no closing time


@dataclass(frozen=True, slots=True)
class SaidBack:
    """`pieces` make one sentence; every second one is what must be read. `closed` calls for the duty phone."""

    pieces: tuple[str, ...]
    desk: str
    closed: bool


def said_back(deadline: datetime, zone: str, desk: Desk, reader: Reader) -> SaidBack:
    """`zone` is the sender's; the desk's hours are in the organisation's."""
    settings, words = reader.settings, catalogues.translations(reader.locale)
    place = settings.organisation.place
    theirs, ours = say.pair(deadline, zone, settings.timezone, reader.now, place=place, locale=reader.locale)
    sentence = words.gettext((_TWO_ZONES if ours else _ONE_ZONE).msgid)
    left = say.until(deadline - reader.now, reader.locale).replace(" ", "\u00a0")  # kept on one line
    values = {"theirs": theirs, "ours": ours, "left": left}
    pieces = tuple(_filled(piece, values) for piece in sentence.split("*"))
    desk_then, until, closed = _desk_then(deadline, desk, reader)
    time = _on_its_clock(until, reader, named=bool(ours))
    return SaidBack(pieces, _filled(words.gettext(desk_then.msgid), time) if desk_then else "", closed)


def _on_its_clock(at: datetime, reader: Reader, *, named: bool) -> dict[str, str]:
    """A time of the desk's: "17:00", on another day with its date, and `named` with the place where it is that time."""
    zone, place = reader.settings.timezone, reader.settings.organisation.place
    today = at.astimezone(ZoneInfo(zone)).date() == reader.now.astimezone(ZoneInfo(zone)).date()
    said = say.time(at, zone) if today else say.on_the_day(at, zone, reader.now, reader.locale)
    there = catalogues.translations(reader.locale).gettext("%(time)s in %(place)s")
    return {"time": there % {"time": said, "place": place} if named and place else said}


def _desk_then(deadline: datetime, desk: Desk, reader: Reader) -> tuple[Text | None, datetime, bool]:
    """What is said of the desk, the time in it, and whether nobody is there when it is needed."""
    if not any(desk.hours.week):
        return None, deadline, False
    opening = clocks.last_opening(desk.hours, reader.settings.timezone, deadline)
    if opening is None or opening[1] <= reader.now:
        return _NEVER, deadline, True
    opened, closes = opening
    if closes < deadline:
        return _BEFORE, closes, True
    around_the_clock = closes - opened > _DAYTIME
    return (_ALL if opened <= reader.now and not around_the_clock else _THEN), closes, False


def _filled(pattern: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", value)
    return pattern
