"""The group of fields that asks when an answer is still useful, read together: they mean nothing alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from inquiries.forms import clock_time, dates, deadline, zones
from inquiries.forms import field as one
from inquiries.forms.field import Field, Moment
from inquiries.forms.form import Given, Group, Reading
from inquiries.forms.problem import Problem
from inquiries.wording import Text

DAY = one.choice(
    "deadline_day",
    Text("Day"),
    (
        ("today", Text("Today")),
        ("tomorrow", Text("Tomorrow")),
        ("date", Text("Another date")),
        ("none", Text("No deadline")),
    ),
    kind="radio",
    missing=Text("Choose when an answer is still useful"),
)
DATE = Field(
    "deadline_date",
    Text("Date"),
    "date",
    Text("Enter the date of your deadline as year-month-day, like 2026-11-24"),
    one.as_typed,
    limit=dates.LIMIT,
)
TIME = Field(
    "deadline_time",
    Text("Time"),
    "text",
    clock_time.UNREADABLE,
    one.as_typed,
    Text("Your own time is fine. We work it out."),
    limit=40,
)
ZONE = zones.timezone("timezone", Text("Time zone"))
RUNS = dates.local_moment(
    "publishes_at",
    Text("When does it run?"),
    hint=Text("Print time, air time or embargo, in the time zone above."),
    wrong=Text("Enter when it runs as date and time, like 2026-11-24 23:30"),
)
# Not drawn: programs give one instant instead of day, date, time and zone.
INSTANT = Field(
    "deadline",
    Text("Deadline"),
    "datetime",
    Text("Give the deadline with its offset from UTC, like 2026-11-24T16:30:00-05:00"),
    one.as_typed,
    optional=True,
    limit=dates.LIMIT,
)


def group() -> Group:
    """The deadline block of a form."""
    legend = Text("When is an answer still useful?")
    return Group("deadline", (DAY, DATE, TIME, ZONE, RUNS), legend, read)


def read(fields: tuple[Field, ...], given: Given, asked: Moment) -> Reading:
    """`deadline_day`, `deadline`, `deadline_moved`, `timezone`, `publishes_at`, or what is wrong with them.

    With "none" the time, date and zone are ignored, whatever words they hold. `deadline` goes before the four.
    """
    day = one.clean(DAY, given.get("deadline_day"), asked)
    zone = one.clean(ZONE, given.get("timezone"), asked)
    sender = Moment(asked.now, zone) if zone and isinstance(zone, str) else asked
    runs = one.clean(RUNS, given.get("publishes_at"), sender)

    answers, problems = _deadline(day, given, sender, zone_known=isinstance(zone, str))
    zone_matters = day != "none" or bool(runs)
    problems += _unreadable(day, given, sender, zone_matters=zone_matters)
    if isinstance(zone, Text) and zone_matters:
        problems.append(Problem("timezone", zone))
    answers["timezone"] = sender.zone
    if isinstance(runs, Text):
        problems.append(Problem("publishes_at", runs))
    elif runs:
        answers["publishes_at"] = runs
    return answers, problems


def anew(given: Given, asked: Moment) -> datetime | Problem | None:
    """A deadline that is moved, None for none any more, by the same rules; or the first thing wrong with it.

    A page that only moves it has no radios for today and tomorrow: what is not "none" is a date.
    """
    day = "none" if given.get("deadline_day") == "none" else "date"
    answers, problems = read(group().fields, {**given, "deadline_day": day}, asked)
    if problems:
        return problems[0]
    return datetime.fromisoformat(answers["deadline"]) if "deadline" in answers else None


def _deadline(day: str | Text, given: Given, sender: Moment, *, zone_known: bool) -> Reading:
    if day == "none":
        return {"deadline_day": "none"}, []
    if instant := one.clean(INSTANT, given.get("deadline"), sender):
        at = instant if isinstance(instant, Text) else _given_instant(instant, sender.now)
        if isinstance(at, Text):
            return {}, [Problem("deadline", at)]
        return {"deadline_day": day if isinstance(day, str) else "date", "deadline": dates.canonical(at)}, []
    if isinstance(day, Text):
        return {}, [Problem("deadline_day", day)]
    return _from_the_boxes(day, given, sender, zone_known=zone_known)


def _unreadable(day: str | Text, given: Given, sender: Moment, *, zone_matters: bool) -> list[Problem]:
    """Boxes that are left aside may hold any words, but words they must be. A day that is given has to be one."""
    aside: list[Field] = {"none": [DATE, TIME, INSTANT], "today": [DATE], "tomorrow": [DATE]}.get(
        str(day), []
    )
    if not zone_matters:
        aside.append(ZONE)
    by_instant = bool(given.get(INSTANT.name)) and day != "none"
    if by_instant:
        aside = [DATE, TIME]
    words = [(field, replace(field, kind="text", optional=True, read=one.as_typed)) for field in aside]
    found = [(field.name, one.clean(loose, given.get(field.name), sender)) for field, loose in words]
    problems = [Problem(name, wrong) for name, wrong in found if isinstance(wrong, Text)]
    if by_instant and isinstance(day, Text) and given.get(DAY.name) not in (None, ""):
        problems.insert(0, Problem(DAY.name, day))
    return problems


def _given_instant(text: str, now: datetime) -> datetime | Text:
    at = dates.moment(text)
    if at is None or at.tzinfo is None:
        return INSTANT.missing
    if at <= now:
        return Text("%(deadline)s has passed. Give a later deadline", {"deadline": at.isoformat()})
    if at - now > deadline.FURTHEST:
        return Text("Give a deadline within two years")
    return at


def _from_the_boxes(day: str, given: Given, sender: Moment, *, zone_known: bool) -> Reading:
    on, minutes = _date(day, given, sender), _time(given, sender)
    problems = [
        Problem(name, wrong)
        for name, wrong in (("deadline_date", on), ("deadline_time", minutes))
        if isinstance(wrong, Text)
    ]
    if isinstance(on, Text) or isinstance(minutes, Text) or not zone_known:
        return {}, problems
    found = deadline.on_the_wall(on, minutes, sender.zone, now=sender.now)
    if found.at <= sender.now:
        return {}, [Problem("deadline_time", deadline.gone(found, sender.now))]
    answers = {"deadline_day": day, "deadline": dates.canonical(found.at)}
    if found.moved:
        answers["deadline_moved"] = found.moved
    return answers, []


def _date(day: str, given: Given, sender: Moment) -> date | Text:
    today = deadline.local_day(sender.now, sender.zone)
    if day != "date":
        return today if day == "today" else today + timedelta(days=1)
    text = one.clean(DATE, given.get("deadline_date"), sender)
    if isinstance(text, Text):
        return text
    found = dates.day(text)
    if found is None:
        return DATE.missing
    if found < today:
        return Text("%(date)s has passed. Enter a later date", {"date": found.isoformat()})
    if found - today > deadline.FURTHEST:
        return Text("Enter a date within two years")
    return found


def _time(given: Given, sender: Moment) -> int | Text:
    text = one.clean(TIME, given.get("deadline_time"), sender)
    return text if isinstance(text, Text) else clock_time.read(text)
