"""The form of somebody's own settings: what stands in it, and what was sent read strictly. No SQL."""

from collections.abc import Mapping
from typing import Any

from inquiries.forms import clock_time
from inquiries.i18n import catalogues, say, zones
from inquiries.notify import audience
from inquiries.people import wall_clock
from inquiries.people.wishes import ALL_DESKS, DIGEST_AT, Event, How, Quiet, Wishes
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text

EVENTS: Mapping[Event, tuple[Text, Text]] = {
    Event.NEW: (Text("A new inquiry"), Text("one came to your desk")),
    Event.ALARM: (Text("Nobody has it"), Text("an inquiry waits for somebody to acknowledge it")),
    Event.LATE: (Text("Late"), Text("the last safe start or the deadline has passed")),
    Event.REPLY: (Text("They are back"), Text("the sender of one of yours wrote or rang again")),
    Event.MENTION: (Text("A mention"), Text("a colleague named you in a note")),
    Event.DEAD_LETTER: (Text("A dead letter"), Text("a mail could not be delivered")),
}
HOWS: Mapping[How, Text] = {
    How.NOW: Text("At once"),
    How.DIGEST: Text("In the digest"),
    How.OFF: Text("Not at all"),
}
_AS_FOR_ALL = Text("As for all")
_ZONE = Text("Choose a time zone from the list")
_HOW = Text("Choose how you are told from the list")
_FROM = Text("Enter when your quiet hours begin, like 22:00 or 10 pm")
_UNTIL = Text("Enter when your quiet hours end, like 7:00")
_DIGEST = Text("Enter when your digest comes, like 8:30")


def box(event: Event, desk: str = ALL_DESKS) -> str:
    """The name of one select: "new", "dead_letter-media"."""
    name = event.name.lower()
    return f"{name}-{desk}" if desk else name


def values(mine: Wishes, visitor: Visitor) -> dict[str, str]:
    """What holds now, as the form would send it."""
    found = {"timezone": mine.zone, "digest_at": _clock(mine.digest_at)}
    for event in Event:
        default = audience.default(event, administrator=visitor.is_administrator)
        found[box(event)] = (mine.choices.get((ALL_DESKS, event)) or default).value
    for (desk, event), how in mine.choices.items():
        found[box(event, desk)] = how.value
    quiet = mine.quiet
    if quiet:
        found |= {"quiet": "on", "quiet_from": _clock(quiet.starts), "quiet_until": _clock(quiet.ends)}
    if quiet is None or quiet.urgent_comes_through:
        found["urgent"] = "on"
    return found


def read(fields: Mapping[str, str], office: Office, visitor: Visitor) -> tuple[Wishes, dict[str, Text]]:
    """What was sent, and what is wrong with it by the name of its box; with anything wrong, keep nothing."""
    problems: dict[str, Text] = {}
    zone = fields.get("timezone", "")
    if zone and not zones.known(zone):
        problems["timezone"] = _ZONE
    choices: dict[tuple[str, Event], How] = {}
    for event in Event:
        for desk in (ALL_DESKS, *_columns(office, visitor)):
            _choose(choices, problems, fields, event, desk, visitor)
    quiet = _quiet(fields, problems) if fields.get("quiet") else None
    digest_at = _minutes(fields, "digest_at", _DIGEST, problems, default=DIGEST_AT)
    return Wishes(zone, digest_at % wall_clock.DAY, quiet, choices), problems


def drawn(office: Office, visitor: Visitor, given: Mapping[str, str]) -> dict[str, Any]:
    """What templates/staff/me.html takes as `me`, with `given` chosen."""
    locale, settings = visitor.locale, office.settings
    columns = _columns(office, visitor)
    zone = given.get("timezone", "")
    own = (zone,) if zones.known(zone) else ()
    return {
        "zones": say.zone_choices(visitor.now, locale, own),
        "house_zone": zones.city(settings.timezone, locale),
        "columns": [catalogues.text(Text(settings.desks[desk].name), locale) for desk in columns],
        "rows": [
            {
                "name": name,
                "hint": hint,
                "boxes": [_drawn(event, desk, given) for desk in (ALL_DESKS, *columns)],
            }
            for event, (name, hint) in EVENTS.items()
        ],
        "email": visitor.who.email,
    }


def _drawn(event: Event, desk: str, given: Mapping[str, str]) -> dict[str, Any]:
    name = box(event, desk)
    options = [(how.value, words) for how, words in HOWS.items()]
    return {
        "name": name,
        "options": [("", _AS_FOR_ALL), *options] if desk else options,
        "chosen": given.get(name, ""),
    }


def _columns(office: Office, visitor: Visitor) -> tuple[str, ...]:
    """The desks that can be chosen for by themselves: none where there is but one."""
    theirs = visitor.who.desks & visitor.desks or visitor.desks
    found = tuple(desk for desk in office.settings.desks if desk in theirs)
    return found if len(found) > 1 else ()


def _choose(
    choices: dict[tuple[str, Event], How],
    problems: dict[str, Text],
    fields: Mapping[str, str],
    event: Event,
    desk: str,
    visitor: Visitor,
) -> None:
    """Only what differs from what holds without it is kept."""
    sent = fields.get(box(event, desk), "")
    if sent not in {how.value for how in How}:
        if sent or not desk:
            problems[box(event, desk)] = _HOW
        return
    if desk or How(sent) is not audience.default(event, administrator=visitor.is_administrator):
        choices[desk, event] = How(sent)


def _quiet(fields: Mapping[str, str], problems: dict[str, Text]) -> Quiet:
    starts = _minutes(fields, "quiet_from", _FROM, problems)
    ends = _minutes(fields, "quiet_until", _UNTIL, problems)
    return Quiet(starts % wall_clock.DAY, ends, bool(fields.get("urgent")))


def _minutes(
    fields: Mapping[str, str], name: str, wrong: Text, problems: dict[str, Text], default: int | None = None
) -> int:
    text = fields.get(name, "").strip()
    if not text and default is not None:
        return default
    found = clock_time.read(text)
    if isinstance(found, Text):
        problems[name] = wrong
        return 0
    return found


def _clock(minutes: int) -> str:
    hours, rest = divmod(minutes % wall_clock.DAY, 60)
    return f"{hours:02}:{rest:02}"
