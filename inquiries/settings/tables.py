"""What stands in the file's tables: organisation, desks, people, forms, guides, routing. Knows nothing of files."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inquiries.settings import holidays, hours
from inquiries.settings.kinds import (
    Accent,
    AccentDark,
    Duration,
    Email,
    Holidays,
    Keep,
    Line,
    Name,
    Origins,
    ReturnAddresses,
    Shares,
    Slug,
    Website,
    Week,
)


class Frozen(BaseModel):
    """Nothing of it can be changed, and nothing unknown stands in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Organisation(Frozen):
    """Who stands behind the forms. None as an accent keeps the house's own colour."""

    name: Name = "Example Organisation"
    short_name: Line = ""
    place: Line = ""
    accent: Accent | None = None
    accent_dark: AccentDark | None = None
    emergency_phone: Line = "911"
    hotline_phone: Line | None = None
    hotline_name: Line | None = None
    website: Website | None = None
    holidays: Holidays = holidays.NONE
    holidays_calendar: Path | None = None


class Hours(Frozen):
    """Opening hours: seven days, Monday first, each a tuple of spans in the organisation's time zone.

    On its `holidays` a desk stays closed whatever the day; Settings gathers them from everywhere they are listed.
    """

    week: Week = hours.OFFICE
    holidays: Holidays = holidays.NONE

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, given: object) -> object:
        if not isinstance(given, dict | Hours):
            raise ValueError('should look like { weekdays = "8:30-17:30" } or { always = true }')
        if isinstance(given, dict) and given and "week" not in given:
            return {"week": hours.week(given)}
        return given


class Contact(Frozen):
    """A named person shown beside a form: the public may ring and write to them."""

    name: Name
    title: Line = ""
    phone: Line = ""
    extension: Line = ""
    email: Email | None = None
    desk: Slug
    note: Line = ""


class Desk(Frozen):
    """A team's inbox. New inquiries are told to `email`, which is public, and to `notify`, which is not.

    Senders are told the name of whoever has their inquiry where the desk wants that: `show_names`.
    `question_in_mail` puts the question itself into that mail, which may pass through other people's servers.
    `escalation`: after which shares of its time, in percent, an inquiry that nobody has acknowledged is told to its
    owner, to the desk, and to the duty officer.
    """

    slug: Slug
    name: Name
    email: Email | None = None
    notify: tuple[Email, ...] = ()
    hours: Hours = Hours()
    holidays: Holidays = holidays.NONE
    holidays_calendar: Path | None = None
    duty: Contact | None = None
    director: Line | None = None
    clearance: Duration = timedelta(0)
    preparation: Duration = timedelta(0)
    acknowledge_within: Duration = timedelta(hours=8)
    question_in_mail: bool = False
    escalation: Shares = (25, 50, 75)
    show_names: bool = True


class Topic(Frozen):
    """What a sender picks on a form; what is None here is the form's."""

    slug: Slug
    label: Name
    desk: Slug | None = None
    guide: Slug | None = None
    owner: Email | None = None


class FormSettings(Frozen):
    """One public form; `name` is its name in the address, `desk` takes topics that name no desk.

    Pages of `sites` may show it in a frame, and their scripts may send to it; who came from a form of their own may
    ask to be sent on to one of `return_to`.
    What has been closed for `keep_for` is erased; None keeps it.
    """

    name: Slug
    title: Name
    intro: str = ""
    desk: Slug
    topics: tuple[Topic, ...] = Field(min_length=1)
    exit_page: bool = False
    sites: Origins = ()
    return_to: ReturnAddresses = ()
    keep_for: Keep = None


class HelpLine(Frozen):
    """Where somebody in danger can turn besides the emergency number and the hotline; `note` says when, or for whom."""

    name: Name
    phone: Line = ""
    note: Line = ""


class Safeguarding(Frozen):
    """Who reads what is sealed, and what seals it: see docs/safeguarding.md.

    `leads` are addresses of staff accounts; while none of them can sign in, administrators are. `phrases` are looked
    for besides the packaged lists, `without` excuses a sentence. *Exit this page* leads to `exit_to`. Where a form has
    it, `neutral_title` is what the browser's tab and history say.
    """

    leads: tuple[Email, ...] = ()
    detect: bool = True
    phrases: tuple[Name, ...] = ()
    without: tuple[Name, ...] = ()
    help: tuple[HelpLine, ...] = ()
    exit_to: Website = "https://www.wikipedia.org/"
    neutral_title: Line = ""


class Guide(Frozen):
    """A free guide, handed out at /guides/<slug>."""

    slug: Slug
    title: Name
    file: Path


class RoutingRule(Frozen):
    """When every condition holds, the inquiry goes there. What the conditions mean, routing knows."""

    when: Mapping[str, str | tuple[str, ...]]
    desk: Slug | None = None
    owner: Email | None = None
