"""The answers given, said in words for whoever reads them: labels for slugs, both zones for instants. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from inquiries.forms.field import Field
from inquiries.forms.form import Form
from inquiries.i18n import catalogues, dates, say
from inquiries.settings import Settings
from inquiries.wording import Text

DEADLINE, NONE = Text("Deadline"), Text("No deadline")
_OF_THE_DEADLINE = frozenset({"deadline_day", "deadline_date", "deadline_time", "timezone"})
_MOVED = {
    "gap": Text(
        "%(when)s (the clocks go forward then and skip the time given, so we moved it forward with them)"
    ),
    "twice": Text("%(when)s (the clocks go back then and this time comes twice; we took the first)"),
    "second": Text(
        "%(when)s (the clocks go back then and this time comes twice; the first has passed, we took the second)"
    ),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom it is said: their language, the present moment, whose clock comes first, and which is "here".

    Staff read `ours_first`; where their own clock is not the organisation's, `own_zone` is it.
    `dated` is for what is read later than it is written: it says dates, never "today".
    """

    settings: Settings
    locale: str
    now: datetime
    ours_first: bool = False
    dated: bool = False
    own_zone: str = ""

    @property
    def zone(self) -> str:
        """Whose clock "here" means."""
        return self.own_zone or self.settings.timezone

    @property
    def today(self) -> datetime | None:
        """What "today" counts from; None says dates."""
        return None if self.dated else self.now


def in_words(form: Form, answers: Mapping[str, str], reader: Reader) -> list[tuple[str, Text, str]]:
    """(field name, label, words) in page order; words "" for what was left open. The deadline is one entry."""
    said: list[tuple[str, Text, str]] = []
    for field in form.fields:
        if field.name == "deadline_day":
            said.append((field.name, DEADLINE, _deadline(answers, reader)))
        elif field.name not in _OF_THE_DEADLINE:
            said.append((field.name, field.label, _words(field, answers, reader)))
    return said


def when(at: datetime, zone: str, reader: Reader) -> str:
    """ "22:00 today in London, 17:00 here in Ottawa"."""
    place = "" if reader.ours_first else reader.settings.organisation.place
    return say.both(
        at,
        zone,
        reader.zone,
        reader.today,
        place=place,
        ours_first=reader.ours_first,
        locale=reader.locale,
    )


def there(at: datetime, zone: str, reader: Reader) -> str:
    """The sender's own clock, "22:00 in London"; "" where it shows what the reader's does."""
    return say.pair(at, zone, reader.zone, reader.now, place="", ours_first=True, locale=reader.locale)[1]


def _deadline(answers: Mapping[str, str], reader: Reader) -> str:
    if "deadline" not in answers:
        return catalogues.text(NONE, reader.locale) if answers else ""
    at, zone = datetime.fromisoformat(answers["deadline"]), _zone(answers, reader)
    said, how = when(at, zone, reader), answers.get("deadline_moved", "")
    moved = _MOVED.get("second" if how == "twice" and at.astimezone(ZoneInfo(zone)).fold else how)
    return catalogues.text(Text(moved.msgid, {"when": said}), reader.locale) if moved else said


def _words(field: Field, answers: Mapping[str, str], reader: Reader) -> str:
    value = answers.get(field.name, "")
    if not value:
        return ""
    if field.kind == "datetime":
        return when(datetime.fromisoformat(value), _zone(answers, reader), reader)
    if field.kind == "date":
        return dates.written(date.fromisoformat(value), "EEEE d MMMM y", reader.locale)
    if field.kind == "checkbox":
        return catalogues.translations(reader.locale).gettext("Yes")
    label = next((label for slug, label in field.choices if slug == value), None)
    return catalogues.text(label, reader.locale) if label else value


def _zone(answers: Mapping[str, str], reader: Reader) -> str:
    return answers.get("timezone", reader.settings.timezone)
